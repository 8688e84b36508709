import type { Context } from '../context.ts'
import { ConnectionDroppedError } from './connection-dropped.ts'
import type { Fault, FaultEffect, PopupFault } from './fault.ts'
import type { FaultCall } from './faults.ts'
import { limitedStatus, refusal } from './refusal.ts'

type Serve = (request: Request) => Response | Promise<Response>

/** What a fault needs of its surroundings. */
export interface Surroundings extends Pick<Context, 'random' | 'sleep' | 'urls'> {
  /** Goes off when nobody is to be kept waiting any longer. */
  released: AbortSignal
}

/**
 * Has a fault happen in a call, which `serve` would answer. Throws ConnectionDroppedError for a connection that is cut.
 */
export async function bringAbout(
  ctx: Surroundings,
  { effect }: Fault,
  service: string,
  request: Request,
  serve: Serve,
): Promise<Response> {
  await delay(ctx, effect, request.signal)
  const instead = await insteadOfAnswer(ctx, effect, service, request)
  if (instead) return instead
  if (effect.token === 'revoked') await revokeInAdvance(ctx, request.clone(), serve)
  return spoil(effect, await serve(request))
}

/** Whether the call is answered, or cut, before it is heard. */
export function isInstead({ respond, rateLimit, drop, popup, token }: FaultEffect): boolean {
  const never = popup === 'never-loads' || token === 'refused' || token === 'unavailable'
  return respond !== undefined || rateLimit !== undefined || drop === 'before' || never
}

/** Takes the time that an effect says. */
export async function delay(ctx: Surroundings, { delay: time }: FaultEffect, signal: AbortSignal): Promise<void> {
  if (time === undefined) return
  const length = typeof time === 'number' ? time : time.min + ctx.random.fraction() * (time.max - time.min)
  // Whoever has gone, or is not to be kept, is given no answer at all.
  await ctx.sleep(length, AbortSignal.any([signal, ctx.released])).catch(() => {
    throw new ConnectionDroppedError()
  })
}

/** What is answered in place of the real thing; undefined when the call goes through. */
export async function insteadOfAnswer(
  ctx: Surroundings,
  { respond, rateLimit, drop, popup, token }: FaultEffect,
  service: string,
  request: Request,
): Promise<Response | undefined> {
  if (drop === 'before') throw new ConnectionDroppedError()
  if (respond) return answerOf(respond, service)
  if (rateLimit) return refusal(service, limitedStatus(service), rateLimit.retryAfter)
  if (popup === 'never-loads') return silence(AbortSignal.any([request.signal, ctx.released]))
  if (token === 'unavailable') return refusal('provider', 503)
  if (token === 'refused') {
    const body = { error: 'invalid_grant', error_description: 'The refresh token is not valid any more.' }
    return Response.json(body, { status: 400, headers: { 'cache-control': 'no-store' } })
  }
  return undefined
}

function answerOf({ status, headers = {}, body }: NonNullable<FaultEffect['respond']>, service: string): Response {
  const isBodiless = [204, 205, 304].includes(status)
  const base = isBodiless || body !== undefined ? new Response(null, { status }) : refusal(service, status)
  const all = new Headers(base.headers)
  all.set('access-control-allow-origin', '*')
  if (body !== undefined)
    all.set('content-type', typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json')
  for (const [name, value] of Object.entries(headers)) all.set(name, value)
  const content = body === undefined ? base.body : typeof body === 'string' ? body : JSON.stringify(body)
  return new Response(content, { status, headers: all })
}

/** Nothing, until the client goes away. */
function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new ConnectionDroppedError())
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
}

