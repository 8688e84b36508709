import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, jonas, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { addQuietAccount, advance, drive, expectError, MINUTE, type SyncClient, syncClient } from '../syncs/testing.ts'

const FOLDER = 'application/vnd.google-apps.folder'
const OWNER = maya.work
const PRIYA = 'priya.nair@northwind.example'
const STRANGER = 'someone@elsewhere.example'
const UNKNOWN = '00000000-0000-5000-8000-000000000000'

let sandbox: TestSandbox
let user: TestUser
let syncs: SyncClient
let syncId: string
let credentialId: string
/** External ids, and ids of the records, by name. */
const files: Record<string, string> = {}
const records: Record<string, string> = {}

async function create(name: string, metadata: Record<string, unknown> = {}): Promise<void> {
  files[name] = (await drive(user, credentialId, 'POST', '/files', { name, ...metadata })).id
}
const share = (name: string, permission: Record<string, unknown>) =>
  drive(user, credentialId, 'POST', `/files/${files[name]}/permissions`, permission)
const permissions = (path: string, body: unknown) => syncs.call('POST', `/permissions/${path}`, body)
const ask = <T = Record<string, unknown>>(path: string, body: unknown) =>
  syncs.json<T>('POST', `/permissions/${syncId}/${path}`, body)
async function rolesOf(who: string, name: string): Promise<string[]> {
  const held: string[] = []
  for (const role of ['can_read', 'can_write', 'is_owner']) {
    const { hasAccess } = await ask<{ hasAccess: boolean }>('check', { object: records[name], user: who, role })
    if (hasAccess) held.push(role)
  }
  return held
}
async function lines(response: Response): Promise<Record<string, string>[]> {
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/x-ndjson'])
  const text = await response.text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, string>)
}

beforeAll(async () => {
  sandbox = await createTestSandbox()
  await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: true })
  user = await sandbox.user('owner')
  credentialId = (await addQuietAccount(user, OWNER)).id
  syncs = syncClient(() => sandbox, user)
  await create('private')
  await create('read')
  await create('written')
  await create('domain')
  await create('world')
  await create('folder', { mimeType: FOLDER })
  await create('subfolder', { mimeType: FOLDER, parents: [files.folder] })
  await create('inside', { parents: [files.subfolder] })
  await share('read', { type: 'user', role: 'reader', emailAddress: jonas.work })
  await share('written', { type: 'user', role: 'writer', emailAddress: jonas.work })
  await share('domain', { type: 'domain', role: 'commenter', domain: 'northwind.example' })
  await share('world', { type: 'anyone', role: 'reader' })
  await share('world', { type: 'user', role: 'writer', emailAddress: PRIYA })
  await share('folder', { type: 'user', role: 'reader', emailAddress: jonas.work })
  await share('subfolder', { type: 'user', role: 'writer', emailAddress: PRIYA })
  syncId = await syncs.enable()
  await advance(sandbox, 0)
  for (const { id, name } of (await syncs.pull(syncId)).data) if (name) records[name] = id
})
afterAll(() => sandbox.dispose())

const read = ['can_read']
const write = ['can_read', 'can_write']
const own = ['can_read', 'can_write', 'is_owner']

/** Whom each file is shared with, as above, and what follows for everyone. */
const table: [string, Record<string, string[]>][] = [
  ['private', { [OWNER]: own, [jonas.work]: [], [PRIYA]: [], [STRANGER]: [] }],
  ['read', { [OWNER]: own, [jonas.work]: read, [PRIYA]: [], [STRANGER]: [] }],
  ['written', { [OWNER]: own, [jonas.work]: write, [PRIYA]: [], [STRANGER]: [] }],
  ['domain', { [OWNER]: own, [jonas.work]: read, [PRIYA]: read, [STRANGER]: [], [maya.home]: [] }],
  ['world', { [OWNER]: own, [jonas.work]: read, [PRIYA]: write, [STRANGER]: read }],
  ['folder', { [OWNER]: own, [jonas.work]: read, [PRIYA]: [], [STRANGER]: [] }],
  ['subfolder', { [OWNER]: own, [jonas.work]: read, [PRIYA]: write, [STRANGER]: [] }],
  ['inside', { [OWNER]: own, [jonas.work]: read, [PRIYA]: write, [STRANGER]: [] }],
]

