import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type WireCredential } from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())

let users = 0
/** A user with two Google Drive accounts, A without and B with the external id "ws2". */
async function withTwoAccounts() {
  const user = await sandbox.user(`credentials-user-${users++}`)
  const a = await user.addAccount(maya.work)
  const b = await user.addAccount(maya.home, { externalId: 'ws2' })
  return { user, a, b }
}
const UNKNOWN = '0d2cca60-268b-45f1-ac5e-af6aad403d8c'
const json = async <T = WireCredential>(response: Promise<Response>) => (await (await response).json()) as T
const workflowIds = (credential: WireCredential) => Object.keys(credential.configurations[0]?.workflowSettings ?? {})

describe('reading credentials', () => {
  it('lists every account of the user, oldest first', async () => {
    const { user, a, b } = await withTwoAccounts()
    const calendar = await user.addAccount(maya.work, { integration: 'googleCalendar' })
    expect(await json(user.call('GET', '/sdk/credentials'))).toEqual([a, b, calendar])
  })

  it.each(['id', 'ext:ws2', 'ws2'])('finds one by %s', async (selector) => {
    const { user, b } = await withTwoAccounts()
    expect(await json(user.call('GET', `/sdk/credentials/${selector === 'id' ? b.id : selector}`))).toEqual(b)
  })

  it('knows nothing of another user’s', async () => {
    const [mine, theirs] = [await withTwoAccounts(), await withTwoAccounts()]
    expect((await mine.user.call('GET', `/sdk/credentials/${theirs.a.id}`)).status).toBe(404)
    expect((await mine.user.call('GET', `/sdk/credentials/${UNKNOWN}`)).status).toBe(404)
  })

  it('answers one account of an integration: the default, the selected, or none', async () => {
    const { user, a, b } = await withTwoAccounts()
    const account = (headers = {}, query = '') =>
      user.call('GET', `/sdk/credentials?integration=googledrive${query}`, { headers })
    expect(await json(account())).toMatchObject({ type: 'googledrive', credentialId: a.id })
    expect(await json(account({ 'x-paragon-credential': 'ext:ws2' }))).toMatchObject({ credentialId: b.id })
    expect((await account({ 'x-paragon-credential': UNKNOWN })).status).toBe(404)
    const none = await user.call('GET', '/sdk/credentials?integration=googleCalendar')
    expect([none.status, await none.text()]).toEqual([204, ''])
    expect((await user.call('GET', '/sdk/credentials?integration=nothing')).status).toBe(404)
  })

  it('hands out a token only when asked, and only that account’s', async () => {
    const { user, b } = await withTwoAccounts()
    const withAuth = (includeAccountAuth: string) =>
      json<{ accountAuth?: { OAUTH_ACCESS_TOKEN: string } }>(
        user.call('GET', `/sdk/credentials?integration=googledrive&includeAccountAuth=${includeAccountAuth}`, {
          headers: { 'x-paragon-credential': b.id },
        }),
      )
    expect(await withAuth('undefined')).not.toHaveProperty('accountAuth')
    const token = (await withAuth('true')).accountAuth?.OAUTH_ACCESS_TOKEN
    const about = await sandbox.provider(
      new Request('http://localhost:4020/drive/v3/about?fields=user', {
        headers: { authorization: `Bearer ${token}` },
      }),
    )
    expect(await about.json()).toMatchObject({ user: { emailAddress: maya.home } })
  })
})

