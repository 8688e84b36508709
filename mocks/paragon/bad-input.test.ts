import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../testing/test-sandbox.ts'
import { declare, runs, stepData } from '../testing/workflows.ts'
import { permissionNames } from './permissions/table.ts'
import { JSON_LIMIT } from './request-body.ts'

/** What is there to be called about: Ada's accounts, and what is not hers or not there any more. */
interface World {
  /** Of Google Drive, VALID, and the default one. */
  valid: string
  invalid: string
  /** Of Google Calendar. */
  calendar: string
  deleted: string
  /** The same account connected by another user, and by Ada in another project. */
  ofAnotherUser: string
  ofAnotherProject: string
  drive: string
  request: string
  listening: string
}

interface Call {
  method: string
  path: string
  body?: unknown
  headers?: Record<string, string>
}

interface Surface {
  call(world: World, selector: string): Call
  /** What a token must allow for it. */
  permission?: string
  /** That it calls the third party, so that an account that is INVALID cannot be used. */
  acts?: true
  /** That it goes on whatever account a header of another integration names (trap T1, sdk.md). */
  ignoresOtherIntegrations?: true
  /** Bytes of its largest body; JSON_LIMIT unless it says otherwise. */
  limit?: number
  /** That it may name a configuration. */
  configurable?: true
}

const named = (selector: string) => ({ 'x-paragon-credential': selector })
const credential = (selector: string, rest = '') => `/sdk/credentials/${encodeURIComponent(selector)}${rest}`
const HOOK = 'http://localhost:3000/webhooks'

const surfaces: Record<string, Surface> = {
  'the Proxy API': {
    permission: permissionNames.proxy,
    acts: true,
    limit: 25_000_000,
    call: (_, selector) => ({
      method: 'POST',
      path: '/sdk/proxy/googledrive/files',
      body: { name: 'unwanted.txt' },
      headers: named(selector),
    }),
  },
  'an ActionKit tool': {
    permission: permissionNames.actionkit,
    acts: true,
    call: (_, selector) => ({
      method: 'POST',
      path: '/tools',
      body: { tool: 'GOOGLE_DRIVE_CREATE_FOLDER', parameters: { name: 'unwanted' } },
      headers: named(selector),
    }),
  },
  'a Request trigger': {
    permission: permissionNames.workflow,
    acts: true,
    configurable: true,
    limit: 4_000_000,
    call: ({ request }, selector) => ({
      method: 'POST',
      path: `/sdk/triggers/${request}`,
      body: {},
      headers: named(selector),
    }),
  },
  'an App Event': {
    permission: permissionNames.event,
    ignoresOtherIntegrations: true,
    configurable: true,
    call: (_, selector) => ({
      method: 'POST',
      path: '/sdk/events/trigger',
      body: { name: 'unwanted', payload: {} },
      headers: named(selector),
    }),
  },
  'a trigger subscription': {
    permission: permissionNames.actionkit,
    acts: true,
    call: (_, selector) => ({
      method: 'POST',
      path: '/trigger-subscriptions',
      body: { type: 'GOOGLE_DRIVE_TRIGGER_FILE_CREATED', webhookOverride: { url: HOOK } },
      headers: named(selector),
    }),
  },
  'an example of a trigger': {
    permission: permissionNames.actionkit,
    acts: true,
    call: (_, selector) => ({
      method: 'POST',
      path: '/triggers/examples',
      body: { type: 'GOOGLE_DRIVE_TRIGGER_FILE_CREATED' },
      headers: named(selector),
    }),
  },
  'options of an input': {
    acts: true,
    ignoresOtherIntegrations: true,
    call: (_, selector) => ({
      method: 'POST',
      path: '/sdk/actions',
      body: { action: 'googledrive', sourceKey: 'folders' },
      headers: named(selector),
    }),
  },
  'turning a workflow on': {
    permission: permissionNames.writeConfiguration,
    configurable: true,
    call: ({ listening }, selector) => ({
      method: 'POST',
      path: `/sdk/workflows/${listening}`,
      headers: named(selector),
    }),
  },
  'turning a workflow off': {
    permission: permissionNames.writeConfiguration,
    configurable: true,
    call: ({ listening }, selector) => ({
      method: 'DELETE',
      path: `/sdk/workflows/${listening}`,
      headers: named(selector),
    }),
  },
  'the settings of an account': {
    permission: permissionNames.writeConfiguration,
    configurable: true,
    ignoresOtherIntegrations: true,
    call: (_, selector) => ({
      method: 'PATCH',
      path: credential(selector),
      body: { config: { sharedSettings: { unwanted: true } } },
    }),
  },
  'a new configuration': {
    permission: permissionNames.writeConfiguration,
    ignoresOtherIntegrations: true,
    call: (_, selector) => ({
      method: 'POST',
      path: credential(selector, '/configurations'),
      body: { externalId: 'unwanted' },
    }),
  },
  'the metadata of a configuration': {
    permission: permissionNames.writeConfiguration,
    configurable: true,
    ignoresOtherIntegrations: true,
    call: (_, selector) => ({
      method: 'PATCH',
      path: credential(selector, '/configurations'),
      body: { meta: { unwanted: true } },
      headers: { 'x-paragon-configuration-id': 'team' },
    }),
  },
  'removing a configuration': {
    permission: permissionNames.writeConfiguration,
    configurable: true,
    ignoresOtherIntegrations: true,
    call: (_, selector) => ({
      method: 'DELETE',
      path: credential(selector, '/configurations'),
      headers: { 'x-paragon-configuration-id': 'team' },
    }),
  },
  'reading an account': {
    ignoresOtherIntegrations: true,
    call: (_, selector) => ({ method: 'GET', path: credential(selector) }),
  },
  'the access token of an account': {
    permission: permissionNames.proxy,
    acts: true,
    ignoresOtherIntegrations: true,
    call: (_, selector) => ({
      method: 'GET',
      path: '/sdk/credentials?integration=googledrive&includeAccountAuth=true',
      headers: named(selector),
    }),
  },
  'finishing an installation': {
    call: ({ drive }, selector) => ({
      method: 'POST',
      path: credential(selector, '/complete-setup'),
      body: { integrationId: drive },
    }),
  },
  'disconnecting an account': {
    permission: permissionNames.writeCredential,
    call: ({ drive }, selector) => ({
      method: 'DELETE',
      path: `/sdk/integrations/${drive}`,
      headers: named(selector),
    }),
  },
}
const allSurfaces = Object.entries(surfaces)
const surfacesThat = (is: (surface: Surface) => unknown) => allSurfaces.filter(([, surface]) => is(surface))
const withBody = surfacesThat(({ call }) => call({} as World, '').body !== undefined)

