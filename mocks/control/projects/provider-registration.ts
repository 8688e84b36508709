import { catalog } from '../../catalog/catalog.ts'
import type { Context } from '../../context.ts'
import { callbackUrls } from '../../paragon/oauth/callback-url.ts'
import { oauthClientOf } from '../../paragon/oauth/oauth-client.ts'
import type { ClientRegistration } from '../../provider/register.ts'

/** The host app's own OpenID Connect client. */
export interface LoginClient {
  id: string
  secret: string
  redirectUris: string[]
}

/** Paragon's client for each integration of a project. */
export function paragonClients(ctx: Pick<Context, 'store' | 'urls'>, projectId: string): ClientRegistration[] {
  return catalog.map(({ type, name, oauth }) => ({
    ...oauthClientOf(ctx, projectId, type),
    name: `Paragon sandbox (${name})`,
    directory: oauth.directory,
    isFirstParty: false,
    redirectUris: callbackUrls(ctx.urls.paragon),
    scopes: oauth.scopes,
  }))
}

export function loginClientOf(login: LoginClient): ClientRegistration {
  return {
    ...login,
    name: 'Reference app',
    directory: 'sso',
    isFirstParty: true,
    scopes: ['openid', 'email', 'profile'],
  }
}
