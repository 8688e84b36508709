import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createTestSandbox,
  maya,
  type TestSandbox,
  type TestUser,
  type WireCredential,
} from '../../testing/test-sandbox.ts'
import { RETRY_AFTER } from '../../webhooks/webhooks.ts'

const HOOK = 'http://localhost:3999/hooks'
const MINUTE = 60_000

interface Received {
  url: string
  headers: Headers
  text: string
  body: {
    eventId: string
    triggerSubscriptionId: string
    credentialId: string
    payload: Record<string, unknown>
    [key: string]: unknown
  }
}
let sandbox: TestSandbox
const received: Received[] = []
/** What the receiver answers. */
let answer = () => new Response()
const deliver = async (request: Request) => {
  const text = await request.text()
  received.push({ url: request.url, headers: request.headers, text, body: JSON.parse(text) })
  return answer()
}
beforeAll(async () => {
  sandbox = await createTestSandbox({ deliver })
})
afterAll(() => sandbox.dispose())
beforeEach(async () => {
  // The people at the provider are the same in every test, and so are their accounts.
  await sandbox.context.store.prisma.triggerSubscription.deleteMany()
  await sandbox.context.store.prisma.job.deleteMany()
  received.length = 0
  answer = () => new Response()
})

const project = () => `/projects/${sandbox.projectId}`
const advance = async (milliseconds: number) => {
  const answer = await sandbox.control('PUT', `${project()}/clock`, { advance: milliseconds })
  expect(answer.status).toBe(200)
}
const setWebhookUrl = (webhookUrl: string | null) => sandbox.control('PATCH', project(), { webhookUrl })

let users = 0
interface World {
  sub: string
  user: TestUser
  work: WireCredential
  home: WireCredential
}
/** A user with two accounts of an integration, in a project whose clock stands still. */
/** Has what a connection starts done: an Integration Enabled workflow writes an event into the calendar. */
const connected = () => advance(1_000)

async function world(integration: 'googledrive' | 'googleCalendar' = 'googledrive'): Promise<World> {
  await setWebhookUrl(HOOK)
  await sandbox.control('PUT', `${project()}/clock`, { frozen: true })
  const sub = `subscriber-${users++}`
  const user = await sandbox.user(sub)
  const work = await user.addAccount(maya.work, { integration })
  const home = await user.addAccount(maya.home, { integration, externalId: 'home' })
  await connected()
  return { sub, user, work, home }
}
const as = (credential: string | undefined): Record<string, string> =>
  credential === undefined ? {} : { 'x-paragon-credential': credential }

interface Subscription {
  id: string
  type: string
  parameters: object
  status: string
  error?: string
  credentialId: string
  dateCreated: string
  dateLastReceivedEvent: string | null
  webhookOverride?: object
}
const CREATED = 'GOOGLE_DRIVE_TRIGGER_FILE_CREATED'
const UPDATED = 'GOOGLE_DRIVE_TRIGGER_FILE_UPDATED'
const NEW_EVENT = 'GOOGLE_CALENDAR_TRIGGER_EVENT_CREATED'
const CHANGED_EVENT = 'GOOGLE_CALENDAR_TRIGGER_EVENT_UPDATED'

const post = (user: TestUser, body: object, credential?: string) =>
  user.call('POST', '/trigger-subscriptions', { body, headers: as(credential) })
async function subscribe(user: TestUser, body: object, credential?: string): Promise<Subscription> {
  const made = await post(user, body, credential)
  expect(made.status, await made.clone().text()).toBe(200)
  return (await made.json()) as Subscription
}
async function subscriptions(user: TestUser, query = '', credential?: string): Promise<Subscription[]> {
  const listed = await user.call('GET', `/trigger-subscriptions${query}`, { headers: as(credential) })
  expect(listed.status, await listed.clone().text()).toBe(200)
  const { triggers } = (await listed.json()) as { triggers: Record<string, Subscription[]> }
  return Object.values(triggers).flat()
}
const tool = async (user: TestUser, name: string, parameters: object, credential?: string) => {
  const ran = await user.call('POST', '/tools', { body: { tool: name, parameters }, headers: as(credential) })
  expect(ran.status, await ran.clone().text()).toBe(200)
  return (await ran.json()) as { id: string }
}
const save = (user: TestUser, filename: string, credential?: string) =>
  tool(user, 'GOOGLE_DRIVE_SAVE_FILE', { file: { data: '00', dataType: 'FILE' }, filename }, credential)
