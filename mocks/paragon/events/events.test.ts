import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { declare, driveFiles, run, runs, settledRuns, turnOn, workflowId } from '../../testing/workflows.ts'

let sandbox: TestSandbox
/** Creates a file that tells in which account and configuration the event was heard. */
let drive: string
let calendar: string
beforeAll(async () => {
  sandbox = await createTestSandbox()
  const trigger = { type: 'event', name: 'Contact Created' }
  const create = {
    id: 'create',
    type: 'request',
    method: 'POST',
    path: '/files',
    body: { name: '{{trigger.payload.name}} {{settings.team}}' },
  }
  const inputs = [{ id: 'team', title: 'Team', type: 'TEXT_NO_VARS', required: false }]
  drive = await declare(sandbox, 'listen', { trigger, steps: [create], inputs })
  const event = { summary: '{{trigger.payload.name}}', start: { date: '2026-02-01' }, end: { date: '2026-02-02' } }
  const insert = { id: 'insert', type: 'request', method: 'POST', path: '/calendars/primary/events', body: event }
  calendar = await declare(sandbox, 'listen', { trigger, steps: [insert] }, 'googleCalendar')
})
afterAll(() => sandbox.dispose())

let users = 0
/** A user with two accounts of two configurations each, and what listens on in all four. */
async function world() {
  const sub = `listener-${users++}`
  const user = await sandbox.user(sub)
  const a = await user.addAccount(maya.work, { externalId: 'mine' })
  const b = await user.addAccount(maya.home, { externalId: 'theirs' })
  for (const { id } of [a, b]) {
    await user.call('POST', `/sdk/credentials/${id}/configurations`, { body: { externalId: 'team' } })
    for (const [selector, team] of [
      [undefined, 'default'],
      ['team', 'team'],
    ]) {
      const headers = { 'x-paragon-credential': id, ...(selector && { 'x-paragon-configuration-id': selector }) }
      const body = { config: { workflowSettings: { [drive]: { enabled: true, settings: { team } } } } }
      expect((await user.call('PATCH', `/sdk/credentials/${id}`, { body, headers })).status).toBe(200)
    }
  }
  const { allCredentials } = await user.integration()
  const configurations = allCredentials.flatMap((each) => each.configurations.map(({ id }) => [each.id, id]))
  return { sub, user, a, b, configurations }
}
const send = (user: TestUser, name: string, headers: Record<string, string> = {}, version?: 'v2') =>
  user.call('POST', '/sdk/events/trigger', {
    body: { name: 'Contact Created', payload: { name } },
    headers,
    ...(version && { version }),
  })
const places = async (sub: string, count: number) =>
  (await settledRuns(sandbox, count, { userId: sub })).map((each) => [each.credentialId, each.configurationId]).sort()
const named = async (user: TestUser, credential: string, name: string) =>
  (await driveFiles(user, credential)).filter((each) => each.startsWith(name))

