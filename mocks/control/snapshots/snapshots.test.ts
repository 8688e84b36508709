import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../package-root.ts'
import { advance, drive, syncClient } from '../../paragon/syncs/testing.ts'
import { createSandbox } from '../../sandbox.ts'
import { projectTables } from '../../store/project-tables.ts'
import type { Row } from '../../store/snapshots.ts'
import {
  createTestSandbox,
  maya,
  type TestSandbox,
  type TestUser,
  type WireCredential,
} from '../../testing/test-sandbox.ts'
import { declare, turnOn } from '../../testing/workflows.ts'
import type { Snapshot } from './schemas.ts'

const HOOK = 'http://localhost:3000/hooks'
const MINUTE = 60_000
let here: TestSandbox
let elsewhere: TestSandbox
let user: TestUser
let work: WireCredential
let workflowId: string
let syncId: string
/** Of the project after all that the first hook has done. */
let snapshot: Snapshot

beforeAll(async () => {
  const deliver = async () => new Response('taken')
  here = await createTestSandbox({ deliver })
  elsewhere = await createTestSandbox({ deliver })
  const call = async (method: string, controlPath: string, body: unknown) => {
    const answer = await here.control(method, `/projects/${here.projectId}${controlPath}`, body)
    expect(answer.status, await answer.clone().text()).toBeLessThan(300)
  }
  await call('PUT', '/clock', { frozen: true })
  await call('PATCH', '', {
    webhookUrl: HOOK,
    syncWebhookUrl: HOOK,
    eventDestinations: [{ type: 'EMAIL', to: 'ops@example.com' }],
  })
  user = await here.user('u')
  work = await user.addAccount(maya.work, { externalId: 'work' })
  const slack = await user.addAccount(maya.work, { integration: 'slack' })
  const hubspot = await user.addAccount(maya.home, { integration: 'hubspot' })
  await user.openPopup({ type: 'slack' })
  workflowId = await declare(here, 'greet', {
    trigger: { type: 'request' },
    steps: [
      { id: 'list', type: 'request', method: 'GET', path: '/files' },
      { id: 'answer', type: 'response', body: 'hello' },
    ],
  })
  await turnOn(user, workflowId, { 'x-paragon-credential': work.id })
  expect(await (await user.call('POST', `/sdk/triggers/${workflowId}`)).json()).toBe('hello')
  const override = { url: HOOK, headers: { 'x-secret': 'of the app' } }
  const subscribed = await user.call('POST', '/trigger-subscriptions', {
    body: { type: 'GOOGLE_DRIVE_TRIGGER_FILE_CREATED', webhookOverride: override },
    headers: { 'x-paragon-credential': work.id },
  })
  expect(subscribed.status, await subscribed.clone().text()).toBe(200)
  syncId = await syncClient(() => here, user).enable({ credentialId: work.id })
  const { id } = await drive(user, work.id, 'POST', '/files', { name: 'Shared', mimeType: 'text/plain' })
  await drive(user, work.id, 'POST', `/files/${id}/permissions`, {
    type: 'user',
    role: 'reader',
    emailAddress: maya.home,
  })
  await user.call('GET', '/sdk/proxy/slack/conversations.list', { headers: { 'x-paragon-credential': slack.id } })
  await user.call('GET', '/sdk/proxy/hubspot/crm/v3/objects/contacts', {
    headers: { 'x-paragon-credential': hubspot.id },
  })
  await user.call('POST', `/tools`, { body: { tool: 'HUBSPOT_CREATE_CONTACT', parameters: {} } })
  await call('POST', `/credentials/${hubspot.id}/invalidate`, {})
  await advance(here, 5 * MINUTE)
  snapshot = await exported(here)
})
afterAll(async () => {
  await here.dispose()
  await elsewhere.dispose()
})