describe('check', () => {
  it.each(table)('of "%s"', async (name, expected) => {
    for (const [who, held] of Object.entries(expected)) expect([who, await rolesOf(who, name)]).toEqual([who, held])
  })

  it('takes users and objects with what they are in front, in any case', async () => {
    for (const object of [`file:${records.read}`, String(records.read).toUpperCase()]) {
      expect(await ask('check', { object, user: `user:${jonas.work.toUpperCase()}`, role: 'can_read' })).toEqual({
        hasAccess: true,
      })
    }
    expect(await ask('check', { object: `folder:${records.folder}`, user: jonas.work, role: 'can_read' })).toEqual({
      hasAccess: true,
    })
  })
})

describe('batch-check', () => {
  it('answers each check as it was asked, and says what is wrong with those that make no sense', async () => {
    const checks = [
      { object: `file:${records.read}`, user: `user:${jonas.work}`, role: 'can_read' },
      { object: records.read, user: `user:${jonas.work}`, role: 'can_write' },
      { object: records.world, user: `user:${STRANGER}`, role: 'can_read' },
      { object: UNKNOWN, user: `user:${jonas.work}`, role: 'can_read' },
      { object: records.read, user: 'jonas', role: 'can_read' },
      { object: records.read, user: jonas.work, role: 'king' },
    ]
    const { result } = await ask<{ result: unknown[] }>('batch-check', { checks })
    expect(result).toEqual([
      { allowed: true, request: checks[0] },
      { allowed: false, request: checks[1] },
      { allowed: true, request: checks[2] },
      { allowed: false, request: checks[3], error: `Record "${UNKNOWN}" not found.` },
      { allowed: false, request: checks[4], error: 'must be an e-mail address' },
      { allowed: false, request: checks[5], error: expect.any(String) },
    ])
    expect(await ask('batch-check', { checks: [] })).toEqual({ result: [] })
  })

  it('agrees with check about everything', async () => {
    const asked = table.flatMap(([name, expected]) =>
      Object.entries(expected).flatMap(([who, held]) =>
        own.map((role) => ({ request: { object: records[name], user: who, role }, allowed: held.includes(role) })),
      ),
    )
    expect(await ask('batch-check', { checks: asked.map(({ request }) => request) })).toEqual({ result: asked })
  })
})

describe('list-users', () => {
  it.each<[string, string, string[]]>([
    ['private', 'can_read', [OWNER]],
    ['read', 'can_read', [jonas.work, OWNER]],
    ['read', 'can_write', [OWNER]],
    ['written', 'can_write', [jonas.work, OWNER]],
    ['domain', 'can_read', ['*@northwind.example', OWNER]],
    ['world', 'can_read', ['*', OWNER, PRIYA]],
    ['world', 'can_write', [OWNER, PRIYA]],
    ['world', 'is_owner', [OWNER]],
    ['inside', 'can_read', [jonas.work, OWNER, PRIYA]],
    ['inside', 'can_write', [OWNER, PRIYA]],
  ])('of "%s" that hold %s', async (name, role, expected) => {
    expect(await ask('list-users', { object: records[name], role })).toEqual({ users: expected })
  })
})

