import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createTestSandbox,
  HOST_ORIGIN,
  maya,
  type TestSandbox,
  type TestUser,
  type WireCredential,
} from '../testing/test-sandbox.ts'
import recording from './recording.fixture.json'

/**
 * Every distinct request that the vendor's SDK (2.4.0, and 2.2.4 where it differs) was seen to send to these endpoints,
 * sent as it was, default headers and odd values included; names stand where ids, tokens and origins were. Each answer is
 * held to what the SDK needs of it.
 */
interface Recorded {
  method: string
  path: string
  query?: Record<string, unknown>
  /** Beside the ones that all requests carry; null where one of those is missing. */
  headers?: Record<string, string | null>
  body?: unknown
}
const requests: Recorded[] = recording.requests

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
  // The third party's side: tells whose token came, and what with it.
  const { fetch } = sandbox.context
  sandbox.context.fetch = async (request) => {
    const { method, url, headers } = request
    if (!url.startsWith('https://www.googleapis.com/drive/v3/recorded')) return fetch(request)
    const about = new Request('https://www.googleapis.com/drive/v3/about?fields=user', {
      headers: { authorization: headers.get('authorization') ?? '' },
    })
    const { user } = (await (await fetch(about)).json()) as { user: { emailAddress: string } }
    const sent = { method, url, contentType: headers.get('content-type'), body: await request.text() }
    return Response.json({ as: user.emailAddress, ...sent, custom: headers.get('x-custom') })
  }
})
afterAll(() => sandbox.dispose())

/** A user with two accounts, the second named "ws2", and one more configuration on the first. */
async function createWorld(sub: string) {
  const user = await sandbox.user(sub)
  await user.addAccount(maya.work)
  const second = await user.addAccount(maya.home, { externalId: 'ws2' })
  const [before] = (await user.integration()).allCredentials
  const answer = await user.call('POST', `/sdk/credentials/${before?.id}/configurations`, { body: {} })
  const first = (await answer.json()) as WireCredential
  const [workflow = '', otherWorkflow = ''] = Object.keys(second.configurations[0]?.workflowSettings ?? {}).slice(1)
  const names: Record<string, string> = {
    project: 'test-project',
    token: user.token,
    origin: HOST_ORIGIN,
    type: 'googledrive',
    integration: first.integrationId,
    key: 'q8x2k1z0ab',
    path: 'recorded',
    workflow,
    otherWorkflow,
    first: first.id,
    firstConfiguration: first.configurations[0]?.id ?? '',
    newConfiguration: first.configurations[1]?.id ?? '',
    second: second.id,
    secondConfiguration: second.configurations[0]?.id ?? '',
  }
  const fill = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value).replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? `{${name}}`)) as T
  return { user, first, second, workflow, fill }
}
type World = Awaited<ReturnType<typeof createWorld>>