const rename = (user: TestUser, id: string, name: string, credential?: string) =>
  user.call('PATCH', `/sdk/proxy/googledrive/files/${id}`, { body: { name }, headers: as(credential) })
const meet = (user: TestUser, summary: string, credential?: string) =>
  tool(
    user,
    'GOOGLE_CALENDAR_CREATE_EVENT',
    { summary, startTime: '2031-05-01T10:00:00Z', endTime: '2031-05-01T11:00:00Z' },
    credential,
  )
/** The names of what was received, as soon as there are so many and nothing is under way. */
async function names(count: number): Promise<unknown[]> {
  await expect.poll(() => received.length).toBeGreaterThanOrEqual(count)
  await idle()
  return received.map(({ body: { payload } }) => payload.name ?? payload.summary)
}
const idle = () =>
  expect.poll(async () => (await sandbox.context.store.prisma.job.findMany({ where: { runAt: 0 } })).length).toBe(0)

async function expectError(answer: Response, status: number, message: RegExp | string, code = /./) {
  expect([answer.status, await answer.json()]).toMatchObject([
    status,
    {
      status,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
      code: expect.stringMatching(code),
      meta: { requestId: expect.any(String) },
    },
  ])
}

describe('the list of triggers', () => {
  it('has those of the integrations that are connected, and is what the SDK reads', async () => {
    const { user } = await world()
    const list = async (query = '') => (await user.call('GET', `/triggers${query}`)).json()
    expect(await list()).toEqual({
      triggers: {
        googledrive: [
          {
            type: CREATED,
            triggerModel: 'WEBHOOK',
            title: 'File Created',
            description: expect.any(String),
            parameters: [
              {
                id: 'supportsAllDrives',
                type: 'BOOLEAN_INPUT',
                title: 'Include Shared Drives',
                label: 'Include Shared Drives',
                subtitle: expect.any(String),
                required: false,
                defaultValue: false,
              },
            ],
          },
          expect.objectContaining({ type: UPDATED }),
        ],
      },
    })
    await user.addAccount(maya.work, { integration: 'googleCalendar' })
    expect(await list('?integrations=googleCalendar')).toMatchObject({
      triggers: { googleCalendar: [{ type: NEW_EVENT, triggerModel: 'POLLING' }, { type: CHANGED_EVENT }] },
    })
    expect(await list('?integrations=none')).toEqual({
      triggers: {},
      errors: [{ type: 'none', message: 'Integration "none" not found.' }],
    })
  })

  it('has examples, of what the account has', async () => {
    const { user, home } = await world()
    const examples = async (body: object, credential?: string) =>
      user.call('POST', '/triggers/examples', { body, headers: as(credential) })
    const found = (await (await examples({ integration: 'googledrive', type: CREATED }, home.id)).json()) as object[]
    expect(found.length).toBeGreaterThan(0)
    for (const each of found) expect(each).toMatchObject({ owners: [{ emailAddress: maya.home }] })
    await expectError(await examples({ type: 'NONE' }), 404, 'Trigger "NONE" not found.')
    await expectError(await examples({ type: NEW_EVENT }), 404, 'Integration not enabled for user.')
    await expectError(await examples({}), 400, /body.type/)
    await expectError(await examples({ type: CREATED, parameters: { other: 1 } }), 400, /parameters.*other/)
  })
})

