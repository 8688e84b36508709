import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkConfig } from '../../config/check-config.ts'
import { addQuietAccount, syncClient } from '../../paragon/syncs/testing.ts'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { declare, run, runs, turnOn } from '../../testing/workflows.ts'

const HOOK = 'http://localhost:3999/hooks'
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let sandbox: TestSandbox
let delivered = 0
beforeAll(async () => {
  sandbox = await createTestSandbox({
    deliver: async () => {
      delivered += 1
      return new Response()
    },
  })
})
afterAll(() => sandbox.dispose())

let users = 0
let user: TestUser
let sub: string
beforeEach(async () => {
  // Its time passes when a test says so, and not before.
  await control('POST', '/reset')
  await control('PUT', '/clock', { frozen: true })
  sub = `user-${users++}`
  user = await sandbox.user(sub)
  delivered = 0
})

const control = (method: string, below: string, body?: unknown) =>
  sandbox.control(method, `/projects/${sandbox.projectId}${below}`, body)
const set = async (transitions: object) => expect((await control('PATCH', '', { transitions })).status).toBe(200)

interface Transition {
  kind: string
  subject: string
  dateDue: string
  isManual: boolean
}
async function pending(kind: string): Promise<Transition[]> {
  const answer = await control('GET', `/transitions?kind=${kind}`)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { transitions: Transition[] }).transitions
}
async function advance(kind: string, subject: string): Promise<Transition | null> {
  const answer = await control('POST', `/transitions/${kind}/${encodeURIComponent(subject)}/advance`)
  expect(answer.status, await answer.clone().text()).toBe(200)
  return ((await answer.json()) as { next: Transition | null }).next
}

describe('a sync', () => {
  it('that is manual takes a step when it is told to, and none by itself', async () => {
    await addQuietAccount(user, maya.work)
    await set({ syncs: 'manual' })
    const client = syncClient(() => sandbox, user)
    const syncId = await client.enable()
    await sandbox.advance(DAY)
    expect((await client.status(syncId)).status).toBe('INITIALIZING')
    expect(await pending('syncs')).toMatchObject([{ kind: 'syncs', subject: syncId, isManual: true }])

    const seen: string[] = []
    for (let step = 0; step < 10 && seen.at(-1) !== 'IDLE'; step += 1) {
      expect(await advance('syncs', syncId)).toMatchObject({ subject: syncId, isManual: true })
      seen.push((await client.status(syncId)).status)
    }
    expect([...new Set(seen)]).toEqual(['ACTIVE', 'IDLE'])
    expect(seen.length).toBeGreaterThan(2)
    const names = await client.names(syncId)
    expect(names.length).toBeGreaterThan(0)

    // What comes after the backfill is held as well, until the kind is let go.
    await user.call('POST', '/sdk/proxy/googledrive/files', { body: { name: 'Later' } })
    await sandbox.advance(DAY)
    expect(await client.names(syncId)).toEqual(names)
    await set({ syncs: 'immediate' })
    await sandbox.advance(DAY)
    expect(await client.names(syncId)).toContain('Later')
  })

  it('that is timed begins so much later on the project’s clock', async () => {
    await addQuietAccount(user, maya.work)
    await set({ syncs: { timed: 10 * MINUTE } })
    const client = syncClient(() => sandbox, user)
    const syncId = await client.enable()
    await sandbox.advance(10 * MINUTE - 1)
    expect((await client.status(syncId)).status).toBe('INITIALIZING')
    await sandbox.advance(1)
    expect((await client.status(syncId)).status).not.toBe('INITIALIZING')
  })
})

describe('a workflow', () => {
  it('that is manual runs when it is told to', async () => {
    const id = await declare(sandbox, 'held', {
      trigger: { type: 'event', name: 'Held' },
      steps: [{ id: 'wait', type: 'delay', for: { minutes: 5 } }],
    })
    await addQuietAccount(user, maya.work)
    await turnOn(user, id)
    await set({ workflows: 'manual' })
    await user.call('POST', '/sdk/events/trigger', { body: { name: 'Held', payload: {} } })
    await sandbox.advance(DAY)
    const [begun] = await runs(sandbox, { userId: sub })
    const execution = begun?.id ?? ''
    expect(await pending('workflows')).toMatchObject([{ subject: execution, isManual: true }])
    // Up to the delay, and from there to the end.
    for (let step = 0; step < 5 && (await advance('workflows', execution)) !== null; step += 1) {
      await sandbox.advance(5 * MINUTE)
    }
    expect((await run(sandbox, execution)).status).toBe('SUCCEEDED')
    expect(await pending('workflows')).toEqual([])
  })
})