function send({ method, path, query = {}, headers = {}, body }: Recorded, isNavigation: boolean): Promise<Response> {
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
  // The popup's address is put together by hand, its origin as it is; the rest goes through URLSearchParams.
  const pairs = Object.entries(query).map(([name, value]): [string, string] => [name, text(value)])
  const search = isNavigation ? pairs.map((pair) => pair.join('=')).join('&') : new URLSearchParams(pairs).toString()
  const sent = Object.entries(isNavigation ? {} : headers).filter((pair): pair is [string, string] => pair[1] !== null)
  const url = `http://localhost:4010${path}${search && `?${search}`}`
  const init = { method, headers: [...sent, ['origin', HOST_ORIGIN]] as [string, string][] }
  return Promise.resolve(
    sandbox.paragon(new Request(url, { ...init, ...(body !== undefined && { body: JSON.stringify(body) }) })),
  )
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-5][0-9a-f]{3}-[089ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** What the SDK reads of a credential without looking whether it is there. */
function expectCredential(credential: WireCredential) {
  expect(credential.id).toMatch(uuid)
  expect(['VALID', 'INVALID', 'PENDING']).toContain(credential.status)
  expect(credential.configurations.map(({ isDefault }) => isDefault).indexOf(true)).toBe(0)
  expect(credential.configurations.filter(({ isDefault }) => isDefault)).toHaveLength(1)
  for (const configuration of credential.configurations) {
    expect(configuration).toMatchObject({
      id: expect.stringMatching(uuid),
      connectCredentialId: credential.id,
      sharedSettings: expect.any(Object),
      configMeta: expect.any(Object),
    })
    for (const state of Object.values(configuration.workflowSettings)) {
      expect(state).toEqual({ enabled: expect.any(Boolean), settings: expect.any(Object) })
    }
  }
}

const json = async <T>(answer: Response) => (await answer.json()) as T
const credentialsOf = async (user: TestUser) => (await user.integration()).allCredentials
const configurationOf = (credential: WireCredential | undefined, id: string | null | undefined) =>
  credential?.configurations.find((each) => each.id === id)

/** By method and path: holds an answer to what the SDK needs, and to the effect that the request has. */
const checks: Record<string, (answer: Response, request: Recorded, world: World) => Promise<void>> = {
  'GET /projects/:project/sdk/me': async (answer, { headers }, { first, second }) => {
    const me = await json<Awaited<ReturnType<TestUser['me']>>>(answer)
    expect(me).toMatchObject({
      authenticated: true,
      integrations: { googledrive: { enabled: true, credentialId: first.id }, googleCalendar: { enabled: false } },
      meta: JSON.parse(headers?.['x-paragon-user-metadata'] ?? '{}'),
      project: { accessibleFeatures: expect.arrayContaining(['headless-cp']) },
      resources: expect.any(Array),
    })
    for (const { allCredentials } of Object.values(me.integrations))
      for (const each of allCredentials) expectCredential(each)
    expect(me.integrations.googledrive?.allCredentials).toEqual([first, second])
  },

  'PATCH /projects/:project/sdk/me': async (answer, { body }, { user }) => {
    expect(answer.ok).toBe(true)
    expect(await user.me()).toMatchObject(body as object)
  },

  'GET /projects/:project/sdk/integrations': async (answer) => {
    const list =
      await json<{ type: string; workflows: { id: string }[]; configs: { values: { workflowMeta: object } }[] }[]>(
        answer,
      )
    expect(list).not.toHaveLength(0)
    for (const integration of list) {
      expect(integration).toMatchObject({
        id: expect.stringMatching(uuid),
        isActive: expect.any(Boolean),
        needPreOauthInputs: false,
        ...(integration.type.startsWith('custom.')
          ? { customIntegrationId: expect.stringMatching(uuid), customIntegration: { slug: integration.type } }
          : { customIntegrationId: null }),
        configs: [{ values: { sharedMeta: { inputs: expect.any(Array) } } }],
        sdkIntegrationConfig: {
          accountTypes: expect.any(Array),
          postOauthInputs: expect.any(Array),
          dataSources: expect.any(Object),
        },
      })
      const { workflowMeta = {} } = integration.configs[0]?.values ?? {}
      expect(Object.keys(workflowMeta)).toEqual(integration.workflows.map(({ id }) => id))
    }
  },

  'GET /projects/:project/sdk/credentials': async (answer, { query, headers }, { first, second }) => {
    const selected = headers?.['x-paragon-credential'] === second.id ? second : first
    const account = await json<object>(answer)
    expect(account).toMatchObject({
      type: 'googledrive',
      credentialId: selected.id,
      providerData: selected.providerData,
    })
    const withToken = { accountAuth: { OAUTH_ACCESS_TOKEN: expect.any(String) } }
    if (query?.includeAccountAuth === 'true') expect(account).toMatchObject(withToken)
    else expect(account).not.toHaveProperty('accountAuth')
  },

  'GET /v2/projects/:project/sdk/actions/build-oauth': async (answer, _, { user, first, second }) => {
    const { redirectUrl } = await json<{ redirectUrl: string }>(answer)
    expect(new URL(redirectUrl).searchParams.get('state')).toMatch(/./)
    expect(await credentialsOf(user)).toEqual([first, second])
  },

  'GET /projects/:project/sdk/actions/oauth-nonce': async (answer) => {
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.headers.get('cross-origin-opener-policy')).toBeNull()
    const data = /<script type="application\/json" id="popup">(.*?)<\/script>/.exec(await answer.text())?.[1] ?? ''
    expect(JSON.parse(data)).toEqual({
      message: { body: { type: 'oauth-nonce-loaded' }, targetOrigin: HOST_ORIGIN },
      closes: false,
    })
  },

  'GET /projects/:project/sdk/actions/session-id/:key': async (answer, _, { user, first, second }) => {
    expect(await json(answer)).toEqual({ connectCredentialId: null })
    expect(await credentialsOf(user)).toEqual([first, second])
  },

  'DELETE /projects/:project/sdk/actions/session-id/:key': async (answer, _, { user, first, second }) => {
    expect(answer.ok).toBe(true)
    expect(await credentialsOf(user)).toEqual([first, second])
  },

  // Whatever the header and installOptions say, the credential of the payload is meant, and nothing changes.
  'POST /projects/:project/sdk/credentials': async (answer, { body }, { user, first, second }) => {
    const { credentialId } = (body as { payload: { credentialId: string } }).payload
    expect(await json(answer)).toEqual(credentialId === first.id ? first : second)
    expect(await credentialsOf(user)).toEqual([first, second])
  },

  'POST /projects/:project/sdk/credentials/:credential/complete-setup': async (answer, { path }, world) =>
    expect(await json(answer)).toEqual(namedIn(path, world)),

  'GET /projects/:project/sdk/credentials/:credential': async (answer, { path }, world) =>
    expect(await json(answer)).toEqual(namedIn(path, world)),

  'PATCH /projects/:project/sdk/credentials/:credential': async (answer, { path, headers, body }, world) => {
    const saved = await json<WireCredential & { errors: unknown; credential: unknown }>(answer)
    expectCredential(saved)
    expect(saved.errors).toEqual([])
    expect(saved.credential).toMatchObject({ id: saved.id })
    const changed = configurationOf(saved, headers?.['x-paragon-configuration-id'])
    expect(changed).toMatchObject((body as { config: object }).config)
    const named = namedIn(path, world)
    const others = (credentials: WireCredential[]) => credentials.filter(({ id }) => id !== named.id)
    expect(saved.id).toBe(named.id)
    expect(others(await credentialsOf(world.user))).toEqual(others([world.first, world.second]))
  },

  'POST /projects/:project/sdk/credentials/:credential/configurations': async (answer, { path, body }, world) => {
    const credential = await json<WireCredential>(answer)
    expectCredential(credential)
    const before = namedIn(path, world)
    const newest = [...credential.configurations].sort((a, b) => b.dateCreated.localeCompare(a.dateCreated))[0]
    expect(configurationOf(before, newest?.id)).toBeUndefined()
    expect(newest).toMatchObject(body as object)
    expect(credential.configurations).toHaveLength(before.configurations.length + 1)
  },

  'PATCH /projects/:project/sdk/credentials/:credential/configurations': async (answer, { headers, body }) => {
    const credential = await json<WireCredential>(answer)
    const { meta } = body as { meta: object }
    expect(configurationOf(credential, headers?.['x-paragon-configuration-id'])?.configMeta).toMatchObject(meta ?? {})
  },

  'DELETE /projects/:project/sdk/credentials/:credential/configurations': async (
    answer,
    { headers },
    { user, first },
  ) => {
    expect(answer.ok).toBe(true)
    const removed = headers?.['x-paragon-configuration-id']
    const left = first.configurations.filter(({ id }) => id !== removed)
    expect((await credentialsOf(user))[0]?.configurations).toEqual(left)
  },

  'DELETE /projects/:project/sdk/integrations/:integration': async (answer, { headers }, { user, first, second }) => {
    expect(answer.ok).toBe(true)
    const left = headers?.['x-paragon-credential'] === first.id ? second : first
    expect(await credentialsOf(user)).toEqual([left])
  },

  'POST /projects/:project/sdk/workflows/:workflow': (...args) => expectWorkflow(true, ...args),
  'DELETE /projects/:project/sdk/workflows/:workflow': (...args) => expectWorkflow(false, ...args),

  'GET /projects/:project/sdk/proxy/:type/:path': (...args) => expectProxied(...args),
  'POST /projects/:project/sdk/proxy/:type/:path': (...args) => expectProxied(...args),
}

