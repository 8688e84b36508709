import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createEventStore, type EventStore } from './event-store'
import { receive } from './receive'

const SECRET = 'shh'
const now = new Date('2030-05-06T10:00:00.000Z')
const head = { sync: 'googledrive', syncInstanceId: 's', credentialId: 'b', user: { id: 'ada' } }
const created = { event: 'record_created', ...head, data: { recordId: 'r', model: 'files' } }

let store: EventStore
beforeEach(() => {
  store = createEventStore()
})

type Sent = { signature?: string | null; eventId?: string; secret?: string | undefined }

/** What the webhook answers to a body, which is signed unless told otherwise. */
async function send(body: string | object, sent: Sent = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const { signature = `v1=${createHmac('sha256', SECRET).update(text).digest('hex')}`, eventId } = sent
  const headers = {
    ...(signature !== null && { 'x-paragon-signature': signature }),
    ...(eventId && { 'x-paragon-event-id': eventId }),
  }
  const request = new Request('http://localhost:3000/api/webhooks/paragon-syncs', {
    method: 'POST',
    headers,
    body: text,
  })
  const secret = 'secret' in sent ? sent.secret : SECRET
  const response = await receive(request, { secret, store, now })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe('a signed event', () => {
  it.each([
    [created, { event: 'record_created', recordId: 'r' }],
    [
      { ...created, event: 'record_updated' },
      { event: 'record_updated', recordId: 'r' },
    ],
    [
      { ...created, event: 'record_deleted' },
      { event: 'record_deleted', recordId: 'r' },
    ],
    [
      { event: 'sync_complete', ...head, data: { model: 'files', syncedAt: '2030-05-06T09:00:00Z', numRecords: 7 } },
      { event: 'sync_complete', recordCount: 7 },
    ],
    [
      { event: 'sync_errored', ...head, error: { message: 'gone' } },
      { event: 'sync_errored', message: 'gone' },
    ],
    [
      { event: 'record_errored', ...head, error: { message: '404', recordId: 'r', model: 'files' } },
      { event: 'record_errored', message: '404', recordId: 'r' },
    ],
  ])('is kept for its user, and for nobody else: %j', async (body, kept) => {
    expect(await send(body, { eventId: 'e' })).toEqual({ status: 200, body: { repeated: false } })
    const about = { id: 'e', receivedAt: now.toISOString(), integration: 'googledrive', syncId: 's', credentialId: 'b' }
    expect(store.list('ada')).toEqual([{ ...about, ...kept }])
    expect(store.list('eve')).toEqual([])
  })

  it('is kept once, however often it comes, and each by itself where nothing tells', async () => {
    expect((await send(created, { eventId: 'e' })).body).toEqual({ repeated: false })
    expect((await send(created, { eventId: 'e' })).body).toEqual({ repeated: true })
    expect(store.list('ada')).toHaveLength(1)
    expect((await send(created)).body).toEqual({ repeated: false })
    expect((await send(created)).body).toEqual({ repeated: false })
    expect(store.list('ada')).toHaveLength(3)
  })

  it('of older descriptions names no account', async () => {
    const { credentialId: _, ...rest } = created
    expect((await send(rest)).status).toBe(200)
    expect(store.list('ada')[0]).not.toHaveProperty('credentialId')
  })

  it('of a kind that is not known is taken, so that it does not come again', async () => {
    expect(await send({ ...head, event: 'record_archived' })).toEqual({ status: 200, body: { ignored: true } })
    expect(store.list('ada')).toEqual([])
  })
})

it('answers the check of its address', async () => {
  expect(await send({ event: 'webhook_verification' })).toEqual({ status: 200, body: { verified: true } })
  expect(store.verifiedAt()).toEqual(now)
})

describe('what is refused', () => {
  const text = JSON.stringify(created)
  const signed = `v1=${createHmac('sha256', SECRET).update(text).digest('hex')}`

  it.each<[string, string, Sent]>([
    ['without a signature', text, { signature: null }],
    ['with another’s', text, { signature: `v1=${createHmac('sha256', 'guess').update(text).digest('hex')}` }],
    ['with one of another body', text.replace('ada', 'eve'), { signature: signed }],
    ['with nonsense for one', text, { signature: 'v1=yes' }],
    ['a check of the address that is not signed', '{"event":"webhook_verification"}', { signature: null }],
  ])('is an event %s: 401', async (_, body, sent) => {
    expect((await send(body, sent)).status).toBe(401)
    expect([store.list('ada'), store.list('eve'), store.verifiedAt()]).toEqual([[], [], undefined])
  })

  it.each([
    '',
    'nonsense',
    '[]',
    '{}',
    '{"event": 1}',
    '{"event":"record_created"}',
    JSON.stringify({ ...created, user: 'ada' }),
  ])('is %j, although it is signed: 400', async (body) => {
    expect((await send(body)).status).toBe(400)
    expect(store.list('ada')).toEqual([])
  })

  it('is more than an event can be, signed or not: 413', async () => {
    const large = JSON.stringify({ ...created, more: 'x'.repeat(70_000) })
    expect((await send(large)).status).toBe(413)
    expect((await send(large, { signature: null })).status).toBe(413)
    expect(store.list('ada')).toEqual([])
  })

  it.each([undefined, ''])('is everything, without a secret: 501', async (secret) => {
    const { status, body } = await send(created, { secret })
    expect(status).toBe(501)
    expect(body.message).toContain('PARAGON_WEBHOOK_SIGNING_SECRET')
    expect(store.list('ada')).toEqual([])
  })
})
