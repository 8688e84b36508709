import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestSandbox, jonas, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { declare, turnOn } from '../../testing/workflows.ts'
import { RETRY_AFTER } from '../../webhooks/webhooks.ts'

const HOOK = 'http://localhost:3000/alerts'

let sandbox: TestSandbox
let user: TestUser
/** What the app's webhook has been sent, in the order of arrival. */
let arrived: { headers: Headers; body: unknown }[]
let answer: () => Response

beforeEach(async () => {
  arrived = []
  answer = () => new Response('thank you')
  sandbox = await createTestSandbox({
    async deliver(request) {
      expect([request.method, request.url]).toEqual(['POST', HOOK])
      arrived.push({ headers: request.headers, body: await request.json() })
      return answer()
    },
  })
  await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: true })
  user = await sandbox.user('ada')
})
afterEach(() => sandbox.dispose())

interface Destination {
  id: string
  type: string
  isEnabled: boolean
}
interface Mail {
  to: string
  subject: string
  text: string
  eventId: string
}

const path = (rest = '') => `/projects/${sandbox.projectId}${rest}`
async function read<T>(rest = ''): Promise<T> {
  const response = await sandbox.control('GET', path(rest))
  expect(response.status).toBe(200)
  return (await response.json()) as T
}
async function put(eventDestinations: object[]): Promise<Destination[]> {
  const response = await sandbox.control('PATCH', path(), { eventDestinations })
  const body = (await response.json()) as { eventDestinations: Destination[] }
  expect([response.status, body]).toMatchObject([200, { eventDestinations: expect.any(Array) }])
  return body.eventDestinations
}
const destinations = async () => (await read<{ eventDestinations: Destination[] }>()).eventDestinations
const mails = async (query = '') => (await read<{ emails: Mail[] }>(`/emails${query}`)).emails
const deliveries = async () =>
  (await read<{ deliveries: { id: string; status: string; eventId: string }[] }>('/webhooks')).deliveries
const webhook = (change: object = {}) => ({ type: 'WEBHOOK', url: HOOK, ...change })

/** Loses an account; what follows from it has happened afterwards. */
async function loseAccount(account = maya.work): Promise<string> {
  const { id } = await user.addAccount(account)
  expect((await sandbox.control('POST', path(`/credentials/${id}/invalidate`))).status).toBe(204)
  await sandbox.advance(0)
  return id
}

/** Runs a workflow that fails, as Maya's account at work. */
async function failWorkflow(): Promise<string> {
  const id = await declare(sandbox, 'broken', {
    trigger: { type: 'request' },
    steps: [{ id: 'read', type: 'request', method: 'GET', path: '/files/nothing-there' }],
  })
  await user.addAccount(maya.work)
  await turnOn(user, id)
  expect((await user.call('POST', `/sdk/triggers/${id}`, { body: {} })).status).toBe(202)
  await expect.poll(async () => (await read<{ events: unknown[] }>('/events')).events.length).toBe(1)
  await sandbox.advance(0)
  return id
}

describe('a project', () => {
  it('has a mail sent for each workflow that fails, until it says otherwise', async () => {
    const [first, ...others] = await destinations()
    expect(first).toEqual({
      id: expect.any(String),
      type: 'EMAIL',
      to: 'project.owner@sandbox.example',
      events: ['WORKFLOW_FAILURE'],
      isEnabled: true,
    })
    expect(others).toEqual([])
    await loseAccount(jonas.work)
    expect(await mails()).toEqual([])
    const workflowId = await failWorkflow()
    const { events } = await read<{ events: { id: string; error: string; workflowId: string }[] }>(
      '/events?type=WORKFLOW_FAILURE',
    )
    expect(events).toMatchObject([{ workflowId }])
    expect(await mails()).toMatchObject([
      {
        to: 'project.owner@sandbox.example',
        subject: 'Workflow failure: Google Drive',
        eventId: events[0]?.id,
        text: expect.stringContaining(events[0]?.error ?? 'an error'),
      },
    ])
  })

  it('may be given its destinations when it is made', async () => {
    const made = await sandbox.control('POST', '/projects', { id: 'other', eventDestinations: [webhook()] })
    expect(made.status).toBe(201)
    const described = (await (await sandbox.control('GET', '/projects/other')).json()) as object
    expect(described).toMatchObject({
      eventDestinations: [webhook({ headers: {}, payload: '{{$.event}}', isEnabled: true })],
    })
    const none = await sandbox.control('POST', '/projects', { id: 'silent', eventDestinations: [] })
    expect(none.status).toBe(201)
    expect(await (await sandbox.control('GET', '/projects/silent')).json()).toMatchObject({ eventDestinations: [] })
  })

  it('keeps its destinations to itself, and takes them with it', async () => {
    await sandbox.control('POST', '/projects', { id: 'other', eventDestinations: [webhook()] })
    await loseAccount()
    expect(arrived).toEqual([])
    expect((await sandbox.control('DELETE', '/projects/other')).status).toBe(204)
    expect(await sandbox.context.store.eventDestinations.list('other')).toEqual([])
  })
})

