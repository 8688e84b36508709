import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { oauthClientOf } from '../paragon/oauth/oauth-client.ts'
import { forgetCalls, takeBreaches } from '../testing/calls.ts'
import {
  ADMIN_TOKEN,
  API_KEY,
  createTestSandbox,
  HOST_ORIGIN,
  maya,
  type TestSandbox,
  type TestUser,
} from '../testing/test-sandbox.ts'
import { documentOf, type JsonSchema, templateOf } from './document.ts'
import type { Operation, Service } from './operation.ts'
import { services } from './services.ts'
import { type GeneratedRequest, type Known, properRequests, requestsTo, TypedBody, valueFor } from './testing.ts'
import { thirdPartyServices } from './third-parties.ts'

/** The same requests each time, few enough for every run; `PROPERTY_SEED` and `PROPERTY_RUNS` look further. */
const seed = Number(process.env.PROPERTY_SEED ?? 20_260_115)
const numRuns = Number(process.env.PROPERTY_RUNS ?? 6)

const origins = { paragon: 'http://localhost:4010', provider: 'http://localhost:4020' }

/** Of which the control API may do what it likes. */
const VICTIM = 'victim'
const SUB = 'sam'
/** Milliseconds; only a machine with much else to do needs them. */
const PATIENCE = 120_000

let sandbox: TestSandbox
let user: TestUser
const known: Record<string, unknown[]> = {}
const bodies: Record<string, unknown[]> = {}
const tokens: Record<string, string> = {}
/** Values that only one operation takes. */
const only: Record<string, Known> = {}
/** To make a new one takes longer than all the rest. */
const signingKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
  type: 'pkcs8',
  format: 'pem',
})

beforeAll(async () => {
  // The control API may make faults, and nobody looks at what a webhook is sent.
  sandbox = await createTestSandbox({ deliver: async () => new Response('ok') })
  await settle()
}, PATIENCE)
afterAll(async () => {
  await sandbox.dispose()
  // Made-up requests pin nothing.
  forgetCalls()
})

const own = services.filter((service) => !thirdPartyServices.includes(service))

describe.each(own)('whatever is sent to $name,', (service) => {
  const origin = origins[service.at]
  const document = documentOf(service, origin, '0')
  const done = new Set<string>()

  test.each(service.operations)(
    '$method $path answers as described',
    async (operation) => {
      const { operationId } = operation
      const path = templateOf(operation.path)
      const described = document.paths[path]?.[operation.method.toLowerCase()]
      if (!described) throw new Error(`${path} is not in the document`)
      const isHarmful = harmful.includes(operationId)
      const making =
        service.name === 'control'
          ? {
              schemas: document.components.schemas,
              known: { ...known, id: [isHarmful ? VICTIM : sandbox.projectId], ...tame },
              fixed: ['timeoutMs'],
            }
          : { schemas: document.components.schemas, known }
      const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
      const send = async (request: GeneratedRequest) => {
        logged.mockClear()
        const response = await answerTo(service, operation, request)
        await response.body?.cancel()
        if (process.env.PROPERTY_STATS) console.log('STAT', service.name, operationId, response.status)
        expect(response.status === 500 ? `500 ${String(logged.mock.calls[0]?.[0])}` : '').toBe('')
        expect(takeBreaches()).toEqual([])
        if (response.status < 400) done.add(operationId)
      }
      if (operation.access === 'write') await settle()
      const made = await fresh(operationId)
      const sure = {
        schemas: making.schemas,
        known: { ...making.known, ...only[operationId], ...made },
        fixed: Object.keys(only[operationId] ?? {}),
      }
      for (const request of properRequests(path, described, sure, { bodies: bodies[operationId], seed }))
        await send(request)
      await fc.assert(
        fc.asyncProperty(requestsTo(path, described, making, bodies[operationId]), async (request) => {
          if (operation.access === 'write') await settle()
          await send(request)
        }),
        { seed, numRuns },
      )
      logged.mockRestore()
    },
    PATIENCE,
  )

  test('each operation is done at least once, but for those of which is said why not', () => {
    const missing = service.operations.map(({ operationId }) => operationId).filter((each) => !done.has(each))
    const reasons = neverDone[service.name] ?? {}
    const isCertain = (operationId: string) => reasons[operationId] !== NEEDS_BUILD
    expect(missing.filter(isCertain).sort()).toEqual(Object.keys(reasons).filter(isCertain).sort())
  })
})

/** Done, or not, after whatever build there was before. */
const NEEDS_BUILD = 'needs what the build makes'

