import type { Upload } from './upload.ts'

/** Of one connection only (RFC 9110, section 7.6.1). */
const hopByHop = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** The sandbox's own business, or the browser's: not for the third party. */
const withheld = new Set([
  ...hopByHop,
  'accept-encoding',
  'authorization',
  'content-length',
  'content-type',
  'cookie',
  'cookie2',
  'expect',
  'forwarded',
  'host',
  'origin',
  'referer',
  'via',
  'x-real-ip',
])
const withheldPrefixes = ['x-paragon-', 'x-forwarded-', 'sec-', 'access-control-']

export interface Forwarding {
  accessToken: string
  upload: Upload
  /** Whether the answer goes back as it comes, so that the caller may choose its encoding. */
  raw: boolean
}

/** The caller's headers that go on to the third party, with the account's token. */
export function forwardedHeaders(headers: Headers, { accessToken, upload, raw }: Forwarding): Headers {
  const forwarded = new Headers()
  const named = namedByConnection(headers)
  for (const [name, value] of headers) {
    const isWithheld = withheld.has(name) || withheldPrefixes.some((prefix) => name.startsWith(prefix))
    if (!isWithheld && !named.includes(name)) forwarded.set(name, value)
  }
  forwarded.set('authorization', `Bearer ${accessToken}`)
  const encoding = raw ? headers.get('accept-encoding') : 'identity'
  if (encoding) forwarded.set('accept-encoding', encoding)
  const contentType = contentTypeOf(headers.get('content-type'), upload)
  if (contentType) forwarded.set('content-type', contentType)
  const length = upload.isKept ? String(upload.start.byteLength || '') : headers.get('content-length')
  if (length) forwarded.set('content-length', length)
  return forwarded
}

/**
 * `paragon.request` says `Content-Type: auto` unless the app gave one, and joins the two when the app wrote the name in
 * lower case: "auto, text/plain" (trap T12). Assumed for auto: JSON when it is JSON, else plain text; of a body that is
 * not kept, the beginning tells.
 */
function contentTypeOf(given: string | null, { start, isKept }: Upload): string | undefined {
  if (start.byteLength === 0) return undefined
  const explicit = given?.replace(/^auto(,\s*|$)/i, '')
  if (explicit) return explicit
  return isJson(start, isKept) ? 'application/json' : 'text/plain; charset=utf-8'
}

function isJson(start: Uint8Array, isWhole: boolean): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: !isWhole })
    if (!isWhole) return /^\s*[{[]/.test(text)
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** About the third party's own origin: whoever reads them here would take them for the sandbox's. */
const withheldFromAnswer = new Set([
  ...hopByHop,
  'alt-svc',
  'clear-site-data',
  'set-cookie',
  'set-cookie2',
  'strict-transport-security',
])

/** The third party's headers that reach the caller in raw mode, all of which a page may read. */
export function returnedHeaders(headers: Headers): Headers {
  const returned = new Headers()
  const named = namedByConnection(headers)
  for (const [name, value] of headers) {
    const isWithheld = withheldFromAnswer.has(name) || name.startsWith('access-control-') || named.includes(name)
    if (!isWithheld) returned.set(name, value)
  }
  returned.set('access-control-expose-headers', '*')
  return returned
}

/** What a message says of itself to be of this connection only. */
function namedByConnection(headers: Headers): string[] {
  const connection = headers.get('connection')
  return connection ? connection.split(',').map((name) => name.trim().toLowerCase()) : []
}
