import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestSandbox, type TestSandbox, type TestUser, type WireCredential } from '../../testing/test-sandbox.ts'
import { driveUser, type ProxyOptions, proxied, RAW, thirdParty } from './testing.ts'

const MEGABYTE = 1_000_000
const LIMIT = 25 * MEGABYTE
const BINARY = { 'content-type': 'application/octet-stream' }

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

/** So many bytes in chunks of half a megabyte, made when they are asked for; `made` tells how many have been. */
function supply(size: number) {
  const counter = { made: 0, cancelled: false }
  const stream = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const length = Math.min(MEGABYTE / 2, size - counter.made)
        if (length > 0) controller.enqueue(new Uint8Array(length).fill(counter.made % 251))
        counter.made += length
        if (counter.made >= size) controller.close()
      },
      cancel() {
        counter.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return Object.assign(counter, { stream })
}

const put = (body: ProxyOptions['body'], headers: Record<string, string> = BINARY) =>
  proxied(sandbox, user, '/files', { method: 'PUT', headers, ...(body !== undefined && { body }) })

/** Reads a stream to its end, chunk by chunk. */
async function read(stream: ReadableStream<Uint8Array> | null, each: (size: number) => void) {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of (stream ?? []) as unknown as AsyncIterable<Uint8Array>) {
    hash.update(chunk)
    size += chunk.byteLength
    each(size)
  }
  return { size, hash: hash.digest('hex') }
}
const hashOf = async (size: number) => (await read(supply(size).stream, () => undefined)).hash

async function expectError(answer: Response | Promise<Response>, status: number) {
  const response = await answer
  expect([response.status, await response.json()]).toEqual([
    status,
    { message: expect.any(String), code: expect.any(String), status, meta: {} },
  ])
}

describe('an upload', () => {
  it.each([{}, RAW])('of 25 MB passes through, and is never held as a whole (%j)', async (raw) => {
    const body = supply(LIMIT)
    let most = 0
    thirdParty(sandbox, async (request) => {
      const heard = await read(request.body, (size) => {
        most = Math.max(most, body.made - size)
      })
      return Response.json(heard)
    })
    const answer = await put(body.stream, { ...BINARY, ...raw })
    const heard = (await answer.json()) as { output?: object }
    expect(heard.output ?? heard).toEqual({ size: LIMIT, hash: await hashOf(LIMIT) })
    // What is kept of its beginning, and a chunk in each hand.
    expect(most).toBeLessThanOrEqual(3 * MEGABYTE)
  })

  it('is answered before it ends by a third party that does not wait', async () => {
    const body = supply(LIMIT)
    let heard: ReturnType<typeof read> | undefined
    thirdParty(sandbox, async (request) => {
      const answer = new TransformStream<Uint8Array, Uint8Array>()
      const writer = answer.writable.getWriter()
      void writer.write(new TextEncoder().encode('listening'))
      heard = read(request.body, () => undefined)
      void heard.then(() => writer.close())
      return new Response(answer.readable)
    })
    const answer = await put(body.stream, { ...BINARY, ...RAW })
    const reader = answer.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('listening')
    expect(body.made).toBeLessThan(LIMIT)
    expect((await reader?.read())?.done).toBe(true)
    expect(await heard).toEqual({ size: LIMIT, hash: await hashOf(LIMIT) })
  })

  it('that is not listened to is taken to its end, so that whoever sends it hears the answer', async () => {
    const body = supply(LIMIT)
    thirdParty(sandbox, () => new Response('no', { status: 400 }))
    expect((await put(body.stream)).status).toBe(400)
    await vi.waitFor(() => expect(body.made).toBe(LIMIT), { timeout: 15_000 })
  })

  it('is left where it is when the call is not going to be made', async () => {
    const body = supply(LIMIT)
    const answer = await proxied(sandbox, user, '/files', { method: 'PUT', type: 'nothing', body: body.stream })
    expect([answer.status, body.made]).toEqual([404, 0])
  })

  it('tells its length when the caller did, and whatever its size is when it is kept', async () => {
    const sent = thirdParty(sandbox)
    await put(supply(2 * MEGABYTE).stream, { ...BINARY, 'content-length': String(2 * MEGABYTE) })
    await put(supply(2 * MEGABYTE).stream)
    await put('small')
    expect(sent.map(({ headers }) => headers.get('content-length'))).toEqual([String(2 * MEGABYTE), null, '5'])
  })

  it.each([
    ['says so', { 'content-length': String(LIMIT + 1) }],
    ['does not say so', {}],
  ])('over 25 MB that %s is refused', async (_, length) => {
    const body = supply(LIMIT + 1)
    const sent = thirdParty(sandbox, async (request) => Response.json(await read(request.body, () => undefined)))
    await expectError(put(body.stream, { ...BINARY, ...length }), 413)
    expect(sent).toHaveLength('content-length' in length ? 0 : 1)
  })

  it('over 25 MB is refused whatever the third party made of the rest', async () => {
    thirdParty(sandbox, async (request) => {
      await read(request.body, () => undefined).catch(() => undefined)
      return Response.json({ pretends: 'success' })
    })
    await expectError(put(supply(LIMIT + 1).stream), 413)
  })

  it.each([
    ['at the beginning', 0],
    ['in the middle', 3 * MEGABYTE],
  ])('that breaks off %s is no success', async (_, size) => {
    const part = supply(size).stream.getReader()
    const broken = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const { done, value } = await part.read()
          if (value) controller.enqueue(value)
          if (done) controller.error(new TypeError('terminated'))
        },
      },
      { highWaterMark: 0 },
    )
    thirdParty(sandbox, async (request) => Response.json(await read(request.body, () => undefined)))
    await expectError(put(broken), 400)
  })

  describe('that is slow', () => {
    /** Half a megabyte for each of so many steps of twenty seconds; `steps` may end before the body does. */
    function slow(steps: number, end: (controller: ReadableStreamDefaultController<Uint8Array>) => unknown) {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
      let left = steps
      return new ReadableStream<Uint8Array>({
        async pull(controller) {
          if (left === 0) return void (await end(controller))
          left -= 1
          await vi.advanceTimersByTimeAsync(20_000)
          controller.enqueue(new Uint8Array(MEGABYTE / 2))
        },
      })
    }
    const listen = () =>
      thirdParty(sandbox, async (request) => Response.json(await read(request.body, () => undefined)))
    afterEach(() => {
      vi.useRealTimers()
    })

    it('is waited for as long as it goes on', async () => {
      listen()
      const answer = await put(slow(10, (controller) => controller.close()))
      expect(await answer.json()).toMatchObject({ output: { size: 5 * MEGABYTE } })
    })

    it('is given up when nothing comes any more', async () => {
      listen()
      await expectError(put(slow(10, () => vi.advanceTimersByTimeAsync(31_000))), 504)
    })
  })

  it('that is sent without a type, or with "auto", is JSON if it begins like it', async () => {
    const sent = thirdParty(sandbox)
    const long = `["${'x'.repeat(2 * MEGABYTE)}"]`
    for (const body of [long, long.slice(1), '{"a":1}', 'a,b', '']) await put(body, { 'content-type': 'auto' })
    expect(sent.map(({ headers }) => headers.get('content-type'))).toEqual([
      'application/json',
      'text/plain; charset=utf-8',
      'application/json',
      'text/plain; charset=utf-8',
      null,
    ])
  })
})

