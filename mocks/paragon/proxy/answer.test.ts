import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestSandbox, type TestSandbox, type TestUser, type WireCredential } from '../../testing/test-sandbox.ts'
import { driveUser, proxied, RAW, thirdParty } from './testing.ts'

let sandbox: TestSandbox
let user: TestUser
let credential: WireCredential
beforeAll(async () => {
  sandbox = await createTestSandbox()
  const made = await driveUser(sandbox)
  user = made.user
  credential = made.credential
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => sandbox.dispose())

const get = (path = '/files', headers = {}) => proxied(sandbox, user, path, { headers })
const json = { 'content-type': 'application/json' }

/** The vendor's envelope, readable across origins, never empty (traps T6, T8, T9). */
async function expectError(answer: Response | Promise<Response>, status: number, message: unknown, code?: string) {
  const response = await answer
  expect(response.headers.get('content-type')).toContain('application/json')
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect([response.status, await response.json()]).toEqual([
    status,
    { message, code: code ?? expect.any(String), status, meta: expect.any(Object) },
  ])
}

describe('what a third party answers', () => {
  it.each([
    ['an object', '{"a":1}', '{"output":{"a":1}}'],
    ['a list', '[1, 2]', '{"output":[1, 2]}'],
    ['null', 'null', '{"output":null}'],
    ['a number that no double holds', '{"id":12345678901234567890}', '{"output":{"id":12345678901234567890}}'],
    ['text', 'plain "words"', '{"output":"plain \\"words\\""}'],
    ['broken JSON', '{"a":', '{"output":"{\\"a\\":"}'],
    ['HTML', '<html></html>', '{"output":"<html></html>"}'],
  ])('is wrapped: %s', async (_, text, expected) => {
    thirdParty(sandbox, () => new Response(text, { headers: { 'content-type': 'application/json', etag: '"1"' } }))
    const answer = await get()
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(await answer.text()).toBe(expected)
  })

  it('is wrapped as text when it is binary, with a mark for each byte that is none', async () => {
    const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff])
    thirdParty(sandbox, () => new Response(bytes, { headers: { 'content-type': 'image/png' } }))
    expect(await (await get()).json()).toEqual({ output: '\ufffdPNG\ufffd' })
  })

  it.each([
    [200, ''],
    [201, ''],
    [204, null],
    [205, null],
  ])('with status %i and no body is a 204', async (status, body) => {
    thirdParty(sandbox, () => new Response(body, { status, headers: json }))
    const answer = await get()
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(answer.headers.has('content-type')).toBe(false)
  })

  it('with status 201 and a body is a success like any other', async () => {
    thirdParty(sandbox, () => Response.json({ made: 1 }, { status: 201 }))
    expect(await (await get()).json()).toEqual({ output: { made: 1 } })
  })

  it('may be that nothing is newer', async () => {
    const sent = thirdParty(sandbox, () => new Response(null, { status: 304, headers: { etag: '"1"' } }))
    for (const headers of [{}, RAW]) {
      const answer = await get('/files', { 'if-none-match': '"1"', ...headers })
      expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([304, '', '"1"'])
    }
    expect(sent.map(({ headers }) => headers.get('if-none-match'))).toEqual(['"1"', '"1"'])
  })

  it('to a HEAD is its status and headers', async () => {
    const sent = thirdParty(sandbox, () => new Response(null, { headers: { 'content-length': '42', etag: '"1"' } }))
    const answer = await proxied(sandbox, user, '/files', { method: 'HEAD' })
    expect([answer.status, answer.body, answer.headers.get('content-length')]).toEqual([200, null, '42'])
    expect(sent[0]?.method).toBe('HEAD')
    thirdParty(sandbox, () => new Response(null, { status: 404, headers: json }))
    expect((await proxied(sandbox, user, '/files', { method: 'HEAD' })).status).toBe(404)
  })

  it('that is too large to be held is refused, with the way to have it', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(1_000_000))
    let made = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        made += 1
        controller.enqueue(chunk)
      },
    })
    thirdParty(sandbox, () => new Response(endless))
    await expectError(get(), 502, expect.stringContaining('X-Paragon-Use-Raw-Response'))
    expect(made).toBeLessThan(40)
  })
})

describe('an error of a third party', () => {
  it.each([400, 401, 403, 404, 409, 418, 422, 429, 500, 503])(
    'keeps its status, %i, and is the message of the envelope',
    async (status) => {
      thirdParty(sandbox, () => Response.json({ error: { why: status } }, { status }))
      await expectError(get(), status, JSON.stringify({ error: { why: status } }))
      expect((await user.integration()).enabled).toBe(true)
    },
  )

  it('names the account that it is about', async () => {
    thirdParty(sandbox, () => new Response('no', { status: 400 }))
    expect(await (await get()).json()).toMatchObject({
      message: 'no',
      meta: { integration: 'googledrive', credentialId: credential.id },
    })
  })

  it.each([
    ['nothing', null, 'Google Drive answered 500.'],
    ['broken JSON', '{"a":', '{"a":'],
    ['HTML', '<h1>Oops</h1>', '<h1>Oops</h1>'],
  ])('that says %s as JSON is an envelope all the same (trap T6)', async (_, body, message) => {
    thirdParty(sandbox, () => new Response(body, { status: 500, headers: json }))
    await expectError(get(), 500, message)
  })

  it.each([301, 302, 303, 307, 308])('is what a redirect is, %i: it is not followed', async (status) => {
    const location = 'http://169.254.169.254/'
    const sent = thirdParty(sandbox, () => new Response(null, { status, headers: { location } }))
    const answer = await get()
    expect([answer.status, answer.headers.get('location')]).toEqual([502, null])
    expect(await answer.json()).toMatchObject({
      message: `Google Drive answered ${status}, a redirect, which is not followed.`,
      meta: { location },
    })
    expect(sent).toHaveLength(1)
  })
})