describe('POST /sdk/credentials', () => {
  it('refuses what it cannot complete', async () => {
    const { user, a } = await withTwoAccounts()
    const { user: stranger } = await withTwoAccounts()
    const { integrationId } = a
    const post = async (body: object, by = user) => (await by.call('POST', '/sdk/credentials', { body })).status
    expect(await post({ integrationId, payload: {} })).toBe(400)
    expect(await post({ payload: { credentialId: a.id } })).toBe(400)
    expect(await post({ integrationId: UNKNOWN, payload: { credentialId: a.id } })).toBe(404)
    expect(await post({ integrationId, payload: { credentialId: UNKNOWN } })).toBe(404)
    expect(await post({ integrationId, payload: { credentialId: a.id } }, stranger)).toBe(404)
  })

  it('completes by path as well', async () => {
    const { user, b } = await withTwoAccounts()
    const body = { integrationId: b.integrationId, payload: {} }
    expect(await json(user.call('POST', `/sdk/credentials/${b.id}/complete-setup`, { body }))).toEqual(b)
    expect((await user.call('POST', `/sdk/credentials/${UNKNOWN}/complete-setup`, { body })).status).toBe(404)
  })
})

describe('PATCH /sdk/credentials/:id', () => {
  it('saves the settings of one account and leaves the other alone', async () => {
    const { user, a, b } = await withTwoAccounts()
    const sharedSettings = { 'import-folder': 'Contracts' }
    const saved = await json<WireCredential & { errors: []; credential: WireCredential }>(
      user.call('PATCH', `/sdk/credentials/${b.id}`, { body: { config: { sharedSettings } } }),
    )
    expect(saved.errors).toEqual([])
    expect(saved.configurations[0]?.sharedSettings).toEqual(sharedSettings)
    expect(saved.credential.id).toBe(b.id)
    const { allCredentials } = await user.integration()
    expect(allCredentials[0]).toEqual(a)
    expect(allCredentials[1]?.configurations[0]?.sharedSettings).toEqual(sharedSettings)
  })

  it.each(['workflowSettings', 'configuredWorkflows'])('saves %s and keeps the shared settings', async (name) => {
    const { user, b } = await withTwoAccounts()
    const [, workflowId = ''] = workflowIds(b)
    const path = `/sdk/credentials/${b.id}`
    await user.call('PATCH', path, { body: { config: { sharedSettings: { a: 1 } } } })
    const settings = { 'target-folder': 'Finished' }
    await user.call('PATCH', path, { body: { config: { [name]: { [workflowId]: { enabled: true, settings } } } } })
    const configuration = (await user.integration()).allCredentials[1]?.configurations[0]
    expect(configuration?.sharedSettings).toEqual({ a: 1 })
    expect(configuration?.workflowSettings[workflowId]).toEqual({ enabled: true, settings })
  })

  it('replaces the settings of every workflow with those it is given', async () => {
    const { user, b } = await withTwoAccounts()
    const [kept = '', dropped = ''] = workflowIds(b)
    const patch = (workflowSettings: object) =>
      json(user.call('PATCH', `/sdk/credentials/${b.id}`, { body: { config: { workflowSettings } } }))
    await patch({ [kept]: { enabled: true, settings: { a: 1 } }, [dropped]: { enabled: true, settings: { b: 2 } } })
    const after = await patch({ [kept]: { enabled: true, settings: { c: 3 } } })
    expect(after.configurations[0]?.workflowSettings).toMatchObject({
      [kept]: { enabled: true, settings: { c: 3 } },
      [dropped]: { enabled: false, settings: {} },
    })
    expect(after.configurations[0]?.workflowSettings[kept]?.settings).not.toHaveProperty('a')
  })

  it('refuses what is not the user’s, not there, or of the wrong form, and changes nothing', async () => {
    const { user, a } = await withTwoAccounts()
    const { user: stranger, a: theirs } = await withTwoAccounts()
    const before = [await user.me(), await stranger.me()]
    const patch = async (id: string, config: unknown, headers = {}) =>
      (await user.call('PATCH', `/sdk/credentials/${id}`, { body: { config }, headers })).status
    expect(await patch(theirs.id, { sharedSettings: { x: 1 } })).toBe(404)
    expect(await patch(UNKNOWN, { sharedSettings: { x: 1 } })).toBe(404)
    const configuration = { 'x-paragon-configuration-id': theirs.configurations[0]?.id ?? '' }
    expect(await patch(a.id, { sharedSettings: { x: 1 } }, configuration)).toBe(404)
    expect(await patch(a.id, { workflowSettings: { [UNKNOWN]: { enabled: true } } })).toBe(400)
    expect(await patch(a.id, { sharedSettings: 'x' })).toBe(400)
    expect(await patch(a.id, { workflowSettings: { x: { enabled: 'yes' } } })).toBe(400)
    expect(await patch(a.id, undefined)).toBe(400)
    expect([await user.me(), await stranger.me()]).toEqual(before)
  })
})