describe('a subscription', () => {
  it('is of the account of the header, else of the oldest, and tells what it is', async () => {
    const { user, work, home } = await world()
    const byDefault = await subscribe(user, { integration: 'googledrive', type: CREATED, parameters: {} })
    expect(byDefault).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      type: CREATED,
      parameters: {},
      status: 'ACTIVE',
      dateCreated: expect.any(String),
      dateLastReceivedEvent: null,
      credentialId: work.id,
    })
    expect((await subscribe(user, { type: CREATED }, 'ext:home')).credentialId).toBe(home.id)
  })

  it('is refused for what makes no sense, and leaves nothing behind', async () => {
    const { user, work } = await world()
    const refused = async (body: object, status: number, message: RegExp | string, credential?: string) =>
      expectError(await post(user, body, credential), status, message)
    await refused({}, 400, /body.type/)
    await refused({ type: 'NONE' }, 404, 'Trigger "NONE" not found.')
    await refused({ type: CREATED, integration: 'slack' }, 400, /a trigger of googledrive/)
    await refused({ type: CREATED, parameters: { supportsAllDrives: 'x' } }, 400, /parameters.supportsAllDrives/)
    await refused({ type: CREATED, parameters: [] }, 400, /parameters/)
    await refused({ type: NEW_EVENT }, 404, 'Integration not enabled for user.')
    await refused({ type: CREATED }, 404, /nobody/, 'nobody')
    for (const [webhookOverride, message] of [
      [{}, /webhookOverride.url/],
      [{ url: 'file:///etc/passwd' }, /http or https/],
      [{ url: 'http://u:p@localhost/' }, /credentials/],
      [{ url: 'https://example.com/' }, /PARAGON_SANDBOX_WEBHOOK_HOSTS/],
      [{ url: HOOK, headers: { host: 'x' } }, /webhookOverride.headers.host/],
      [{ url: HOOK, headers: { a: 1 } }, /webhookOverride.headers.a/],
      [{ url: HOOK, metadata: [] }, /webhookOverride.metadata/],
      [{ url: HOOK, other: 1 }, /webhookOverride/],
    ] as const) {
      await refused({ type: CREATED, webhookOverride }, 400, message)
    }
    await setWebhookUrl(null)
    await refused({ type: CREATED }, 400, /There is no webhook URL/)
    await setWebhookUrl(HOOK)
    await sandbox.control('POST', `${project()}/credentials/${work.id}/invalidate`)
    await refused({ type: CREATED }, 400, /no longer valid/, work.id)
    expect(await subscriptions(user)).toEqual([])
  })

  it('that the third party refuses is none', async () => {
    const { user } = await world('googleCalendar')
    await expectError(
      await post(user, { type: NEW_EVENT, parameters: { calendarId: 'other' } }),
      404,
      /notFound/,
      /^41070$/,
    )
    expect(await subscriptions(user)).toEqual([])
  })

  it('is listed by account, integration, type and status', async () => {
    const { user, work, home } = await world()
    await user.addAccount(maya.work, { integration: 'googleCalendar' })
    const a = await subscribe(user, { type: CREATED })
    const b = await subscribe(user, { type: UPDATED }, home.id)
    const c = await subscribe(user, { type: NEW_EVENT })
    const ids = async (...query: [string?, string?]) => (await subscriptions(user, ...query)).map(({ id }) => id)
    expect(await ids()).toEqual([a.id, b.id, c.id])
    expect(await ids('', work.id)).toEqual([a.id])
    expect(await ids('', 'home')).toEqual([b.id])
    expect(await ids('?integrations=googleCalendar,slack')).toEqual([c.id])
    expect(await ids(`?type=${UPDATED}`)).toEqual([b.id])
    expect(await ids('?status=ACTIVE')).toHaveLength(3)
    expect(await ids('?status=ERRORED')).toEqual([])
    await expectError(await user.call('GET', '/trigger-subscriptions?status=x'), 400, /query.status/)
    await expectError(await user.call('GET', '/trigger-subscriptions', { headers: as('nobody') }), 404, /nobody/)
    const other = await sandbox.user('somebody-else')
    expect(await subscriptions(other)).toEqual([])
    for (const method of ['PATCH', 'DELETE']) {
      await expectError(await other.call(method, `/trigger-subscriptions/${a.id}`), 404, /not found/)
    }
  })

  it('is changed key by key, and null takes one away', async () => {
    const { user } = await world('googleCalendar')
    const override = { url: HOOK, headers: { 'x-a': '1' }, metadata: { team: 'a' } }
    const { id } = await subscribe(user, {
      type: NEW_EVENT,
      parameters: { calendarId: maya.work, collapseRecurringEventUpdates: false },
      webhookOverride: override,
    })
    const patch = async (body: object) =>
      (await (await user.call('PATCH', `/trigger-subscriptions/${id}`, { body })).json()) as Subscription
    expect(await patch({})).toMatchObject({ parameters: { calendarId: maya.work }, webhookOverride: override })
    expect(await patch({ parameters: { calendarId: null } })).toMatchObject({
      parameters: { collapseRecurringEventUpdates: false },
      webhookOverride: override,
    })
    expect((await patch({ webhookOverride: { metadata: null } })).webhookOverride).toEqual({
      url: HOOK,
      headers: { 'x-a': '1' },
    })
    expect((await patch({ webhookOverride: { headers: null, url: `${HOOK}/2` } })).webhookOverride).toEqual({
      url: `${HOOK}/2`,
    })
    expect(await patch({ webhookOverride: null })).not.toHaveProperty('webhookOverride')
    const refused = async (body: object, message: RegExp) =>
      expectError(await user.call('PATCH', `/trigger-subscriptions/${id}`, { body }), 400, message)
    await refused({ parameters: { other: 1 } }, /other/)
    await refused({ webhookOverride: { headers: {} } }, /webhookOverride.url/)
    await refused({ webhookOverride: { url: 'ftp://localhost' } }, /http or https/)
    await expectError(await user.call('PATCH', '/trigger-subscriptions/none', { body: {} }), 404, /"none" not found/)
  })

  it('ends when it is deleted', async () => {
    const { user } = await world()
    const { id } = await subscribe(user, { type: CREATED })
    const remove = () => user.call('DELETE', `/trigger-subscriptions/${id}`)
    expect(await (await remove()).json()).toEqual({ success: true })
    await expectError(await remove(), 404, /not found/)
    await save(user, 'unheard.txt')
    await advance(10 * MINUTE)
    expect(received).toEqual([])
  })
})