describe('a webhook', () => {
  it('is sent the whole event of a lost account, once, and is listed with what was sent', async () => {
    const [destination] = await put([webhook({ headers: { 'x-team': 'platform' } })])
    const credentialId = await loseAccount()
    const { events } = await read<{ events: object[] }>('/events')
    expect(arrived.map(({ body }) => body)).toEqual(events)
    expect(events).toMatchObject([
      { type: 'CREDENTIAL_FAILURE', connectCredentialId: credentialId, endUserId: 'ada', projectId: sandbox.projectId },
    ])
    expect([arrived[0]?.headers.get('x-team'), arrived[0]?.headers.get('x-paragon-signature')]).toEqual([
      'platform',
      null,
    ])
    const [delivery, ...others] = await deliveries()
    expect(others).toEqual([])
    expect(delivery).toMatchObject({
      ownerKind: 'event-destination',
      ownerId: destination?.id,
      status: 'DELIVERED',
      url: HOOK,
    })
    expect(await read(`/webhooks/${delivery?.id}`)).toMatchObject({
      body: events[0],
      headers: { 'x-team': '[redacted]' },
      attempts: [{ status: 200, response: 'thank you' }],
    })
  })

  it('is sent the event of an account whose refresh is refused, in the call that finds out', async () => {
    await put([webhook({ payload: { text: '{{$.event.error}}' } })])
    const { id } = await user.addAccount(maya.work)
    await sandbox.control('POST', path(`/credentials/${id}/revoke`))
    expect((await user.call('GET', '/sdk/proxy/googledrive/files')).status).toBe(400)
    await sandbox.advance(0)
    expect(arrived.map(({ body }) => body)).toEqual([{ text: expect.stringContaining('invalid_grant') }])
  })

  it('is sent a payload of its own making, of the events that it wants', async () => {
    await put([
      webhook({
        events: ['WORKFLOW_FAILURE'],
        payload: {
          text: '{{$.event.type}} of {{ $.event.endUserId }}',
          list: ['{{$.event.workflowId}}', 7, null],
          whole: { status: '{{$.event.status}}', nothing: '{{$.event.nothing}}' },
        },
      }),
    ])
    await loseAccount(jonas.work)
    const workflowId = await failWorkflow()
    expect(arrived.map(({ body }) => body)).toEqual([
      {
        text: 'WORKFLOW_FAILURE of ada',
        list: [workflowId, 7, null],
        whole: { status: 'FAILED', nothing: null },
      },
    ])
  })

  it('is tried again, and can be sent an event anew', async () => {
    await put([webhook()])
    answer = () => new Response('not now', { status: 503 })
    await loseAccount()
    expect(arrived).toHaveLength(1)
    answer = () => new Response('thank you')
    await sandbox.advance(RETRY_AFTER[0] ?? 0)
    expect(arrived).toHaveLength(2)
    const [delivery] = await deliveries()
    expect((await sandbox.control('POST', path(`/webhooks/${delivery?.id}/redeliver`))).status).toBe(202)
    await sandbox.advance(0)
    expect(arrived).toHaveLength(3)
    expect(new Set(arrived.map(({ body }) => JSON.stringify(body)))).toHaveProperty('size', 1)
  })

  it('is disabled when five events in a row could not be delivered, and counts anew once it is enabled', async () => {
    const whole = RETRY_AFTER.reduce((sum, wait) => sum + wait, 0)
    await put([webhook()])
    const { id } = await user.addAccount(maya.work)
    const fail = async () => {
      await sandbox.control('POST', path(`/credentials/${id}/invalidate`))
      await sandbox.advance(whole)
    }
    const isEnabled = async () => (await destinations()).map((destination) => destination.isEnabled)
    answer = () => new Response('', { status: 500 })
    for (let time = 0; time < 4; time += 1) await fail()
    answer = () => new Response('')
    await fail()
    answer = () => new Response('', { status: 500 })
    for (let time = 0; time < 4; time += 1) await fail()
    expect(await isEnabled()).toEqual([true])
    await fail()
    expect(await isEnabled()).toEqual([false])
    const sent = arrived.length
    await fail()
    expect(arrived).toHaveLength(sent)
    await put((await destinations()).map((destination) => ({ ...destination, isEnabled: true })))
    for (let time = 0; time < 4; time += 1) await fail()
    expect(await isEnabled()).toEqual([true])
    await fail()
    expect(await isEnabled()).toEqual([false])
  })
})

