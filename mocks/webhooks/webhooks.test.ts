import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClock, createProjectClocks } from '../clock.ts'
import { createJournal } from '../journal/journal.ts'
import { createProjectRandoms, systemRandom } from '../random.ts'
import { createScheduler } from '../scheduler/scheduler.ts'
import { openStore } from '../store/store.ts'
import { createWebhooks, RETRY_AFTER } from './webhooks.ts'

const START = Date.UTC(2026, 0, 15, 9)
let folder: string
const closers: (() => Promise<void>)[] = []
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'webhooks-'))
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
  rmSync(folder, { recursive: true })
})

type Receiver = (request: Request) => Promise<Response>
const accepting: Receiver = async () => new Response('thank you')

/** A process over the database of the test, whose project's clock stands still until it is advanced. */
async function startProcess(deliver: Receiver, timeout = 10_000) {
  const store = await openStore({ databaseUrl: `file:${path.join(folder, 'test.db')}` })
  const clock = createClock(() => START)
  const clockOf = createProjectClocks(store, clock)
  const scheduler = createScheduler(store, clock, clockOf)
  const received: { request: Request; body: string; at: number }[] = []
  const webhooks = createWebhooks(
    {
      store,
      clock,
      clockOf,
      scheduler,
      randomOf: createProjectRandoms(store, systemRandom),
      journal: createJournal(clock),
      async deliver(request) {
        received.push({ request, body: await request.clone().text(), at: clockOf('p').now() - START })
        return deliver(request)
      },
    },
    { timeout },
  )
  const ended: [string, string, number][] = []
  webhooks.onEnd('test', async ({ eventId, status, attemptCount }) => {
    ended.push([eventId, status, attemptCount])
  })
  closers.push(async () => {
    webhooks.stop()
    await scheduler.stop()
    await store.close()
  })
  if (!(await store.projects.find('p'))) {
    await store.projects.create({
      id: 'p',
      name: 'p',
      allowedOrigins: [],
      accessibleFeatures: [],
      billingPlan: '',
      dateCreated: new Date(START),
      signingKey: { id: 'key', publicKey: 'public' },
      integrations: [],
    })
    await store.clocks.set('p', { offset: 0, frozenAt: START })
  }
  const send = (eventId: string, message: { url?: string; headers?: Record<string, string> } = {}) =>
    webhooks.send({
      projectId: 'p',
      ownerKind: 'test',
      ownerId: 'owner',
      eventId,
      url: 'http://localhost:9/hook',
      body: JSON.stringify({ eventId }),
      ...message,
    })
  const deliveryOf = async (eventId: string) => {
    const found = (await store.webhookDeliveries.list('p', { limit: 100 })).find((each) => each.eventId === eventId)
    if (!found) throw new Error(`There is no delivery of ${eventId}.`)
    return { ...found, attempts: await store.webhookDeliveries.attempts(found.id) }
  }
  /** Does all that falls due within so many milliseconds. */
  const advance = (milliseconds: number) => scheduler.advance('p', new Date(clockOf('p').now() + milliseconds))
  return { store, scheduler, webhooks, received, ended, send, deliveryOf, advance }
}

describe('a message', () => {
  it('is posted as JSON with its headers, and any 2xx is a delivery', async () => {
    for (const status of [200, 201, 204, 299]) {
      const { send, advance, received, ended, deliveryOf } = await startProcess(
        async () => new Response(status === 204 ? null : 'noted', { status }),
      )
      const eventId = `event-${status}`
      expect(await send(eventId, { headers: { 'x-app': 'mine' } })).toBe(true)
      await advance(0)
      const [{ request, body } = {}] = received
      expect([request?.method, request?.url, request?.redirect]).toEqual(['POST', 'http://localhost:9/hook', 'manual'])
      expect(request?.headers.get('content-type')).toBe('application/json')
      expect(request?.headers.get('x-app')).toBe('mine')
      expect(JSON.parse(body ?? '')).toEqual({ eventId })
      expect(await deliveryOf(eventId)).toMatchObject({
        status: 'DELIVERED',
        dateNext: null,
        attempts: [{ number: 1, status, error: null, response: status === 204 ? '' : 'noted' }],
      })
      expect(ended).toEqual([[eventId, 'DELIVERED', 1]])
    }
  })

  it('of one event is sent once, however often it is handed in', async () => {
    const { send, advance, received } = await startProcess(accepting)
    expect([await send('once'), await send('once'), await send('twice')]).toEqual([true, false, true])
    await advance(60 * 60_000)
    expect(received.map(({ body }) => JSON.parse(body).eventId)).toEqual(['once', 'twice'])
  })

  it('that is not taken is tried again by the table, and given up after its last line', async () => {
    const { send, advance, received, ended, deliveryOf } = await startProcess(
      async () => new Response('busy', { status: 503 }),
    )
    await send('event')
    await advance(10 * 60 * 60_000)
    const waits = received.map(({ at }, index) => at - (received[index - 1]?.at ?? at))
    expect(waits).toEqual([0, ...RETRY_AFTER])
    expect(ended).toEqual([['event', 'FAILED', RETRY_AFTER.length + 1]])
    const { status, attempts } = await deliveryOf('event')
    expect([status, attempts.length]).toEqual(['FAILED', RETRY_AFTER.length + 1])
    expect(attempts.at(-1)).toMatchObject({ status: 503, error: 'The receiver answered 503.', response: 'busy' })
  })

  it('is not sent where a redirect leads', async () => {
    const { send, advance, received, deliveryOf } = await startProcess(
      async () => new Response(null, { status: 302, headers: { location: 'http://localhost:9/elsewhere' } }),
    )
    await send('event')
    await advance(0)
    expect(received).toHaveLength(1)
    expect((await deliveryOf('event')).attempts).toMatchObject([
      { status: 302, error: expect.stringMatching(/Redirects are not followed/) },
    ])
  })

  it('says why there was no answer', async () => {
    const refused = Object.assign(new TypeError('fetch failed'), { cause: new Error('connect ECONNREFUSED') })
    const { send, advance, deliveryOf } = await startProcess(async () => {
      throw refused
    })
    await send('event')
    await advance(0)
    expect((await deliveryOf('event')).attempts).toMatchObject([
      { status: null, error: 'The receiver could not be reached: connect ECONNREFUSED', response: null },
    ])
  })

  it.each([
    ['that never answers', () => new Promise<Response>(() => {})],
    [
      'that never ends its answer',
      async () => new Response(new ReadableStream({ start: (stream) => stream.enqueue(new Uint8Array(8)) })),
    ],
  ])('has a receiver %s only so much time', async (_, receiver) => {
    const { send, advance, deliveryOf } = await startProcess(receiver, 50)
    await send('event')
    await advance(0)
    expect((await deliveryOf('event')).attempts).toMatchObject([{ status: null, error: 'No answer within 50 ms.' }])
  })

  it('keeps the beginning of a long answer, and none of what no text can hold', async () => {
    const { send, advance, deliveryOf } = await startProcess(async () => new Response(`a\0b${'x'.repeat(100_000)}`))
    await send('event')
    await advance(0)
    const [attempt] = (await deliveryOf('event')).attempts
    expect([attempt?.response?.length, attempt?.response?.startsWith('a\uFFFDbxx')]).toEqual([2048, true])
  })

  it('has its headers kept where nobody can read them', async () => {
    const { send, store } = await startProcess(accepting)
    await send('event', { headers: { authorization: 'Bearer CANARY' } })
    const [row] = await store.prisma.webhookDelivery.findMany()
    expect(JSON.stringify(row)).not.toContain('CANARY')
  })
})