describe('an event', () => {
  it('is told of as documented, signed with the project’s secret', async () => {
    const { sub, user, home } = await world()
    const { id } = await subscribe(
      user,
      {
        type: CREATED,
        webhookOverride: { url: `${HOOK}/own?x=1`, headers: { Authorization: 'Bearer own' }, metadata: { team: 'a' } },
      },
      home.id,
    )
    const file = await save(user, 'Füße.txt', home.id)
    expect(await names(1)).toEqual(['Füße.txt'])
    const [event] = received
    expect(event?.body).toEqual({
      eventId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      userId: sub,
      integration: 'googledrive',
      triggerType: CREATED,
      triggerSubscriptionId: id,
      credentialId: home.id,
      projectId: sandbox.projectId,
      dateReceived: expect.stringMatching(/^\d{4}-.*Z$/),
      payload: expect.objectContaining({
        id: file.id,
        owners: [{ displayName: expect.any(String), emailAddress: maya.home }],
      }),
      triggerSubscriptionMetadata: { team: 'a' },
    })
    expect([event?.url, event?.headers.get('authorization')]).toEqual([`${HOOK}/own?x=1`, 'Bearer own'])
    const { webhookSigningSecret } = (await (await sandbox.control('GET', project())).json()) as {
      webhookSigningSecret: string
    }
    const digest = createHmac('sha256', webhookSigningSecret)
      .update(event?.text ?? '')
      .digest('hex')
    expect(event?.headers.get('x-paragon-signature')).toBe(`v1=${digest}`)
    const [after] = await subscriptions(user, '', home.id)
    expect(Date.parse(after?.dateLastReceivedEvent ?? '')).toBeGreaterThan(Date.parse(after?.dateCreated ?? ''))
  })

  it('is told of by each subscription of its account, and by none of another account', async () => {
    const { user, work, home } = await world()
    const [a, b] = [await subscribe(user, { type: CREATED }), await subscribe(user, { type: CREATED })]
    await subscribe(user, { type: CREATED }, home.id)
    await save(user, 'of work.txt', work.id)
    expect(await names(2)).toEqual(['of work.txt', 'of work.txt'])
    const ids = received.map(({ body }) => body.triggerSubscriptionId)
    expect(ids.sort()).toEqual([a.id, b.id].sort())
    expect(new Set(received.map(({ body }) => body.eventId)).size).toBe(2)
  })

  it('is of its kind: a change of a file is not a new file, and a folder is none', async () => {
    const { user } = await world()
    await subscribe(user, { type: CREATED })
    const { id: updates } = await subscribe(user, { type: UPDATED })
    const { id } = await save(user, 'before.txt')
    expect((await rename(user, id, 'after.txt')).status).toBe(200)
    await tool(user, 'GOOGLE_DRIVE_CREATE_FOLDER', { name: 'Folder' })
    // What is told is what the file is when Google is asked.
    await names(2)
    const kinds = received.map(({ body }) => [body.triggerSubscriptionId === updates, body.payload.id])
    expect(kinds).toEqual([
      [false, id],
      [true, id],
    ])
  })

  it('is looked for every minute where the third party does not tell, and told of once', async () => {
    const { user, home } = await world('googleCalendar')
    await meet(user, 'before', home.id)
    await subscribe(user, { type: NEW_EVENT }, home.id)
    await subscribe(user, { type: CHANGED_EVENT }, home.id)
    const { id } = await meet(user, 'one', home.id)
    await meet(user, 'of the other account')
    expect(received).toEqual([])
    await advance(MINUTE)
    expect(await names(1)).toEqual(['one'])
    await advance(10 * MINUTE)
    await tool(user, 'GOOGLE_CALENDAR_UPDATE_EVENT', { eventId: id, summary: 'one, moved' }, home.id)
    await meet(user, 'two', home.id)
    await advance(MINUTE)
    expect((await names(3)).slice(1).sort()).toEqual(['one, moved', 'two'])
    await advance(10 * MINUTE)
    await tool(user, 'GOOGLE_CALENDAR_DELETE_EVENT', { eventId: id }, home.id)
    await advance(10 * MINUTE)
    expect(await names(3)).toHaveLength(3)
    const types = received.map(({ body }) => body.triggerType)
    expect(types.sort()).toEqual([NEW_EVENT, NEW_EVENT, CHANGED_EVENT].sort())
  })

  it('is not forgotten by a sandbox that stops in the middle', async () => {
    const { user } = await world('googleCalendar')
    await user.addAccount(maya.work)
    await connected()
    await subscribe(user, { type: NEW_EVENT })
    await subscribe(user, { type: CREATED })
    answer = () => new Response(null, { status: 503 })
    await save(user, 'before the stop.txt')
    await meet(user, 'before the stop')
    await names(1)
    sandbox = await sandbox.restart()
    answer = () => new Response()
    const again = await sandbox.user('subscriber-again')
    expect(again.token).toBeTruthy()
    received.length = 0
    await advance(2 * MINUTE)
    expect((await names(2)).sort()).toEqual(['before the stop', 'before the stop.txt'])
    await advance(60 * MINUTE)
    expect(await names(2)).toHaveLength(2)
  })
})