function namedIn(path: string, { first, second }: World): WireCredential {
  return path.includes(first.id) ? first : second
}

async function expectWorkflow(enabled: boolean, answer: Response, { path, headers }: Recorded, { user }: World) {
  expect(answer.ok).toBe(true)
  const id = path.split('/').at(-1) ?? ''
  const credential = (await credentialsOf(user)).find((each) => each.id === headers?.['x-paragon-credential'])
  const configuration = configurationOf(credential, headers?.['x-paragon-configuration-id'])
  expect(configuration?.workflowSettings[id]?.enabled).toBe(enabled)
}

async function expectProxied(answer: Response, request: Recorded, { second }: World) {
  const { method, query, headers = {}, body } = request
  const isSecond = ['ext:ws2', second.id].includes(headers['x-paragon-credential'] ?? '')
  const given = headers['content-type']?.replace(/^auto(, )?/, '')
  expect(await json(answer)).toEqual({
    output: {
      as: isSecond ? maya.home : maya.work,
      method,
      url: `https://www.googleapis.com/drive/v3/recorded${query ? `?${new URLSearchParams(query as Record<string, string>)}` : ''}`,
      contentType: body === undefined ? null : given || 'application/json',
      body: body === undefined ? '' : JSON.stringify(body),
      custom: headers['x-custom'] ?? null,
    },
  })
}

