import { type ApiDefinition, refusesToken } from '../../catalog/definitions.ts'
import type { Context } from '../../context.ts'
import type { Credential } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { ApiError, errorCodes, notConnected, notFound } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { defaultCredential, findIntegrationByType, requireCredential } from '../selectors.ts'
import { forwardedHeaders, returnedHeaders } from './headers.ts'
import { proxyTarget } from './target.ts'

export interface ProxyCall {
  type: string
  method: string
  /** What follows the integration type in the path, or what a header says instead. */
  path: string
  search: string
  headers: Headers
  body: Uint8Array<ArrayBuffer> | undefined
  /** `X-Paragon-Credential`. */
  selector: string | undefined
  /** `X-Paragon-Use-Raw-Response`. */
  raw: boolean
}

/** Sends a call to the third party as one account, and answers `{output}`, or the answer as it came in raw mode. */
export async function proxy(
  ctx: Context,
  tokens: AccessTokens,
  { project, user }: Caller,
  call: ProxyCall,
): Promise<Response> {
  const integration = findIntegrationByType(project, call.type)
  if (!integration) throw notFound(`Integration "${call.type}" not found.`)
  const credential = call.selector
    ? requireCredential(user, call.selector, integration.id)
    : defaultCredential(user, integration.id)
  if (!credential) throw notConnected()
  const { api } = integration.definition
  const target = proxyTarget(api, call.path, call.search)

  const send = async (accessToken: string) =>
    ctx.fetch(
      new Request(target, {
        method: call.method,
        headers: forwardedHeaders(call.headers, accessToken, call.body),
        ...(call.body?.byteLength && { body: call.body }),
        redirect: 'manual',
      }),
    )

  const first = await tokens.of(user, integration, credential)
  let response = await send(first)
  if (await isTokenRefused(api, response)) {
    // The provider may have ended a token early: refresh once and try again (assumed; rest.md 5).
    response = await send(await tokens.of(user, integration, credential, first))
  }
  return call.raw ? rawAnswer(response) : wrappedAnswer(response, integration, credential)
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

function rawAnswer(response: Response): Response {
  return new Response(response.body, { status: response.status, headers: returnedHeaders(response.headers) })
}

/**
 * A success is `{"output": ...}`, which the SDK unwraps; an error keeps the third party's status in the vendor's envelope
 * (its layout is assumed). Always JSON with a body: an empty JSON answer would break that URL in the SDK until the page
 * is reloaded (trap T6).
 */
async function wrappedAnswer(response: Response, integration: Integration, credential: Credential): Promise<Response> {
  const text = await response.text()
  if (response.ok) return text === '' ? new Response(null, { status: 204 }) : Response.json({ output: parsed(text) })
  const status = response.status >= 400 ? response.status : 502
  throw new ApiError(
    status,
    errorCodes.provider,
    text || `${integration.definition.name} answered ${response.status}.`,
    {
      integration: integration.type,
      credentialId: credential.id,
    },
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
