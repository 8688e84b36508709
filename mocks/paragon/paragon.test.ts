import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalog } from '../catalog/catalog.ts'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../testing/test-sandbox.ts'

let sandbox: TestSandbox
let user: TestUser
beforeAll(async () => {
  sandbox = await createTestSandbox()
  user = await sandbox.user('user-a')
})
afterAll(() => sandbox.dispose())

const raw = (method: string, url: string, init: RequestInit = {}) =>
  sandbox.paragon(new Request(`http://localhost:4010${url}`, { method, ...init }))

/** Every refusal: JSON in the vendor's envelope, readable across origins, never empty (traps T6, T8, T9). */
async function expectRefusal(response: Response, status: number, code?: string) {
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toContain('application/json')
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  const body = (await response.json()) as Record<string, unknown>
  expect(body).toEqual({
    message: expect.any(String),
    code: code ?? expect.any(String),
    status,
    meta: expect.any(Object),
  })
  expect(body.message).not.toBe('')
  return body
}

describe('every service', () => {
  it('answers a preflight without a token and allows the headers it asks for', async () => {
    const headers = 'authorization,content-type,x-paragon-sdk-version,x-paragon-credential,x-paragon-configuration-id'
    const response = await raw('OPTIONS', '/projects/test-project/sdk/me', {
      headers: {
        origin: 'http://localhost:3000',
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': headers,
      },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(response.headers.get('access-control-allow-methods')).toContain('PATCH')
    expect(response.headers.get('access-control-allow-headers')).toBe(headers)
  })

  it('knows its paths, and their methods', async () => {
    await expectRefusal(await raw('GET', '/nowhere'), 404)
    const wrong = await user.call('PUT', '/sdk/me', { body: {} })
    expect(wrong.headers.get('allow')).toBe('GET, PATCH')
    await expectRefusal(wrong, 405)
  })

  const protectedRoutes: [string, string][] = [
    ['GET', '/sdk/me'],
    ['PATCH', '/sdk/me'],
    ['GET', '/sdk/integrations'],
    ['GET', '/sdk/metadata'],
    ['DELETE', '/sdk/integrations/x'],
    ['GET', '/sdk/credentials'],
    ['POST', '/sdk/credentials'],
    ['GET', '/sdk/credentials/x'],
    ['PATCH', '/sdk/credentials/x'],
    ['POST', '/sdk/credentials/x/complete-setup'],
    ['POST', '/sdk/credentials/x/configurations'],
    ['PATCH', '/sdk/credentials/x/configurations'],
    ['DELETE', '/sdk/credentials/x/configurations'],
    ['POST', '/sdk/workflows/x'],
    ['DELETE', '/sdk/workflows/x'],
    ['GET', '/sdk/actions/session-id/x'],
    ['DELETE', '/sdk/actions/session-id/x'],
    ['GET', '/sdk/proxy/googledrive/files'],
  ]
  it.each(protectedRoutes)('%s %s wants a token of a project that exists', async (method, path) => {
    const body = method === 'GET' ? {} : { body: '{}' }
    await expectRefusal(await raw(method, `/projects/test-project${path}`, body), 401)
    const headers = { authorization: 'Bearer nonsense' }
    await expectRefusal(await raw(method, `/projects/test-project${path}`, { ...body, headers }), 401)
    await expectRefusal(await raw(method, `/projects/no-project${path}`, body), 404)
  })

  it('takes the scheme in any case, and any number of spaces after it (RFC 9110, section 11.4)', async () => {
    for (const scheme of ['Bearer', 'bearer  ']) {
      const headers = { authorization: `${scheme} ${user.token}` }
      expect((await raw('GET', '/projects/test-project/sdk/me', { headers })).status).toBe(200)
    }
  })

  it('answers an address that is not well-formed, and one that is not there, in the envelope', async () => {
    const headers = { authorization: `Bearer ${user.token}` }
    for (const path of [
      '/projects/%E0%A4%A/sdk/me',
      '/projects/test-project/sdk/credentials/%zz',
      '/projects/test-project/sdk/credentials?integration=%zz',
      '/projects/test-project/sdk/credentials?integration=__proto__',
      '/projects/test-project/sdk/proxy/%zz/files',
      '/projects/test-project/sdk/me/',
      '//projects/test-project/sdk/me',
    ]) {
      await expectRefusal(await raw('GET', path, { headers }), 404)
    }
  })

  it('refuses a token of another project', async () => {
    await sandbox.control('POST', '/projects', { id: 'other-project' })
    const answer = await raw('GET', '/projects/other-project/sdk/me', {
      headers: { authorization: `Bearer ${user.token}` },
    })
    await expectRefusal(answer, 401)
  })

  it('refuses a body that is cut off', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"meta":{"a":1}}'))
        controller.error(new Error('aborted'))
      },
    })
    const headers = { authorization: `Bearer ${user.token}` }
    const init = { headers, body, duplex: 'half' } as RequestInit
    await expectRefusal(await raw('PATCH', '/projects/test-project/sdk/me', init), 400)
    expect((await user.me()).meta).toEqual({})
  })

  const bodyRoutes: [string, string][] = [
    ['PATCH', '/sdk/me'],
    ['POST', '/sdk/credentials'],
    ['PATCH', '/sdk/credentials/x'],
    ['POST', '/sdk/credentials/x/complete-setup'],
    ['POST', '/sdk/credentials/x/configurations'],
    ['PATCH', '/sdk/credentials/x/configurations'],
  ]
  it.each(bodyRoutes)(
    '%s %s refuses a body that is not JSON, of the wrong form, or over 1 MB',
    async (method, path) => {
      const before = await user.me()
      await expectRefusal(await user.call(method, path, { body: '{"meta":' }), 400)
      await expectRefusal(await user.call(method, path, { body: '[]' }), 400)
      const deep = `{"meta":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}}`
      await expectRefusal(await user.call(method, path, { body: deep }), 400)
      const headers = { authorization: `Bearer ${user.token}` }
      const body = new Uint8Array([...new TextEncoder().encode('{"meta":{"a":"'), 0xff, 0x22, 0x7d, 0x7d])
      await expectRefusal(await raw(method, `/projects/test-project${path}`, { headers, body }), 400)
      await expectRefusal(await user.call(method, path, { body: { meta: { pad: 'x'.repeat(1_000_001) } } }), 413)
      expect(await user.me()).toEqual(before)
    },
  )
})