/** The path with names in place of what differs from one request to the next. */
function patternOf({ method, path }: Recorded): string {
  const pattern = path
    .replace(/\/credentials\/[^/]+/, '/credentials/:credential')
    .replace(/\{otherWorkflow\}/, ':workflow')
    .replace(/\{(\w+)\}/g, ':$1')
  return `${method} ${pattern}`
}

describe('what the SDK was seen to send', () => {
  it.each(requests.map((request, index) => [index, patternOf(request), request] as const))(
    '%d: %s',
    async (index, pattern, recorded) => {
      const check = checks[pattern]
      if (!check) throw new Error(`No check for ${pattern}`)
      const world = await createWorld(`recorded-${index}`)
      if (pattern.startsWith('DELETE /projects/:project/sdk/workflows/')) {
        const { headers } = world.fill({ headers: recorded.headers as Record<string, string> })
        await world.user.call('POST', `/sdk/workflows/${world.workflow}`, { headers })
      }
      const request = world.fill({ ...recorded, headers: { ...recording.headers, ...recorded.headers } })
      const answer = await send(request, pattern.endsWith('oauth-nonce'))
      expect(answer.status).toBe(200)
      expect(answer.headers.get('access-control-allow-origin')).toBe('*')
      await check(answer, request, world)
    },
  )

  it('leaves no check without a request', () => {
    expect(Object.keys(checks).sort()).toEqual([...new Set(requests.map(patternOf))].sort())
  })

  it.each(recording.preflights)('preflight: $method $path, $headers', async ({ method, path, headers }) => {
    const answer = await sandbox.paragon(
      new Request(`http://localhost:4010${path.replaceAll(/[{}]/g, '')}`, {
        method: 'OPTIONS',
        headers: {
          origin: HOST_ORIGIN,
          'access-control-request-method': method,
          'access-control-request-headers': headers,
        },
      }),
    )
    expect(answer.ok).toBe(true)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-methods')?.split(',')).toContain(method)
    const allowed = answer.headers.get('access-control-allow-headers')?.split(/, */)
    expect(allowed).toEqual(expect.arrayContaining(headers.split(',')))
  })
})