describe('list-objects', () => {
  const named = (names: string[]) => names.map((name) => records[name]).sort()
  it.each<[string, string, string, string[]]>([
    ['file', jonas.work, 'can_read', ['read', 'written', 'domain', 'world', 'inside']],
    ['file', jonas.work, 'can_write', ['written']],
    ['file', jonas.work, 'is_owner', []],
    ['folder', jonas.work, 'can_read', ['folder', 'subfolder']],
    ['file', PRIYA, 'can_write', ['world', 'inside']],
    ['folder', PRIYA, 'can_read', ['subfolder']],
    ['file', STRANGER, 'can_read', ['world']],
    ['file', maya.home, 'can_read', ['world']],
  ])('%s of %s by %s, whole and streamed', async (objectType, who, role, expected) => {
    const body = { objectType, user: who, role }
    expect(await ask('list-objects', body)).toEqual({ objects: named(expected) })
    const streamed = await lines(await permissions(`${syncId}/streamed-list-objects`, body))
    expect(streamed).toEqual(named(expected).map((object) => ({ object })))
  })

  it('has 1000 at most, and streams all of them', async () => {
    const { prisma } = sandbox.context.store
    const many = await syncs.enable({ configurationName: 'many' })
    await advance(sandbox, 0)
    const ids = Array.from({ length: 1203 }, (_, index) => `many-${String(index).padStart(5, '0')}`)
    const dateSynced = new Date()
    await prisma.syncRecord.createMany({
      data: ids.map((id, index) => ({
        id,
        syncId: many,
        externalId: id,
        sequence: 10_000 + index,
        objectType: 'file',
        digest: '',
        grantDigest: '',
        seenIn: 1,
        dateSynced,
      })),
    })
    await prisma.syncGrant.createMany({
      data: ids.map((recordId, index) => ({
        recordId,
        syncId: many,
        principal: index % 2 ? 'anyone' : 'user:crowd@x.example',
        objectType: 'file',
        rank: 1 + (index % 3),
        isInherited: false,
      })),
    })
    const body = { objectType: 'file', user: 'crowd@x.example', role: 'can_read' }
    const { objects } = await syncs.json<{ objects: string[] }>('POST', `/permissions/${many}/list-objects`, body)
    expect(objects.filter((id) => id.startsWith('many'))).toEqual(ids.slice(0, objects.length - 1))
    expect(objects).toHaveLength(1000)
    const streamed = await lines(await permissions(`${many}/streamed-list-objects`, body))
    expect(streamed.map(({ object }) => object).filter((id) => id?.startsWith('many'))).toEqual(ids)
    await syncs.json('DELETE', `/syncs/${many}`)
  })

  it('streams over all syncs of files, each object with its sync', async () => {
    const other = await syncs.enable({ configurationName: 'other', configuration: { folderId: files.folder } })
    await advance(sandbox, 0)
    const body = { objectType: 'file', user: PRIYA, role: 'can_write' }
    const streamed = await lines(await permissions('streamed-list-objects', body))
    expect(streamed.filter(({ syncInstanceId }) => syncInstanceId === syncId).map(({ object }) => object)).toEqual(
      named(['world', 'inside']),
    )
    expect(streamed.filter(({ syncInstanceId }) => syncInstanceId === other)).toEqual([
      { syncInstanceId: other, integration: 'googledrive', object: expect.not.stringMatching(records.inside ?? '') },
    ])
    await syncs.json('DELETE', `/syncs/${other}`)
  })
})

describe('expand', () => {
  it('tells of a file in a folder whom it is given to, what includes it, and what passes it on', async () => {
    const name = `file:${records.inside}`
    expect(await ask('expand', { object: records.inside, relation: 'can_read' })).toEqual({
      tree: {
        root: {
          name: `${name}#can_read`,
          union: {
            nodes: [
              { name: `${name}#viewer`, leaf: { users: { users: [] } } },
              { name: `${name}#can_read`, leaf: { computed: { userset: `${name}#can_write` } } },
              {
                name: `${name}#can_read`,
                leaf: {
                  tupleToUserset: {
                    tupleset: `${name}#parent`,
                    computed: [{ userset: `folder:${records.subfolder}#can_read` }],
                  },
                },
              },
            ],
          },
        },
      },
    })
  })

  it.each<[string, string, string[]]>([
    ['read', 'can_read', [`user:${jonas.work}`]],
    ['read', 'can_write', []],
    ['read', 'is_owner', [`user:${OWNER}`]],
    ['domain', 'can_read', ['domain:northwind.example#member']],
    ['world', 'can_read', ['user:*']],
    ['world', 'can_write', [`user:${PRIYA}`]],
    ['subfolder', 'can_write', [`user:${PRIYA}`]],
  ])('of "%s" and %s names those who were given just that', async (name, relation, expected) => {
    const { tree } = await ask<{ tree: { root: { union: { nodes: { leaf: { users?: { users: string[] } } }[] } } } }>(
      'expand',
      { object: records[name], relation },
    )
    expect(tree.root.union.nodes[0]?.leaf.users?.users).toEqual(expected)
  })
})

