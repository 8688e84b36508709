import { describe, expect, it } from 'vitest'
import { forwardedHeaders, returnedHeaders } from './headers.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const contentType = (given: string | undefined, body: string) =>
  forwardedHeaders(new Headers(given === undefined ? {} : { 'content-type': given }), 't', bytes(body)).get(
    'content-type',
  )

describe('headers of a proxied call', () => {
  it('carry the account’s token in place of the user’s, and nothing of the browser or the sandbox', () => {
    const forwarded = forwardedHeaders(
      new Headers({
        authorization: 'Bearer user-token',
        cookie: 'session=1',
        connection: 'keep-alive',
        origin: 'http://localhost:3000',
        referer: 'http://localhost:3000/',
        'sec-fetch-site': 'cross-site',
        'x-paragon-credential': 'id',
        'x-paragon-sdk-version': '2.4.0',
        'x-forwarded-for': '10.0.0.1',
        'if-match': '"etag"',
        'x-custom': 'kept',
      }),
      'account-token',
      undefined,
    )
    expect(Object.fromEntries(forwarded)).toEqual({
      authorization: 'Bearer account-token',
      'if-match': '"etag"',
      'x-custom': 'kept',
    })
  })

  it.each([
    ['auto', '{"a":1}', 'application/json'],
    ['auto', 'plain words', 'text/plain; charset=utf-8'],
    ['auto', '', null],
    ['auto, text/csv', 'a,b', 'text/csv'],
    ['multipart/related; boundary=x', '--x', 'multipart/related; boundary=x'],
    [undefined, '[1]', 'application/json'],
  ])('content type %j of %j becomes %j', (given, body, expected) => {
    expect(contentType(given, body)).toBe(expected)
  })
})

describe('headers of a raw answer', () => {
  it('leave cookies, encodings and CORS behind', () => {
    const returned = returnedHeaders(
      new Headers({
        'content-type': 'image/png',
        'content-encoding': 'gzip',
        'set-cookie': 'a=1',
        'access-control-allow-origin': 'https://third.party',
        etag: '"1"',
      }),
    )
    expect(Object.fromEntries(returned)).toEqual({ 'content-type': 'image/png', etag: '"1"' })
  })
})