/** Everything that is stored, table by table. */
async function everything({ context }: TestSandbox): Promise<Record<string, unknown>> {
  const { prisma } = context.store
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`
  const rows: [string, unknown][] = []
  for (const { name } of tables) rows.push([name, await prisma.$queryRawUnsafe(`SELECT * FROM "${name}"`)])
  return Object.fromEntries(rows)
}

/** Connects what the tests call about. */
async function populate(sandbox: TestSandbox): Promise<{ ada: TestUser; world: World }> {
  const project = `/projects/${sandbox.projectId}`
  const onFromTheStart = (slug: string, trigger: object, steps: object[]) =>
    declare(sandbox, slug, { trigger, steps, defaultEnabled: true })
  const write = { id: 'write', type: 'request', method: 'POST', path: '/files', body: { name: 'unwanted.txt' } }
  const answer = { id: 'answer', type: 'response', body: '{{steps.write.output}}' }
  const request = await onFromTheStart('request', { type: 'request' }, [write, answer])
  const listening = await onFromTheStart('listening', { type: 'event', name: 'unwanted' }, [write])

  const ada = await sandbox.user('ada')
  const valid = await ada.addAccount(maya.work)
  const calendar = await ada.addAccount(maya.work, { integration: 'googleCalendar' })
  const invalid = await ada.addAccount(maya.home)
  await sandbox.control('POST', `${project}/credentials/${invalid.id}/invalidate`)
  const deleted = await ada.addAccount('priya.nair@northwind.example')
  await ada.call('DELETE', `/sdk/integrations/${deleted.integrationId}`, { headers: named(deleted.id) })
  for (const { id } of [valid, invalid, calendar]) {
    await ada.call('POST', credential(id, '/configurations'), { body: { externalId: 'team' } })
  }
  const eve = await sandbox.user('eve')
  const ofAnotherUser = await eve.addAccount(maya.work)
  await sandbox.control('POST', '/projects', { id: 'other' })
  const made = await sandbox.control('POST', '/projects/other/credentials', {
    sub: 'ada',
    integration: 'googledrive',
    account: maya.work,
  })
  const { id: ofAnotherProject } = (await made.json()) as { id: string }
  const world = {
    valid: valid.id,
    invalid: invalid.id,
    calendar: calendar.id,
    deleted: deleted.id,
    ofAnotherUser: ofAnotherUser.id,
    ofAnotherProject,
    drive: valid.integrationId,
    request,
    listening,
  }
  return { ada, world }
}

const makeCall = (user: TestUser, { method, path, ...rest }: Call) => user.call(method, path, rest)

/** The envelope of a refusal, which is the whole body (rest.md 1.1). */
async function refusal(answer: Response): Promise<unknown> {
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  const { requestId: _, ...body } = (await answer.json()) as Record<string, unknown>
  expect(Object.keys(body).sort()).toEqual(['code', 'message', 'meta', 'status'])
  expect(body.status).toBe(answer.status)
  return body
}
const notFound = { status: 404, code: '40400', message: expect.stringMatching(/^Credential ".*" not found\.$/s) }
const forbidden = { status: 403, code: '7210' }

/** An answer that begins, and then does this. */
const begun = (then: (controller: ReadableStreamDefaultController<Uint8Array>) => void) =>
  new Response(
    new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"files": [')),
      pull: then,
    }),
    { headers: { 'content-type': 'application/json' } },
  )
/** Milliseconds that a third party may keep silent while it is out of order. */
const PATIENCE = 50

/** What can become of a third party, and what the caller is told of it. */
const misfortunes: [string, () => Promise<Response>, { status: number; code: string; message: string }][] = [
  [
    'is silent',
    () => new Promise(() => {}),
    { status: 504, code: '50400', message: 'Google Drive did not answer within 0.05 s.' },
  ],
  [
    'drops the connection',
    () => Promise.reject(new TypeError('fetch failed')),
    { status: 502, code: '50200', message: 'Google Drive could not be reached.' },
  ],
  [
    'falls silent in the middle',
    async () => begun(() => new Promise(() => {})),
    { status: 504, code: '50400', message: 'Google Drive did not answer within 0.05 s.' },
  ],
  [
    'breaks off in the middle',
    async () => begun((controller) => controller.error(new TypeError('terminated'))),
    { status: 502, code: '50200', message: 'Google Drive broke off its answer.' },
  ],
]
const garbage = async () => new Response('<html>Bad gateway')

describe('what is refused', () => {
  let sandbox: TestSandbox
  let ada: TestUser
  let world: World
  /** What is stored, and is to stay as it is. */
  let stored: Awaited<ReturnType<typeof everything>>
  beforeAll(async () => {
    sandbox = await createTestSandbox()
    ;({ ada, world } = await populate(sandbox))
    // Nothing is to happen beside what the calls do.
    await sandbox.context.scheduler.stop()
    stored = await everything(sandbox)
  })
  afterAll(() => sandbox.dispose())
  afterEach(() => vi.restoreAllMocks())

  /** Makes a call that is to have no effect: nobody outside hears of it, and nothing that is stored becomes other. */
  async function withoutEffect(call: () => Promise<Response>): Promise<Response> {
    const { fetch } = sandbox.context
    const heard: string[] = []
    vi.spyOn(sandbox.context, 'fetch').mockImplementation((sent) => {
      heard.push(`${sent.method} ${sent.url}`)
      return fetch(sent)
    })
    const answer = await call()
    expect(heard).toEqual([])
    expect(await everything(sandbox)).toEqual(stored)
    return answer
  }

  const selectors: [string, (world: World) => string][] = [
    ['an id that nobody has', () => '4bb4ae0c-5a5d-4d4a-9d4b-3b9a6dcb4c5e'],
    ['an external id that nobody has', () => 'ext:nobody'],
    ['the account of another user', ({ ofAnotherUser }) => ofAnotherUser],
    ['the account of another project', ({ ofAnotherProject }) => ofAnotherProject],
    ['an account that was disconnected', ({ deleted }) => deleted],
    ['two accounts, as of a header that was sent twice', ({ valid, invalid }) => `${valid}, ${invalid}`],
    ['a mark without an external id', () => 'ext:'],
    ['the word that a program makes of nothing', () => 'undefined'],
    ['what is nearly an id', ({ valid }) => `${valid}0`],
    ['SQL', () => `' OR '1'='1`],
    ['a path', () => '../../../projects/other'],
    ['eight thousand characters', () => 'x'.repeat(8_000)],
  ]
  describe.each(selectors)('%s', (_, select) => {
    it.each(allSurfaces)('is not found by %s', async (_, { call }) => {
      const answer = await withoutEffect(() => makeCall(ada, call(world, select(world))))
      expect(await refusal(answer)).toMatchObject(notFound)
    })
  })

  it.each(surfacesThat(({ ignoresOtherIntegrations }) => !ignoresOtherIntegrations))(
    'the account of another integration is not found by %s',
    async (_, { call }) => {
      const answer = await withoutEffect(() => makeCall(ada, call(world, world.calendar)))
      expect(await refusal(answer)).toMatchObject(notFound)
    },
  )

  it.each(surfacesThat(({ acts }) => acts))('an account that is INVALID is not used by %s', async (_, { call }) => {
    const answer = await withoutEffect(() => makeCall(ada, call(world, world.invalid)))
    expect(await refusal(answer)).toMatchObject({
      status: 400,
      code: '40010',
      message: 'The Google Drive account is no longer valid. Reconnect it.',
    })
  })

  it.each(surfacesThat(({ configurable }) => configurable))(
    'a configuration that is not the account’s is not found by %s',
    async (_, { call }) => {
      for (const configuration of ['4bb4ae0c-5a5d-4d4a-9d4b-3b9a6dcb4c5e', 'ext:nobody', 'undefined', 'team, team']) {
        const made = call(world, world.valid)
        const headers = { ...made.headers, 'x-paragon-configuration-id': configuration }
        const answer = await withoutEffect(() => makeCall(ada, { ...made, headers }))
        expect(await refusal(answer)).toMatchObject({
          status: 404,
          code: '40400',
          message: `Credential configuration "${configuration}" not found.`,
        })
      }
    },
  )

  it.each(allSurfaces)('a token that is none is not taken by %s', async (_, { call }) => {
    const made = call(world, world.valid)
    const [header, body] = ada.token.split('.')
    for (const authorization of ['', 'Bearer', 'Bearer undefined', `Basic ${ada.token}`, `Bearer ${header}.${body}.`]) {
      const answer = await withoutEffect(() => makeCall(ada, { ...made, headers: { ...made.headers, authorization } }))
      expect(await refusal(answer)).toMatchObject({ status: 401, code: '40100' })
    }
  })

  it.each(surfacesThat(({ permission }) => permission))(
    'a token that allows everything but that is refused by %s',
    async (_, { call, permission }) => {
      const others = Object.values(permissionNames).filter((name) => name !== permission)
      const limited = await sandbox.user('ada', { permissions: { 'integration:*': others } })
      const answer = await withoutEffect(() => makeCall(limited, call(world, world.valid)))
      expect(await refusal(answer)).toMatchObject(forbidden)
    },
  )

  it.each(allSurfaces)('an account that the token does not show is refused by %s', async (_, { call }) => {
    const blind = await sandbox.user('ada', { permissions: { [`credential:${world.invalid}`]: true } })
    const answer = await withoutEffect(() => makeCall(blind, call(world, world.valid)))
    expect(await refusal(answer)).toMatchObject(forbidden)
  })

  it.each(withBody.filter(([, { limit = 0 }]) => limit <= 4_000_000))(
    'a body that is too large is not taken by %s',
    async (_, { call, limit = JSON_LIMIT }) => {
      const body = JSON.stringify({ filler: 'x'.repeat(limit) })
      const answer = await withoutEffect(() => makeCall(ada, { ...call(world, world.valid), body }))
      expect(await refusal(answer)).toMatchObject({ status: 413, code: '41300' })
    },
  )

  it.each(withBody.filter(([name]) => name !== 'the Proxy API'))(
    'a body that is broken is not taken by %s',
    async (_, { call }) => {
      const bodies = ['{', '{"a": 1}}', '\u0000', `${'['.repeat(200)}${']'.repeat(200)}`]
      for (const body of bodies) {
        const answer = await withoutEffect(() => makeCall(ada, { ...call(world, world.valid), body }))
        expect(await refusal(answer)).toMatchObject({ status: 400, code: '40000' })
      }
    },
  )

  const nowhere: [string, (world: World) => Call, string][] = [
    ['a tool', () => ({ method: 'POST', path: '/tools', body: { tool: 'GOOGLE_DRIVE_PAINT' } }), 'Tool'],
    ['a tool of no integration', () => ({ method: 'POST', path: '/actions', body: { action: '__proto__' } }), 'Tool'],
    ['a trigger', () => ({ method: 'POST', path: '/trigger-subscriptions', body: { type: 'RAIN' } }), 'Trigger'],
    ['an example', () => ({ method: 'POST', path: '/triggers/examples', body: { type: 'constructor' } }), 'Trigger'],
    ['a workflow to run', ({ valid }) => ({ method: 'POST', path: `/sdk/triggers/${valid}`, body: {} }), 'Workflow'],
    ['a workflow to turn on', ({ drive }) => ({ method: 'POST', path: `/sdk/workflows/${drive}` }), 'Workflow'],
    ['a proxied integration', () => ({ method: 'POST', path: '/sdk/proxy/fax/send', body: {} }), 'Integration'],
    ['an integration', ({ valid }) => ({ method: 'DELETE', path: `/sdk/integrations/${valid}` }), 'Integration'],
    ['a subscription', ({ valid }) => ({ method: 'DELETE', path: `/trigger-subscriptions/${valid}` }), 'Trigger subs'],
  ]
  it.each(nowhere)('%s that does not exist is not found', async (_, call, what) => {
    const answer = await withoutEffect(() => makeCall(ada, call(world)))
    expect(await refusal(answer)).toMatchObject({
      status: 404,
      code: '40400',
      message: expect.stringMatching(new RegExp(`^${what}.* not found\\.$`)),
    })
  })

  it.each<[string, string]>([
    ['the list of subscriptions', '/trigger-subscriptions'],
    ['the list of tools', '/tools?integrations=googledrive'],
    ['the list of triggers', '/triggers?integrations=googledrive'],
    ['the access token of an account', '/sdk/credentials?integration=googledrive&includeAccountAuth=true'],
  ])('a header that says nothing is taken as none by %s', async (_, path) => {
    const without = await (await ada.call('GET', path)).json()
    // Such an empty value is not told apart from no header by what many clients send (assumed).
    const answer = await withoutEffect(() => ada.call('GET', path, { headers: named(' ') }))
    expect([answer.status, await answer.json()]).toEqual([200, without])
  })

  it('an App Event that nobody listens for is taken, and nothing comes of it', async () => {
    const body = { name: '__proto__', payload: { a: 1 } }
    const answer = await withoutEffect(() => ada.call('POST', '/sdk/events/trigger', { body }))
    expect(answer.status).toBe(201)
  })

  const calling = surfacesThat(({ acts, call }) => acts && call({} as World, '').body !== undefined)
  const beingAsked = calling.filter(([name]) => name !== 'a Request trigger')

  /** Makes a call while the third party is out of order; it is asked once, as what was sent may have been done. */
  async function amid(misfortune: () => Promise<Response>, call: Surface['call']): Promise<Response> {
    const { thirdPartyTimeout } = sandbox.context
    sandbox.context.thirdPartyTimeout = PATIENCE
    const fetch = vi.spyOn(sandbox.context, 'fetch').mockImplementation(misfortune)
    const answer = await makeCall(ada, call(world, world.valid))
    sandbox.context.thirdPartyTimeout = thirdPartyTimeout
    expect(fetch).toHaveBeenCalledOnce()
    expect(await everything(sandbox)).toEqual(stored)
    return answer
  }

  describe.each(misfortunes)('a third party that %s', (_, misfortune, told) => {
    it.each(beingAsked)('is told of by %s', async (_, { call }) => {
      expect(await refusal(await amid(misfortune, call))).toMatchObject(told)
    })
  })

  it.each(beingAsked)('a third party that answers garbage is told of by %s', async (name, { call }) => {
    const answer = await amid(garbage, call)
    if (name === 'the Proxy API') {
      // What is no JSON is text, which is not for Paragon to judge.
      expect([answer.status, await answer.json()]).toEqual([200, { output: '<html>Bad gateway' }])
    } else {
      expect(await refusal(answer)).toMatchObject({
        status: 502,
        code: '41070',
        message: 'Google Drive answered something other than JSON.',
      })
    }
  })
})

describe('a workflow whose third party', () => {
  let sandbox: TestSandbox
  let ada: TestUser
  let world: World
  beforeAll(async () => {
    sandbox = await createTestSandbox()
    ;({ ada, world } = await populate(sandbox))
    sandbox.context.thirdPartyTimeout = PATIENCE
  })
  afterAll(() => sandbox.dispose())
  afterEach(() => vi.restoreAllMocks())

  it.each(misfortunes)('%s is answered that it failed, and the run says why', async (_, misfortune, { message }) => {
    const fetch = vi.spyOn(sandbox.context, 'fetch').mockImplementation(misfortune)
    const answer = await ada.call('POST', `/sdk/triggers/${world.request}`, { body: {}, headers: named(world.valid) })
    expect(await refusal(answer)).toMatchObject({ status: 500, code: '50010' })
    expect(fetch).toHaveBeenCalledOnce()
    const [latest] = (await runs(sandbox, { workflowId: world.request })).slice(-1)
    expect(latest).toMatchObject({ status: 'FAILED', credentialId: world.valid })
    const { output } = await stepData(sandbox, latest?.id ?? '', 'write')
    expect(output).toBe(`Error: ${message}`)
  })
})
