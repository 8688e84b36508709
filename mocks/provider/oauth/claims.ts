import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderContext } from '../provider-context.ts'
import { identityClaims } from '../salesforce/identity.ts'
import { instanceUrl } from '../salesforce/org.ts'
import { allowsEmail, allowsProfile } from './scopes.ts'

export function pictureUrl(ctx: Pick<ProviderContext, 'urls'>, account: Account): string {
  return `${ctx.urls.provider}/avatars/${account.id}.svg`
}

/** What the scopes reveal of an account (OpenID Connect Core, section 5.4). */
export function accountClaims(ctx: ProviderContext, account: Account, scopes: readonly string[]) {
  return {
    sub: account.id,
    ...(allowsEmail(scopes) && { email: account.email, email_verified: true }),
    ...(allowsProfile(scopes) && { name: account.name, picture: pictureUrl(ctx, account) }),
  }
}

/** What UserInfo says of an account: its claims, and what its third party tells there and nowhere else. */
export function userinfoClaims(ctx: ProviderContext, account: Account, scopes: readonly string[]) {
  return {
    ...accountClaims(ctx, account, scopes),
    ...(account.directory === 'salesforce' && identityClaims(account)),
  }
}

/** What a third party adds to its token responses: Salesforce tells where the account's org is (help.salesforce.com, "OAuth 2.0 Web Server Flow"). */
export function tokenParameters(account: Account): { instance_url?: string } {
  return account.directory === 'salesforce' ? { instance_url: instanceUrl(account) } : {}
}