describe('a webhook', () => {
  const fail = async () => {
    await control('PATCH', '', {
      eventDestinations: [{ type: 'WEBHOOK', url: HOOK, events: ['CREDENTIAL_FAILURE'] }],
    })
    const { id } = await addQuietAccount(user, maya.work)
    expect((await control('POST', `/credentials/${id}/invalidate`)).status).toBe(204)
    await expect.poll(async () => (await pending('webhooks')).length + delivered, { timeout: 15_000 }).toBe(1)
  }

  it('that is manual is delivered when it is told to', async () => {
    await set({ webhooks: 'manual' })
    await fail()
    await sandbox.advance(DAY)
    expect(delivered).toBe(0)
    const [{ subject = '' } = {}] = await pending('webhooks')
    expect(await advance('webhooks', subject)).toBeNull()
    expect(delivered).toBe(1)
    const again = await control('POST', `/transitions/webhooks/${encodeURIComponent(subject)}/advance`)
    expect([again.status, again.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })

  it('that is timed is delivered so much later', async () => {
    await set({ webhooks: { timed: MINUTE } })
    await fail()
    await sandbox.advance(MINUTE - 1_000)
    expect(delivered).toBe(0)
    await sandbox.advance(2_000)
    expect(delivered).toBe(1)
  })
})

describe('a trigger that polls', () => {
  it('looks when it is told to', async () => {
    await control('PATCH', '', { webhookUrl: HOOK })
    await addQuietAccount(user, maya.work, 'googleCalendar')
    await set({ triggers: 'manual' })
    const made = await user.call('POST', '/trigger-subscriptions', {
      body: { type: 'GOOGLE_CALENDAR_TRIGGER_EVENT_CREATED' },
    })
    const { id } = (await made.json()) as { id: string }
    const event = { summary: 'New', start: { date: '2031-01-01' }, end: { date: '2031-01-02' } }
    await sandbox.advance(MINUTE)
    const path = '/sdk/proxy/googleCalendar/calendars/primary/events'
    expect((await user.call('POST', path, { body: event })).status).toBe(200)
    await sandbox.advance(10 * MINUTE)
    expect(delivered).toBe(0)
    expect(await advance('triggers', id)).toMatchObject({ kind: 'triggers', subject: id, isManual: true })
    await sandbox.advance(1_000)
    await expect.poll(() => delivered, { timeout: 15_000 }).toBe(1)
  })
})

describe('the transitions of a project', () => {
  const immediate = { syncs: 'immediate', workflows: 'immediate', webhooks: 'immediate', triggers: 'immediate' }
  const described = async (id: string) =>
    ((await (await sandbox.control('GET', `/projects/${id}`)).json()) as { transitions: object }).transitions

  it('are immediate unless it says otherwise, change one by one, and come back by a reset', async () => {
    expect(await described(sandbox.projectId)).toEqual(immediate)
    const made = await sandbox.control('POST', '/projects', { id: 'declared', transitions: { syncs: 'manual' } })
    expect(made.status).toBe(201)
    expect(await described('declared')).toEqual({ ...immediate, syncs: 'manual' })
    const patch = (transitions: object) => sandbox.control('PATCH', '/projects/declared', { transitions })
    expect((await patch({ workflows: { timed: 5 } })).status).toBe(200)
    expect(await described('declared')).toEqual({ ...immediate, syncs: 'manual', workflows: { timed: 5 } })
    await patch({ syncs: 'immediate' })
    expect(await described('declared')).toEqual({ ...immediate, workflows: { timed: 5 } })
    expect((await sandbox.control('POST', '/projects/declared/reset')).status).toBe(204)
    expect(await described('declared')).toEqual({ ...immediate, syncs: 'manual' })
    await control('POST', '/reset')
    expect(await described(sandbox.projectId)).toEqual(immediate)
  })

  it('follow a configuration, which changes those that it lists', async () => {
    const start = (transitions: object) =>
      sandbox.declare(checkConfig({ projects: [{ id: 'configured', transitions }] }).projects ?? [])
    await start({ syncs: 'manual', workflows: 'manual' })
    expect(await described('configured')).toEqual({ ...immediate, syncs: 'manual', workflows: 'manual' })
    await start({ workflows: 'immediate' })
    expect(await described('configured')).toEqual({ ...immediate, syncs: 'manual' })
  })

  it('go with a snapshot, what is held included', async () => {
    await addQuietAccount(user, maya.work)
    await set({ syncs: 'manual' })
    const client = syncClient(() => sandbox, user)
    const syncId = await client.enable()
    const snapshot = await (await control('GET', '/snapshot')).json()
    await set({ webhooks: 'manual' })
    expect((await control('PUT', '/snapshot', snapshot)).status).toBe(200)
    expect(await described(sandbox.projectId)).toEqual({ ...immediate, syncs: 'manual' })
    await sandbox.advance(DAY)
    expect((await client.status(syncId)).status).toBe('INITIALIZING')
    expect(await advance('syncs', syncId)).toMatchObject({ isManual: true })
  })

  it.each([
    [{ syncs: 'slow' }, 'transitions.syncs'],
    [{ syncs: { timed: 0 } }, 'transitions.syncs'],
    [{ imports: 'manual' }, 'imports'],
  ])('are refused as %o', async (transitions, place) => {
    for (const answer of [
      await control('PATCH', '', { transitions }),
      await sandbox.control('POST', '/projects', { transitions }),
    ]) {
      expect(answer.status).toBe(422)
      expect(((await answer.json()) as { detail: string }).detail).toContain(place)
    }
    expect(await described(sandbox.projectId)).toEqual(immediate)
  })

  it('of what is not there are a 404, and an unknown kind in a query a 422', async () => {
    for (const path of ['/transitions/syncs/nothing/advance', '/transitions/imports/nothing/advance']) {
      expect((await control('POST', path)).status).toBe(404)
    }
    for (const [method, below] of [
      ['GET', '/transitions'],
      ['POST', '/transitions/syncs/nothing/advance'],
      ['PATCH', ''],
    ] as const) {
      const body = method === 'PATCH' ? { transitions: { syncs: 'manual' } } : undefined
      expect((await sandbox.control(method, `/projects/nowhere${below}`, body)).status).toBe(404)
    }
    expect((await control('GET', '/transitions?kind=imports')).status).toBe(422)
  })
})
