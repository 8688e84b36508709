import type { Context } from '../../context.ts'
import { unlessSilent } from '../../silence.ts'
import type { Credential } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { ApiError, errorCodes } from '../api-error.ts'
import { noAnswer, readAnswer } from '../third-party.ts'
import { returnedHeaders } from './headers.ts'

/** Assumed: what is wrapped is held in memory and parsed, so it may not be larger, in bytes. */
const WRAPPED_LIMIT = 25_000_000

/**
 * The answer as it came, to be passed on while it arrives: status, body and headers, less what is of one connection or one
 * origin only. A JSON type without a body goes without the type: it would break that URL in the SDK until the page is
 * reloaded (trap T6). A redirect is not followed. `ended` is called when there is no more to come.
 */
export async function rawAnswer(ctx: Context, name: string, response: Response, ended: () => void): Promise<Response> {
  const headers = returnedHeaders(response.headers)
  const init = { status: response.status, headers }
  if (!response.body) {
    ended()
    return bodiless(init)
  }
  const reader = response.body.getReader()
  const read = () => unlessSilent(ctx.thirdPartyTimeout, reader.read())
  let first: Awaited<ReturnType<typeof read>> | undefined
  if (isJson(headers)) {
    first = await read().catch((error: unknown) => {
      throw noAnswer(ctx, name, error, 'broke off its answer')
    })
    if (first.done) {
      ended()
      return bodiless(init)
    }
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const chunk = first ?? (await read())
          first = undefined
          if (!chunk.done) return controller.enqueue(chunk.value)
          controller.close()
        } catch (error) {
          // What has begun cannot become an error any more: the connection ends early.
          controller.error(error)
          void reader.cancel(error).catch(() => undefined)
        }
        ended()
      },
      cancel(reason) {
        ended()
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(body, init)
}

function bodiless({ status, headers }: { status: number; headers: Headers }): Response {
  if (isJson(headers)) headers.delete('content-type')
  return new Response(null, { status, headers })
}

const isJson = (headers: Headers) => headers.get('content-type')?.includes('application/json') ?? false

/**
 * A success as `{"output": ...}`, which the SDK unwraps. What is not JSON is a text: of binary content that keeps only
 * what is UTF-8 (assumed; raw mode is for that). An error, and a redirect, which is not followed, throw: the third
 * party's status, 502 for a redirect, in the vendor's envelope, whose layout is assumed. Never JSON without a body (trap T6).
 */
export async function wrappedAnswer(
  ctx: Context,
  response: Response,
  integration: Integration,
  credential: Credential,
): Promise<Response> {
  const { name } = integration.definition
  // It has nothing to wrap, and the caller asked whether there is something newer.
  if (response.status === 304) return bodiless({ status: 304, headers: returnedHeaders(response.headers) })
  const instead = ': ask for it with X-Paragon-Use-Raw-Response'
  const text = new TextDecoder().decode(await readAnswer(ctx, name, response, { limit: WRAPPED_LIMIT, instead }))
  if (response.ok) return text === '' ? new Response(null, { status: 204 }) : wrapped(text)
  const location = response.headers.get('location')
  throw new ApiError(
    response.status >= 400 ? response.status : 502,
    errorCodes.provider,
    text || `${name} answered ${response.status}${location ? ', a redirect, which is not followed' : ''}.`,
    {
      integration: integration.type,
      credentialId: credential.id,
      ...(location && { location }),
    },
  )
}

function wrapped(text: string): Response {
  let json = text
  try {
    // Put in as it is: numbers with more digits than a double has keep them.
    JSON.parse(text)
  } catch {
    json = JSON.stringify(text)
  }
  return new Response(`{"output":${json}}`, { headers: { 'content-type': 'application/json' } })
}