describe('an App Event', () => {
  it.each([undefined, 'v2'] as const)(
    'runs once for each account and configuration where it is heard (%s)',
    async (version) => {
      const { sub, user, a, b, configurations } = await world()
      const answer = await send(user, sub, {}, version)
      expect([answer.status, await answer.json()]).toEqual([201, {}])
      // Committed before the answer.
      expect(await runs(sandbox, { userId: sub })).toHaveLength(4)
      expect(await places(sub, 4)).toEqual(configurations.sort())
      for (const { id } of [a, b]) expect(await named(user, id, sub)).toEqual([`${sub} default`, `${sub} team`])
    },
  )

  it('runs across integrations', async () => {
    const { sub, user, a } = await world()
    const c = await user.addAccount(maya.work, { integration: 'googleCalendar' })
    await turnOn(user, calendar, { 'x-paragon-credential': c.id })
    expect((await send(user, sub)).status).toBe(201)
    const recorded = await settledRuns(sandbox, 6, { userId: sub })
    // The fifth listens; the sixth was started by the connection.
    expect(recorded.map(({ workflowId: id }) => id).filter((id) => id === calendar)).toHaveLength(1)
    const found = await user.call('GET', `/sdk/proxy/googleCalendar/calendars/primary/events?q=${sub}`)
    expect(await found.json()).toMatchObject({ output: { items: [{ summary: sub }] } })
    expect(await named(user, a.id, sub)).toHaveLength(2)
  })

  it.each<[string, (ids: { a: string; b: string }) => Record<string, string>, [number, number]]>([
    ['an account by id', ({ b }) => ({ 'x-paragon-credential': b }), [0, 2]],
    ['an account by ext: and external id (trap T3)', () => ({ 'x-paragon-credential': 'ext:theirs' }), [0, 2]],
    ['an account by external id (trap T3)', () => ({ 'x-paragon-credential': 'mine' }), [2, 0]],
    [
      'an account and a configuration',
      ({ a }) => ({ 'x-paragon-credential': a, 'x-paragon-configuration-id': 'ext:team' }),
      [1, 0],
    ],
  ])('is narrowed by headers to %s', async (_, headers, expected) => {
    const { sub, user, a, b } = await world()
    expect((await send(user, sub, headers({ a: a.id, b: b.id }))).status).toBe(201)
    await settledRuns(sandbox, expected[0] + expected[1], { userId: sub })
    expect([(await named(user, a.id, sub)).length, (await named(user, b.id, sub)).length]).toEqual(expected)
  })

  it('that names an external id means the account of each integration that has it', async () => {
    const { sub, user } = await world()
    const c = await user.addAccount(maya.work, { integration: 'googleCalendar', externalId: 'mine' })
    await turnOn(user, calendar, { 'x-paragon-credential': c.id })
    await settledRuns(sandbox, 1, { userId: sub })
    expect((await send(user, sub, { 'x-paragon-credential': 'mine' })).status).toBe(201)
    const recorded = await settledRuns(sandbox, 4, { userId: sub })
    expect(recorded.filter(({ workflowId: id }) => [drive, calendar].includes(id))).toHaveLength(3)
  })

  it('is not heard where the workflow is off, or by another name, or by other users', async () => {
    const { user, sub, b } = await world()
    const other = await world()
    const headers = { 'x-paragon-credential': b.id }
    expect((await user.call('DELETE', `/sdk/workflows/${drive}`, { headers })).status).toBe(200)
    expect((await send(user, sub)).status).toBe(201)
    await settledRuns(sandbox, 3, { userId: sub })
    expect(await runs(sandbox, { userId: other.sub })).toEqual([])
    const nobody = await user.call('POST', '/sdk/events/trigger', { body: { name: 'Unheard of' } })
    expect([nobody.status, await nobody.json()]).toEqual([201, {}])
    const stranger = await sandbox.user(`listener-${users++}`)
    expect((await send(stranger, 'x')).status).toBe(201)
    expect(await runs(sandbox, { userId: sub })).toHaveLength(3)
  })

  it('fails for an account that is no longer valid, and is recorded', async () => {
    const { user, sub, b } = await world()
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${b.id}/invalidate`)
    expect((await send(user, sub)).status).toBe(201)
    const recorded = await settledRuns(sandbox, 4, { userId: sub })
    const failed = recorded.filter(({ status }) => status === 'FAILED')
    expect(failed.map(({ credentialId }) => credentialId)).toEqual([b.id, b.id])
    const reason = 'The Google Drive account is no longer valid. Reconnect it.'
    expect(await run(sandbox, failed[0]?.id ?? '')).toMatchObject({
      reason,
      stepExecutions: [{ type: 'TRIGGER/EVENT' }],
    })
  })

  it('saves a document into each account’s own folder (the catalog’s)', async () => {
    const sub = `listener-${users++}`
    const user = await sandbox.user(sub)
    const a = await user.addAccount(maya.work)
    const b = await user.addAccount(maya.home)
    const id = await workflowId(sandbox, 'save-documents')
    await turnOn(user, id, { 'x-paragon-credential': a.id })
    const settings = { 'target-folder': `My Drive / It's ${sub}` }
    const body = { config: { workflowSettings: { [id]: { enabled: true, settings } } } }
    await user.call('PATCH', `/sdk/credentials/${b.id}`, { body })
    const event = { name: 'document.finished', payload: { name: `${sub}.txt`, content: 'Größe: 1' } }
    for (const count of [2, 4]) {
      expect((await user.call('POST', '/sdk/events/trigger', { body: event })).status).toBe(201)
      await settledRuns(sandbox, count, { userId: sub })
    }
    const search = async (credential: string, q: string) => {
      const path = `/sdk/proxy/googledrive/files?fields=files(id,parents)&q=${encodeURIComponent(q)}`
      const answer = await user.call('GET', path, { headers: { 'x-paragon-credential': credential } })
      return ((await answer.json()) as { output: { files: { id: string; parents: string[] }[] } }).output.files
    }
    const files = await search(b.id, `name = '${sub}.txt'`)
    const folders = await search(b.id, `name = 'It\\'s ${sub}'`)
    expect([files.length, folders.length, files[0]?.parents]).toEqual([2, 1, [folders[0]?.id]])
    expect(await search(a.id, `name = '${sub}.txt'`)).toHaveLength(2)
    const headers = { 'x-paragon-credential': b.id }
    const content = await user.call('GET', `/sdk/proxy/googledrive/files/${files[0]?.id}?alt=media`, { headers })
    expect(await content.json()).toEqual({ output: 'Größe: 1' })
  })
})

