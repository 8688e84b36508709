import { derivedUuid } from '../../derived-uuid.ts'
import type { Account } from '../../store/provider-accounts.ts'

/** The Jira site of an account: every account here has one of its own. */
export function siteOf({ id, email }: Pick<Account, 'id' | 'email'>) {
  const [name = 'site'] = email.split('@')
  const host = `${name.replaceAll(/[^a-z0-9]/g, '-')}.atlassian.net`
  return { cloudId: derivedUuid(id, 'jira'), name: host.replace('.atlassian.net', ''), url: `https://${host}` }
}

/** What Atlassian tells of an account beside the claims of OpenID Connect. */
export function atlassianClaims(account: Account) {
  const { cloudId, url } = siteOf(account)
  return { account_id: account.id, cloudId, siteUrl: url }
}