describe('an upload whose access token is turned down', () => {
  /** A third party that has listened to all, and takes the second token only. */
  function demanding() {
    const tokens: (string | null)[] = []
    const sizes: number[] = []
    thirdParty(sandbox, async (request) => {
      const token = request.headers.get('authorization')
      if (!tokens.includes(token)) tokens.push(token)
      sizes.push((await read(request.body, () => undefined)).size)
      return tokens.length === 1 ? new Response('expired', { status: 401 }) : Response.json({})
    })
    return { tokens, sizes }
  }

  it('is sent again with a new token when it was small enough to be kept', async () => {
    const { tokens, sizes } = demanding()
    expect((await put(supply(MEGABYTE).stream)).status).toBe(200)
    expect([tokens.length, sizes]).toEqual([2, [MEGABYTE, MEGABYTE]])
  })

  it('is asked for once more when it was not, with the token renewed by then', async () => {
    const { tokens, sizes } = demanding()
    const answer = await put(supply(MEGABYTE + 1).stream)
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { code: '50300', message: expect.stringContaining('send the call again') },
    ])
    expect((await put(supply(MEGABYTE + 1).stream)).status).toBe(200)
    expect([tokens.length, sizes]).toEqual([2, [MEGABYTE + 1, MEGABYTE + 1]])
  })

  it('tells of an account that is lost', async () => {
    const { user: other, credential: lost } = await driveUser(sandbox)
    await sandbox.control('POST', `/projects/test-project/credentials/${lost.id}/revoke`)
    const body = supply(2 * MEGABYTE).stream
    const path = '/https://www.googleapis.com/upload/drive/v3/files?uploadType=media'
    await expectError(proxied(sandbox, other, path, { method: 'POST', headers: BINARY, body }), 400)
    expect(credential.status).toBe('VALID')
  })

  it('is not asked for again when the second token is turned down too', async () => {
    const sent = thirdParty(sandbox, () => new Response('no', { status: 401 }))
    expect((await put('small')).status).toBe(401)
    expect(sent).toHaveLength(2)
    expect((await user.integration()).enabled).toBe(true)
  })
})

describe('a download in raw mode', () => {
  it('of 25 MB passes through as fast as it is read', async () => {
    const body = supply(LIMIT)
    thirdParty(sandbox, () => new Response(body.stream, { headers: BINARY }))
    const answer = await proxied(sandbox, user, '/files/x?alt=media', { headers: RAW })
    let most = 0
    const heard = await read(answer.body, (size) => {
      most = Math.max(most, body.made - size)
    })
    expect(heard).toEqual({ size: LIMIT, hash: await hashOf(LIMIT) })
    expect(most).toBeLessThanOrEqual(2 * MEGABYTE)
  })

  it('that nobody reads any further is not made any further', async () => {
    const body = supply(LIMIT)
    thirdParty(sandbox, () => new Response(body.stream, { headers: BINARY }))
    const answer = await proxied(sandbox, user, '/files/x?alt=media', { headers: RAW })
    await answer.body?.cancel()
    expect(body.made).toBeLessThanOrEqual(2 * MEGABYTE)
    expect(body.cancelled).toBe(true)
  })
})

it('brings a file to Google Drive and back, byte for byte', async () => {
  const size = 20 * MEGABYTE
  const upload = '/https://www.googleapis.com/upload/drive/v3/files?uploadType=media'
  const made = await proxied(sandbox, user, upload, { method: 'POST', headers: BINARY, body: supply(size).stream })
  const { output } = (await made.json()) as { output: { id: string } }
  const answer = await proxied(sandbox, user, `/files/${output.id}?alt=media`, { headers: RAW })
  expect(await read(answer.body, () => undefined)).toEqual({ size, hash: await hashOf(size) })
})
