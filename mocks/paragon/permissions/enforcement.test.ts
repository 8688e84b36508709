import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, HOST_ORIGIN, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())

let users = 0
/** A user with two Drive accounts and one Calendar account, and the same user as tokens with permissions make them. */
async function world() {
  const sub = `member-${users++}`
  const all = await sandbox.user(sub)
  const a = await all.addAccount(maya.work, { externalId: 'mine' })
  const b = await all.addAccount(maya.home, { externalId: 'theirs' })
  const calendar = await all.addAccount(maya.work, { integration: 'googleCalendar' })
  const as = (permissions: unknown) => sandbox.user(sub, { permissions })
  return { sub, all, a, b, calendar, as, mine: await as({ 'integration:*': { [`credential:${a.id}`]: true } }) }
}
const outcome = async (answer: Response) => {
  const text = await answer.text()
  return [answer.status, text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined]
}
const REFUSED = [403, '7210']
const select = (id: string) => ({ headers: { 'x-paragon-credential': id } })

describe('what a token with permissions sees', () => {
  it('is in /sdk/me, with a default of its own and an entry for every integration', async () => {
    const { mine, a, b, as } = await world()
    const { googledrive, googleCalendar } = (await mine.me()).integrations
    expect(googledrive).toMatchObject({ enabled: true, credentialId: a.id, allCredentials: [{ id: a.id }] })
    expect(googledrive?.allCredentials).toHaveLength(1)
    expect(googleCalendar).toEqual({ enabled: false, allCredentials: [], configuredWorkflows: {} })

    const theirs = await as({ 'integration:googledrive': { 'credential:ext:theirs': true } })
    expect((await theirs.integration()).credentialId).toBe(b.id)
    const nothing = await as({})
    expect((await nothing.me()).integrations.googledrive).toMatchObject({ enabled: false, allCredentials: [] })
  })

  it('is the same for a claim that was sent as a string, and all of it for a token without the claim', async () => {
    const { as, a, all } = await world()
    const text = await as(JSON.stringify({ 'integration:*': { [`credential:${a.id}`]: true } }))
    expect((await text.integration()).allCredentials).toHaveLength(1)
    expect((await all.integration()).allCredentials).toHaveLength(2)
  })

  it('is in the lists of credentials, and by default the account that acts', async () => {
    const { as, a, b, mine } = await world()
    expect(await (await mine.call('GET', '/sdk/credentials')).json()).toMatchObject([{ id: a.id }])
    const theirs = await as({ [`credential:${b.id}`]: true })
    const account = await theirs.call('GET', '/sdk/credentials?integration=googledrive&includeAccountAuth=true')
    expect(await account.json()).toMatchObject({
      credentialId: b.id,
      accountAuth: { OAUTH_ACCESS_TOKEN: expect.any(String) },
    })
    const about = await theirs.call('GET', '/sdk/proxy/googledrive/about?fields=user')
    expect(await about.json()).toMatchObject({ output: { user: { emailAddress: maya.home } } })
    const hidden = await theirs.call('GET', '/sdk/credentials?integration=googleCalendar')
    expect(hidden.status).toBe(204)
  })

  it('changes with what is connected, and not with what another token of the user sees', async () => {
    const { mine, all, a, b } = await world()
    for (let round = 0; round < 3; round += 1) {
      expect((await mine.integration()).allCredentials.map(({ id }) => id)).toEqual([a.id])
      expect((await all.integration()).allCredentials.map(({ id }) => id)).toEqual([a.id, b.id])
    }
    await all.call('DELETE', `/sdk/integrations/${a.integrationId}`, select(a.id))
    expect((await mine.me()).integrations.googledrive?.allCredentials).toEqual([])
    const patched = await mine.call('PATCH', '/sdk/me', { body: { meta: { Name: 'Member' } } })
    expect(await patched.json()).toMatchObject({
      meta: { Name: 'Member' },
      integrations: { googledrive: { allCredentials: [] } },
    })
  })

  it('is a configuration, and with it its account, when that alone is allowed', async () => {
    const { all, a, as } = await world()
    const made = await all.call('POST', `/sdk/credentials/${a.id}/configurations`, { body: { externalId: 'Team A' } })
    expect(made.status).toBe(200)
    const team = await as({ 'integration:googledrive': { 'configuration:ext:Team A': true } })
    const { allCredentials } = await team.integration()
    expect(allCredentials).toMatchObject([{ id: a.id, configurations: [{ externalId: 'Team A', isDefault: true }] }])
    expect(allCredentials[0]?.configurations).toHaveLength(1)
    const [workflow = ''] = Object.keys(allCredentials[0]?.configurations[0]?.workflowSettings ?? {})
    const before = (await all.integration()).allCredentials[0]?.configurations.find(({ isDefault }) => isDefault)
    expect((await team.call('POST', `/sdk/workflows/${workflow}`)).status).toBe(200)
    const after = (await all.integration()).allCredentials[0]?.configurations
    expect(after?.find(({ externalId }) => externalId === 'Team A')?.workflowSettings[workflow]?.enabled).toBe(true)
    expect(after?.find(({ isDefault }) => isDefault)).toEqual(before)
    // What the claim says nothing of is not allowed: the account itself.
    expect(await outcome(await team.call('GET', '/sdk/proxy/googledrive/about?fields=user'))).toEqual(REFUSED)
  })
})

