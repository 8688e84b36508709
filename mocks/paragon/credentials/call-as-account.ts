import { refusesToken } from '../../catalog/definitions.ts'
import type { Context } from '../../context.ts'
import type { ConnectedUser, Credential } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { ApiError, errorCodes } from '../api-error.ts'
import { callThirdParty, readAnswer } from '../third-party.ts'
import type { AccessTokens } from './access-token.ts'
import { callFacts } from './call-facts.ts'

/** One account of a user, to act as. */
export interface ActingAccount {
  user: ConnectedUser
  integration: Integration
  credential: Credential
}

/** What a request carries that somebody else may still be sending. */
export interface Carried {
  /** Whether the request can be made a second time. */
  readonly isKept: boolean
  /** When something of it last arrived, by `performance.now()`. */
  lastSign(): number
}

/**
 * Sends a request to a third party as an account. `request` is asked for the request with a token; for a second one when
 * the third party turned the first token down: it may have ended early, so it is refreshed once (assumed; rest.md 5).
 * What is `carried` and not kept cannot be sent twice: the token is refreshed all the same, and a 503 asks for a new call.
 *
 * Throws what `AccessTokens.of` throws, and 502 or 504 when the third party gives no answer. Whoever calls has made sure
 * that the caller may act as the account.
 */
export async function callAsAccount(
  ctx: Context,
  tokens: AccessTokens,
  { user, integration, credential }: ActingAccount,
  request: (accessToken: string) => Request,
  carried?: Carried,
): Promise<Response> {
  const { name } = integration.definition
  const facts = callFacts(user, integration, credential)
  const lastSign = carried && !carried.isKept ? carried.lastSign : undefined
  const first = await tokens.of(user, integration, credential)
  const response = await callThirdParty(ctx, name, request(first), facts, lastSign)
  if (!(await isTokenRefused(ctx, integration, response))) return response

  void response.body?.cancel().catch(() => undefined)
  const second = await tokens.of(user, integration, credential, first)
  if (carried && !carried.isKept) {
    const words = `${name} turned the access token down. It has been refreshed; the body was too large to be kept, so send the call again.`
    throw new ApiError(503, errorCodes.uploadNotRepeatable, words)
  }
  return callThirdParty(ctx, name, request(second), facts)
}

async function isTokenRefused(ctx: Context, { definition }: Integration, response: Response): Promise<boolean> {
  const { api, name } = definition
  // Only an API that refuses tokens in its body has the body read for it.
  const isTelling = api.refusedToken?.status === response.status
  const body = isTelling ? readJson(await readAnswer(ctx, name, response.clone())) : undefined
  return refusesToken(api, response.status, body)
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