describe('destinations', () => {
  it('are told each, once, and not those that are disabled', async () => {
    await put([
      { type: 'EMAIL', to: 'a@mail.example' },
      { type: 'EMAIL', to: 'b@mail.example', isEnabled: false },
      { type: 'EMAIL', to: 'c@mail.example', events: ['WORKFLOW_FAILURE'] },
      webhook(),
    ])
    const credentialId = await loseAccount()
    expect(await mails()).toMatchObject([
      {
        to: 'a@mail.example',
        subject: 'Credential failure: Google Drive',
        text: expect.stringContaining(credentialId),
      },
    ])
    expect(arrived).toHaveLength(1)
    const { events } = await read<{ events: { id: string }[] }>('/events')
    // A process that died after it had told finds the job again.
    const now = new Date(0)
    for (const { id } of events) {
      const job = { id: `again/${id}`, projectId: sandbox.projectId, kind: 'event-notice', subject: id, dateDue: now }
      await sandbox.context.scheduler.put(job)
    }
    await sandbox.advance(0)
    expect([arrived.length, (await mails()).length]).toEqual([1, 1])
  })

  it('survive a process that ends before they were told', async () => {
    await put([{ type: 'EMAIL', to: 'a@mail.example' }])
    const { id } = await user.addAccount(maya.work)
    await sandbox.context.scheduler.stop()
    await sandbox.control('POST', path(`/credentials/${id}/invalidate`))
    expect(await mails()).toEqual([])
    sandbox = await sandbox.restart()
    await sandbox.advance(0)
    expect(await mails()).toHaveLength(1)
  })

  it('stay the same when they are given with their ids, and can be changed, added and left out', async () => {
    const [email, hook] = await put([{ type: 'EMAIL', to: 'a@mail.example' }, webhook()])
    const after = await put([
      { ...hook, isEnabled: false },
      { type: 'EMAIL', to: 'b@mail.example' },
    ])
    expect(after).toMatchObject([
      { id: hook?.id, type: 'WEBHOOK', isEnabled: false },
      { type: 'EMAIL', to: 'b@mail.example' },
    ])
    expect(after.map(({ id }) => id)).not.toContain(email?.id)
    expect(await destinations()).toEqual(after)
    const other = await sandbox.control('PATCH', path(), { webhookUrl: null })
    expect(await other.json()).toMatchObject({ eventDestinations: after })
  })

  it('can be tested with an example, enabled or not', async () => {
    const [hook, email] = await put([
      webhook({ isEnabled: false, events: ['CREDENTIAL_FAILURE'] }),
      { type: 'EMAIL', to: 'a@mail.example', events: ['WORKFLOW_FAILURE'] },
    ])
    const test = (id = '') => sandbox.control('POST', path(`/event-destinations/${id}/test`))
    const answered = await test(hook?.id)
    expect(answered.status).toBe(202)
    const { event } = (await answered.json()) as { event: object }
    await sandbox.advance(0)
    expect(arrived.map(({ body }) => body)).toEqual([event])
    expect(event).toMatchObject({ type: 'CREDENTIAL_FAILURE', workflowId: null })
    expect((await test(email?.id)).status).toBe(202)
    expect(await mails()).toMatchObject([{ to: 'a@mail.example', text: expect.stringContaining('This is a test') }])
    // An example is no event of the project's.
    expect(await read('/events')).toMatchObject({ events: [] })
    expect((await test('nothing')).status).toBe(404)
    const elsewhere = await sandbox.control('POST', `/projects/nowhere/event-destinations/${hook?.id}/test`)
    expect(elsewhere.status).toBe(404)
  })

  it.each([
    ['an unknown type', [{ type: 'PAGER' }], 'eventDestinations.0.type'],
    ['no address', [{ type: 'EMAIL' }], 'eventDestinations.0.to'],
    ['no e-mail address', [{ type: 'EMAIL', to: 'somebody' }], 'eventDestinations.0.to'],
    ['an event that there is not', [webhook({ events: ['RAIN'] })], 'eventDestinations.0.events.0'],
    ['no events', [webhook({ events: [] })], 'eventDestinations.0.events'],
    [
      'another host',
      [webhook({ url: 'https://hooks.slack.com/x' })],
      'eventDestinations.0.url: must be on this machine',
    ],
    ['a header of the connection', [webhook({ headers: { host: 'x' } })], 'eventDestinations.0.headers.host'],
    [
      'a reference to something else',
      [webhook({ payload: ['{{user.id}}'] })],
      'eventDestinations.0.payload: {{user.id}}',
    ],
    ['braces that do not match', [webhook({ payload: '{{$.event' })], 'braces that do not match'],
    ['a field that there is not', [webhook({ to: 'a@mail.example' })], 'eventDestinations.0'],
    ['an id of nobody’s', [webhook({ id: 'x' })], 'eventDestinations.0.id: is not one of the project’s'],
    ['too many', Array.from({ length: 21 }, () => webhook()), 'eventDestinations:'],
  ])('are refused with %s, and those that are there stay', async (_, given, detail) => {
    const before = await destinations()
    const response = await sandbox.control('PATCH', path(), { eventDestinations: given })
    expect([response.status, await response.json()]).toMatchObject([422, { detail: expect.stringContaining(detail) }])
    expect(await destinations()).toEqual(before)
    const made = await sandbox.control('POST', '/projects', { id: 'refused', eventDestinations: given })
    expect(made.status).toBe(422)
    expect((await sandbox.control('GET', '/projects/refused')).status).toBe(404)
  })

  it('are refused with one id twice, and of a project that is not there', async () => {
    const [known] = await destinations()
    const twice = await sandbox.control('PATCH', path(), { eventDestinations: [known, known] })
    expect([twice.status, await twice.json()]).toMatchObject([
      422,
      { detail: 'eventDestinations.1.id: is there twice' },
    ])
    const nowhere = await sandbox.control('PATCH', '/projects/nowhere', { eventDestinations: [] })
    expect(nowhere.status).toBe(404)
  })
})

