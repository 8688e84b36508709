import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, jonas, maya, type TestSandbox, type TestUser } from '../../../testing/test-sandbox.ts'
import {
  addQuietAccount,
  advance,
  callThirdParty,
  DAY,
  expectError,
  MINUTE,
  type Pulled,
  type SyncClient,
  syncClient,
} from '../testing.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
  await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: true })
})
afterAll(() => sandbox.dispose())

/** What one account does at the third party, through the Proxy. */
interface Storage {
  /** Of the place that everything below happens in: a drive, or everything. */
  configuration(): Promise<Record<string, unknown>>
  upload(name: string, folderId?: string, content?: string): Promise<string>
  folder(name: string, parentId?: string): Promise<string>
  rename(kind: 'file' | 'folder', id: string, name: string): Promise<unknown>
  move(kind: 'file' | 'folder', id: string, folderId: string): Promise<unknown>
  remove(kind: 'file' | 'folder', id: string): Promise<unknown>
  /** Answers how to take it back. */
  share(kind: 'file' | 'folder', id: string, email: string, canWrite: boolean): Promise<() => Promise<unknown>>
  /** A link for everyone in the organization, or in the world. */
  link(kind: 'file' | 'folder', id: string, isPublic: boolean): Promise<unknown>
}

type Call = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>

function graph(call: Call, driveOf: () => Promise<{ drive: string; configuration: Record<string, unknown> }>): Storage {
  const item = async (id: string, rest = '') => `/drives/${(await driveOf()).drive}/items/${id}${rest}`
  return {
    configuration: async () => (await driveOf()).configuration,
    upload: async (name, folderId = 'root', content = name) =>
      String((await call('PUT', await item(folderId, `:/${encodeURIComponent(name)}:/content`), content)).id),
    folder: async (name, parentId = 'root') =>
      String((await call('POST', await item(parentId, '/children'), { name, folder: {} })).id),
    rename: async (_, id, name) => call('PATCH', await item(id), { name }),
    move: async (_, id, folderId) => call('PATCH', await item(id), { parentReference: { id: folderId } }),
    remove: async (_, id) => call('DELETE', await item(id)),
    async share(_, id, email, canWrite) {
      const body = { recipients: [{ email }], roles: [canWrite ? 'write' : 'read'] }
      const { value } = (await call('POST', await item(id, '/invite'), body)) as { value: { id: string }[] }
      return async () => call('DELETE', await item(id, `/permissions/${value[0]?.id}`))
    },
    link: async (_, id, isPublic) =>
      call('POST', await item(id, '/createLink'), { type: 'view', scope: isPublic ? 'anonymous' : 'organization' }),
  }
}

function onedrive(call: Call): Storage {
  return graph(call, async () => ({ drive: String((await call('GET', '/me/drive')).id), configuration: {} }))
}

function sharepoint(call: Call): Storage {
  return graph(call, async () => {
    const site = await call('GET', '/sites/root')
    const { value } = (await call('GET', `/sites/${site.id}/drives`)) as { value: { id: string }[] }
    return { drive: value[0]?.id ?? '', configuration: { siteId: site.id } }
  })
}

function box(call: Call, user: TestUser, credentialId: string): Storage {
  return {
    configuration: async () => ({}),
    async upload(name, folderId = '0', content = name) {
      const attributes = JSON.stringify({ name, parent: { id: folderId } })
      const part = (headers: string, body: string) =>
        `--edge\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${body}\r\n`
      const body = `${part('name="attributes"', attributes)}${part(`name="file"; filename="x"`, content)}--edge--\r\n`
      const answer = await user.call('POST', '/sdk/proxy/box/https://upload.box.com/api/2.0/files/content', {
        body,
        headers: { 'x-paragon-credential': credentialId, 'content-type': 'multipart/form-data; boundary=edge' },
      })
      expect(answer.status, await answer.clone().text()).toBe(200)
      const { output } = (await answer.json()) as { output: { entries: { id: string }[] } }
      return output.entries[0]?.id ?? ''
    },
    folder: async (name, parentId = '0') =>
      String((await call('POST', '/folders', { name, parent: { id: parentId } })).id),
    rename: (kind, id, name) => call('PUT', `/${kind}s/${id}`, { name }),
    move: (kind, id, folderId) => call('PUT', `/${kind}s/${id}`, { parent: { id: folderId } }),
    remove: (kind, id) => call('DELETE', `/${kind}s/${id}${kind === 'folder' ? '?recursive=true' : ''}`),
    async share(kind, id, login, canWrite) {
      const made = await call('POST', '/collaborations', {
        item: { type: kind, id },
        accessible_by: { type: 'user', login },
        role: canWrite ? 'editor' : 'viewer',
      })
      return () => call('DELETE', `/collaborations/${made.id}`)
    },
    link: (kind, id, isPublic) =>
      call('PUT', `/${kind}s/${id}`, { shared_link: { access: isPublic ? 'open' : 'company' } }),
  }
}