describe('a subscription that cannot be served', () => {
  it('has an error when an event was tried to the end, and goes on when it is mended', async () => {
    const { user } = await world()
    const { id } = await subscribe(user, { type: CREATED })
    answer = () => new Response('gone', { status: 410 })
    await save(user, 'lost.txt')
    await names(1)
    for (const wait of RETRY_AFTER) await advance(wait)
    await names(1 + RETRY_AFTER.length)
    expect(await subscriptions(user, '?status=ERRORED')).toMatchObject([
      { id, status: 'ERRORED', error: 'An event could not be delivered. The receiver answered 410.' },
    ])
    await save(user, 'unheard.txt')
    answer = () => new Response()
    received.length = 0
    const mended = await user.call('PATCH', `/trigger-subscriptions/${id}`, { body: {} })
    expect(await mended.json()).toMatchObject({ status: 'ACTIVE' })
    await save(user, 'heard.txt')
    expect(await names(1)).toEqual(['heard.txt'])
  })

  it('has an error when its account is cut off, and polls no more until it is mended', async () => {
    const { user, work, sub } = await world('googleCalendar')
    const { id } = await subscribe(user, { type: NEW_EVENT })
    await sandbox.control('POST', `${project()}/credentials/${work.id}/invalidate`)
    expect(await subscriptions(user)).toMatchObject([
      { id, status: 'ERRORED', error: expect.stringMatching(/no longer valid/) },
    ])
    await advance(MINUTE)
    expect(await subscriptions(user)).toMatchObject([
      { status: 'ERRORED', error: expect.stringMatching(/Google Calendar.*no longer valid/) },
    ])

    // The account is connected again, and something happens there.
    await user.connect(maya.work, {
      type: 'googleCalendar',
      installOptions: { allowMultipleCredentials: true, selectedCredentialId: work.id },
    })
    await meet(user, 'meanwhile')
    await advance(10 * MINUTE)
    expect(received).toEqual([])
    expect(await subscriptions(user)).toMatchObject([{ status: 'ERRORED' }])
    await user.call('PATCH', `/trigger-subscriptions/${id}`, { body: {} })
    await advance(MINUTE)
    expect(await names(1)).toEqual(['meanwhile'])
    expect(received[0]?.body.userId).toBe(sub)
  })

  it('goes with its account', async () => {
    const { user, work, home } = await world()
    await subscribe(user, { type: CREATED }, work.id)
    const { id } = await subscribe(user, { type: CREATED }, home.id)
    await user.call('DELETE', `/sdk/integrations/${work.integrationId}`, { headers: as(work.id) })
    expect((await subscriptions(user)).map((each) => each.id)).toEqual([id])
  })

  it('has an error after five polls in a row that failed, and not before', async () => {
    const { user } = await world('googleCalendar')
    await subscribe(user, { type: NEW_EVENT })
    const { context } = sandbox
    const { fetch } = context
    context.fetch = async (request) =>
      request.url.includes('/calendar/') ? new Response('down', { status: 503 }) : fetch(request)
    try {
      for (let poll = 1; poll < 5; poll += 1) await advance(MINUTE)
      expect(await subscriptions(user)).toMatchObject([{ status: 'ACTIVE' }])
      await advance(MINUTE)
      expect(await subscriptions(user)).toMatchObject([{ status: 'ERRORED', error: 'down' }])
    } finally {
      context.fetch = fetch
    }
  })
})

