import { type ApiDefinition, refusesToken } from '../../catalog/definitions.ts'
import type { Context } from '../../context.ts'
import type { ConnectedUser, Credential } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import type { AccessTokens } from './access-token.ts'

/** One account of a user, to act as. */
export interface ActingAccount {
  user: ConnectedUser
  integration: Integration
  credential: Credential
}

/**
 * Sends a request to a third party as an account. `request` is asked for the request with a token; for a second one when
 * the third party turned the first token down: it may have ended early, so it is refreshed once (assumed; rest.md 5).
 * Throws what `AccessTokens.of` throws. Whoever calls has made sure that the caller may act as the account.
 */
export async function callAsAccount(
  ctx: Context,
  tokens: AccessTokens,
  { user, integration, credential }: ActingAccount,
  request: (accessToken: string) => Request,
): Promise<Response> {
  const first = await tokens.of(user, integration, credential)
  const response = await ctx.fetch(request(first))
  if (!(await isTokenRefused(integration.definition.api, response))) return response
  return ctx.fetch(request(await tokens.of(user, integration, credential, first)))
}

async function isTokenRefused(api: ApiDefinition, response: Response): Promise<boolean> {
  // Only an API that refuses tokens in its body has the body read for it.
  const isTelling = api.refusedToken?.status === response.status
  const body: unknown = isTelling
    ? await response
        .clone()
        .json()
        .catch(() => undefined)
    : undefined
  return refusesToken(api, response.status, body)
}
