import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { addQuietAccount, advance, drive, MINUTE, type SyncClient, syncClient } from './testing.ts'

const URL_OF_APP = 'http://localhost:3000/webhooks'

interface Arrival {
  event: string
  body: Record<string, unknown>
  text: string
  signature: string | null
  eventId: string | null
}

let sandbox: TestSandbox
let user: TestUser
let syncs: SyncClient
let a: string
let b: string
/** What the app has been sent, in the order of arrival. */
let arrived: Arrival[]
/** What the app answers. */
let answer: () => Response

beforeEach(async () => {
  arrived = []
  answer = () => new Response('thank you')
  sandbox = await createTestSandbox({
    async deliver(request) {
      const text = await request.clone().text()
      const body = JSON.parse(text) as Record<string, unknown>
      const { headers } = request
      const [signature, eventId] = [headers.get('x-paragon-signature'), headers.get('x-paragon-event-id')]
      arrived.push({ event: String(body.event), body, text, signature, eventId })
      expect([request.method, request.url]).toEqual(['POST', URL_OF_APP])
      return answer()
    },
  })
  await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: true })
  user = await sandbox.user('someone')
  a = (await addQuietAccount(user, maya.work)).id
  b = (await addQuietAccount(user, maya.home)).id
  syncs = syncClient(() => sandbox, user)
})
afterEach(() => sandbox.dispose())

const project = (change: object) => sandbox.control('PATCH', `/projects/${sandbox.projectId}`, change)
/** What has arrived since the last time. */
async function since(): Promise<Record<string, unknown>[]> {
  await advance(sandbox, 0)
  return arrived.splice(0).map(({ body }) => body)
}
const headOf = (syncInstanceId: string, credentialId: string) => ({
  sync: 'googledrive',
  syncInstanceId,
  credentialId,
  user: { id: 'someone' },
})

describe('the address for events of syncs', () => {
  it('is sent a verification when it is set, signed with the project’s secret', async () => {
    const described = await project({ syncWebhookUrl: URL_OF_APP })
    const { syncWebhookUrl, webhookSigningSecret } = (await described.json()) as Record<string, string>
    expect(syncWebhookUrl).toBe(URL_OF_APP)
    await advance(sandbox, 0)
    const [probe] = arrived
    expect(probe?.body).toEqual({ event: 'webhook_verification' })
    const digest = createHmac('sha256', webhookSigningSecret ?? '')
      .update(probe?.text ?? '')
      .digest('hex')
    expect(probe?.signature).toBe(`v1=${digest}`)
    expect(await since()).toHaveLength(1)
    expect(
      ((await (await project({ syncWebhookUrl: null })).json()) as Record<string, unknown>).syncWebhookUrl,
    ).toBeNull()
    expect(await since()).toEqual([])
  })

  it('may be given with a new project', async () => {
    const made = await sandbox.control('POST', '/projects', { id: 'other', syncWebhookUrl: URL_OF_APP })
    expect(made.status).toBe(201)
    const clock = await sandbox.control('PUT', '/projects/other/clock', { advance: MINUTE })
    expect(clock.status).toBe(200)
    expect(arrived.map(({ event }) => event)).toEqual(['webhook_verification'])
  })

  it.each(['nowhere', 'ftp://localhost/x', 'https://elsewhere.example/x', 'http://user:secret@localhost/x'])(
    'is not %s',
    async (syncWebhookUrl) => {
      expect((await project({ syncWebhookUrl })).status).toBe(422)
      expect((await sandbox.control('POST', '/projects', { id: 'refused', syncWebhookUrl })).status).toBe(422)
      expect((await sandbox.control('GET', '/projects/refused')).status).toBe(404)
      expect((await sandbox.control('PATCH', '/projects/none', { syncWebhookUrl: URL_OF_APP })).status).toBe(404)
      expect(await since()).toEqual([])
    },
  )
})