describe('a token with permissions', () => {
  it('sees and makes subscriptions where it allows ActionKit, and nowhere else', async () => {
    const { sub, user, work, home } = await world()
    const a = await subscribe(user, { type: CREATED }, work.id)
    const b = await subscribe(user, { type: CREATED }, home.id)
    const mine = await sandbox.user(sub, { permissions: { [`credential:${work.id}`]: ['actionkit'] } })
    expect((await subscriptions(mine)).map(({ id }) => id)).toEqual([a.id])
    await expectError(await post(mine, { type: CREATED }, home.id), 403, /does not allow/, /^7210$/)
    for (const method of ['PATCH', 'DELETE']) {
      await expectError(await mine.call(method, `/trigger-subscriptions/${b.id}`), 403, /does not allow/, /^7210$/)
    }
    const reader = await sandbox.user(sub, { permissions: { 'integration:*': ['proxy'] } })
    expect(await subscriptions(reader)).toEqual([])
    expect(await (await reader.call('GET', '/triggers')).json()).toEqual({ triggers: {} })
    await expectError(await post(reader, { type: CREATED }), 403, /actionkit/, /^7210$/)
    const examples = { body: { type: CREATED } }
    await expectError(await reader.call('POST', '/triggers/examples', examples), 403, /actionkit/, /^7210$/)
    await expectError(await reader.call('DELETE', `/trigger-subscriptions/${b.id}`), 403, /actionkit/, /^7210$/)
  })
})