const storages = [
  {
    integration: 'onedrive',
    host: 'graph.microsoft.com',
    directory: 'microsoft',
    of: onedrive,
    starts: ['Planning', 'Roadmap 2026.md'],
    hash: { quickXorHash: expect.any(String) },
    custom: { driveId: expect.stringMatching(/^b!/), description: null },
  },
  {
    integration: 'sharepoint',
    host: 'graph.microsoft.com',
    directory: 'microsoft',
    of: sharepoint,
    // Of both libraries of the site.
    starts: ['Releases', 'Vision.md', 'Fabrikam order form.txt'],
    hash: { quickXorHash: expect.any(String) },
    custom: { driveId: expect.stringMatching(/^b!/), description: null, fullPath: '/Uploaded as A.txt' },
  },
  {
    integration: 'box',
    host: 'api.box.com',
    directory: 'box',
    of: box,
    starts: ['Marketing', 'Press kit.md'],
    hash: { sha1: expect.stringMatching(/^[0-9a-f]{40}$/) },
    custom: { description: null },
  },
]

interface Person {
  user: TestUser
  syncs: SyncClient
  a: { id: string; storage: Storage }
  b: { id: string; storage: Storage }
  enable(account: Person['a'], configuration?: Record<string, unknown>): Promise<string>
}

