/** Of one connection only (RFC 9110, section 7.6.1), or the sandbox's own business: not for the third party. */
const withheld = new Set([
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'cookie',
  'expect',
  'forwarded',
  'host',
  'keep-alive',
  'origin',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
])
const withheldPrefixes = ['x-paragon-', 'x-forwarded-', 'sec-', 'access-control-']

/** The caller's headers that go on to the third party, with the account's token. */
export function forwardedHeaders(
  headers: Headers,
  accessToken: string,
  body: Uint8Array<ArrayBuffer> | undefined,
): Headers {
  const forwarded = new Headers()
  for (const [name, value] of headers) {
    const isWithheld = withheld.has(name) || withheldPrefixes.some((prefix) => name.startsWith(prefix))
    if (!isWithheld) forwarded.set(name, value)
  }
  forwarded.set('authorization', `Bearer ${accessToken}`)
  const contentType = body && contentTypeOf(headers.get('content-type'), body)
  if (contentType) forwarded.set('content-type', contentType)
  return forwarded
}

/**
 * `paragon.request` says `Content-Type: auto` unless the app gave one, and joins the two when the app wrote the name in
 * lower case: "auto, text/plain" (trap T12). Assumed for auto: JSON when it is JSON, else plain text.
 */
function contentTypeOf(given: string | null, body: Uint8Array<ArrayBuffer>): string | undefined {
  const explicit = given?.replace(/^auto(,\s*|$)/, '')
  if (explicit) return explicit
  if (body.byteLength === 0) return undefined
  try {
    JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    return 'application/json'
  } catch {
    return 'text/plain; charset=utf-8'
  }
}

const withheldFromAnswer = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'set-cookie',
  'transfer-encoding',
  'upgrade',
])

/** The third party's headers that reach the caller in raw mode. */
export function returnedHeaders(headers: Headers): Headers {
  const returned = new Headers()
  for (const [name, value] of headers) {
    if (!withheldFromAnswer.has(name) && !name.startsWith('access-control-')) returned.set(name, value)
  }
  return returned
}