describe('GET /sdk/me', () => {
  it('lists every integration of the project, connected or not', async () => {
    expect(await (await sandbox.user('nobody')).me()).toEqual({
      authenticated: true,
      userId: 'nobody',
      integrations: Object.fromEntries(
        catalog.map(({ type }) => [type, { enabled: false, allCredentials: [], configuredWorkflows: {} }]),
      ),
      meta: {},
      project: expect.objectContaining({
        id: 'test-project',
        accessibleFeatures: expect.arrayContaining(['headless-cp']),
      }),
      resources: [{ id: expect.any(String), slug: 'mail-sender', integrationId: expect.any(String) }],
    })
  })

  it('shows a credential with exactly the fields of the vendor’s reference, and configurations', async () => {
    const someone = await sandbox.user('fields')
    await someone.addAccount(maya.work, { externalId: 'ws-1' })
    const { allCredentials, ...state } = await someone.integration()
    const [credential] = allCredentials
    expect(Object.keys(credential ?? {}).sort()).toEqual(
      [
        'id dateCreated dateUpdated projectId integrationId personaId config isPreviewCredential providerId',
        'providerData status dateRefreshed dateValidUntil refreshFailureCount isRefreshing externalId configurations',
      ]
        .join(' ')
        .split(' ')
        .sort(),
    )
    expect(credential).toMatchObject({
      status: 'VALID',
      externalId: 'ws-1',
      isPreviewCredential: false,
      isRefreshing: false,
      refreshFailureCount: 0,
      providerId: expect.stringMatching(/^\d{21}$/),
      providerData: { email: maya.work, name: 'Maya Chen' },
    })
    for (const date of ['dateCreated', 'dateUpdated', 'dateRefreshed', 'dateValidUntil'] as const) {
      expect(credential?.[date]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    }
    const [configuration] = credential?.configurations ?? []
    expect(configuration).toMatchObject({ isDefault: true, connectCredentialId: credential?.id, sharedSettings: {} })
    expect(state).toMatchObject({
      enabled: true,
      credentialId: credential?.id,
      credentialStatus: 'VALID',
      providerId: credential?.providerId,
      credentialConfigId: configuration?.id,
      workflowSettings: configuration?.workflowSettings,
      configuredWorkflows: configuration?.workflowSettings,
    })
    expect(JSON.stringify(await someone.me())).not.toMatch(/sealedSecret|accessToken|refreshToken/)
  })

  it('names the oldest VALID account as the default, and the oldest of all when none is', async () => {
    const someone = await sandbox.user('default-account')
    const first = await someone.addAccount(maya.work)
    const second = await someone.addAccount(maya.home)
    expect(await someone.integration()).toMatchObject({ credentialId: first.id, enabled: true })
    await sandbox.control('POST', `/projects/test-project/credentials/${first.id}/invalidate`)
    expect(await someone.integration()).toMatchObject({
      credentialId: second.id,
      credentialStatus: 'VALID',
      enabled: true,
    })
    await sandbox.control('POST', `/projects/test-project/credentials/${second.id}/invalidate`)
    expect(await someone.integration()).toMatchObject({
      credentialId: first.id,
      credentialStatus: 'INVALID',
      enabled: false,
    })
  })
})

describe('PATCH /sdk/me', () => {
  it('merges metadata, from the body and from the header of older SDKs', async () => {
    const someone = await sandbox.user('metadata')
    const patched = await someone.call('PATCH', '/sdk/me', { body: { meta: { Name: 'Maya', team: 'a' } } })
    expect(await patched.json()).toMatchObject({ meta: { Name: 'Maya', team: 'a' } })
    await someone.call('GET', '/sdk/me', { headers: { 'x-paragon-user-metadata': '{"team":"b"}' } })
    expect((await someone.me()).meta).toEqual({ Name: 'Maya', team: 'b' })
  })

  it('writes nothing when nothing changes', async () => {
    const someone = await sandbox.user('same-metadata')
    const send = () => someone.call('GET', '/sdk/me', { headers: { 'x-paragon-user-metadata': '{"team":{"id":1}}' } })
    const stored = () => sandbox.context.store.connectedUsers.find('test-project', 'same-metadata')
    await send()
    const before = await stored()
    expect(before?.meta).toEqual({ team: { id: 1 } })
    await send()
    expect(await stored()).toBe(before)
  })

  it('keeps names that JavaScript gives a meaning to as data, or drops them', async () => {
    const someone = await sandbox.user('odd-names')
    const body = '{"meta":{"__proto__":{"polluted":true},"constructor":1,"toString":"x"}}'
    expect((await someone.call('PATCH', '/sdk/me', { body })).status).toBe(200)
    expect(Object.entries((await someone.me()).meta)).toEqual([
      ['constructor', 1],
      ['toString', 'x'],
    ])
    expect({}).not.toHaveProperty('polluted')
  })

  it('refuses metadata that is no object', async () => {
    await expectRefusal(await user.call('PATCH', '/sdk/me', { body: { meta: 'x' } }), 400)
    await expectRefusal(await user.call('GET', '/sdk/me', { headers: { 'x-paragon-user-metadata': '[1]' } }), 400)
    await expectRefusal(await user.call('GET', '/sdk/me', { headers: { 'x-paragon-user-metadata': '{' } }), 400)
  })
})

describe('GET /sdk/integrations', () => {
  it('describes what the SDK needs of each', async () => {
    const list = (await (await user.call('GET', '/sdk/integrations')).json()) as Record<string, never>[]
    expect(list.map(({ type }) => type)).toEqual(catalog.map(({ type }) => type))
    const [drive] = list
    expect(drive).toMatchObject({
      isActive: true,
      authenticationType: 'oauth',
      needPreOauthInputs: false,
      customIntegrationId: null,
      sdkIntegrationConfig: { accountTypes: [], postOauthInputs: [], dataSources: expect.any(Object) },
    })
    const { workflows, configs } = drive as unknown as {
      workflows: { id: string }[]
      configs: { values: { workflowMeta: Record<string, unknown>; sharedMeta: { inputs: unknown[] } } }[]
    }
    expect(Object.keys(configs[0]?.values.workflowMeta ?? {})).toEqual(workflows.map(({ id }) => id))
    expect(configs[0]?.values.sharedMeta.inputs).not.toHaveLength(0)
  })

  it('describes a custom integration by its slug, with what only such a one has', async () => {
    const list = (await (await user.call('GET', '/sdk/integrations')).json()) as Record<string, never>[]
    const custom = list.find(({ type }) => type === 'custom.tasklab')
    expect(custom).toMatchObject({
      name: 'TaskLab',
      authenticationType: 'oauth',
      customIntegrationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      customIntegration: {
        id: custom?.customIntegrationId,
        name: 'TaskLab',
        slug: 'custom.tasklab',
        icon: 'http://localhost:4010/integrations/custom.tasklab.svg',
        authenticationType: 'oauth',
        inputFields: [],
      },
    })
    const others = list.filter(({ type }) => !String(type).startsWith('custom.'))
    expect(others.filter((each) => each.customIntegrationId !== null || 'customIntegration' in each)).toEqual([])
  })
})

describe('GET /sdk/metadata', () => {
  it('lists the active integrations with icons that are there', async () => {
    const list = (await (await user.call('GET', '/sdk/metadata')).json()) as { icon: string; type: string }[]
    expect(list.map(({ type }) => type)).toEqual(catalog.filter(({ isActive }) => isActive).map(({ type }) => type))
    for (const { icon } of list) {
      const answer = await sandbox.paragon(new Request(icon))
      expect(answer.headers.get('content-type')).toBe('image/svg+xml')
      expect(await answer.text()).toContain('<svg')
    }
  })

  it('has no icon for what is not in the catalog', async () => {
    await expectRefusal(await raw('GET', '/integrations/nothing.svg'), 404)

    const picture = await raw('GET', '/images/salesforce-install-package.png')
    expect(picture.headers.get('content-type')).toBe('image/png')
    const signature = [...new Uint8Array(await picture.arrayBuffer()).subarray(0, 8)]
    expect(signature).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  })
})

describe('/health', () => {
  it('is well once the sandbox is ready', async () => {
    expect(await (await raw('GET', '/health')).json()).toEqual({ status: 'ok' })
  })
})
