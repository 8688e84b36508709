import type { Account } from '../../store/provider-accounts.ts'
import { hubClaims } from '../hubspot/hub.ts'
import { atlassianClaims } from '../jira/site.ts'
import { microsoftClaims } from '../microsoft/tenant.ts'
import type { ProviderContext } from '../provider-context.ts'
import { identityClaims } from '../salesforce/identity.ts'
import { instanceUrl } from '../salesforce/org.ts'
import { slackClaims } from '../slack/workspace.ts'
import { allowsEmail, allowsProfile } from './scopes.ts'

export function pictureUrl(ctx: Pick<ProviderContext, 'urls'>, account: Account): string {
  return `${ctx.urls.provider}/avatars/${account.id}.svg`
}

/** What a third party tells of its accounts beside the claims of OpenID Connect, by directory. */
const DIRECTORY_CLAIMS: Record<string, (account: Account, providerUrl: string) => Record<string, unknown>> = {
  atlassian: atlassianClaims,
  hubspot: hubClaims,
  microsoft: microsoftClaims,
  salesforce: identityClaims,
  slack: slackClaims,
}

/** What the scopes reveal of an account (OpenID Connect Core, section 5.4). */
export function accountClaims(ctx: ProviderContext, account: Account, scopes: readonly string[]) {
  return {
    sub: account.id,
    ...(allowsEmail(scopes) && { email: account.email, email_verified: true }),
    ...(allowsProfile(scopes) && { name: account.name, picture: pictureUrl(ctx, account) }),
    ...DIRECTORY_CLAIMS[account.directory]?.(account, ctx.urls.provider),
  }
}

/** What a third party adds to its token responses: Salesforce tells where the account's org is ("OAuth 2.0 Web Server Flow"). */
export function tokenParameters(account: Account): { instance_url?: string } {
  return account.directory === 'salesforce' ? { instance_url: instanceUrl(account) } : {}
}
