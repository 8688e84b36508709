import type { Context } from '../../context.ts'
import type { Credential } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { ApiError, errorCodes, notFound } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { callAsAccount } from '../credentials/call-as-account.ts'
import { demand } from '../permissions/demand.ts'
import { permissionNames } from '../permissions/table.ts'
import { actingCredential, findIntegrationByType } from '../selectors.ts'
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
export async function proxy(ctx: Context, tokens: AccessTokens, caller: Caller, call: ProxyCall): Promise<Response> {
  const { project, user } = caller
  const integration = findIntegrationByType(project, call.type)
  if (!integration) throw notFound(`Integration "${call.type}" not found.`)
  const credential = actingCredential(caller, integration, call.selector)
  demand(caller, permissionNames.proxy, { integration, credential })
  const target = proxyTarget(integration.definition.api, credential.providerData, call.path, call.search)

  const response = await callAsAccount(
    ctx,
    tokens,
    { user, integration, credential },
    (accessToken) =>
      new Request(target, {
        method: call.method,
        headers: forwardedHeaders(call.headers, accessToken, call.body),
        ...(call.body?.byteLength && { body: call.body }),
        redirect: 'manual',
      }),
  )
  return call.raw ? rawAnswer(response) : wrappedAnswer(response, integration, credential)
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