describe('raw mode', () => {
  it.each([
    ['1', true],
    ['true', true],
    ['TRUE', true],
    ['0', false],
    ['false', false],
    ['', false],
  ])('is asked for by %j: %s', async (value, isRaw) => {
    thirdParty(sandbox, () => Response.json({ a: 1 }))
    const answer = await get('/files', { 'x-paragon-use-raw-response': value })
    expect(await answer.json()).toEqual(isRaw ? { a: 1 } : { output: { a: 1 } })
  })

  it('gives status, body and headers as they came', async () => {
    const bytes = new Uint8Array([0x1f, 0x8b, 0x00, 0xff])
    const headers: [string, string][] = [
      ['content-type', 'image/png'],
      ['content-encoding', 'gzip'],
      ['x-many', 'a'],
      ['x-many', 'b'],
      ['x-odd', 'caf\u00e9; q="a,b"'],
      ['set-cookie', 'a=1'],
      ['access-control-allow-origin', 'https://third.party'],
      ['www-authenticate', 'Bearer'],
    ]
    thirdParty(sandbox, () => new Response(bytes, { status: 403, headers }))
    const answer = await get('/files', { ...RAW, 'accept-encoding': 'gzip' })
    expect([answer.status, new Uint8Array(await answer.arrayBuffer())]).toEqual([403, bytes])
    expect(Object.fromEntries(answer.headers)).toEqual({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': '*',
      'content-type': 'image/png',
      'content-encoding': 'gzip',
      'x-many': 'a, b',
      'x-odd': 'caf\u00e9; q="a,b"',
      'www-authenticate': 'Bearer',
    })
  })

  it.each([
    [204, null],
    [205, null],
    [302, null],
    [401, '{"error":"no"}'],
    [500, '<h1>Oops</h1>'],
  ])('gives %i too', async (status, body) => {
    thirdParty(sandbox, () => new Response(body, { status }))
    const answer = await get('/files', RAW)
    expect([answer.status, await answer.text()]).toEqual([status, body ?? ''])
  })

  it.each([
    ['no body', () => null],
    ['an empty body', () => ''],
    ['a body of which nothing comes', () => new ReadableStream({ start: (controller) => controller.close() })],
  ])('leaves the type out where JSON has %s (trap T6)', async (_, body) => {
    thirdParty(sandbox, () => new Response(body(), { status: 400, headers: { ...json, etag: '"1"' } }))
    const answer = await get('/files', RAW)
    expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([400, '', '"1"'])
    expect(answer.headers.has('content-type')).toBe(false)
  })
})

describe('a third party that does not answer', () => {
  let hasty: TestSandbox
  let hastyUser: TestUser
  beforeAll(async () => {
    hasty = await sandbox.second({ thirdPartyTimeout: 20 })
    hastyUser = await hasty.user((await user.me()).userId)
  })
  afterAll(() => hasty.close())
  const never = new Promise<never>(() => {})
  const stuck = () => {
    const start = (controller: ReadableStreamDefaultController) => controller.enqueue(new TextEncoder().encode('{"a"'))
    return new ReadableStream({ start })
  }

  it.each([{}, RAW])('is given up after a while (%j)', async (headers) => {
    thirdParty(hasty, () => never)
    const answer = proxied(hasty, hastyUser, '/files', { headers })
    await expectError(answer, 504, 'Google Drive did not answer within 0.02 s.', '50400')
  })

  it('is given up in the middle of its answer', async () => {
    thirdParty(hasty, () => new Response(stuck(), { headers: json }))
    await expectError(proxied(hasty, hastyUser, '/files'), 504, 'Google Drive did not answer within 0.02 s.', '50400')
    const raw = await proxied(hasty, hastyUser, '/files', { headers: RAW })
    expect(raw.status).toBe(200)
    await expect(raw.text()).rejects.toThrow('Nothing was heard')
  })

  it('is not there', async () => {
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
    for (const failure of [new TypeError('fetch failed'), reset]) {
      thirdParty(sandbox, () => Promise.reject(failure))
      await expectError(get(), 502, 'Google Drive could not be reached.')
      await expectError(get('/files', RAW), 502, 'Google Drive could not be reached.')
      vi.restoreAllMocks()
    }
  })

  it('breaks off', async () => {
    const broken = () => {
      let pulls = 0
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          pulls += 1
          if (pulls === 1) controller.enqueue(new TextEncoder().encode('{"a"'))
          else controller.error(new TypeError('terminated'))
        },
      })
    }
    thirdParty(sandbox, () => new Response(broken(), { headers: json }))
    await expectError(get(), 502, 'Google Drive broke off its answer.')
    const raw = await get('/files', RAW)
    await expect(raw.text()).rejects.toThrow('terminated')
    const error = () => new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) })
    thirdParty(sandbox, () => new Response(error(), { headers: json }))
    await expectError(get('/files', RAW), 502, 'Google Drive broke off its answer.')
  })
})