const address = (id: string) => `/projects/${id}/snapshot`
async function exported(sandbox: TestSandbox, id = sandbox.projectId): Promise<Snapshot> {
  const answer = await sandbox.control('GET', address(id))
  expect(answer.status).toBe(200)
  return (await answer.json()) as Snapshot
}
const put = (sandbox: TestSandbox, body: unknown, id = sandbox.projectId) => sandbox.control('PUT', address(id), body)
const copy = (): Snapshot => structuredClone(snapshot)

/** What is the sandbox's, and not the project's: revisions, and the clients that Paragon has at the provider. */
function comparable({ tables }: Snapshot): Snapshot['tables'] {
  const plain = (name: string, row: Row): Row => {
    const { revision, ...rest } = row
    if (name !== 'providerClient') return rest
    const { secretHash, redirectUris, dateCreated, ...client } = rest
    return client
  }
  const keyOf = (row: Row) => JSON.stringify(row)
  return Object.fromEntries(
    Object.entries(tables).map(([name, rows]) => [
      name,
      rows.map((row) => plain(name, row)).sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1)),
    ]),
  )
}

describe('the tables of a project', () => {
  const schema = readFileSync(path.join(packageRoot, 'prisma/schema.prisma'), 'utf8')
  const models = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, name = '', body = '']) => ({
    name: `${name[0]?.toLowerCase()}${name.slice(1)}`,
    columns: [...body.matchAll(/^ {2}(\w+) +(\w+)(.*)$/gm)].map(([, column = '', type = '', rest = '']) => ({
      column,
      type,
      rest,
    })),
  }))

  it('are all that there are, but for the provider’s own keys', () => {
    const names = models.map(({ name }) => name).filter((name) => name !== 'providerKey')
    expect(projectTables.map(({ name }) => name).sort()).toEqual(names.sort())
  })

  it.each(projectTables)(
    'of $name say which columns are sealed, bytes or counted',
    ({ name, sealed = [], bytes = [], counter }) => {
      const columns = models.find((model) => model.name === name)?.columns ?? []
      expect(columns.length).toBeGreaterThan(0)
      const found = (is: (column: (typeof columns)[number]) => boolean) =>
        columns.filter(is).map(({ column }) => column)
      expect(found(({ column }) => column.startsWith('sealed'))).toEqual(sealed)
      expect(found(({ type }) => type === 'Bytes')).toEqual(bytes)
      expect(found(({ rest }) => rest.includes('autoincrement()'))).toEqual(counter === undefined ? [] : [counter])
    },
  )

  it('hang from each other as the schema has it', () => {
    for (const { name, parents = {} } of projectTables) {
      const relations = models.find((model) => model.name === name)?.columns ?? []
      const expected = relations.flatMap(({ type, rest }) => {
        const [, column, key] = /@relation\(fields: \[(\w+)\], references: \[(\w+)\]/.exec(rest) ?? []
        return column && type !== 'Project' ? [[column, [`${type[0]?.toLowerCase()}${type.slice(1)}`, key]]] : []
      })
      expect([name, Object.fromEntries(expected)]).toEqual([name, parents])
    }
  })
})