describe.each(storages)('files of $integration', ({ integration, host, directory, of, starts, hash, custom }) => {
  let people = 0
  const enabled: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    // Time passes for all syncs that there are.
    for (const end of enabled.splice(0)) await end()
  })
  /** Someone with two accounts. */
  async function someone(): Promise<Person> {
    const user = await sandbox.user(`${integration}-${people++}`)
    const accountOf = async (email: string) => {
      const { id } = await addQuietAccount(user, email, integration)
      const call: Call = (method, path, body) => callThirdParty(user, integration, id, method, path, body)
      return { id, storage: of(call, user, id) }
    }
    const [a, b] = [await accountOf(maya.work), await accountOf(maya.home)]
    const syncs = syncClient(() => sandbox, user)
    let names = 0
    return {
      user,
      syncs,
      a,
      b,
      async enable({ id, storage }, configuration) {
        const syncId = await syncs.enable({
          integration,
          pipeline: 'files',
          credentialId: id,
          configurationName: `sync ${names++}`,
          configuration: configuration ?? (await storage.configuration()),
        })
        enabled.push(() => syncs.call('DELETE', `/syncs/${syncId}`))
        await advance(sandbox, 0)
        return syncId
      },
    }
  }
  const live = async (syncs: SyncClient, id: string) =>
    new Map((await syncs.pull(id)).data.filter(({ deleted }) => !deleted).map((record) => [record.externalId, record]))
  /** What someone may do with a record, as the Permissions API has it. */
  async function rolesOf(syncs: SyncClient, syncId: string, record: Pulled | undefined, user: string) {
    const held: string[] = []
    for (const role of ['can_read', 'can_write', 'is_owner']) {
      const body = { object: record?.id, user, role }
      const { hasAccess } = await syncs.json<{ hasAccess: boolean }>('POST', `/permissions/${syncId}/check`, body)
      if (hasAccess) held.push(role)
    }
    return held
  }
  /** Puts many files beside one at once, with all that the third party keeps of it. */
  async function fill(fileId: string, count: number): Promise<string[]> {
    const { prisma } = sandbox.context.store
    const file = await prisma.driveFile.findUniqueOrThrow({ where: { id: fileId } })
    const data = Array.from({ length: count }, (_, index) => {
      const id = `${fileId}${String(index).padStart(4, '0')}`
      return { ...file, id, name: `Many ${index}`, nameKey: `many ${index}` }
    })
    await prisma.driveFile.createMany({ data })
    return data.map(({ id }) => id)
  }
  let tests = 0
  /** A folder of its own for a test. */
  const newFolder = (storage: Storage) => storage.folder(`${integration} ${tests++}`)

  it('are those of the account, and a file uploaded as A is not in B’s sync', async () => {
    const { syncs, a, b, enable } = await someone()
    const [ofA, ofB] = [await enable(a), await enable(b)]
    expect(await syncs.status(ofA)).toMatchObject({ status: 'IDLE', credentialId: a.id })
    expect(await syncs.names(ofA)).toEqual(expect.arrayContaining(starts))
    expect(await syncs.names(ofB)).not.toEqual(expect.arrayContaining([starts[0]]))

    const id = await a.storage.upload('Uploaded as A.txt', undefined, 'content of A')
    await advance(sandbox, MINUTE)
    expect(await syncs.names(ofB)).not.toContain('Uploaded as A.txt')
    const record = (await live(syncs, ofA)).get(id)
    expect(record).toEqual({
      id: expect.stringMatching(/^.{8}-.{4}-5/),
      externalId: id,
      name: 'Uploaded as A.txt',
      mimeType: expect.stringMatching(/^[a-z]+\/[\w.+-]+$/),
      size: 12,
      url: expect.stringMatching(/^https:\/\//),
      thumbnailUrl: null,
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      hash,
      parentFolderId: expect.any(String),
      customFields: custom,
      syncedAt: expect.any(String),
    })
    const content = await syncs.call('GET', `/syncs/${ofA}/records/${record?.id}/content`)
    expect([content.status, await content.text()]).toEqual([200, 'content of A'])
    const folder = [...(await live(syncs, ofA)).values()].find(({ name }) => name === starts[0])
    expect(folder?.mimeType).toBe('inode/directory')
    await expectError(await syncs.call('GET', `/syncs/${ofA}/records/${folder?.id}/content`), 400)
    await a.storage.remove('file', id)
    await expectError(await syncs.call('GET', `/syncs/${ofA}/records/${record?.id}/content`), 404)
    await advance(sandbox, MINUTE)
    expect((await live(syncs, ofA)).has(id)).toBe(false)
  })

  it('come in pages, each once', async () => {
    const { syncs, a, enable } = await someone()
    const folder = await newFolder(a.storage)
    const uploaded = await fill(await a.storage.upload('Many', folder), 130)
    const fetches: string[] = []
    const { fetch } = sandbox.context
    sandbox.context.fetch = (request) => {
      fetches.push(new URL(request.url).host)
      return fetch(request)
    }
    const id = await enable(a)
    sandbox.context.fetch = fetch
    expect(fetches.filter((each) => each === host).length).toBeGreaterThan(2)
    const { data } = await syncs.pull(id)
    const ids = data.map(({ externalId }) => externalId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining([folder, ...uploaded]))
    await a.storage.remove('folder', folder)
    await advance(sandbox, MINUTE)
    const left = await live(syncs, id)
    expect([folder, ...uploaded].filter((each) => left.has(each))).toEqual([])
  })

  it('follow changes every minute, in the order of the last change', async () => {
    const { syncs, a, enable } = await someone()
    const [one, two] = [await newFolder(a.storage), await newFolder(a.storage)]
    const id = await enable(a)
    const { cursor } = await syncs.pull(id)
    const file = await a.storage.upload('One', one)
    await advance(sandbox, MINUTE)
    const first = await syncs.pull(id, cursor)
    expect(first.data.map(({ name }) => name)).toContain('One')
    await a.storage.rename('file', file, 'One, renamed')
    await a.storage.move('file', file, two)
    await advance(sandbox, MINUTE)
    const second = await syncs.pull(id, first.cursor)
    expect(second.data.find(({ externalId }) => externalId === file)).toMatchObject({
      name: 'One, renamed',
      parentFolderId: two,
    })
    await a.storage.rename('folder', two, `${integration} ${tests++}`)
    await a.storage.remove('file', file)
    await advance(sandbox, MINUTE)
    const third = await syncs.pull(id, second.cursor)
    expect(third.data).toContainEqual({ id: expect.any(String), externalId: file, deleted: true })
    await advance(sandbox, MINUTE)
    expect((await syncs.pull(id, third.cursor)).data).toEqual([])
  })

  it('lose in the daily full sync what no change told of', async () => {
    const { syncs, a, enable } = await someone()
    const folder = await newFolder(a.storage)
    const lost = await a.storage.upload('Never told', folder)
    const kept = await a.storage.upload('Told', folder)
    const id = await enable(a)
    const { prisma } = sandbox.context.store
    await prisma.driveFile.delete({ where: { id: lost } })
    await prisma.driveFile.update({ where: { id: kept }, data: { name: 'Told at last' } })
    await advance(sandbox, DAY - 2 * MINUTE)
    expect((await live(syncs, id)).get(kept)?.name).toBe('Told')
    await advance(sandbox, 3 * MINUTE)
    const records = await live(syncs, id)
    expect([records.has(lost), records.get(kept)?.name]).toEqual([false, 'Told at last'])
  })

  it('of a folder with all below it, or only what lies in it, or chosen files, of chosen types', async () => {
    const { syncs, a, enable } = await someone()
    const { driveId: _, siteId: __, ...rest } = await a.storage.configuration()
    const [top, outside] = [await newFolder(a.storage), await newFolder(a.storage)]
    const below = await a.storage.folder('Below', top)
    const inTop = await a.storage.upload('In top.txt', top)
    await a.storage.upload('Deep.txt', below)
    const deep = await enable(a, { ...rest, folderId: top })
    const shallow = await enable(a, { ...rest, folderId: top, shallowSync: true })
    const chosen = await enable(a, { ...rest, fileIds: [inTop, '99999999999999'] })
    const type = (await live(syncs, chosen)).get(inTop)?.mimeType
    const typed = await enable(a, { ...rest, folderId: top, mimeTypes: [String(type)] })
    expect(await syncs.names(deep)).toEqual(['Below', 'Deep.txt', 'In top.txt'])
    expect(await syncs.names(shallow)).toEqual(['Below', 'In top.txt'])
    expect(await syncs.names(chosen)).toEqual(['In top.txt'])
    expect(await syncs.names(typed)).toEqual(['Deep.txt', 'In top.txt'])
    await a.storage.move('folder', below, outside)
    await a.storage.rename('file', inTop, 'Renamed.txt')
    await advance(sandbox, MINUTE)
    expect(await syncs.names(deep)).toEqual(['Renamed.txt'])
    expect(await syncs.names(shallow)).toEqual(['Renamed.txt'])
    expect(await syncs.names(chosen)).toEqual(['Renamed.txt'])
    expect(await syncs.names(typed)).toEqual(['Renamed.txt'])
    const none = await enable(a, { ...rest, folderId: '99999999999999' })
    expect(await syncs.status(none)).toMatchObject({ status: 'ERRORED', reason: 'Request failed with status code 404' })
    for (const configuration of [
      { folderId: top, fileIds: [inTop] },
      { folderId: '' },
      { colour: 'blue' },
      { fileIds: [] },
    ]) {
      const body = { integration, pipeline: 'files', configurationName: 'bad', configuration }
      await expectError(await syncs.call('POST', '/syncs', body), 400)
    }
  })

  it('say who may use them: owner, writer, reader, the organization, anyone, and all that a folder gives', async () => {
    const { syncs, a, enable } = await someone()
    const folder = await newFolder(a.storage)
    const [inner, inherits, alone, linked, open] = [
      await a.storage.folder('Inner', folder),
      await a.storage.upload('inherits.txt', folder),
      await a.storage.upload('alone.txt'),
      await a.storage.upload('linked.txt'),
      await a.storage.upload('open.txt'),
    ]
    const deep = await a.storage.upload('deep.txt', inner)
    const unshare = await a.storage.share('folder', folder, jonas.work, false)
    await a.storage.share('file', deep, jonas.work, true)
    await a.storage.share('file', inherits, 'guest@else.example', false)
    await a.storage.link('file', linked, false)
    await a.storage.link('file', open, true)
    const id = await enable(a)
    const stranger = 'stranger@else.example'
    const [read, write] = [['can_read'], ['can_read', 'can_write']]
    const own = [...write, 'is_owner']
    const expectRoles = async (table: [string, string, string[]][]) => {
      const records = await live(syncs, id)
      for (const [externalId, user, roles] of table) {
        const record = records.get(externalId)
        expect([record?.name, user, await rolesOf(syncs, id, record, user)]).toEqual([record?.name, user, roles])
      }
    }
    await expectRoles([
      [alone, maya.work, own],
      [alone, jonas.work, []],
      [folder, jonas.work, read],
      [inherits, jonas.work, read],
      [inherits, 'guest@else.example', read],
      [deep, jonas.work, write],
      [deep, 'guest@else.example', []],
      [deep, maya.work, own],
      [linked, jonas.work, read],
      [linked, stranger, []],
      [open, stranger, read],
    ])
    const { objects } = await syncs.json<{ objects: string[] }>('POST', `/permissions/${id}/list-objects`, {
      objectType: 'folder',
      user: jonas.work,
      role: 'can_read',
    })
    const records = await live(syncs, id)
    expect(objects.sort()).toEqual([records.get(folder)?.id, records.get(inner)?.id].sort())
    const { tree } = await syncs.json<{ tree: object }>('POST', `/permissions/${id}/expand`, {
      object: records.get(inherits)?.id,
      relation: 'can_read',
    })
    expect(JSON.stringify(tree)).toContain('"users":["user:guest@else.example"]')
    expect(JSON.stringify(tree)).toContain(`"userset":"folder:${records.get(folder)?.id}#can_read"`)

    // An incremental sync is enough to learn what is shared, and what is not any more.
    await unshare()
    await a.storage.share('file', alone, jonas.work, true)
    await advance(sandbox, MINUTE)
    await expectRoles([
      [folder, jonas.work, []],
      [inherits, jonas.work, []],
      [deep, jonas.work, write],
      [alone, jonas.work, write],
    ])
    await a.storage.link('folder', folder, true)
    await advance(sandbox, MINUTE)
    await expectRoles([
      [inherits, stranger, read],
      [deep, stranger, read],
    ])
  })

  it('wait for a third party with too many requests for as long as it says', async () => {
    const { syncs, a, enable } = await someone()
    const id = await enable(a)
    await a.storage.upload('Waits', await newFolder(a.storage))
    const throttle = `/projects/${sandbox.projectId}/credentials/${a.id}/throttle`
    await sandbox.control('POST', throttle, { seconds: 600 })
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'RATE_LIMITED', rateLimitBackoffMs: 540_000 })
    await advance(sandbox, 8 * MINUTE)
    expect(await syncs.names(id)).not.toContain('Waits')
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
    expect(await syncs.names(id)).toContain('Waits')
  })

  it('end with a revoked grant, and go on when the account is connected again', async () => {
    const { syncs, user, a, enable } = await someone()
    const id = await enable(a)
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${a.id}/revoke`)
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({
      status: 'ERRORED',
      reason: `Credential ID ${a.id} is no longer valid or has been deleted.`,
    })
    await user.connect(maya.work, {
      type: integration,
      installOptions: { allowMultipleCredentials: true, selectedCredentialId: a.id },
    })
    await a.storage.upload('Meanwhile', await newFolder(a.storage))
    expect((await syncs.call('POST', `/syncs/${id}/reenable`)).status).toBe(200)
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
    expect(await syncs.names(id)).toContain('Meanwhile')
  })

  it('begin anew when the third party does not know the place any more', async () => {
    const { syncs, a, enable } = await someone()
    const id = await enable(a)
    const { prisma } = sandbox.context.store
    const sync = await prisma.sync.findUniqueOrThrow({ where: { id } })
    const changes = JSON.stringify(sync.changes)
      .replaceAll(/token=[\w-]+/g, 'token=none')
      .replace(/"position":"\d+"/, '"position":"999999999"')
    await prisma.sync.update({ where: { id }, data: { changes: JSON.parse(changes) } })
    await a.storage.upload('Beyond', await newFolder(a.storage))
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
    expect(await syncs.names(id)).toContain('Beyond')
  })

  it('are chosen among the accounts of the directory', async () => {
    const account = await sandbox.context.store.provider.accounts.findByEmail(sandbox.projectId, directory, maya.work)
    expect(account?.name).toBe('Maya Chen')
    const user = await sandbox.user(`${integration}-chooser`)
    const popup = await user.openPopup({ type: integration })
    expect(popup.text).toContain(maya.work)
    expect(popup.text).toContain(maya.home)
  })
})

describe('files of a sharepoint site', () => {
  it('need the site, and tell more when they are asked to', async () => {
    const user = await sandbox.user('site')
    const { id } = await addQuietAccount(user, maya.work, 'sharepoint')
    const syncs = syncClient(() => sandbox, user)
    const base = { integration: 'sharepoint', pipeline: 'files', credentialId: id }
    await expectError(await syncs.call('POST', '/syncs', { ...base, configuration: {} }), 400)
    const site = await callThirdParty(user, 'sharepoint', id, 'GET', '/sites/root')
    const syncId = await syncs.enable({ ...base, configuration: { siteId: site.id, includeMetadata: true } })
    await advance(sandbox, 0)
    const { data } = await syncs.pull(syncId)
    expect(data.find(({ name }) => name === 'Release notes.md')?.customFields).toMatchObject({
      fullPath: '/Releases/Release notes.md',
      metadata: { createdBy: maya.work, lastModifiedBy: maya.work, eTag: expect.any(String) },
    })
    const other = await syncs.enable({ ...base, configurationName: 'none', configuration: { siteId: 'none' } })
    await advance(sandbox, 0)
    expect(await syncs.status(other)).toMatchObject({ status: 'ERRORED' })
  })
})

describe('files that another account shares', () => {
  async function two(integration: string) {
    const user = await sandbox.user(`${integration}-shares`)
    const [a, b] = [
      await addQuietAccount(user, maya.work, integration),
      await addQuietAccount(user, jonas.work, integration),
    ]
    const call =
      (id: string): Call =>
      (method, path, body) =>
        callThirdParty(user, integration, id, method, path, body)
    return { user, a: a.id, b: b.id, asA: call(a.id), asB: call(b.id), syncs: syncClient(() => sandbox, user) }
  }

  it('at Box are in the sync of the one that they are shared with, as long as they are', async () => {
    const { user, a, b, asA, syncs } = await two('box')
    const storage = box(asA, user, a)
    const folder = await storage.folder('Shared by A')
    const inner = await storage.upload('Shared inside.txt', folder)
    const syncId = await syncs.enable({ integration: 'box', pipeline: 'files', credentialId: b })
    await advance(sandbox, 0)
    expect(await syncs.names(syncId)).not.toContain('Shared by A')
    const unshare = await storage.share('folder', folder, jonas.work, true)
    await advance(sandbox, MINUTE)
    expect(await syncs.names(syncId)).toEqual(expect.arrayContaining(['Shared by A', 'Shared inside.txt']))
    const record = (await syncs.pull(syncId)).data.find(({ externalId }) => externalId === inner)
    const check = { object: record?.id, user: maya.work, role: 'is_owner' }
    expect(await syncs.json('POST', `/permissions/${syncId}/check`, check)).toEqual({ hasAccess: true })
    const content = await syncs.call('GET', `/syncs/${syncId}/records/${record?.id}/content`)
    expect(await content.text()).toBe('Shared inside.txt')
    await unshare()
    await advance(sandbox, MINUTE)
    expect((await syncs.names(syncId)).filter((name) => name.startsWith('Shared'))).toEqual([])
  })

  it('at SharePoint are a site that comes and goes', async () => {
    const { b, asA, asB, syncs } = await two('sharepoint')
    const site = await asA('GET', '/sites/root')
    const { value } = (await asA('GET', `/sites/${site.id}/drives`)) as { value: { id: string }[] }
    const root = `/drives/${value[0]?.id}/root`
    const invited = await asA('POST', `${root}/invite`, { recipients: [{ email: jonas.work }], roles: ['read'] })
    const syncId = await syncs.enable({
      integration: 'sharepoint',
      pipeline: 'files',
      credentialId: b,
      configuration: { siteId: site.id },
    })
    await advance(sandbox, 0)
    // The one library of two that is shared.
    const names = await syncs.names(syncId)
    expect([names.includes('Vision.md'), names.includes('Fabrikam order form.txt')]).toEqual([true, false])
    expect((await asB('GET', '/sites?search=Product')).value).toHaveLength(1)
    const { value: permissions } = invited as { value: { id: string }[] }
    await asA('DELETE', `${root}/permissions/${permissions[0]?.id}`)
    await advance(sandbox, MINUTE)
    expect(await syncs.status(syncId)).toMatchObject({
      status: 'ERRORED',
      reason: 'Request failed with status code 404',
    })
  })
})
