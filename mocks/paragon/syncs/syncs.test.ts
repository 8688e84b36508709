import { importPKCS8, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createTestSandbox,
  maya,
  type TestSandbox,
  type TestUser,
  type WireCredential,
} from '../../testing/test-sandbox.ts'
import {
  addQuietAccount,
  advance,
  DAY,
  drive,
  expectError,
  MINUTE,
  PARAGON,
  type SyncClient,
  syncClient,
} from './testing.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
  // Only what a test does makes time pass.
  await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: true })
})
afterAll(() => sandbox.dispose())

interface Person {
  user: TestUser
  syncs: SyncClient
  a: WireCredential
  b: WireCredential
}
let people = 0
/** Someone with two accounts. */
async function someone(): Promise<Person> {
  const user = await sandbox.user(`person-${people++}`)
  const a = await addQuietAccount(user, maya.work)
  const b = await addQuietAccount(user, maya.home)
  return { user, syncs: syncClient(() => sandbox, user), a, b }
}
const UPLOAD = '/https://www.googleapis.com/upload/drive/v3/files?uploadType=media'
async function upload({ user }: Person, credentialId: string, name: string, content = name): Promise<string> {
  const { id } = await drive(user, credentialId, 'POST', UPLOAD, content)
  await drive(user, credentialId, 'PATCH', `/files/${id}`, { name })
  return id
}
const settle = () => advance(sandbox, 0)