describe('the control API', () => {
  it('shows what was sent, without secrets, and sends it again', async () => {
    const { user } = await world()
    const { id } = await subscribe(user, {
      type: CREATED,
      webhookOverride: { url: `${HOOK}?key=CANARY`, headers: { 'x-key': 'CANARY' } },
    })
    for (const name of ['1.txt', '2.txt', '3.txt']) await save(user, name)
    await names(3)
    const get = async (path: string) => (await sandbox.control('GET', `${project()}/webhooks${path}`)).json()
    interface Page {
      deliveries: { id: string; ownerId: string; status: string; url: string; eventId: string }[]
      nextCursor: string | null
    }
    const first = (await get(`?ownerKind=trigger-subscription&ownerId=${id}&limit=2`)) as Page
    const second = (await get(`?ownerId=${id}&limit=2&cursor=${first.nextCursor}`)) as Page
    expect([first.deliveries.length, second.deliveries.length, second.nextCursor]).toEqual([2, 1, null])
    const all = [...first.deliveries, ...second.deliveries]
    expect(all.map(({ eventId }) => eventId).reverse()).toEqual(received.map(({ body }) => body.eventId))
    const one = await get(`/${all[0]?.id}`)
    expect(one).toMatchObject({
      status: 'DELIVERED',
      headers: { 'x-key': '[redacted]', 'x-paragon-signature': expect.stringMatching(/^v1=/) },
      body: { triggerSubscriptionId: id },
      attempts: [{ number: 1, status: 200, error: null }],
    })
    expect(JSON.stringify([first, second, one])).not.toContain('CANARY')
    expect(((await get(`?ownerId=${id}&status=FAILED`)) as Page).deliveries).toEqual([])

    const again = await sandbox.control('POST', `${project()}/webhooks/${all[0]?.id}/redeliver`)
    expect([again.status, await again.json()]).toMatchObject([202, { id: all[0]?.id, status: 'PENDING' }])
    await names(4)
    expect(received[3]?.text).toBe(received[2]?.text)
    expect(received[3]?.headers.get('x-paragon-signature')).toBe(received[2]?.headers.get('x-paragon-signature'))
  })

  it('refuses what is not there or makes no sense', async () => {
    const status = async (method: string, path: string, body?: object) =>
      (await sandbox.control(method, path, body)).status
    expect(await status('GET', '/projects/none/webhooks')).toBe(404)
    expect(await status('GET', `${project()}/webhooks/none`)).toBe(404)
    expect(await status('POST', `${project()}/webhooks/none/redeliver`)).toBe(404)
    for (const query of ['limit=0', 'limit=x', 'status=x', 'cursor=x', 'other=1']) {
      expect(await status('GET', `${project()}/webhooks?${query}`)).toBe(422)
    }
    expect(await status('PATCH', project(), { webhookUrl: 'https://example.com' })).toBe(422)
    expect(await status('PATCH', project(), { other: 1 })).toBe(422)
    expect(await status('PATCH', '/projects/none', { webhookUrl: HOOK })).toBe(404)
    expect(await status('POST', '/projects', { webhookUrl: 'ftp://localhost' })).toBe(422)
    const made = await sandbox.control('POST', '/projects', { id: 'with-webhook', webhookUrl: HOOK })
    const { webhookSigningSecret } = (await made.json()) as { webhookSigningSecret: string }
    const described = await (await sandbox.control('GET', '/projects/with-webhook')).json()
    expect(described).toMatchObject({ webhookUrl: HOOK, webhookSigningSecret })
    expect(webhookSigningSecret.length).toBeGreaterThan(32)
  })
})

it('reaches a receiver over the network, who finds the signature to be right', async () => {
  const calls: { body: string; signature: string | undefined }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      calls.push({ body, signature: request.headers['x-paragon-signature'] as string | undefined })
      response.end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`
  const real = await createTestSandbox({ deliver: (request) => fetch(request) })
  try {
    const made = await real.control('PATCH', `/projects/${real.projectId}`, { webhookUrl: url })
    const { webhookSigningSecret } = (await made.json()) as { webhookSigningSecret: string }
    const user = await real.user('networked')
    await user.addAccount(maya.work)
    await subscribe(user, { type: CREATED })
    await save(user, 'over the wire.txt')
    await expect.poll(() => calls.length).toBe(1)
    const digest = createHmac('sha256', webhookSigningSecret)
      .update(calls[0]?.body ?? '')
      .digest('hex')
    expect(calls[0]?.signature).toBe(`v1=${digest}`)
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({ payload: { name: 'over the wire.txt' } })
  } finally {
    await real.dispose()
    server.close()
  }
})