describe('an App Event is refused', () => {
  it.each<[string, unknown]>([
    ['without a name', { payload: {} }],
    ['with an empty name', { name: '', payload: {} }],
    ['with a name that is no text', { name: 1 }],
    ['with a payload that is no object', { name: 'x', payload: [1] }],
    ['that is no JSON', '{'],
  ])('%s', async (_, body) => {
    const { user } = await world()
    const answer = await user.call('POST', '/sdk/events/trigger', { body })
    expect([answer.status, await answer.json()]).toMatchObject([400, { status: 400 }])
  })

  it('for accounts and configurations that are not there', async () => {
    const { user, a } = await world()
    expect((await send(user, 'x', { 'x-paragon-credential': 'ext:nobody' })).status).toBe(404)
    const headers = { 'x-paragon-credential': a.id, 'x-paragon-configuration-id': 'nothing' }
    expect((await send(user, 'x', headers)).status).toBe(404)
    const alone = await send(user, 'x', { 'x-paragon-configuration-id': 'team' })
    expect(await alone.json()).toMatchObject({ status: 400, message: expect.stringMatching(/cannot be used without/) })
  })

  it('without a token', async () => {
    const url = `http://localhost:4010/projects/${sandbox.projectId}/sdk/events/trigger`
    expect((await sandbox.paragon(new Request(url, { method: 'POST', body: '{"name":"x"}' }))).status).toBe(401)
  })

  it('when a header names what the token hides, or does not allow to hear it', async () => {
    const { sub, a, b } = await world()
    const onlyA = await sandbox.user(sub, { permissions: { 'integration:*': { [`credential:${a.id}`]: ['event'] } } })
    const hidden = await send(onlyA, 'x', { 'x-paragon-credential': b.id })
    expect([hidden.status, await hidden.json()]).toMatchObject([403, { code: '7210' }])
    const proxyOnly = await sandbox.user(sub, { permissions: { 'integration:*': ['proxy'] } })
    const refused = await send(proxyOnly, 'x', { 'x-paragon-credential': a.id })
    expect([refused.status, await refused.json()]).toMatchObject([403, { code: '7210' }])
    expect(await runs(sandbox, { userId: sub })).toEqual([])
  })
})

describe('the permissions of a token', () => {
  it.each<[string, (ids: { a: string; b: string }) => unknown, [number, number]]>([
    ['show one account', ({ a }) => ({ 'integration:*': { [`credential:${a}`]: true } }), [2, 0]],
    [
      'allow it for one',
      ({ a, b }) => ({ [`credential:${a}`]: ['proxy'], [`credential:${b}`]: ['event', 'proxy'] }),
      [0, 2],
    ],
    ['show one configuration of each', () => ({ 'configuration:ext:team': true }), [1, 1]],
    ['allow it for nothing', () => ({ 'integration:*': ['proxy', 'workflow'] }), [0, 0]],
  ])('%s, and no other hears the event', async (_, permissions, expected) => {
    const { sub, user, a, b } = await world()
    const restricted = await sandbox.user(sub, { permissions: permissions({ a: a.id, b: b.id }) })
    expect((await send(restricted, sub)).status).toBe(201)
    await settledRuns(sandbox, expected[0] + expected[1], { userId: sub })
    expect([(await named(user, a.id, sub)).length, (await named(user, b.id, sub)).length]).toEqual(expected)
  })
})