describe('a call about a hidden account', () => {
  it.each<[string, (user: TestUser, ids: Ids) => Promise<Response>]>([
    ['is refused by the proxy', (user, { b }) => user.call('GET', '/sdk/proxy/googledrive/about', select(b))],
    ['is refused by external id', (user) => user.call('GET', '/sdk/proxy/googledrive/about', select('ext:theirs'))],
    ['does not read it', (user, { b }) => user.call('GET', `/sdk/credentials/${b}`)],
    [
      'does not hand out its token',
      (user, { b }) => user.call('GET', '/sdk/credentials?integration=googledrive&includeAccountAuth=true', select(b)),
    ],
    [
      'does not change its settings',
      (user, { b }) => user.call('PATCH', `/sdk/credentials/${b}`, { body: { config: { sharedSettings: { x: 1 } } } }),
    ],
    [
      'does not make a configuration of it',
      (user, { b }) => user.call('POST', `/sdk/credentials/${b}/configurations`, { body: {} }),
    ],
    ['does not disconnect it', (user, { b, drive }) => user.call('DELETE', `/sdk/integrations/${drive}`, select(b))],
    [
      'does not turn a workflow on',
      (user, { b, workflow }) => user.call('POST', `/sdk/workflows/${workflow}`, select(b)),
    ],
    [
      'does not turn a workflow off',
      (user, { b, workflow }) => user.call('DELETE', `/sdk/workflows/${workflow}`, select(b)),
    ],
    [
      'does not finish its installation',
      (user, { b, drive }) =>
        user.call('POST', '/sdk/credentials', { body: { integrationId: drive, payload: { credentialId: b } } }),
    ],
    [
      'does not start to replace it',
      (user, { b, drive }) => buildOAuth(user, drive, { allowMultipleCredentials: true, selectedCredentialId: b }),
    ],
  ])('%s', async (_, act) => {
    const { mine, all, b } = await world()
    const before = await all.integration()
    const [workflow = ''] = Object.keys(before.workflowSettings)
    const answer = await act(mine, { b: b.id, drive: b.integrationId, workflow })
    expect(await outcome(answer)).toEqual(REFUSED)
    expect(await all.integration()).toEqual(before)
  })
})

interface Ids {
  b: string
  drive: string
  workflow: string
}

function buildOAuth(user: TestUser, integrationId: string, installOptions: object): Promise<Response> {
  const query = new URLSearchParams({
    integrationId,
    originForPostMessage: HOST_ORIGIN,
    installOptions: JSON.stringify(installOptions),
  })
  return user.call('GET', `/sdk/actions/build-oauth?${query}`, { version: 'v2' })
}

describe('a permission by name', () => {
  it.each<[string, string[], (user: TestUser, ids: Ids) => Promise<Response>]>([
    ['proxy', ['proxy'], (user) => user.call('GET', '/sdk/proxy/googledrive/about?fields=user')],
    [
      'proxy for the account’s own token',
      ['proxy'],
      (user) => user.call('GET', '/sdk/credentials?integration=googledrive&includeAccountAuth=true'),
    ],
    [
      'configuration:write for settings',
      ['configuration:write'],
      (user, { b }) => user.call('PATCH', `/sdk/credentials/${b}`, { body: { config: { sharedSettings: {} } } }),
    ],
    [
      'configuration:write for configurations',
      ['configuration:write'],
      (user, { b }) => user.call('POST', `/sdk/credentials/${b}/configurations`, { body: {} }),
    ],
    [
      'configuration:write for workflows',
      ['configuration:write'],
      (user, { workflow }) => user.call('POST', `/sdk/workflows/${workflow}`),
    ],
    [
      'credential:write to connect',
      ['credential:write'],
      (user, { drive }) => buildOAuth(user, drive, { allowMultipleCredentials: true }),
    ],
    [
      'credential:write to disconnect',
      ['credential:write'],
      (user, { b, drive }) => user.call('DELETE', `/sdk/integrations/${drive}`, select(b)),
    ],
  ])('%s is demanded, and enough', async (_, names, act) => {
    const { as, all, b } = await world()
    const [workflow = ''] = Object.keys((await all.integration()).workflowSettings)
    const ids = { b: b.id, drive: b.integrationId, workflow }
    const without = await as({ 'integration:googledrive': ['nothing that exists'] })
    expect(await outcome(await act(without, ids))).toEqual(REFUSED)
    expect((await act(await as({ 'integration:googledrive': names }), ids)).status).toBe(200)
  })
})

describe('connecting with permissions', () => {
  const connecting = (hidden: string) => ({
    'integration:googledrive': { 'credential:*': ['credential:write'], [`credential:${hidden}`]: false },
  })

  it('adds an account, though one that the token does not show is there already', async () => {
    const { as, all, a, b } = await world()
    const user = await as({ ...connecting(b.id), [`credential:${a.id}`]: false })
    const message = await user.connect('new.person@mail.example', { installOptions: { externalId: 'fresh' } })
    expect(message).toMatchObject({ type: 'oauth_success_callback' })
    const { allCredentials } = await all.integration()
    expect(allCredentials.map(({ externalId }) => externalId)).toEqual(['mine', 'theirs', 'fresh'])
    expect((await user.integration()).allCredentials).toMatchObject([{ externalId: 'fresh' }])
  })

  it('is refused the external id of an account that the token does not show', async () => {
    const { as, b } = await world()
    const user = await as(connecting(b.id))
    const options = { allowMultipleCredentials: true, externalId: 'theirs' }
    expect((await buildOAuth(user, b.integrationId, options)).status).toBe(409)
  })

  it('is refused without the permission, before any popup', async () => {
    const { mine, b } = await world()
    expect(await outcome(await buildOAuth(mine, b.integrationId, { allowMultipleCredentials: true }))).toEqual(REFUSED)
  })
})

describe('a claim that cannot be understood', () => {
  it.each([['{"integration:*": tru'], [{ everything: true }], [7]])(
    'makes the token invalid: %j',
    async (permissions) => {
      const { as } = await world()
      expect((await (await as(permissions)).call('GET', '/sdk/me')).status).toBe(401)
    },
  )
})