/** Operations that no request here has done, by their services, and why not: the list only ever gets shorter. */
const neverDone: Record<string, Record<string, string>> = {
  'user-api': {
    connectResource: 'no integration of the sandbox has a resource',
    finishOAuth: 'a state is of one run in one window: mocks/paragon/oauth has tests',
    getPortalAsset: NEEDS_BUILD,
    getSdkScript: NEEDS_BUILD,
    proxyPut: 'Drive knows no PUT',
  },
  control: {
    advanceTransition: 'nothing waits by hand: mocks/control/transitions has tests',
    connectMeAsset: NEEDS_BUILD,
    inspectorAsset: NEEDS_BUILD,
  },
  oauth: {
    chooseAccount: 'a request is of one window: mocks/provider/oauth/authorize.test.ts',
    signIn: 'the same',
    consent: 'the same',
    getPickerScript: NEEDS_BUILD,
    openFilePicker: 'a token of OneDrive is for it: mocks/provider/pickers has tests',
    createTokens: 'a code is good once, and a refresh token is not shown: mocks/provider/oauth/token.test.ts',
  },
}

/** What is not there for long, made for one operation. */
async function fresh(operationId: string): Promise<Known> {
  const base = `/projects/${sandbox.projectId}`
  if (['getFault', 'deleteFault'].includes(operationId)) {
    const fault = { match: { path: '/none' }, effect: { respond: { status: 503 } } }
    return { faultId: [(await json<{ id: string }>(sandbox.control('POST', `${base}/faults`, fault))).id] }
  }
  if (operationId === 'getEntry') {
    const { entries } = await json<{ entries: { id: string }[] }>(sandbox.control('GET', `${base}/journal?limit=1`))
    return { entryId: entries.map(({ id }) => id) }
  }
  // What others have switched off or let expire.
  if (/Userinfo$|^trigger|^proxy|^createTokens$/.test(operationId)) await furnish()
  return {}
}

/** After these nothing of a project is as it was. */
const harmful = ['deleteProject', 'resetProject', 'updateProject', 'importSnapshot', 'setClock', 'clearJournal']

/** Of these a test has no time for every value. */
const tame: Known = {
  timeoutMs: [0, 1, 20, -1, 60_001],
  advance: [0, 1, 60_000, -1, 1e15],
  now: ['2000-01-01T00:00:00Z', 'soon'],
  seconds: [0, -1],
}

