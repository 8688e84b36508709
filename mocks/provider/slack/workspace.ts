import { type DemoWorkspace, demoWorkspaces, starterWorkspace } from '../../catalog/demo-slack.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { slackId } from './ids.ts'

/** The workspace that an account belongs to. An account has one, and no other account is in it; its id is the user's. */
export interface Team {
  id: string
  name: string
  domain: string
  /** With a slash at its end, as Slack writes it. */
  url: string
}

export function teamOf(account: Account): Team {
  const { name, domain } = demoWorkspaceOf(account)
  return { id: slackId('T', account.id), name, domain, url: `https://${domain}.slack.com/` }
}

/** What the account's workspace has from the start. */
export function demoWorkspaceOf(account: Account): DemoWorkspace {
  const written = demoWorkspaces[account.email]
  if (written) return written
  const [local = ''] = account.email.split('@')
  const slug = local.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'workspace'
  // Two addresses may have the same part before the sign.
  return starterWorkspace(account.name, `${slug}-${slackId('T', account.id).slice(-4).toLowerCase()}`)
}

/** What Slack adds to the claims of OpenID Connect (docs.slack.dev/reference/methods/openid.connect.userInfo). */
export function slackClaims(account: Account): Record<string, unknown> {
  const team = teamOf(account)
  return {
    'https://slack.com/user_id': account.id,
    'https://slack.com/team_id': team.id,
    'https://slack.com/team_name': team.name,
    'https://slack.com/team_domain': team.domain,
  }
}
