import { describe, expect, it } from 'vitest'
import { forwardedHeaders, returnedHeaders } from './headers.ts'
import type { Upload } from './upload.ts'

const upload = (text: string, isKept = true): Upload => ({
  start: new TextEncoder().encode(text),
  isKept,
  body: () => undefined,
  lastSign: () => 0,
  failure: () => undefined,
  drain: async () => undefined,
})
const forward = (headers: [string, string][], options: { body?: string; isKept?: boolean; raw?: boolean } = {}) => {
  const { body = '', isKept, raw = false } = options
  return forwardedHeaders(new Headers(headers), { accessToken: 'account-token', upload: upload(body, isKept), raw })
}

describe('headers of a proxied call', () => {
  it('carry the account’s token in place of the user’s, and nothing of the browser or the sandbox', () => {
    const forwarded = forward([
      ['authorization', 'Bearer user-token'],
      ['cookie', 'session=1'],
      ['connection', 'keep-alive, X-Hop , x-other-hop'],
      ['x-hop', 'only to here'],
      ['x-other-hop', 'only to here'],
      ['keep-alive', 'timeout=5'],
      ['te', 'trailers'],
      ['trailer', 'x-checksum'],
      ['transfer-encoding', 'chunked'],
      ['upgrade', 'websocket'],
      ['proxy-authorization', 'Basic eA=='],
      ['host', 'localhost:4010'],
      ['origin', 'http://localhost:3000'],
      ['referer', 'http://localhost:3000/'],
      ['sec-fetch-site', 'cross-site'],
      ['access-control-request-method', 'PUT'],
      ['x-paragon-credential', 'id'],
      ['x-paragon-use-raw-response', '1'],
      ['x-paragon-sdk-version', '2.4.0'],
      ['forwarded', 'for=10.0.0.1'],
      ['via', '1.1 gateway'],
      ['x-forwarded-for', '10.0.0.1'],
      ['x-real-ip', '10.0.0.1'],
      ['if-match', '"etag"'],
      ['x-custom', 'kept'],
    ])
    expect(Object.fromEntries(forwarded)).toEqual({
      'accept-encoding': 'identity',
      authorization: 'Bearer account-token',
      'if-match': '"etag"',
      'x-custom': 'kept',
    })
  })

  it('keep several values of one name, empty ones, and bytes that are no ASCII', () => {
    const forwarded = forward([
      ['x-many', 'a'],
      ['x-many', 'b, c'],
      ['x-empty', ''],
      ['x-latin', 'caf\u00e9 \u00ff'],
      ['x-spaced', 'a  b;q="c,d"'],
    ])
    expect(forwarded.get('x-many')).toBe('a, b, c')
    expect(forwarded.get('x-empty')).toBe('')
    expect(forwarded.get('x-latin')).toBe('caf\u00e9 \u00ff')
    expect(forwarded.get('x-spaced')).toBe('a  b;q="c,d"')
  })

  it.each([
    ['auto', '{"a":1}', true, 'application/json'],
    ['AUTO', '{"a":1}', true, 'application/json'],
    ['auto', 'plain words', true, 'text/plain; charset=utf-8'],
    ['auto', '{"a":', true, 'text/plain; charset=utf-8'],
    ['auto', '', true, null],
    ['auto, text/csv', 'a,b', true, 'text/csv'],
    ['automatic/type', 'x', true, 'automatic/type'],
    ['multipart/related; boundary=x', '--x', true, 'multipart/related; boundary=x'],
    ['application/json', '', true, null],
    [undefined, '[1]', true, 'application/json'],
    ['auto', ' [{"begun":', false, 'application/json'],
    ['auto', 'a,b\n1', false, 'text/plain; charset=utf-8'],
    ['image/png', '{', false, 'image/png'],
  ])('content type %j of %j (all of it: %s) becomes %j', (given, body, isKept, expected) => {
    const headers: [string, string][] = given === undefined ? [] : [['content-type', given]]
    expect(forward(headers, { body, isKept }).get('content-type')).toBe(expected)
  })

  it('take the beginning of a body for JSON though a character is cut in two', () => {
    const start = new TextEncoder().encode('["\u20ac').subarray(0, -1)
    const cut = { ...upload('', false), start }
    const forwarded = forwardedHeaders(new Headers(), { accessToken: 't', upload: cut, raw: false })
    expect(forwarded.get('content-type')).toBe('application/json')
  })

  it('tell the length of the body as far as it is known', () => {
    expect(forward([['content-length', '7']], { body: 'four' }).get('content-length')).toBe('4')
    expect(forward([['content-length', '2000000']], { body: 'start', isKept: false }).get('content-length')).toBe(
      '2000000',
    )
    expect(forward([], { body: 'start', isKept: false }).get('content-length')).toBeNull()
  })

  it('let the caller choose an encoding in raw mode only', () => {
    const headers: [string, string][] = [['accept-encoding', 'gzip, br']]
    expect(forward(headers, { raw: true }).get('accept-encoding')).toBe('gzip, br')
    expect(forward([], { raw: true }).has('accept-encoding')).toBe(false)
    expect(forward(headers).get('accept-encoding')).toBe('identity')
  })
})

describe('headers of a raw answer', () => {
  it('leave behind what is of one connection, or of another origin', () => {
    const returned = returnedHeaders(
      new Headers([
        ['content-type', 'image/png'],
        ['content-encoding', 'gzip'],
        ['content-length', '7'],
        ['connection', 'close, x-hop'],
        ['x-hop', 'only to here'],
        ['transfer-encoding', 'chunked'],
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
        ['clear-site-data', '"*"'],
        ['strict-transport-security', 'max-age=1'],
        ['access-control-allow-origin', 'https://third.party'],
        ['etag', '"1"'],
        ['retry-after', '7'],
        ['link', '<a>; rel="next"'],
        ['link', '<b>; rel="last"'],
      ]),
    )
    expect(Object.fromEntries(returned)).toEqual({
      'access-control-expose-headers': '*',
      'content-type': 'image/png',
      'content-encoding': 'gzip',
      'content-length': '7',
      etag: '"1"',
      'retry-after': '7',
      link: '<a>; rel="next", <b>; rel="last"',
    })
  })
})
