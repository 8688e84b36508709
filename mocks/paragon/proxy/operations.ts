import type { Context } from '../../context.ts'
import { ApiError, errorCodes, notFound } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { callAsAccount } from '../credentials/call-as-account.ts'
import { demand } from '../permissions/demand.ts'
import { permissionNames } from '../permissions/table.ts'
import { actingCredential } from '../selectors.ts'
import { findProxiedIntegration } from './address.ts'
import { rawAnswer, wrappedAnswer } from './answer.ts'
import { forwardedHeaders } from './headers.ts'
import { proxyTarget } from './target.ts'
import type { Upload } from './upload.ts'

export interface ProxyCall {
  /** Names the integration; see `ProxyAddress`. */
  reference: string
  method: string
  /** What follows the integration in the path, or what a header says instead. */
  path: string
  search: string
  headers: Headers
  /** Begins to read the body, for a call that is going to be made; before that the server may throw it away. */
  readUpload(): Promise<Upload>
  /** `X-Paragon-Credential`. */
  selector: string | undefined
  /** `X-Paragon-Use-Raw-Response`. */
  raw: boolean
}

/**
 * Sends a call to the third party as one account, and answers `{output}`, or the answer as it came in raw mode. Large
 * bodies pass through in both directions as they arrive.
 */
export async function proxy(ctx: Context, tokens: AccessTokens, caller: Caller, call: ProxyCall): Promise<Response> {
  const { project, user } = caller
  const integration = findProxiedIntegration(project, call.reference)
  if (!integration) throw notFound(`Integration "${call.reference}" not found.`)
  const credential = actingCredential(caller, integration, call.selector)
  demand(caller, permissionNames.proxy, { integration, credential })
  const target = proxyTarget(integration.definition.api, credential.providerData, call.path, call.search)
  // RFC 9110, sections 9.3.6 and 9.3.8: about the way, not about what lies at its end; fetch knows neither (Fetch standard).
  if (['CONNECT', 'TRACE'].includes(call.method)) {
    throw new ApiError(405, errorCodes.methodNotAllowed, `A ${call.method} cannot be proxied.`)
  }
  const upload = await call.readUpload()
  // A HEAD has no body to be wrapped, so its answer says most as it is.
  const raw = call.raw || call.method === 'HEAD'

  const request = (accessToken: string) => {
    const body = upload.body()
    return new Request(target, {
      method: call.method,
      headers: forwardedHeaders(call.headers, { accessToken, upload, raw }),
      ...(body && { body, duplex: 'half' }),
      redirect: 'manual',
    })
  }
  const drain = () => void upload.drain()
  try {
    const response = await callAsAccount(ctx, tokens, { user, integration, credential }, request, upload)
    const failure = upload.failure()
    if (failure) {
      void response.body?.cancel().catch(() => undefined)
      throw failure
    }
    if (raw) return await rawAnswer(ctx, integration.definition.name, response, drain)
    const answer = await wrappedAnswer(ctx, response, integration, credential)
    drain()
    return answer
  } catch (error) {
    drain()
    // A third party that was sent half a body says something or other; what the caller did comes first.
    throw upload.failure() ?? error
  }
}