describe('a sync', () => {
  it('reads what its account has, and nothing of the other', async () => {
    const person = await someone()
    const { syncs, a, b } = person
    const enabled = await syncs.json('POST', '/syncs', {
      integration: 'googledrive',
      pipeline: 'files',
      configuration: {},
      credentialId: b.id,
    })
    expect(enabled).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      userId: expect.stringMatching(/^person-/),
      integration: 'googledrive',
      pipeline: 'files',
      projectId: sandbox.projectId,
      status: 'INITIALIZING',
      credentialId: b.id,
    })
    const ofB = String(enabled.id)
    const ofA = await syncs.enable({ configurationName: 'work', credentialId: a.id })
    await settle()
    expect(await syncs.status(ofB)).toEqual({
      status: 'IDLE',
      summary: {
        totalRecords: expect.any(Number),
        syncedRecordsCount: expect.any(Number),
        lastSyncedAt: expect.any(String),
        latestCursor: expect.any(String),
      },
      credentialId: b.id,
    })
    expect(await syncs.names(ofB)).toEqual(expect.arrayContaining(['Recipes', 'Sourdough.md', 'Trip to Lisbon.txt']))
    expect(await syncs.names(ofA)).toEqual(expect.arrayContaining(['Launch', 'Q1 launch plan.md']))

    const id = await upload(person, a.id, 'Uploaded as A.txt')
    await advance(sandbox, MINUTE)
    expect(await syncs.names(ofA)).toContain('Uploaded as A.txt')
    expect(await syncs.names(ofB)).not.toContain('Uploaded as A.txt')
    const { data } = await syncs.pull(ofA)
    const record = data.find(({ externalId }) => externalId === id)
    expect(record).toEqual({
      id: expect.stringMatching(/^.{8}-.{4}-5/),
      externalId: id,
      name: 'Uploaded as A.txt',
      mimeType: expect.any(String),
      size: expect.any(Number),
      url: expect.stringContaining(id),
      thumbnailUrl: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      hash: { md5: expect.any(String) },
      parentFolderId: expect.stringMatching(/^0A/),
      customFields: { description: null, starred: false },
      syncedAt: expect.any(String),
    })
    expect(await syncs.json('GET', `/syncs/${ofA}/records/${record?.id}`)).toEqual({ data: record })
    const content = await syncs.call('GET', `/syncs/${ofA}/records/${record?.id}/content`)
    expect([content.status, content.headers.get('x-content-type-options'), await content.text()]).toEqual([
      200,
      'nosniff',
      'Uploaded as A.txt',
    ])
  })

  it('of nobody in particular reads the oldest VALID account', async () => {
    const { syncs, user, a, b } = await someone()
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${a.id}/invalidate`)
    const id = await syncs.enable()
    expect((await syncs.status(id)).credentialId).toBe(b.id)
    expect(user.token).not.toBe('')
  })

  it('that is enabled twice is the same one, and does not become another', async () => {
    const { syncs, a, b } = await someone()
    const [id, again] = await Promise.all([syncs.enable({ credentialId: a.id }), syncs.enable({ credentialId: a.id })])
    expect(again).toBe(id)
    expect(await syncs.enable()).toBe(id)
    expect(await syncs.enable({ configuration: {} })).toBe(id)
    const body = { integration: 'googledrive', pipeline: 'files' }
    await expectError(await syncs.call('POST', '/syncs', { ...body, credentialId: b.id }), 409)
    await expectError(await syncs.call('POST', '/syncs', { ...body, configuration: { folderId: 'x' } }), 409)
    const named = await syncs.enable({ credentialId: b.id, configurationName: 'home' })
    expect(named).not.toBe(id)
    const { data } = await syncs.json<{ data: object[] }>('GET', '/syncs')
    expect(data).toEqual([
      {
        id,
        integration: 'googledrive',
        pipeline: 'files',
        status: expect.any(String),
        configurationName: null,
        credentialId: a.id,
        dateCreated: expect.any(String),
        dateUpdated: expect.any(String),
      },
      expect.objectContaining({ id: named, configurationName: 'home', credentialId: b.id }),
    ])
    const filtered = await syncs.json<{ data: { id: string }[] }>('GET', `/syncs?credentialId=${b.id}`)
    expect(filtered.data.map((sync) => sync.id)).toEqual([named])
    const none = await syncs.json('GET', '/syncs?credentialId=00000000-0000-4000-8000-000000000000')
    expect(none).toEqual({ data: [] })
  })

  it('follows changes every minute, in the order of the last change', async () => {
    const person = await someone()
    const { syncs, user, a } = person
    const id = await syncs.enable({ credentialId: a.id })
    await settle()
    const { cursor } = await syncs.pull(id)
    const before = await syncs.page(id)
    const one = await upload(person, a.id, 'One')
    const two = await upload(person, a.id, 'Two')
    await advance(sandbox, MINUTE)
    const first = await syncs.pull(id, cursor)
    expect(first.data.map(({ name }) => name)).toEqual(['One', 'Two'])
    await drive(user, a.id, 'PATCH', `/files/${one}`, { name: 'One, renamed' })
    await drive(user, a.id, 'DELETE', `/files/${two}`)
    await advance(sandbox, MINUTE)
    const second = await syncs.pull(id, first.cursor)
    expect(second.data).toEqual([
      expect.objectContaining({ externalId: one, name: 'One, renamed' }),
      { id: first.data[1]?.id, externalId: two, deleted: true },
    ])
    // The same place as ever, whatever came after it.
    expect((await syncs.pull(id, cursor)).data).toEqual(second.data)
    const after = await syncs.page(id)
    expect(after.paging).toMatchObject({
      totalRecords: before.paging.totalRecords + 2,
      totalActiveRecords: before.paging.totalActiveRecords + 1,
      remainingRecords: 0,
    })
    expect((await syncs.pull(id, second.cursor)).data).toEqual([])
    await expectError(await syncs.call('GET', `/syncs/${id}/records/${first.data[1]?.id}`), 404)
    // What comes back out of the trash comes back under its id.
    await drive(user, a.id, 'PATCH', `/files/${one}`, { trashed: true })
    await advance(sandbox, MINUTE)
    expect((await syncs.pull(id, second.cursor)).data).toEqual([
      { id: first.data[0]?.id, externalId: one, deleted: true },
    ])
    await drive(user, a.id, 'PATCH', `/files/${one}`, { trashed: false })
    await advance(sandbox, MINUTE)
    expect((await syncs.pull(id, second.cursor)).data).toMatchObject([{ id: first.data[0]?.id, name: 'One, renamed' }])
    expect((await syncs.page(id)).paging).toMatchObject({ totalActiveRecords: before.paging.totalActiveRecords + 1 })
    const logs = await sandbox.control('GET', `/projects/${sandbox.projectId}/sync-logs?syncId=${id}`)
    const { data } = (await logs.json()) as { data: { syncEvent: string; summary?: object }[] }
    expect(data.map(({ syncEvent, summary }) => [syncEvent, summary])).toEqual([
      ['INCREMENTAL_SYNC_COMPLETED', { created: 1, updated: 0, deleted: 0 }],
      ['INCREMENTAL_SYNC_COMPLETED', { created: 0, updated: 0, deleted: 1 }],
      ['INCREMENTAL_SYNC_COMPLETED', { created: 0, updated: 1, deleted: 1 }],
      ['INCREMENTAL_SYNC_COMPLETED', { created: 2, updated: 0, deleted: 0 }],
      ['INITIAL_SYNC_COMPLETED', { created: before.paging.totalRecords, updated: 0, deleted: 0 }],
      ['INITIAL_SYNC_STARTED', undefined],
    ])
  })

  it('that is moved to another account is reconciled with what that one has', async () => {
    const person = await someone()
    const { syncs, user, a, b } = person
    const shared = await upload(person, a.id, 'Shared by A')
    await drive(user, a.id, 'POST', `/files/${shared}/permissions`, {
      type: 'user',
      role: 'reader',
      emailAddress: maya.home,
    })
    const id = await syncs.enable({ credentialId: a.id })
    const fresh = await syncs.enable({ credentialId: b.id, configurationName: 'b' })
    await settle()
    const before = await syncs.pull(id)
    expect(await syncs.json('PATCH', `/syncs/${id}`, { credentialId: b.id })).toEqual({
      id,
      data: { credentialId: b.id },
      message: 'Update request accepted and is being processed',
    })
    await settle()
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE', credentialId: b.id })
    expect(await syncs.names(id)).toEqual(await syncs.names(fresh))
    const changed = await syncs.pull(id, before.cursor)
    const of = (list: typeof changed.data) => new Set(list.map(({ externalId }) => externalId))
    const deleted = of(changed.data.filter((record) => record.deleted))
    const kept = before.data.filter(({ externalId }) => !deleted.has(externalId))
    // The one file that both have is the same record; as B sees it, it lies in no folder of B's.
    expect(kept.map(({ externalId }) => externalId)).toEqual([shared])
    expect(changed.data.find(({ externalId }) => externalId === shared)).toMatchObject({
      id: kept[0]?.id,
      parentFolderId: null,
    })
    // From now on it follows B.
    await upload(person, b.id, 'Later in B')
    await upload(person, a.id, 'Later in A')
    await advance(sandbox, MINUTE)
    const names = await syncs.names(id)
    expect([names.includes('Later in B'), names.includes('Later in A')]).toEqual([true, false])
    await drive(user, a.id, 'DELETE', `/files/${shared}`)
    await advance(sandbox, MINUTE)
    expect(await syncs.names(id)).not.toContain('Shared by A')
  })

  it('finds in the daily full sync what no change told of', async () => {
    const person = await someone()
    const { syncs, a } = person
    const kept = await upload(person, a.id, 'Told')
    const lost = await upload(person, a.id, 'Never told')
    const id = await syncs.enable({ credentialId: a.id })
    await settle()
    const { cursor } = await syncs.pull(id)
    // As after an outage: the file goes, and nobody's list of changes has it.
    const { prisma } = sandbox.context.store
    await prisma.driveFile.delete({ where: { id: lost } })
    await prisma.driveFile.update({ where: { id: kept }, data: { name: 'Told at last' } })
    await advance(sandbox, DAY - MINUTE)
    expect((await syncs.pull(id, cursor)).data).toEqual([])
    await advance(sandbox, 2 * MINUTE)
    expect((await syncs.pull(id, cursor)).data).toMatchObject([
      { externalId: kept, name: 'Told at last' },
      { externalId: lost, deleted: true },
    ])
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
  })

  it('reads a folder with all below it, or only what lies in it, or chosen files, of chosen types', async () => {
    const person = await someone()
    const { syncs, user, a } = person
    const folder = async (name: string, parent?: string) =>
      (
        await drive(user, a.id, 'POST', '/files', {
          name,
          mimeType: 'application/vnd.google-apps.folder',
          ...(parent && { parents: [parent] }),
        })
      ).id
    const file = async (name: string, parent: string, mimeType = 'text/plain') =>
      (await drive(user, a.id, 'POST', '/files', { name, mimeType, parents: [parent] })).id
    const top = await folder('Top')
    const below = await folder('Below', top)
    const inTop = await file('In top', top)
    await file('Deep', below)
    await file('Deep picture', below, 'image/png')
    const outside = await folder('Outside')

    const enable = (configurationName: string, configuration: object) =>
      syncs.enable({ credentialId: a.id, configurationName, configuration })
    const deep = await enable('deep', { folderId: top })
    const shallow = await enable('shallow', { folderId: top, shallowSync: true })
    const pictures = await enable('pictures', { folderId: top, mimeTypes: ['image/png'] })
    const chosen = await enable('chosen', { fileIds: [inTop, 'none', below] })
    await settle()
    expect(await syncs.names(deep)).toEqual(['Below', 'Deep', 'Deep picture', 'In top'])
    expect(await syncs.names(shallow)).toEqual(['Below', 'In top'])
    expect(await syncs.names(pictures)).toEqual(['Deep picture'])
    expect(await syncs.names(chosen)).toEqual(['Below', 'In top'])

    await drive(user, a.id, 'PATCH', `/files/${below}?addParents=${outside}&removeParents=${top}`, { name: 'Gone' })
    await advance(sandbox, MINUTE)
    expect(await syncs.names(deep)).toEqual(['In top'])
    expect(await syncs.names(shallow)).toEqual(['In top'])
    expect(await syncs.names(pictures)).toEqual([])
    expect(await syncs.names(chosen)).toEqual(['Gone', 'In top'])
  })

  it('looks as often as it was asked to', async () => {
    const person = await someone()
    const { syncs, a } = person
    const id = await syncs.enable({ credentialId: a.id, incrementalAccumulatorFrequency: '1h' })
    await settle()
    expect(await syncs.status(id)).toMatchObject({ incrementalAccumulatorFrequency: '1h' })
    await upload(person, a.id, 'Hourly')
    await advance(sandbox, 59 * MINUTE)
    expect(await syncs.names(id)).not.toContain('Hourly')
    await advance(sandbox, MINUTE)
    expect(await syncs.names(id)).toContain('Hourly')
  })

  it('is gone with its records when it is deleted, and begins anew when it is enabled again', async () => {
    const { syncs, a } = await someone()
    const id = await syncs.enable({ credentialId: a.id })
    await settle()
    const { cursor, data } = await syncs.pull(id)
    expect(await syncs.json('DELETE', `/syncs/${id}`)).toEqual({ id })
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['PATCH', ''],
      ['POST', '/disable'],
      ['POST', '/reenable'],
      ['GET', '/records'],
      ['GET', `/records/${data[0]?.id}`],
      ['GET', `/records/${data[0]?.id}/content`],
    ] as const) {
      const body = method === 'PATCH' ? { credentialId: a.id } : undefined
      await expectError(await syncs.call(method, `/syncs/${id}${path}`, body), 404)
    }
    const { prisma } = sandbox.context.store
    expect(await prisma.syncRecord.count({ where: { syncId: id } })).toBe(0)
    expect(await prisma.job.count({ where: { kind: 'sync', subject: id } })).toBe(0)
    await settle()
    expect(await syncs.enable({ credentialId: a.id })).toBe(id)
    await settle()
    expect((await syncs.pull(id)).data.map((record) => record.id).sort()).toEqual(
      data.map((record) => record.id).sort(),
    )
    await expectError(await syncs.call('GET', `/syncs/${id}/records?cursor=${cursor}`), 400)
  })
})

describe('pulling records', () => {
  it('comes in pages that leave nothing out and repeat nothing, and says truly what remains', async () => {
    const { syncs, a } = await someone()
    const id = await syncs.enable({ credentialId: a.id })
    await settle()
    const all = (await syncs.pull(id)).data
    for (const parameter of ['pageSize', 'page_size', 'limit']) {
      const seen: string[] = []
      let cursor: string | null = null
      for (let left = all.length; left > 0; ) {
        const page = await syncs.page(id, { [parameter]: '2', ...(cursor && { cursor }) })
        seen.push(...page.data.map((record) => record.id))
        left -= page.data.length
        expect(page.paging).toMatchObject({ totalRecords: all.length, remainingRecords: left })
        expect(page.paging.lastSeen).toBe(Date.parse(String(page.data.at(-1)?.syncedAt)))
        cursor = page.paging.cursor
      }
      expect(seen).toEqual(all.map((record) => record.id))
      const end = await syncs.page(id, { ...(cursor && { cursor }) })
      expect([end.data, end.paging.cursor, end.paging.remainingRecords]).toEqual([[], cursor, 0])
      expect((await syncs.status(id)).summary.latestCursor).toBe(cursor)
    }
  })

  it('of a sync that has read nothing yet answers nothing', async () => {
    const { syncs, a } = await someone()
    const id = await syncs.enable({ credentialId: a.id })
    const { prisma } = sandbox.context.store
    await settle()
    await prisma.syncRecord.deleteMany({ where: { syncId: id } })
    await prisma.sync.update({ where: { id }, data: { sequence: 0, recordCount: 0 } })
    expect(await syncs.page(id)).toEqual({
      data: [],
      paging: { totalRecords: 0, totalActiveRecords: 0, remainingRecords: 0, cursor: null, lastSeen: null },
    })
    expect((await syncs.status(id)).summary).toMatchObject({ totalRecords: 0, latestCursor: null })
  })

  it.each([
    'pageSize=0',
    'pageSize=-1',
    'pageSize=1001',
    'pageSize=99999999999999999999',
    'pageSize=ten',
    'pageSize=1.5',
    'pageSize=',
    'page_size=0',
    'limit=0',
    'cursor=x',
    `cursor=${Buffer.from('["x",1,1]').toString('base64url')}`,
    `cursor=${Buffer.from('{}').toString('base64url')}`,
  ])('refuses %s', async (query) => {
    const { syncs, a } = await someone()
    const id = await syncs.enable({ credentialId: a.id })
    await expectError(await syncs.call('GET', `/syncs/${id}/records?${query}`), 400)
  })

  it('refuses the cursor of another sync, and one from its future', async () => {
    const { syncs, a } = await someone()
    const [one, two] = [await syncs.enable({ credentialId: a.id }), await syncs.enable({ configurationName: 'two' })]
    await settle()
    const { cursor } = await syncs.pull(one)
    await expectError(await syncs.call('GET', `/syncs/${two}/records?cursor=${cursor}`), 400)
    const [name, sequence, seen] = JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString()) as [
      string,
      number,
      number,
    ]
    const ahead = Buffer.from(JSON.stringify([name, sequence + 1, seen])).toString('base64url')
    await expectError(await syncs.call('GET', `/syncs/${one}/records?cursor=${ahead}`), 400)
  })

  it('has no content of a folder, and passes on what the third party refuses', async () => {
    const person = await someone()
    const { syncs, user, a } = person
    const id = await syncs.enable({ credentialId: a.id })
    const native = await drive(user, a.id, 'POST', '/files', {
      name: 'Notes',
      mimeType: 'application/vnd.google-apps.document',
    })
    const gone = await upload(person, a.id, 'Gone')
    await settle()
    const { data } = await syncs.pull(id)
    const content = (externalId: unknown) =>
      syncs.call('GET', `/syncs/${id}/records/${data.find((record) => record.externalId === externalId)?.id}/content`)
    const folder = data.find(({ mimeType }) => mimeType === 'application/vnd.google-apps.folder')
    await expectError(await content(folder?.externalId), 400)
    expect(data.find(({ externalId }) => externalId === native.id)?.name).toBe('Notes.docx')
    await expectError(await content(native.id), 400)
    await drive(user, a.id, 'DELETE', `/files/${gone}`)
    await expectError(await content(gone), 404)
    await expectError(await syncs.call('GET', `/syncs/${id}/records/none/content`), 404)
  })
})

describe('what is refused', () => {
  const call = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    sandbox.paragon(new Request(`${PARAGON}/api${path}`, { method, headers, ...(body !== undefined && { body }) }))
  const routes: [string, string][] = [
    ['POST', '/syncs'],
    ['GET', '/syncs'],
    ['GET', '/syncs/x'],
    ['PATCH', '/syncs/x'],
    ['DELETE', '/syncs/x'],
    ['POST', '/syncs/x/disable'],
    ['POST', '/syncs/x/reenable'],
    ['GET', '/syncs/x/records'],
    ['GET', '/syncs/x/records/x'],
    ['GET', '/syncs/x/records/x/content'],
  ]
  const token = async (claims: object) => {
    const answer = await sandbox.control('POST', `/projects/${sandbox.projectId}/tokens`, { sub: 'audience', claims })
    return ((await answer.json()) as { token: string }).token
  }

  it.each(routes)('%s %s without a token for this project', async (method, path) => {
    await expectError(await call(method, path), 401)
    await expectError(await call(method, path, { authorization: 'Bearer x' }), 401)
    const { signingKey } = (await (await sandbox.control('GET', `/projects/${sandbox.projectId}`)).json()) as {
      signingKey: string
    }
    const none = await new SignJWT({ sub: 'audience' })
      .setProtectedHeader({ alg: 'RS256' })
      .setExpirationTime('1h')
      .sign(await importPKCS8(signingKey, 'RS256'))
    // Every other API takes a token without an audience.
    const me = await sandbox.paragon(
      new Request(`${PARAGON}/projects/${sandbox.projectId}/sdk/me`, { headers: { authorization: `Bearer ${none}` } }),
    )
    expect(me.status).toBe(200)
    await expectError(await call(method, path, { authorization: `Bearer ${none}` }), 401)
    for (const aud of ['useparagon.com', 'useparagon.com/none', `${sandbox.projectId}`]) {
      await expectError(await call(method, path, { authorization: `Bearer ${await token({ aud })}` }), 401)
    }
  })

  it('takes a token of any instance of Paragon, and one that is for several', async () => {
    for (const aud of [
      `dashboard.useparagon.com/${sandbox.projectId}`,
      ['https://elsewhere.example', `useparagon.com/${sandbox.projectId}`],
    ]) {
      const answer = await call('GET', '/syncs', { authorization: `Bearer ${await token({ aud })}` })
      expect([answer.status, await answer.json()]).toEqual([200, { data: [] }])
    }
  })

  it('a method that there is not', async () => {
    await expectError(await call('PUT', '/syncs'), 405)
    await expectError(await call('GET', '/syncs/x/y'), 404)
  })

  it.each<[string, unknown, number]>([
    ['no integration', { pipeline: 'files' }, 400],
    ['no pipeline', { integration: 'googledrive' }, 400],
    ['an unknown integration', { integration: 'nothing', pipeline: 'files' }, 404],
    ['an integration that cannot be synced', { integration: 'googleCalendar', pipeline: 'files' }, 400],
    ['a pipeline that the integration lacks', { integration: 'googledrive', pipeline: 'contacts' }, 400],
    ['an unknown credential', { integration: 'googledrive', pipeline: 'files', credentialId: 'none' }, 404],
    ['an empty credential', { integration: 'googledrive', pipeline: 'files', credentialId: ' ' }, 400],
    ['an empty name', { integration: 'googledrive', pipeline: 'files', configurationName: ' ' }, 400],
    ['a configuration that is none', { integration: 'googledrive', pipeline: 'files', configuration: [] }, 400],
    ['an unknown option', { integration: 'googledrive', pipeline: 'files', configuration: { site: 'x' } }, 400],
    ['no files', { integration: 'googledrive', pipeline: 'files', configuration: { fileIds: [] } }, 400],
    [
      'too many files',
      {
        integration: 'googledrive',
        pipeline: 'files',
        configuration: { fileIds: Array.from({ length: 301 }, String) },
      },
      400,
    ],
    [
      'a folder and files',
      { integration: 'googledrive', pipeline: 'files', configuration: { fileIds: ['x'], folderId: 'x' } },
      400,
    ],
    [
      'a frequency that is none',
      { integration: 'googledrive', pipeline: 'files', incrementalAccumulatorFrequency: '1s' },
      400,
    ],
    ['no JSON', '{', 400],
  ])('%s', async (_, body, status) => {
    const { syncs } = await someone()
    await expectError(await syncs.call('POST', '/syncs', body), status)
    expect(await syncs.json('GET', '/syncs')).toEqual({ data: [] })
  })

  it('an account of another integration, of another user, none, and one that lost its access', async () => {
    const { syncs, user, a, b } = await someone()
    const calendar = await user.addAccount(maya.work, { integration: 'googleCalendar' })
    const stranger = await someone()
    const id = await syncs.enable({ credentialId: a.id })
    const body = { integration: 'googledrive', pipeline: 'files' }
    for (const credentialId of [calendar.id, stranger.a.id]) {
      await expectError(await syncs.call('POST', '/syncs', { ...body, credentialId, configurationName: 'x' }), 404)
      await expectError(await syncs.call('PATCH', `/syncs/${id}`, { credentialId }), 404)
    }
    await expectError(await syncs.call('PATCH', `/syncs/${id}`, {}), 400)
    await expectError(await syncs.call('PATCH', `/syncs/${id}`, '{'), 400)
    await expectError(await stranger.syncs.call('GET', `/syncs/${id}`), 404)
    await expectError(await stranger.syncs.call('PATCH', `/syncs/${id}`, { credentialId: stranger.a.id }), 404)
    await expectError(await syncs.call('GET', '/syncs?credentialId='), 400)

    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${b.id}/invalidate`)
    await expectError(await syncs.call('PATCH', `/syncs/${id}`, { credentialId: b.id }), 400, '40010')
    await expectError(await syncs.call('POST', '/syncs', { ...body, credentialId: b.id, configurationName: 'x' }), 400)
    expect((await syncs.status(id)).credentialId).toBe(a.id)

    const nobody = syncClient(() => sandbox, await sandbox.user('without-accounts'))
    const answer = await nobody.call('POST', '/syncs', body)
    expect(await answer.clone().json()).toMatchObject({ message: 'Integration not enabled for user.' })
    await expectError(answer, 404)
  })

  it('what JWT Permissions hide', async () => {
    const { syncs, user, a, b } = await someone()
    const [ofA, ofB] = [
      await syncs.enable({ credentialId: a.id }),
      await syncs.enable({ credentialId: b.id, configurationName: 'b' }),
    ]
    await settle()
    const sub = (await user.me()).userId
    const only = syncClient(
      () => sandbox,
      await sandbox.user(sub, { permissions: { 'integration:googledrive': { [`credential:${b.id}`]: true } } }),
    )
    const list = await only.json<{ data: { id: string }[] }>('GET', '/syncs')
    expect(list.data.map(({ id }) => id)).toEqual([ofB])
    expect(await only.status(ofB)).toMatchObject({ status: 'IDLE' })
    const { data } = await syncs.pull(ofA)
    for (const [method, path, body] of [
      ['GET', `/syncs?credentialId=${a.id}`],
      ['GET', `/syncs/${ofA}`],
      ['PATCH', `/syncs/${ofA}`, { credentialId: b.id }],
      ['PATCH', `/syncs/${ofB}`, { credentialId: a.id }],
      ['DELETE', `/syncs/${ofA}`],
      ['POST', `/syncs/${ofA}/disable`],
      ['POST', `/syncs/${ofA}/reenable`],
      ['GET', `/syncs/${ofA}/records`],
      ['GET', `/syncs/${ofA}/records/${data[0]?.id}`],
      ['GET', `/syncs/${ofA}/records/${data[0]?.id}/content`],
      ['POST', '/syncs', { integration: 'googledrive', pipeline: 'files', credentialId: a.id }],
      ['POST', '/syncs', { integration: 'googledrive', pipeline: 'files' }],
    ] as const) {
      await expectError(await only.call(method, path, body), 403, '7210')
    }
    // The default account is the oldest that the token shows.
    const own = await only.enable({ configurationName: 'own' })
    expect((await only.status(own)).credentialId).toBe(b.id)
    // Of an account that is gone, the scopes that showed it still show its syncs.
    await user.call('DELETE', `/sdk/integrations/${await user.integrationId()}`, {
      headers: { 'x-paragon-credential': a.id },
    })
    await advance(sandbox, MINUTE)
    await expectError(await only.call('GET', `/syncs/${ofA}`), 403, '7210')
    expect(await syncs.status(ofA)).toMatchObject({ status: 'ERRORED' })
  })
})