/** What becomes of the real answer. */
export async function spoil({ drop, corrupt, popup }: FaultEffect, response: Response): Promise<Response> {
  if (drop === 'after') {
    // All of it has been done by the time that it is said; nobody is going to read it.
    void response.body?.cancel().catch(() => undefined)
    throw new ConnectionDroppedError()
  }
  if (popup === 'severs-opener')
    return changed(response, response.body, { 'cross-origin-opener-policy': 'same-origin' })
  if (corrupt === 'content-type')
    return changed(response, response.body, { 'content-type': 'text/html; charset=utf-8' })
  if (corrupt === undefined || response.body === null) return response
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (corrupt === 'truncated') return changed(response, bytes.subarray(0, Math.floor(bytes.byteLength / 2)))
  // One brace too many is wrong after any JSON, and leaves what was said to be read.
  return changed(response, Buffer.concat([bytes, Buffer.from('}')]))
}

function changed(response: Response, body: BodyInit | null, headers: Record<string, string> = {}): Response {
  const all = new Headers(response.headers)
  // The length is another, and a digest or a tag is not of this body.
  for (const name of ['content-length', 'etag']) all.delete(name)
  for (const [name, value] of Object.entries(headers)) all.set(name, value)
  return new Response(body, { status: response.status, headers: all })
}

/** The person takes the access back just before: the provider itself refuses the refresh then. */
async function revokeInAdvance({ urls }: Surroundings, request: Request, serve: Serve): Promise<void> {
  const token = new URLSearchParams(await request.text()).get('refresh_token') ?? ''
  const authorization = request.headers.get('authorization')
  await serve(
    new Request(`${urls.provider}/oauth/revoke`, {
      method: 'POST',
      headers: { ...(authorization !== null && { authorization }) },
      body: new URLSearchParams({ token }),
    }),
  )
}

/**
 * Where a popup's fault or a token's has its place. `answer` is given once there is one: whether a page leads back to the
 * app only its answer tells.
 */
export function hasItsPlaceIn({ popup, token }: FaultEffect, call: FaultCall, answer?: Response): boolean {
  if (token !== undefined) return call.purpose === 'refresh' && !answer
  if (popup === undefined) return !answer
  const isAuthorization = call.place === 'provider' && /^\/oauth\/authorize(\/|$)/.test(call.path)
  const places: Record<PopupFault, boolean> = {
    'never-loads': call.place === 'paragon' && /\/sdk\/actions\/oauth-nonce$/.test(call.path) && !answer,
    'severs-opener': call.place === 'paragon' && call.path === '/oauth' && !answer,
    slow: isAuthorization && !answer,
    // A request that the provider takes for one, and shows its first page for.
    denied: isAuthorization && call.path === '/oauth/authorize' && call.method === 'GET' && answer?.status === 200,
    'altered-state': isAuthorization && answer !== undefined && returnOf(answer)?.searchParams.has('state') === true,
  }
  return places[popup]
}

/** The provider's answer on its way back to the app, as a fault has it. */
export function misdirect(
  { random, urls }: Surroundings,
  { popup }: FaultEffect,
  request: { url: string },
  answer: Response,
): Response {
  void answer.body?.cancel().catch(() => undefined)
  if (popup === 'denied') return goBack(denial(new URL(request.url).searchParams, urls.provider))
  const back = returnOf(answer)
  if (!back) return answer
  back.searchParams.set('state', random.secret())
  return changed(answer, null, { location: back.href })
}

/** RFC 6749, section 4.1.2.1, with the issuer of RFC 9207. */
function denial(asked: URLSearchParams, issuer: string): URL {
  const url = new URL(asked.get('redirect_uri') ?? issuer)
  url.searchParams.set('error', 'access_denied')
  url.searchParams.set('error_description', 'The user did not allow access.')
  const state = asked.get('state')
  if (state !== null) url.searchParams.set('state', state)
  url.searchParams.set('iss', issuer)
  return url
}

const goBack = (url: URL) =>
  new Response(null, { status: 303, headers: { location: url.href, 'cache-control': 'no-store' } })

function returnOf(answer: Response): URL | undefined {
  const location = answer.headers.get('location')
  return location !== null && URL.canParse(location) ? new URL(location) : undefined
}