describe('mails', () => {
  it('come in pages, newest first, of one address or of all, and a thousand are kept', async () => {
    const { sentEmails, prisma } = sandbox.context.store
    const mail = (index: number) => ({
      id: `mail-${index}`,
      projectId: sandbox.projectId,
      destinationId: 'd',
      eventId: String(index),
      to: index % 2 ? 'odd@mail.example' : 'even@mail.example',
      subject: String(index),
      text: '',
      dateCreated: new Date(0),
    })
    await prisma.sentEmail.createMany({ data: Array.from({ length: 1_000 }, (_, index) => mail(index)) })
    await sentEmails.send(mail(1_000))
    await sentEmails.send({ ...mail(1_000), id: 'again' })
    expect(await prisma.sentEmail.count()).toBe(1_000)
    const first = await read<{ emails: Mail[]; nextCursor: string }>('/emails?to=even@mail.example&limit=2')
    const next = await read<{ emails: Mail[] }>(`/emails?to=even@mail.example&limit=2&cursor=${first.nextCursor}`)
    expect([...first.emails, ...next.emails].map(({ subject }) => subject)).toEqual(['1000', '998', '996', '994'])
  })

  it.each(['?to=', '?cursor=x', '?limit=0', '?limit=1001', '?from=a'])('are not listed by %s', async (query) => {
    expect((await sandbox.control('GET', path(`/emails${query}`))).status).toBe(422)
  })

  it('are nobody’s of a project that is not there', async () => {
    expect((await sandbox.control('GET', '/projects/nowhere/emails')).status).toBe(404)
  })
})
