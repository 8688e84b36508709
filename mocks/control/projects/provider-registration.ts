import { catalog } from '../../catalog/catalog.ts'
import type { Context } from '../../context.ts'
import { callbackUrls } from '../../paragon/oauth/callback-url.ts'
import { oauthClientOf } from '../../paragon/oauth/provider-client.ts'

/** The host app's own OpenID Connect client. */
export interface LoginClient {
  id: string
  secret: string
  redirectUris: string[]
}