describe('events of a sync', () => {
  it('tell that the first reading is complete, and then of each record, with the account that it is from', async () => {
    await project({ syncWebhookUrl: URL_OF_APP })
    await since()
    const ofB = await syncs.enable({ credentialId: b })
    const [complete, ...others] = await since()
    expect(complete).toEqual({
      ...headOf(ofB, b),
      event: 'sync_complete',
      data: { model: 'files', syncedAt: expect.any(String), numRecords: (await syncs.page(ofB)).paging.totalRecords },
    })
    expect(others).toEqual([])

    const { id } = await drive(user, b, 'POST', '/files', { name: 'Of B' })
    await drive(user, a, 'POST', '/files', { name: 'Of A' })
    await advance(sandbox, MINUTE)
    const { data } = await syncs.pull(ofB)
    const record = data.find(({ externalId }) => externalId === id)
    const ofRecord = { recordId: record?.id, model: 'files' }
    expect(await since()).toEqual([{ ...headOf(ofB, b), event: 'record_created', data: ofRecord }])
    await drive(user, b, 'PATCH', `/files/${id}`, { name: 'Of B, still' })
    await advance(sandbox, MINUTE)
    expect(await since()).toEqual([{ ...headOf(ofB, b), event: 'record_updated', data: ofRecord }])
    await drive(user, b, 'DELETE', `/files/${id}`)
    await advance(sandbox, MINUTE)
    expect(await since()).toEqual([{ ...headOf(ofB, b), event: 'record_deleted', data: ofRecord }])
    await advance(sandbox, 10 * MINUTE)
    expect(await since()).toEqual([])
  })

  it('tell of the reconciliation of one that is moved, all with the new account', async () => {
    await project({ syncWebhookUrl: URL_OF_APP })
    const id = await syncs.enable({ credentialId: a })
    await since()
    const before = (await syncs.pull(id)).data
    await syncs.json('PATCH', `/syncs/${id}`, { credentialId: b })
    const told = await since()
    expect(new Set(told.map((event) => event.credentialId))).toEqual(new Set([b]))
    const of = (kind: string) =>
      told.filter(({ event }) => event === kind).map((event) => (event.data as { recordId: string }).recordId)
    expect(of('record_deleted').sort()).toEqual(before.map((record) => record.id).sort())
    const after = (await syncs.pull(id)).data.filter(({ deleted }) => !deleted)
    expect(of('record_created').sort()).toEqual(after.map((record) => record.id).sort())
    expect(told).toHaveLength(before.length + after.length)
  })

  it('tell of what could not be read, and of an end that only someone else can change', async () => {
    await project({ syncWebhookUrl: URL_OF_APP })
    const id = await syncs.enable({ credentialId: a, configuration: { fileIds: ['none'] } })
    const told = await since()
    expect(told.filter(({ event }) => event === 'record_errored')).toEqual([
      {
        ...headOf(id, a),
        event: 'record_errored',
        error: {
          message: 'Request failed with status code 404',
          recordId: expect.stringMatching(/^.{8}-.{4}-5/),
          model: 'files',
        },
      },
    ])
    // A third party with too many requests, or an access token that runs out, is nothing to tell of.
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${a}/throttle`, { seconds: 90 })
    await advance(sandbox, MINUTE)
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${a}/expire`)
    await advance(sandbox, 5 * MINUTE)
    expect(await since()).toEqual([])
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${a}/revoke`)
    await advance(sandbox, MINUTE)
    expect(await since()).toEqual([
      {
        ...headOf(id, a),
        event: 'sync_errored',
        error: { message: "Credentials are no longer valid. Please re-authenticate the user's Google Drive account." },
      },
    ])
    await advance(sandbox, 10 * MINUTE)
    expect(await since()).toEqual([])
  })

  it('come at least once, are listed, and are sent again when told to', async () => {
    await project({ syncWebhookUrl: URL_OF_APP })
    await since()
    answer = () => new Response('down', { status: 503 })
    const id = await syncs.enable({ credentialId: a })
    await advance(sandbox, MINUTE)
    const eventId = arrived[0]?.eventId
    expect(eventId).toMatch(/^[\da-f-]{36}$/)
    expect(arrived.splice(0).every((each) => each.event === 'sync_complete' && each.eventId === eventId)).toBe(true)
    answer = () => new Response('thank you')
    await advance(sandbox, MINUTE)
    expect((await since()).map(({ event }) => event)).toEqual(['sync_complete'])
    const path = `/projects/${sandbox.projectId}/webhooks`
    const listed = await sandbox.control('GET', `${path}?ownerKind=sync&ownerId=${id}`)
    const { deliveries } = (await listed.json()) as {
      deliveries: { id: string; status: string; attemptCount: number }[]
    }
    expect(deliveries).toMatchObject([{ status: 'DELIVERED', attemptCount: expect.any(Number) }])
    expect((await sandbox.control('POST', `${path}/${deliveries[0]?.id}/redeliver`)).status).toBe(202)
    await advance(sandbox, 0)
    expect(arrived.splice(0)).toMatchObject([{ event: 'sync_complete', eventId }])
  })

  it('go nowhere without an address', async () => {
    const id = await syncs.enable({ credentialId: a })
    await advance(sandbox, MINUTE)
    expect(await since()).toEqual([])
    expect(await sandbox.context.store.prisma.webhookDelivery.count({ where: { ownerId: id } })).toBe(0)
  })
})