describe('a snapshot', () => {
  it('has all that a project has, with its secrets in the clear', () => {
    expect(snapshot).toMatchObject({ version: 1, projectId: here.projectId })
    const empty = Object.entries(snapshot.tables).flatMap(([name, rows]) => (rows.length === 0 ? [name] : []))
    expect(empty).toEqual(['credentialFields', 'providerBlob'])
    expect(snapshot.tables.signingKey?.[0]?.sealedPrivate).toContain('PRIVATE KEY')
    expect(JSON.stringify(snapshot.tables.triggerSubscription)).toContain('of the app')
    expect(snapshot.tables.project?.[0]?.startDigest).toBeTypeOf('string')
  })

  it('makes the project in another sandbox, where all goes on', async () => {
    expect((await put(elsewhere, snapshot)).status).toBe(200)
    expect(comparable(await exported(elsewhere))).toEqual({
      ...comparable(snapshot),
      project: [{ ...comparable(snapshot).project?.[0], startDigest: null }],
    })
    const there = await elsewhere.user('u')
    expect(await there.me()).toEqual(await user.me())
    // Its tokens are good there, also those that a refresh brings.
    const headers = { 'x-paragon-credential': work.id }
    expect(await (await there.call('POST', `/sdk/triggers/${workflowId}`, { headers })).json()).toBe('hello')
    await elsewhere.control('POST', `/projects/${elsewhere.projectId}/credentials/${work.id}/expire`)
    expect((await there.call('GET', '/sdk/proxy/googledrive/files', { headers })).status).toBe(200)
    await drive(there, work.id, 'POST', '/files', { name: 'Made there', mimeType: 'text/plain' })
    await advance(elsewhere, 10 * MINUTE)
    expect(await syncClient(() => elsewhere, there).names(syncId)).toContain('Made there')
    expect(await syncClient(() => here, user).names(syncId)).not.toContain('Made there')
    // And a popup that was open still knows where it was.
    await there.connect(maya.home)
  })

  it('takes the project back to what it was, and leaves others and the app’s sign-in alone', async () => {
    const { prisma } = here.context.store
    await here.control('POST', '/projects', { id: 'other' })
    const before = comparable(await exported(here, 'other'))
    const signIn = {
      id: 'reference-app',
      name: 'App',
      directory: 'sso',
      isFirstParty: true,
      redirectUris: [],
      scopes: [],
    }
    await prisma.providerClient.create({ data: { ...signIn, projectId: here.projectId, dateCreated: new Date() } })
    await drive(user, work.id, 'POST', '/files', { name: 'Too many', mimeType: 'text/plain' })
    await advance(here, 60 * MINUTE)
    expect((await user.call('DELETE', `/sdk/integrations/${await user.integrationId()}`)).status).toBeLessThan(300)

    expect((await put(here, snapshot)).status).toBe(200)
    const after = comparable(await exported(here))
    expect(after).toEqual({
      ...comparable(snapshot),
      project: [{ ...comparable(snapshot).project?.[0], startDigest: null }],
    })
    expect((await user.integration()).credentialId).toBe(work.id)
    expect(comparable(await exported(here, 'other'))).toEqual(before)
    expect(await prisma.providerClient.findUnique({ where: { id: 'reference-app' } })).toMatchObject({
      projectId: here.projectId,
    })
    // What is dated now comes after what the snapshot has, and not after what came later.
    const newer = await user.addAccount(maya.home)
    const now = here.context.clockOf(here.projectId).now()
    expect(Math.abs(Date.parse(newer.dateCreated) - now)).toBeLessThan(MINUTE)
  })

  it('that cannot be all imported changes nothing', async () => {
    const before = comparable(await exported(here))
    const late = copy()
    late.tables.providerBlob = [
      { accountId: late.tables.providerAccount?.[0]?.id, kind: 'k', id: 'i', content: '', colour: 'red' },
    ]
    const refused = await put(here, late)
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { detail: expect.stringMatching(/^tables\.providerBlob: .*colour/) },
    ])
    expect(comparable(await exported(here))).toEqual(before)
  })

  it('is given new numbers where others have its own, greater than what was read so far', async () => {
    const { prisma } = elsewhere.context.store
    await elsewhere.control('DELETE', `/projects/${elsewhere.projectId}`)
    await elsewhere.control('POST', '/projects', { id: 'other' })
    const numbers = snapshot.tables.syncLog?.map(({ id }) => Number(id)) ?? []
    await prisma.syncLog.create({
      data: { id: Math.max(...numbers), projectId: 'other', syncId: 's', entry: {}, date: new Date() },
    })
    expect((await put(elsewhere, snapshot)).status).toBe(201)
    const rows = (await exported(elsewhere)).tables.syncLog ?? []
    expect(Math.min(...rows.map(({ id }) => Number(id)))).toBeGreaterThan(Math.max(...numbers))
    const inOrder = (list: Row[]) => [...list].sort((a, b) => Number(a.id) - Number(b.id)).map(({ entry }) => entry)
    expect(inOrder(rows)).toEqual(inOrder(snapshot.tables.syncLog ?? []))
  })

  it.each<[string, number, RegExp, (whole: Snapshot) => unknown]>([
    ['is no JSON object', 422, /Invalid input/, () => 'text'],
    [
      'is of another version',
      422,
      /version: this sandbox reads snapshots of version 1, and not 2/,
      (whole) => ({ ...whole, version: 2 }),
    ],
    [
      'is of another project',
      422,
      /projectId: the snapshot is of the project "q"/,
      (whole) => ({ ...whole, projectId: 'q' }),
    ],
    ['has no project', 422, /tables\.project: must be one row/, (whole) => ({ ...whole, tables: {} })],
    [
      'has a table that there is not',
      422,
      /tables\.colours: there is no such table/,
      ({ tables, ...whole }) => ({ ...whole, tables: { ...tables, colours: [] } }),
    ],
    [
      'has a row of another project',
      422,
      /tables\.persona\.0\.projectId: must be/,
      ({ tables, ...whole }) => ({ ...whole, tables: { ...tables, persona: [{ projectId: 'q' }] } }),
    ],
    [
      'has a row that hangs from none',
      422,
      /tables\.credential\.0\.personaId: names no row of tables\.persona/,
      ({ tables, ...whole }) => ({ ...whole, tables: { ...tables, persona: [] } }),
    ],
    [
      'lacks a column',
      422,
      /^tables\.signingKey: .*`projectId` is missing|^tables\.signingKey: Argument/,
      ({ tables, ...whole }) => ({ ...whole, tables: { ...tables, signingKey: [{ id: 'k' }] } }),
    ],
  ])('that %s is refused with %d', async (_, status, detail, change) => {
    const answer = await put(here, change(copy()))
    expect(answer.status).toBe(status)
    expect(((await answer.json()) as { detail: string }).detail).toMatch(detail)
  })

  it('that has ids of another project is refused with 409', async () => {
    const text = JSON.stringify(snapshot).replaceAll(`"${here.projectId}"`, '"twin"')
    const answer = await put(here, JSON.parse(text), 'twin')
    expect(answer.status).toBe(409)
    expect((await here.control('GET', '/projects/twin')).status).toBe(404)
  })

  it('of accounts that nobody has used yet has them begin anew', async () => {
    const fresh = await createTestSandbox()
    const someone = await fresh.user('u')
    const { id } = await someone.addAccount(maya.work, { integration: 'slack' })
    const early = await exported(fresh)
    const channels = async () => {
      const headers = { 'x-paragon-credential': id }
      return (await someone.call('GET', '/sdk/proxy/slack/conversations.list', { headers })).text()
    }
    expect(await channels()).toContain('general')
    expect((await put(fresh, early)).status).toBe(200)
    expect(await channels()).toContain('general')
    await fresh.dispose()
  })

  it('of no project is a 404', async () => {
    expect((await here.control('GET', address('nowhere'))).status).toBe(404)
  })

  it('seeds a new sandbox once', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'seed-'))
    const start = () =>
      createSandbox({
        databaseUrl: `file:${path.join(folder, 'seeded.db')}`,
        urls: { paragon: 'http://localhost:4010', provider: 'http://localhost:4020' },
        adminToken: 'a',
        project: { id: snapshot.projectId },
        seed: copy(),
      })
    const first = await start()
    expect(await first.context.store.connectedUsers.find(snapshot.projectId, 'u')).toBeDefined()
    await first.context.store.prisma.persona.deleteMany({})
    await first.close()
    const second = await start()
    expect(await second.context.store.connectedUsers.find(snapshot.projectId, 'u')).toBeUndefined()
    await second.close()
    rmSync(folder, { recursive: true })
  })
})