describe('the default header of the SDK, which names an account of another integration (trap T1)', () => {
  const routes: [string, string, object?][] = [
    ['GET', '/sdk/me'],
    ['PATCH', '/sdk/me', { meta: { a: 1 } }],
    ['GET', '/sdk/integrations'],
    ['GET', '/sdk/metadata'],
    ['GET', '/sdk/credentials'],
    ['GET', '/sdk/credentials?integration=googledrive&includeAccountAuth=undefined'],
    ['GET', '/sdk/credentials/ext:ws2'],
    ['PATCH', '/sdk/credentials/ext:ws2', { config: { sharedSettings: { a: 1 } } }],
    ['POST', '/sdk/credentials/ext:ws2/complete-setup', { integrationId: '{integration}' }],
    ['GET', '/sdk/actions/session-id/x'],
    ['DELETE', '/sdk/actions/session-id/x'],
  ]
  it.each(routes)('means nothing to %s %s', async (method, path, body) => {
    const { user, a } = await withTwoAccounts()
    const calendar = await user.addAccount(maya.work, { integration: 'googleCalendar' })
    const text = body && JSON.stringify(body).replace('{integration}', a.integrationId)
    const answer = async (headers: Record<string, string>) => {
      const response = await user.call(method, path, { headers, body: text })
      // A repeated write dates the configuration anew.
      return [response.status, (await response.text()).replace(/"dateUpdated":"[^"]*"/g, '')]
    }
    const without = await answer({})
    expect(without[0]).toBe(200)
    expect(await answer({ 'x-paragon-credential': calendar.id })).toEqual(without)
  })
})

describe('workflows', () => {
  it('are turned on and off for one account', async () => {
    const { user, a, b } = await withTwoAccounts()
    const [, workflowId = ''] = workflowIds(b)
    const enabled = async () =>
      (await user.integration()).allCredentials.map(
        (each) => each.configurations[0]?.workflowSettings[workflowId]?.enabled,
      )
    const headers = { 'x-paragon-credential': b.id, 'x-paragon-configuration-id': b.configurations[0]?.id ?? '' }
    expect((await user.call('POST', `/sdk/workflows/${workflowId}`, { headers })).status).toBe(200)
    expect(await enabled()).toEqual([false, true])
    expect((await user.call('POST', `/sdk/workflows/${workflowId}`, { headers })).status).toBe(200)
    expect((await user.call('DELETE', `/sdk/workflows/${workflowId}`, { headers })).status).toBe(200)
    expect(await enabled()).toEqual([false, false])
    expect((await user.call('POST', `/sdk/workflows/${workflowId}`)).status).toBe(200)
    expect(await enabled()).toEqual([true, false])
    expect((await user.integration()).credentialId).toBe(a.id)
  })

  it('keep their settings when they are turned off and on', async () => {
    const { user, b } = await withTwoAccounts()
    const [, workflowId = ''] = workflowIds(b)
    const headers = { 'x-paragon-credential': 'ext:ws2' }
    const settings = { 'target-folder': 'Finished' }
    await user.call('PATCH', `/sdk/credentials/${b.id}`, {
      body: { config: { workflowSettings: { [workflowId]: { settings } } } },
    })
    await user.call('POST', `/sdk/workflows/${workflowId}`, { headers })
    await user.call('DELETE', `/sdk/workflows/${workflowId}`, { headers })
    const [, after] = (await user.integration()).allCredentials
    expect(after?.configurations[0]?.workflowSettings[workflowId]).toEqual({ enabled: false, settings })
  })

  it('refuse what is not there', async () => {
    const { user, a } = await withTwoAccounts()
    const { a: theirs } = await withTwoAccounts()
    const [workflowId = ''] = workflowIds(a)
    const calendar = await user.addAccount(maya.work, { integration: 'googleCalendar' })
    const post = async (id: string, credential?: string) =>
      (
        await user.call('POST', `/sdk/workflows/${id}`, {
          headers: credential ? { 'x-paragon-credential': credential } : {},
        })
      ).status
    const before = await user.me()
    expect(await post(UNKNOWN)).toBe(404)
    expect(await post(workflowId, theirs.id)).toBe(404)
    expect(await post(workflowId, calendar.id)).toBe(404)
    expect(await user.me()).toEqual(before)
    const newcomer = await sandbox.user('no-accounts')
    const answer = await newcomer.call('POST', `/sdk/workflows/${workflowId}`)
    expect(await answer.json()).toMatchObject({ status: 404, message: 'Integration not enabled for user.' })
  })
})

describe('configurations', () => {
  it('are added, described and removed; the newest is told apart by its date (trap T21)', async () => {
    const { user, b } = await withTwoAccounts()
    const path = '/sdk/credentials/ext:ws2/configurations'
    const created = await json(user.call('POST', path, { body: { externalId: 'team-a' } }))
    const second = await json(user.call('POST', path, { body: {} }))
    expect(second.configurations.map(({ isDefault }) => isDefault)).toEqual([true, false, false])
    const dates = second.configurations.map(({ dateCreated }) => dateCreated)
    expect(new Set(dates).size).toBe(3)
    expect(dates).toEqual([...dates].sort())
    const id = created.configurations[1]?.id ?? ''
    expect(created.configurations[1]).toMatchObject({ externalId: 'team-a', sharedSettings: {} })
    const headers = { 'x-paragon-configuration-id': 'ext:team-a' }
    const described = await json(user.call('PATCH', path, { body: { meta: { owner: 'x' } }, headers }))
    expect(described.configurations.find((each) => each.id === id)?.configMeta).toEqual({
      owner: 'x',
      isIntegrationEnableTriggered: true,
    })
    const left = await json(user.call('DELETE', path, { headers: { 'x-paragon-configuration-id': id } }))
    expect(left.configurations).toHaveLength(2)
    expect(left.configurations[0]?.id).toBe(b.configurations[0]?.id)
  })

  it('refuse blanks, duplicates, the removal of the default, and what is not there', async () => {
    const { user, b } = await withTwoAccounts()
    const path = `/sdk/credentials/${b.id}/configurations`
    const status = async (method: string, body: unknown, configuration?: string, on = path) =>
      (
        await user.call(method, on, {
          body,
          headers: configuration ? { 'x-paragon-configuration-id': configuration } : {},
        })
      ).status
    expect(await status('POST', { externalId: 'team-a' })).toBe(200)
    expect(await status('POST', { externalId: 'team-a' })).toBe(409)
    expect(await status('POST', { externalId: '  ' })).toBe(400)
    expect(await status('POST', { externalId: 'a\0b' })).toBe(400)
    expect(await status('POST', {}, undefined, `/sdk/credentials/${UNKNOWN}/configurations`)).toBe(404)
    expect(await status('PATCH', { meta: {} })).toBe(400)
    expect(await status('PATCH', { meta: {} }, UNKNOWN)).toBe(404)
    expect(await status('DELETE', {}, b.configurations[0]?.id)).toBe(400)
    expect(await status('DELETE', {}, UNKNOWN)).toBe(404)
    expect((await user.integration()).allCredentials[1]?.configurations).toHaveLength(2)
  })
})

describe('calls at the same time', () => {
  it('each keep what the others wrote', async () => {
    const { user, a } = await withTwoAccounts()
    const keys = ['a', 'b', 'c', 'd']
    const writes = [
      ...workflowIds(a).map((id) => user.call('POST', `/sdk/workflows/${id}`)),
      ...keys.map((key) => user.call('PATCH', '/sdk/me', { body: { meta: { [key]: true } } })),
      user.call('PATCH', `/sdk/credentials/${a.id}`, { body: { config: { sharedSettings: { saved: true } } } }),
    ]
    for (const answer of await Promise.all(writes)) expect(answer.status).toBe(200)
    expect(Object.keys((await user.me()).meta).sort()).toEqual(keys)
    const { workflowSettings, sharedSettings } = await user.integration()
    expect(Object.values(workflowSettings).every(({ enabled }) => enabled)).toBe(true)
    expect(sharedSettings).toEqual({ saved: true })
  })

  it('that write to an account while it is disconnected come before or are refused', async () => {
    const { user, a, b } = await withTwoAccounts()
    const [workflowId] = workflowIds(b)
    const path = `/sdk/credentials/${b.id}`
    const headers = { 'x-paragon-credential': b.id }
    const [removed, ...late] = await Promise.all([
      user.call('DELETE', `/sdk/integrations/${b.integrationId}`, { headers }),
      user.call('PATCH', path, { body: { config: { sharedSettings: { x: 1 } } } }),
      user.call('POST', `/sdk/workflows/${workflowId}`, { headers }),
      user.call('POST', `${path}/configurations`, { body: {} }),
    ])
    expect(removed?.status).toBe(200)
    for (const { status } of late) expect([200, 404]).toContain(status)
    expect((await user.integration()).allCredentials).toEqual([a])
  })

  it('that write to a configuration while it is removed come before or are refused', async () => {
    const { user, b } = await withTwoAccounts()
    const [workflowId] = workflowIds(b)
    const path = `/sdk/credentials/${b.id}`
    const { configurations } = await json(user.call('POST', `${path}/configurations`, { body: {} }))
    const headers = { 'x-paragon-credential': b.id, 'x-paragon-configuration-id': configurations[1]?.id ?? '' }
    const [first, second, ...late] = await Promise.all([
      user.call('DELETE', `${path}/configurations`, { headers }),
      user.call('DELETE', `${path}/configurations`, { headers }),
      user.call('PATCH', `${path}/configurations`, { headers, body: { meta: { x: 1 } } }),
      user.call('PATCH', path, { headers, body: { config: { sharedSettings: { x: 1 } } } }),
      user.call('POST', `/sdk/workflows/${workflowId}`, { headers }),
    ])
    expect([first?.status, second?.status].sort()).toEqual([200, 404])
    for (const { status } of late) expect([200, 404]).toContain(status)
    expect((await user.integration()).allCredentials[1]?.configurations).toEqual(b.configurations)
  })
})

describe('ids', () => {
  it('may be written in capitals, as UUIDs may (RFC 9562, section 4)', async () => {
    const { user, b } = await withTwoAccounts()
    const [, workflowId = ''] = workflowIds(b)
    const headers = {
      'x-paragon-credential': b.id.toUpperCase(),
      'x-paragon-configuration-id': b.configurations[0]?.id.toUpperCase() ?? '',
    }
    expect(await json(user.call('GET', `/sdk/credentials/${b.id.toUpperCase()}`))).toEqual(b)
    expect((await user.call('POST', `/sdk/workflows/${workflowId.toUpperCase()}`, { headers })).status).toBe(200)
    const [a, after] = (await user.integration()).allCredentials
    expect(after?.configurations[0]?.workflowSettings[workflowId]?.enabled).toBe(true)
    const path = `/sdk/integrations/${b.integrationId.toUpperCase()}`
    expect((await user.call('DELETE', path, { headers })).status).toBe(200)
    expect((await user.integration()).allCredentials).toEqual([a])
  })
})

describe('external ids', () => {
  it.each(['A/b c?&#%', '0d2cca60-268b-45f1-ac5e-af6aad403d8c', '__proto__', 'EXT:x', 'Team "ü"'])(
    'may be %j',
    async (externalId) => {
      const user = await sandbox.user(`credentials-user-${users++}`)
      await user.addAccount(maya.work)
      const credential = await user.addAccount(maya.home, { externalId })
      expect(credential.externalId).toBe(externalId)
      const selector = `ext:${externalId}`
      expect(await json(user.call('GET', `/sdk/credentials/${encodeURIComponent(selector)}`))).toEqual(credential)
      const headers = { 'x-paragon-credential': selector }
      const account = await user.call('GET', '/sdk/credentials?integration=googledrive', { headers })
      expect(await account.json()).toMatchObject({ credentialId: credential.id })
    },
  )
})

describe('DELETE /sdk/integrations/:id', () => {
  it('removes the selected account and leaves the other, which becomes the default', async () => {
    const { user, a, b } = await withTwoAccounts()
    const path = `/sdk/integrations/${a.integrationId}`
    expect((await user.call('DELETE', path, { headers: { 'x-paragon-credential': a.id } })).status).toBe(200)
    const state = await user.integration()
    expect(state.allCredentials).toEqual([b])
    expect(state.credentialId).toBe(b.id)
  })

  it('takes an external id, and without a header the default account', async () => {
    const { user, a } = await withTwoAccounts()
    const path = `/sdk/integrations/${a.integrationId}`
    await user.call('DELETE', path, { headers: { 'x-paragon-credential': 'ext:ws2' } })
    expect((await user.integration()).allCredentials).toEqual([a])
    await user.call('DELETE', path)
    expect((await user.me()).integrations.googledrive).toEqual({
      enabled: false,
      allCredentials: [],
      configuredWorkflows: {},
    })
    expect((await user.call('DELETE', path)).status).toBe(404)
  })

  it('removes nothing when it names nothing of the user’s in this integration', async () => {
    const { user, a } = await withTwoAccounts()
    const { a: theirs } = await withTwoAccounts()
    const calendar = await user.addAccount(maya.work, { integration: 'googleCalendar' })
    const before = await user.me()
    for (const selector of [UNKNOWN, theirs.id, calendar.id, 'ext:nothing']) {
      const headers = { 'x-paragon-credential': selector }
      expect((await user.call('DELETE', `/sdk/integrations/${a.integrationId}`, { headers })).status).toBe(404)
    }
    expect((await user.call('DELETE', `/sdk/integrations/${UNKNOWN}`)).status).toBe(404)
    expect(await user.me()).toEqual(before)
  })

  it('of one account from two places at once removes one', async () => {
    const { user, a, b } = await withTwoAccounts()
    const remove = () =>
      user.call('DELETE', `/sdk/integrations/${a.integrationId}`, { headers: { 'x-paragon-credential': a.id } })
    const statuses = (await Promise.all([remove(), remove()])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 404])
    expect((await user.integration()).allCredentials).toEqual([b])
  })
})

describe('a restart', () => {
  it('keeps accounts, settings, tokens and the keys they are signed with', async () => {
    const own = await createTestSandbox()
    const user = await own.user('survivor')
    await user.connect(maya.work)
    await user.connect(maya.home, { installOptions: { allowMultipleCredentials: true, externalId: 'ws2' } })
    const { integrations } = await user.me()
    const again = await own.restart()
    const headers = { authorization: `Bearer ${user.token}`, 'x-paragon-credential': 'ext:ws2' }
    const get = (path: string) =>
      again.paragon(new Request(`http://localhost:4010/projects/test-project${path}`, { headers }))
    expect(await (await get('/sdk/me')).json()).toMatchObject({ integrations })
    expect(await (await get('/sdk/proxy/googledrive/about?fields=user')).json()).toMatchObject({
      output: { user: { emailAddress: maya.home } },
    })
    await again.dispose()
  })
})