describe('a message that was given up or taken', () => {
  it('is tried from the start when it is sent again by hand', async () => {
    let isUp = false
    const { send, advance, webhooks, ended, deliveryOf } = await startProcess(
      async () => new Response(null, { status: isUp ? 200 : 500 }),
    )
    await send('event')
    await advance(10 * 60 * 60_000)
    const { id } = await deliveryOf('event')
    expect(await webhooks.redeliver('p', id)).toMatchObject({ status: 'PENDING', attemptCount: 6 })
    await advance(0)
    expect(await deliveryOf('event')).toMatchObject({ status: 'PENDING', attemptCount: 7 })
    isUp = true
    await advance(RETRY_AFTER[0] ?? 0)
    expect(await deliveryOf('event')).toMatchObject({ status: 'DELIVERED', attemptCount: 8 })
    expect(ended).toEqual([
      ['event', 'FAILED', 6],
      ['event', 'DELIVERED', 8],
    ])
    await webhooks.redeliver('p', id)
    await advance(0)
    expect(await deliveryOf('event')).toMatchObject({ status: 'DELIVERED', attemptCount: 9 })
    expect(await webhooks.redeliver('p', 'none')).toBeUndefined()
    expect(await webhooks.redeliver('other', id)).toBeUndefined()
  })

  it('goes when there are too many of them; those that are still tried stay', async () => {
    const { send, advance, store } = await startProcess(async (request) =>
      request.url.endsWith('/down') ? new Response(null, { status: 500 }) : new Response(),
    )
    await send('waiting', { url: 'http://localhost:9/down' })
    for (const event of ['a', 'b', 'c']) await send(event)
    await advance(0)
    await store.webhookDeliveries.prune('p', 2)
    const left = await store.webhookDeliveries.list('p', { limit: 10 })
    expect(left.map(({ eventId }) => eventId)).toEqual(['c', 'b', 'waiting'])
    expect(await store.prisma.webhookAttempt.count()).toBe(3)
  })
})

describe('a process that ends', () => {
  it('leaves its messages to the next one, each with the attempts that it has had', async () => {
    const first = await startProcess(async () => new Response(null, { status: 500 }))
    await first.send('event')
    await first.advance(15_000)
    expect(await first.deliveryOf('event')).toMatchObject({ status: 'PENDING', attemptCount: 2 })
    await closers.pop()?.()

    const second = await startProcess(accepting)
    await second.advance(60_000)
    expect(await second.deliveryOf('event')).toMatchObject({ status: 'DELIVERED', attemptCount: 3 })
    expect(second.ended).toEqual([['event', 'DELIVERED', 3]])
  })

  it('counts no attempt that it cuts short', async () => {
    const first = await startProcess(() => new Promise(() => {}))
    await first.send('event')
    const advancing = first.advance(0)
    await expect.poll(() => first.received.length).toBe(1)
    await closers.pop()?.()
    await advancing

    const second = await startProcess(accepting)
    await second.advance(0)
    expect(await second.deliveryOf('event')).toMatchObject({ status: 'DELIVERED', attemptCount: 1 })
  })

  it('after the last attempt and before it has told, has the next one tell', async () => {
    const { send, advance, store, ended, deliveryOf, scheduler } = await startProcess(accepting)
    await send('event')
    await advance(0)
    ended.length = 0
    const { id } = await deliveryOf('event')
    // What such a process leaves: an end that is written down, and the job that led to it.
    await store.jobs.put({
      id: 'left',
      projectId: 'p',
      kind: 'webhook-delivery',
      subject: id,
      dateDue: new Date(START),
    })
    await scheduler.runNow('p', 'webhook-delivery', id)
    expect(ended).toEqual([['event', 'DELIVERED', 1]])
    expect((await deliveryOf('event')).attempts).toHaveLength(1)
  })
})