describe('access', () => {
  it('follows what is shared and what is not any more, without the record changing', async () => {
    await create('followed', { parents: [files.folder] })
    await advance(sandbox, MINUTE)
    const { data, cursor } = await syncs.pull(syncId)
    records.followed = data.find(({ name }) => name === 'followed')?.id ?? ''
    expect(await rolesOf(jonas.work, 'followed')).toEqual(read)
    const { id } = await share('followed', { type: 'user', role: 'writer', emailAddress: jonas.work })
    await advance(sandbox, MINUTE)
    expect(await rolesOf(jonas.work, 'followed')).toEqual(write)
    expect((await syncs.pull(syncId, cursor)).data).toEqual([])
    await drive(user, credentialId, 'DELETE', `/files/${files.followed}/permissions/${id}`)
    await advance(sandbox, MINUTE)
    expect(await rolesOf(jonas.work, 'followed')).toEqual(read)
    // Out of the folder, out of the folder's sharing; and all of a folder at once.
    await drive(user, credentialId, 'PATCH', `/files/${files.followed}?removeParents=${files.folder}`, {})
    await share('folder', { type: 'user', role: 'reader', emailAddress: STRANGER })
    await advance(sandbox, MINUTE)
    expect(await rolesOf(jonas.work, 'followed')).toEqual([])
    expect(await rolesOf(STRANGER, 'inside')).toEqual(read)
    await drive(user, credentialId, 'DELETE', `/files/${files.followed}`)
    await advance(sandbox, MINUTE)
    await expectError(
      await permissions(`${syncId}/check`, { object: records.followed, user: OWNER, role: 'can_read' }),
      404,
    )
    expect(await sandbox.context.store.prisma.syncGrant.count({ where: { recordId: records.followed } })).toBe(0)
  })

  it('of a file that the account may only read is that of its owner and of the account', async () => {
    const guest = await sandbox.user('guest')
    await addQuietAccount(guest, jonas.work)
    const theirs = syncClient(() => sandbox, guest)
    const id = await theirs.enable()
    await advance(sandbox, 0)
    const { data } = await theirs.pull(id)
    const [shared, written] = ['read', 'written'].map((name) => data.find((record) => record.name === name)?.id)
    const users = (object: string | undefined) =>
      theirs.json('POST', `/permissions/${id}/list-users`, { object, role: 'can_read' })
    expect(await users(shared)).toEqual({ users: [jonas.work, OWNER] })
    expect(await users(written)).toEqual({ users: [jonas.work, OWNER] })
  })
})

describe('what is refused', () => {
  const calls: [string, Record<string, unknown>][] = [
    ['check', { object: UNKNOWN, user: OWNER, role: 'can_read' }],
    ['batch-check', { checks: [] }],
    ['list-users', { object: UNKNOWN, role: 'can_read' }],
    ['list-objects', { objectType: 'file', user: OWNER, role: 'can_read' }],
    ['streamed-list-objects', { objectType: 'file', user: OWNER, role: 'can_read' }],
    ['expand', { object: UNKNOWN, relation: 'can_read' }],
  ]

  it.each(calls)(
    '%s without a token, of nobody’s sync, of someone else’s, and of one that is hidden',
    async (path, body) => {
      const anonymous = await sandbox.paragon(
        new Request(`http://localhost:4010/api/permissions/${syncId}/${path}`, {
          method: 'POST',
          body: JSON.stringify(body),
        }),
      )
      await expectError(anonymous, 401)
      await expectError(await permissions(`${UNKNOWN}/${path}`, body), 404)
      const stranger = syncClient(() => sandbox, await sandbox.user('stranger'))
      await expectError(await stranger.call('POST', `/permissions/${syncId}/${path}`, body), 404)
      const claim = { 'integration:slack': true }
      const blind = syncClient(() => sandbox, await sandbox.user('owner', { permissions: claim }))
      await expectError(await blind.call('POST', `/permissions/${syncId}/${path}`, body), 403, '7210')
      const everything = await blind.call('POST', '/permissions/streamed-list-objects', calls[3]?.[1])
      expect(await lines(everything)).toEqual([])
    },
  )

  it.each<[string, unknown, number]>([
    ['check', {}, 400],
    ['check', { object: UNKNOWN, user: OWNER, role: 'can_read' }, 404],
    ['check', { object: '', user: OWNER, role: 'can_read' }, 400],
    ['check', { object: UNKNOWN, user: 'nobody', role: 'can_read' }, 400],
    ['check', { object: UNKNOWN, user: OWNER, role: 'viewer' }, 400],
    ['batch-check', {}, 400],
    ['batch-check', { checks: Array.from({ length: 1001 }, () => calls[0]?.[1]) }, 400],
    ['list-users', { object: UNKNOWN, role: 'can_read' }, 404],
    ['list-users', { object: UNKNOWN }, 400],
    ['list-objects', { objectType: 'drive', user: OWNER, role: 'can_read' }, 400],
    ['streamed-list-objects', { objectType: 'file', role: 'can_read' }, 400],
    ['expand', { object: UNKNOWN, relation: 'can_read' }, 404],
    ['expand', { object: UNKNOWN, role: 'can_read' }, 400],
    ['check', '{', 400],
  ])('%s with %j', async (path, body, status) => {
    await expectError(await permissions(`${syncId}/${path}`, body), status)
  })

  it('a path or a method that there is not', async () => {
    await expectError(await permissions(`${syncId}/nothing`, {}), 404)
    await expectError(await syncs.call('GET', `/permissions/${syncId}/check`), 405)
  })
})