async function answerTo(
  service: Service,
  { method, isPublic }: Operation,
  request: GeneratedRequest,
): Promise<Response> {
  const { path, query, headers, body, isSignedIn } = request
  const url = `${origins[service.at]}${service.prefix ?? ''}${path}${query && `?${query}`}`
  const token = tokens[service.name] ?? user.token
  const init = {
    method,
    headers: { ...headers, ...(isSignedIn && !isPublic && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && method !== 'GET' && method !== 'HEAD' && { body }),
  }
  const sent = new Request(url, init)
  return service.at === 'paragon' ? sandbox.paragon(sent) : sandbox.provider(sent)
}

/** Makes what operations are about, if it is not there or is not there any more. */
async function settle(): Promise<void> {
  const { store, faults } = sandbox.context
  // Faults are not what this is about.
  for (const project of [VICTIM, sandbox.projectId]) faults.clear(project)
  if (!(await store.projects.find(VICTIM))) await sandbox.control('POST', '/projects', { id: VICTIM, signingKey })
  user ??= await sandbox.user(SUB)
  const found = await store.connectedUsers.find(sandbox.projectId, SUB)
  const account = found?.credentials.find(({ id }) => id === known.credentialId?.[0])
  const isWhole =
    account?.status === 'VALID' &&
    account.configurations.some((each) => each.externalId === 'team') &&
    (await store.syncs.find(String(known.syncId))) !== undefined &&
    (await store.triggerSubscriptions.find(sandbox.projectId, String(known.subscriptionId))) !== undefined
  if (!isWhole) await furnish()
}

async function json<T>(answer: Response | Promise<Response>): Promise<T> {
  return (await (await answer).json()) as T
}

/** An account with all that belongs to one, and the values by which requests may name it. */
async function furnish(): Promise<void> {
  const { projectId, control } = sandbox
  const post = <T>(path: string, body: unknown) => json<T>(user.call('POST', path, { body }))
  const sync = <T>(path: string, body?: unknown) =>
    json<T>(
      sandbox.paragon(
        new Request(`${origins.paragon}/api${path}`, {
          method: body === undefined ? 'GET' : 'POST',
          headers: { authorization: `Bearer ${user.token}` },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        }),
      ),
    )
  await control('PATCH', `/projects/${projectId}`, { webhookUrl: 'http://localhost:3999/hooks' })
  const externalId = `work-${sandbox.context.random.uuid()}`
  const work = await user.addAccount(maya.work, { externalId })
  await post(`/sdk/credentials/${work.id}/configurations`, { externalId: 'team' })

  const triggers = {
    event: { type: 'event', name: 'Made up' },
    request: { type: 'request' },
    webhook: { type: 'webhook' },
  }
  for (const [slug, trigger] of Object.entries(triggers)) {
    const steps = [{ id: 'one', type: 'function', return: 1 }]
    await control('PUT', `/projects/${projectId}/integrations/googledrive/workflows/${slug}`, { trigger, steps })
  }
  const integrations = await json<ListedIntegration[]>(user.call('GET', '/sdk/integrations'))
  const drive = integrations.find(({ type }) => type === 'googledrive')
  const ours = drive?.workflows.filter(({ description }) => description in triggers) ?? []
  const headers = { 'x-paragon-credential': work.id }
  for (const { id } of ours) await user.call('POST', `/sdk/workflows/${id}`, { headers })
  await post('/sdk/events/trigger', { name: 'Made up' })
  const subscription = await post<{ id: string }>('/trigger-subscriptions', {
    type: 'GOOGLE_DRIVE_TRIGGER_FILE_CREATED',
  })
  const files = await sync<{ id: string }>('/syncs', {
    integration: 'googledrive',
    pipeline: 'files',
    configurationName: externalId,
  })
  await sandbox.advance(60_000)
  const { workflowExecutions } = await json<{ workflowExecutions: { id: string }[] }>(sandbox.history())
  const { stepExecutions } = await json<{ stepExecutions: { id: string }[] }>(
    sandbox.history(`/${workflowExecutions[0]?.id}`),
  )
  const records = await sync<{ data: { id: string; type?: string }[] }>(`/syncs/${files.id}/records`)
  const { tools } = await json<{ tools: Record<string, FunctionTool[]> }>(user.call('GET', '/tools'))
  const runs = Object.values(tools)
    .flat()
    .map(({ function: { name, parameters } }) => ({ tool: name, parameters: sampleOf(parameters) }))
  const listing = { tool: 'GOOGLE_DRIVE_LIST_FILES', parameters: {} }
  const { deliveries } = await json<{ deliveries: { id: string }[] }>(control('GET', `/projects/${projectId}/webhooks`))
  const { entries } = await json<{ entries: { id: string }[] }>(
    control('GET', `/projects/${projectId}/journal?limit=3`),
  )
  const { eventDestinations } = await json<{ eventDestinations: { id: string }[] }>(
    control('GET', `/projects/${projectId}`),
  )
  const client = oauthClientOf(sandbox.context, projectId, 'googledrive')
  const found = await sandbox.context.store.connectedUsers.find(projectId, SUB)
  const credential = found?.credentials.find(({ id }) => id === work.id)
  const secret = credential && sandbox.context.store.connectedUsers.secretOf(credential)

  Object.assign(known, {
    projectId: [projectId],
    integration: ['googledrive', 'slack'],
    type: ['googledrive'],
    action: ['googledrive'],
    integrations: ['googledrive', 'googledrive,slack', 'nothing'],
    integrationId: [drive?.id],
    credentialId: [work.id, externalId],
    'x-paragon-credential': [work.id, externalId],
    'x-paragon-configuration-id': ['team'],
    workflowId: ours.map(({ id }) => id),
    triggerId: ours.flatMap(({ customWebhookTriggerId }) => customWebhookTriggerId ?? []),
    subscriptionId: [subscription.id],
    syncId: [files.id],
    recordId: records.data.map(({ id }) => id).slice(0, 9),
    executionId: workflowExecutions.map(({ id }) => id),
    stepExecutionId: stepExecutions.map(({ id }) => id),
    deliveryId: deliveries.map(({ id }) => id),
    entryId: entries.map(({ id }) => id),
    destinationId: eventDestinations.map(({ id }) => id),
    pipeline: ['files'],
    rest: ['files', 'files?pageSize=2', 'about', 'none'],
    tool: runs.map(({ tool }) => tool),
    userToken: [user.token],
    originForPostMessage: [HOST_ORIGIN],
    sub: [SUB, 'someone'],
    account: [maya.work, maya.home],
    file: ['googledrive.svg', 'control.json', 'oauth.json', `${credential?.providerId}.svg`],
    service: ['user-api', 'control'],
    slug: ['event', 'another'],
    client_id: [client.id],
    redirect_uri: [`${origins.paragon}/oauth`],
    response_type: ['code'],
    scope: ['openid email', 'openid'],
    code_challenge: ['E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'],
    code_challenge_method: ['S256'],
    endUserSuppliedValues: ['{}'],
    parameters: ['{}'],
    installOptions: ['{}', '{"allowMultipleCredentials":true}'],
    redirectUrl: [`${HOST_ORIGIN}/callback`],
  })
  const created = await json<{ output: { id: string } }>(
    user.call('POST', '/sdk/proxy/googledrive/files', { body: { name: 'Made up' } }),
  )
  const file = `files/${created.output.id}`
  Object.assign(only, {
    triggerWorkflow: {
      workflowId: ours.flatMap(({ id, description }) => (description === 'request' ? [id] : [])),
      'x-paragon-credential': [work.id],
    },
    triggerWebhook: { id: [work.id] },
    proxyGet: { rest: ['files'] },
    proxyHead: { rest: ['files'] },
    proxyPost: { rest: ['files'] },
    proxyPatch: { rest: [file] },
    proxyDelete: { rest: [file] },
    getPicture: { file: ['salesforce-install-package.png'] },
    getStepExecution: { executionId: [workflowExecutions[0]?.id] },
  })
  const install = { integrationId: drive?.id, payload: { credentialId: work.id } }
  const [first] = records.data
  const access = { object: first?.id, user: `user:${maya.work}`, role: 'can_read' }
  const objects = { objectType: 'file', user: maya.work, role: 'can_read' }
  const trigger = { type: 'GOOGLE_DRIVE_TRIGGER_FILE_CREATED' }
  const asClient = { client_id: client.id, client_secret: client.secret }
  Object.assign(bodies, {
    createCredential: [install],
    completeSetup: [install],
    createConfiguration: [{ externalId: 'another' }, {}],
    updateSettings: [{ config: { sharedSettings: { a: 1 } } }],
    updateConfiguration: [{ meta: { a: 1 } }],
    triggerEvent: [{ name: 'Made up' }],
    triggerEventV2: [{ name: 'Made up', payload: { a: 1 } }],
    getFieldOptions: [{ action: 'googledrive', sourceKey: 'folders', parameters: [] }],
    ...Object.fromEntries(
      ['runTool', 'runToolSlash', 'runAction', 'runActionSlash'].map((name) => [name, [listing, ...runs]]),
    ),
    proxyPost: [new TypedBody('application/json', '{"name":"Made up"}')],
    proxyPatch: [new TypedBody('application/json', '{"name":"Renamed"}')],
    issueSetupValues: [{ integration: 'sendgrid', account: maya.work }],
    enableSync: [{ integration: 'googledrive', pipeline: 'files' }],
    updateSync: [{ credentialId: work.id }],
    listExampleEvents: [trigger],
    subscribe: [trigger],
    updateSubscription: [{ webhookOverride: { url: 'http://localhost:3999/other' } }],
    checkAccess: [access],
    batchCheckAccess: [{ checks: [access, { ...access, object: 'none' }] }],
    listUsersWithAccess: [{ object: first?.id, role: 'can_read' }],
    listObjects: [objects],
    streamObjects: [objects],
    streamAllObjects: [objects],
    expandAccess: [{ object: first?.id, relation: 'can_read' }],
    createProject: [{}],
    updateProject: [{ webhookUrl: 'http://localhost:3999/hooks' }],
    createToken: [{ sub: SUB }],
    connectAccount: [{ sub: SUB, integration: 'googledrive', account: maya.home }],
    createFault: [{ effect: { respond: { status: 503 } } }, { effect: { drop: 'after' }, times: 1 }],
    waitForEntries: [
      { match: {}, timeoutMs: 0 },
      { match: { service: 'none' }, timeoutMs: 0 },
    ],
    throttleAccount: [{ seconds: 0 }],
    setClock: [{ advance: 1000 }, { frozen: true }],
    declareWorkflow: [{ trigger: { type: 'request' }, steps: [{ id: 'a', type: 'function', return: 1 }] }],
    importSnapshot: [await json(control('GET', `/projects/${VICTIM}/snapshot`))],
    createTokens: [{ grant_type: 'refresh_token', refresh_token: 'none', ...asClient }],
    revokeToken: [{ token: 'none', ...asClient }],
  })
  Object.assign(tokens, { control: ADMIN_TOKEN, 'task-history': API_KEY, oauth: secret?.accessToken ?? '' })
}

/** Parameters as the schema of a tool wants them. */
function sampleOf(schema: JsonSchema): unknown {
  return fc.sample(valueFor(schema, { schemas: {}, known }, '', 3), { seed, numRuns: 1 })[0]
}

interface FunctionTool {
  function: { name: string; parameters: JsonSchema }
}

interface ListedIntegration {
  id: string
  type: string
  workflows: { id: string; description: string; customWebhookTriggerId?: string }[]
}
