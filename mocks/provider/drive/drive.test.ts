import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addAccount } from '../accounts.ts'
import { expectRefusal, type GoogleClient, signInAtGoogle } from '../google/testing.ts'
import { DRIVE, type ProviderFixture, startProvider } from '../testing.ts'

const FOLDER = 'application/vnd.google-apps.folder'
const WORK = 'maya.chen@northwind.example'
const HOME = 'maya.chen.home@mail.example'

let fixture: ProviderFixture
let work: GoogleClient
let home: GoogleClient

beforeAll(async () => {
  fixture = await startProvider()
  work = await driveOf(WORK)
  home = await driveOf(HOME)
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

/** The drive of an account. */
const driveOf = (email: string, scope = DRIVE) => signInAtGoogle(fixture, email, scope)

const list = (drive: GoogleClient, params: Record<string, string>) =>
  drive.json('GET', `/drive/v3/files?${new URLSearchParams(params)}`)

async function names(drive: GoogleClient, params: Record<string, string>): Promise<string[]> {
  const { files } = await list(drive, params)
  return files.map(({ name }: { name: string }) => name)
}

const create = (drive: GoogleClient, metadata: Record<string, unknown>) =>
  drive.json('POST', '/drive/v3/files', metadata)

describe('whose drive it is', () => {
  it('is told by the token', async () => {
    const fields = '?fields=user(displayName,emailAddress)'
    expect(await work.json('GET', `/drive/v3/about${fields}`)).toEqual({
      user: { displayName: 'Maya Chen', emailAddress: WORK },
    })
    expect(await home.json('GET', `/drive/v3/about${fields}`)).toEqual({
      user: { displayName: 'Maya (personal)', emailAddress: HOME },
    })
  })

  it('keeps the files of two accounts apart, whatever the request', async () => {
    const mine = await names(work, {})
    expect(mine).toContain('Q1 launch plan.md')
    expect(await names(home, {})).toContain('Sourdough.md')
    expect((await names(home, {})).filter((name) => mine.includes(name))).toEqual([])

    const { files } = await list(work, { q: "name = 'Team handbook.md'" })
    const id = files[0].id
    const before = await work.json('GET', `/drive/v3/files/${id}?fields=*`)
    const media = { 'content-type': 'text/plain' }
    for (const response of [
      await home.call('GET', `/drive/v3/files/${id}`),
      await home.call('GET', `/drive/v3/files/${id}?alt=media`),
      await home.call('PATCH', `/drive/v3/files/${id}`, '{"name":"Taken"}'),
      await home.call('PATCH', `/upload/drive/v3/files/${id}?uploadType=media`, 'taken', media),
      await home.call('DELETE', `/drive/v3/files/${id}`),
    ]) {
      await expectRefusal(response, 404, 'notFound', 'fileId')
    }
    await expectRefusal(
      await home.call('POST', '/drive/v3/files', JSON.stringify({ parents: [id] })),
      404,
      'notFound',
      'fileId',
    )
    expect(await names(home, { q: `'${id}' in parents` })).toEqual([])
    expect(await work.json('GET', `/drive/v3/files/${id}?fields=*`)).toEqual(before)
  })

  it('answers by path on the provider itself, too', async () => {
    const url = 'http://localhost:4020/drive/v3/files'
    const headers = { authorization: `Bearer ${work.token}` }
    const response = await fixture.provider.fetch(new Request(url, { headers }))
    expect(await response.json()).toEqual(await work.json('GET', '/drive/v3/files'))
  })

  it('has files from the start for an account that was opened later', async () => {
    await addAccount(fixture.ctx, {
      projectId: 'project',
      directory: 'google',
      email: 'Late@mail.example',
      name: 'Late',
    })
    expect(await names(await driveOf('late@mail.example'), { q: "mimeType != 'x'" })).toEqual(
      expect.arrayContaining(['Welcome.md', 'Notes', 'Notes.txt', 'Numbers.csv']),
    )
  })
})

describe('a token', () => {
  const get = (path: string, headers: Record<string, string> = {}) =>
    fixture.provider.fetch(new Request(`http://localhost:4020${path}`, { headers }))

  it.each([
    '/drive/v3/about?fields=user',
    '/drive/v3/files',
    '/drive/v3/files/x',
    '/upload/drive/v3/files',
    '/drive/v3/x',
  ])('is asked for by %s', async (path) => {
    await expectRefusal(await get(path), 401, 'required', 'Authorization')
    const wrong = await get(path, { authorization: 'Bearer ya29.invented' })
    expect(wrong.headers.get('www-authenticate')).toContain('Bearer')
    expect(await wrong.clone().json()).toMatchObject({ error: { status: 'UNAUTHENTICATED' } })
    await expectRefusal(wrong, 401, 'authError', 'Authorization')
  })

  it('is not taken from the query', async () => {
    await expectRefusal(await get(`/drive/v3/files?access_token=${work.token}`), 401, 'required', 'Authorization')
  })

  it('that expired or was revoked is refused', async () => {
    const { token } = await driveOf(HOME)
    const headers = { authorization: `Bearer ${token}` }
    expect((await get('/drive/v3/files', headers)).status).toBe(200)
    const { prisma } = fixture.ctx.store
    await prisma.providerGrant.updateMany({
      where: { scope: DRIVE, accountId: fixture.account(HOME).id },
      data: { dateRevoked: fixture.ctx.clock.timestamp() },
    })
    await expectRefusal(await get('/drive/v3/files', headers), 401, 'authError', 'Authorization')
    home = await driveOf(HOME)

    fixture.ctx.advance(3_600_000)
    await expectRefusal(await work.call('GET', '/drive/v3/files'), 401, 'authError', 'Authorization')
    work = await driveOf(WORK)
    home = await driveOf(HOME)
  })

  it('without a Drive scope is refused everywhere, one to read where something is written', async () => {
    const { files } = await list(work, { q: "name = 'Team handbook.md'" })
    const path = `/drive/v3/files/${files[0].id}`
    const none = await driveOf(WORK, 'openid email')
    const lister = await driveOf(WORK, `${DRIVE}.metadata.readonly`)
    const reader = await driveOf(WORK, `${DRIVE}.readonly`)
    const calls: [string, string, GoogleClient[]][] = [
      ['GET', '/drive/v3/about?fields=user', [lister, reader]],
      ['GET', '/drive/v3/files', [lister, reader]],
      ['GET', path, [lister, reader]],
      ['GET', `${path}?alt=media`, [reader]],
      ['POST', '/drive/v3/files', []],
      ['PATCH', path, []],
      ['DELETE', path, []],
      ['POST', '/upload/drive/v3/files?uploadType=media', []],
      ['PATCH', `/upload${path}?uploadType=media`, []],
    ]
    for (const [method, where, allowed] of calls) {
      for (const drive of [none, lister, reader]) {
        const response = await drive.call(method, where)
        if (allowed.includes(drive)) expect(response.status, `${method} ${where}`).toBe(200)
        else await expectRefusal(response, 403, 'insufficientPermissions')
      }
    }
  })
})

describe('about', () => {
  it('wants to be told what is wanted', async () => {
    await expectRefusal(await work.call('GET', '/drive/v3/about'), 400, 'required', 'fields')
  })

  it('counts what is stored', async () => {
    const fields = '?fields=storageQuota'
    const { storageQuota: before } = await work.json('GET', `/drive/v3/about${fields}`)
    const path = '/upload/drive/v3/files?uploadType=media'
    const { id } = await (await work.call('POST', path, 'x'.repeat(1000), { 'content-type': 'text/plain' })).json()
    const { storageQuota: after } = await work.json('GET', `/drive/v3/about${fields}`)
    expect(Number(after.usage) - Number(before.usage)).toBe(1000)
    await work.json('PATCH', `/drive/v3/files/${id}`, { trashed: true })
    const { storageQuota: trashed } = await work.json('GET', `/drive/v3/about${fields}`)
    expect([trashed.usage, trashed.usageInDriveTrash]).toEqual([after.usage, '1000'])
    await work.call('DELETE', `/drive/v3/files/${id}`)
    expect((await work.json('GET', `/drive/v3/about${fields}`)).storageQuota).toEqual(before)
  })
})

describe('fields', () => {
  it.each<[string, unknown]>([
    ['id,name', { id: expect.any(String), name: 'Team handbook.md' }],
    ['name,owners(emailAddress)', { name: 'Team handbook.md', owners: [{ emailAddress: WORK }] }],
    ['owners/displayName, size', { owners: [{ displayName: 'Maya Chen' }], size: expect.any(String) }],
    ['owners(me),owners/emailAddress', { owners: [{ me: true, emailAddress: WORK }] }],
    ['capabilities/canEdit', { capabilities: { canEdit: true } }],
    ['description', {}],
  ])('%s selects', async (fields, expected) => {
    const { files } = await list(work, { q: "name = 'Team handbook.md'", fields: `files(${fields})` })
    expect(files).toEqual([expected])
  })

  it('have Drive’s defaults, and * is everything', async () => {
    const listed = await list(work, { q: "name = 'Team handbook.md'" })
    expect(listed).toEqual({
      kind: 'drive#fileList',
      incompleteSearch: false,
      files: [{ kind: 'drive#file', id: expect.any(String), name: 'Team handbook.md', mimeType: 'text/markdown' }],
    })
    const path = `/drive/v3/files/${listed.files[0].id}`
    expect(await work.json('GET', path)).toEqual(listed.files[0])
    const all = await work.json('GET', `${path}?fields=*`)
    expect(all).toMatchObject({ ownedByMe: true, trashed: false, parents: [expect.stringMatching(/^0A.{14}PVA$/)] })
    expect((await list(work, { q: "name = 'Team handbook.md'", fields: '*' })).files).toEqual([all])
    expect(await list(work, { q: "name = 'Team handbook.md'", fields: 'files' })).toEqual({ files: [all] })
  })

  it.each([
    'nonsense',
    'files(',
    'files(id',
    'files(id))',
    'files(nonsense)',
    'files(id(x))',
    ',',
    'files()',
    'a b',
    '__proto__',
    'files/__proto__',
    `files(${'id,'.repeat(2000)}id)`,
  ])('%s is refused', async (fields) => {
    const response = await work.call('GET', `/drive/v3/files?${new URLSearchParams({ fields })}`)
    await expectRefusal(response, 400, 'invalidParameter', 'fields')
  })

  it('that are wrong keep a write from happening', async () => {
    const count = await fixture.ctx.store.prisma.driveFile.count()
    await expectRefusal(
      await work.call('POST', '/drive/v3/files?fields=nonsense', '{}'),
      400,
      'invalidParameter',
      'fields',
    )
    expect(await fixture.ctx.store.prisma.driveFile.count()).toBe(count)
  })
})

describe('a search', () => {
  let drive: GoogleClient
  let folderId: string

  beforeAll(async () => {
    const account = { projectId: 'project', directory: 'google', email: 'search@mail.example', name: 'Search' }
    const { id } = await addAccount(fixture.ctx, account)
    await fixture.ctx.store.prisma.driveFile.deleteMany({ where: { accountId: id } })
    drive = await driveOf('search@mail.example')
    const folder = await create(drive, { name: 'Box', mimeType: FOLDER, modifiedTime: '2026-01-01T00:00:00Z' })
    folderId = folder.id
    const file = (name: string, mimeType: string, day: number, more = {}) =>
      create(drive, { name, mimeType, modifiedTime: `2026-01-0${day}T12:00:00+01:00`, ...more })
    await file("Maya's plan", 'text/plain', 2)
    await file('HelloWorld.txt', 'text/plain', 3, { starred: true })
    await file('Hello 100% done', 'image/png', 4, { parents: [folderId] })
    await file('back\\slash', 'image/jpeg', 5, { parents: [folderId] })
    const { id: binned } = await file('Old', 'text/csv', 6)
    await drive.json('PATCH', `/drive/v3/files/${binned}`, { trashed: true })
  })

  it.each<[string, string[]]>([
    ["name = 'HelloWorld.txt'", ['HelloWorld.txt']],
    ["name = 'helloworld.txt'", []],
    ["name != 'HelloWorld.txt' and trashed = false", ['Box', "Maya's plan", 'Hello 100% done', 'back\\slash']],
    ["name contains 'hello'", ['HelloWorld.txt', 'Hello 100% done']],
    ["name contains 'world'", []],
    ["name contains 'done'", ['Hello 100% done']],
    ["name contains '100%'", ['Hello 100% done']],
    ["name contains '1_0'", []],
    ["name contains 'Maya\\'s'", ["Maya's plan"]],
    ["name = 'back\\\\slash'", ['back\\slash']],
    ["fullText contains 'plan'", ["Maya's plan"]],
    ["mimeType = 'image/png'", ['Hello 100% done']],
    ["mimeType contains 'image/'", ['Hello 100% done', 'back\\slash']],
    ["mimeType != 'text/plain' and not mimeType contains 'image'", ['Box', 'Old']],
    [`mimeType = '${FOLDER}'`, ['Box']],
    ['trashed = true', ['Old']],
    ['trashed != false', ['Old']],
    ['starred=true', ['HelloWorld.txt']],
    ["'root' in parents and trashed = false", ['Box', "Maya's plan", 'HelloWorld.txt']],
    ["not 'root' in parents", ['Hello 100% done', 'back\\slash']],
    ["'BOX' in parents", ['Hello 100% done', 'back\\slash']],
    ["'BOX' in parents and name contains 'hello'", ['Hello 100% done']],
    ["not 'BOX' in parents and not trashed = true", ['Box', "Maya's plan", 'HelloWorld.txt']],
    ["modifiedTime > '2026-01-04'", ['Hello 100% done', 'back\\slash', 'Old']],
    ["modifiedTime >= '2026-01-06T12:00:00+01:00'", ['Old']],
    ["modifiedTime = '2026-01-02T11:00:00'", ["Maya's plan"]],
    ["modifiedTime != '2026-01-02T11:00:00Z' and modifiedTime < '2026-01-04T00:00:00.000Z'", ['Box', 'HelloWorld.txt']],
    ["name = 'Box' or name = 'Old' and trashed = false", ['Box']],
    ["(name = 'Box' or name = 'Old') and trashed = true", ['Old']],
    ["name contains 'hello' or mimeType = 'text/csv'", ['HelloWorld.txt', 'Hello 100% done', 'Old']],
    ["not (name = 'Box' or trashed = true or mimeType contains 'text')", ['Hello 100% done', 'back\\slash']],
    ["'me' in owners and starred = true", ['HelloWorld.txt']],
    ["'search@mail.example' in writers and starred = true", ['HelloWorld.txt']],
    ["'jonas.weber@northwind.example' in owners", []],
    ['sharedWithMe', []],
    ["not sharedWithMe and name='Box'", ['Box']],
  ])('%s', async (q, expected) => {
    expect(await names(drive, { q: q.replace('BOX', folderId), orderBy: 'modifiedTime' })).toEqual(expected)
  })

  it.each([
    'name',
    'name =',
    "name 'x'",
    "name = 'x",
    'name = "x"',
    'name = x',
    "name > 'x'",
    "name contains 'a' contains",
    "title = 'x'",
    'trashed',
    'trashed = 1',
    "trashed = 'true'",
    'trashed > true',
    "modifiedTime > 'yesterday'",
    "modifiedTime > '2026-13-45'",
    "modifiedTime contains '2026'",
    "fullText = 'x'",
    "'x' in children",
    "'x' parents",
    'in parents',
    '(trashed = true',
    'trashed = true)',
    'trashed = true and',
    'and trashed = true',
    'not',
    "name = 'x' name = 'y'",
    "name = 'a\\b'",
    '; drop table',
    '('.repeat(5000),
  ])('%s is refused', async (q) => {
    const response = await drive.call('GET', `/drive/v3/files?${new URLSearchParams({ q })}`)
    await expectRefusal(response, 400, 'invalid', 'q')
  })
})

describe('a list', () => {
  let drive: GoogleClient
  const sorted = ['a1', 'a2', 'b', 'c', 'd', 'e', 'f']

  beforeAll(async () => {
    const account = { projectId: 'project', directory: 'google', email: 'pages@mail.example', name: 'Pages' }
    const { id } = await addAccount(fixture.ctx, account)
    await fixture.ctx.store.prisma.driveFile.deleteMany({ where: { accountId: id } })
    drive = await driveOf('pages@mail.example')
    const same = '2026-01-01T00:00:00Z'
    for (const [index, name] of ['d', 'a1', 'c', 'f', 'a2', 'e', 'b'].entries()) {
      // Some share a date, a star, or being a folder: order and pages must not depend on chance.
      const more = { modifiedTime: index < 4 ? same : '2026-01-02T00:00:00Z', starred: index % 2 === 0 }
      await create(drive, { name, ...more, ...(name < 'c' && { mimeType: FOLDER }) })
    }
  })

  it('is newest first unless told otherwise', async () => {
    const { files } = await list(drive, { fields: 'files(modifiedTime)' })
    const dates: string[] = files.map(({ modifiedTime }: { modifiedTime: string }) => modifiedTime)
    expect(dates).toEqual([...dates].sort().reverse())
  })

  it.each<[string, string[]]>([
    ['name', sorted],
    ['name desc', [...sorted].reverse()],
    ['name_natural', sorted],
    ['createdTime', ['d', 'a1', 'c', 'f', 'a2', 'e', 'b']],
    ['folder,name desc', ['b', 'a2', 'a1', 'f', 'e', 'd', 'c']],
    ['folder desc,name', ['c', 'd', 'e', 'f', 'a1', 'a2', 'b']],
    ['starred,name', ['a1', 'e', 'f', 'a2', 'b', 'c', 'd']],
    ['starred desc, name', ['a2', 'b', 'c', 'd', 'a1', 'e', 'f']],
    ['modifiedTime desc,name', ['a2', 'b', 'e', 'a1', 'c', 'd', 'f']],
    ['modifiedTime desc,name desc', ['e', 'b', 'a2', 'f', 'd', 'c', 'a1']],
    ['quotaBytesUsed,name', sorted],
  ])('by %s has the same order whole and page by page', async (orderBy, expected) => {
    expect(await names(drive, { orderBy })).toEqual(expected)
    for (const pageSize of ['1', '2', '3', '7']) {
      const seen: string[] = []
      let pageToken: string | undefined
      do {
        const page = await list(drive, { orderBy, pageSize, ...(pageToken && { pageToken }) })
        expect(page.files.length).toBeLessThanOrEqual(Number(pageSize))
        seen.push(...page.files.map(({ name }: { name: string }) => name))
        pageToken = page.nextPageToken
      } while (pageToken)
      expect(seen).toEqual(expected)
    }
  })

  it('goes on after the last file seen, whatever was added or removed before it', async () => {
    const first = await list(drive, { orderBy: 'name', pageSize: '3' })
    const added = await create(drive, { name: 'a0' })
    await drive.call('DELETE', `/drive/v3/files/${first.files[2].id}`)
    const rest = await names(drive, { orderBy: 'name', pageToken: first.nextPageToken })
    expect(rest).toEqual(['c', 'd', 'e', 'f'])
    await drive.call('DELETE', `/drive/v3/files/${added.id}`)
    await create(drive, { name: 'b', mimeType: FOLDER })
  })

  it('finds what matches among more files than are read at a time', async () => {
    const account = { projectId: 'project', directory: 'google', email: 'many@mail.example', name: 'Many' }
    const { id: accountId } = await addAccount(fixture.ctx, account)
    const date = new Date('2026-01-01')
    const rows = Array.from({ length: 450 }, (_, index) => ({
      id: `many-${index}`,
      accountId,
      name: index % 150 === 0 ? `needle ${index}` : `hay ${index}`,
      mimeType: 'text/plain',
      size: 0,
      dateCreated: date,
      dateModified: new Date(date.getTime() + index * 1000),
    }))
    await fixture.ctx.store.prisma.driveFile.createMany({ data: rows })
    const many = await driveOf('many@mail.example')
    const q = "name contains 'needle'"
    expect(await names(many, { q })).toEqual(['needle 300', 'needle 150', 'needle 0'])
    const first = await list(many, { q, pageSize: '2' })
    expect(await names(many, { q, pageSize: '2', pageToken: first.nextPageToken })).toEqual(['needle 0'])
  })

  it.each(['0', '1001', '-1', '1.5', 'many', '99999'])('of %s files a page is refused', async (pageSize) => {
    await expectRefusal(
      await drive.call('GET', `/drive/v3/files?pageSize=${pageSize}`),
      400,
      'invalidParameter',
      'pageSize',
    )
  })

  it.each(['size', 'name asc', 'name,,folder', 'name; drop table'])('by "%s" is refused', async (orderBy) => {
    const response = await drive.call('GET', `/drive/v3/files?${new URLSearchParams({ orderBy })}`)
    await expectRefusal(response, 400, 'invalid', 'orderBy')
  })

  it('refuses a page token that is made up, or of another list, order or account', async () => {
    const { nextPageToken: pageToken } = await list(drive, { orderBy: 'name', pageSize: '1' })
    const token = JSON.parse(Buffer.from(pageToken, 'base64url').toString())
    const encode = (changes: object) => Buffer.from(JSON.stringify({ ...token, ...changes })).toString('base64url')
    const attempts: [GoogleClient, Record<string, string>][] = [
      [drive, { orderBy: 'name', pageToken: 'invented' }],
      [drive, { orderBy: 'name', pageToken: encode({ values: [] }) }],
      [drive, { orderBy: 'name', pageToken: encode({ values: [7] }) }],
      [drive, { orderBy: 'name', pageToken: encode({ id: null }) }],
      [drive, { orderBy: 'createdTime', pageToken }],
      [drive, { orderBy: 'name', q: 'trashed = false', pageToken }],
      [work, { orderBy: 'name', pageToken }],
    ]
    for (const [whose, params] of attempts) {
      const response = await whose.call('GET', `/drive/v3/files?${new URLSearchParams(params)}`)
      await expectRefusal(response, 400, 'invalid', 'pageToken')
    }
    expect(await names(drive, { orderBy: 'name', pageToken })).toHaveLength(sorted.length - 1)
  })
})

describe('a file', () => {
  const path = (id: string) => `/drive/v3/files/${id}`
  let id: string

  beforeEach(async () => {
    ;({ id } = await create(work, { name: 'Draft.txt', mimeType: 'text/plain', description: 'First' }))
  })

  it('is made of metadata alone, with Drive’s defaults', async () => {
    expect(
      await work.json('GET', `${path(id)}?fields=name,mimeType,description,size,version,parents,fileExtension`),
    ).toEqual({
      name: 'Draft.txt',
      mimeType: 'text/plain',
      description: 'First',
      size: '0',
      version: '1',
      parents: [expect.stringMatching(/^0A/)],
      fileExtension: 'txt',
    })
    expect(await create(work, {})).toMatchObject({ name: 'Untitled', mimeType: 'application/octet-stream' })
    expect((await work.json('POST', '/drive/v3/files')).name).toBe('Untitled')
  })

  it('is downloaded as it was seeded', async () => {
    const { files } = await list(work, { q: "name = 'Launch budget.csv'", fields: 'files(id,size,md5Checksum)' })
    const response = await work.call('GET', `${path(files[0].id)}?alt=media`)
    expect(response.headers.get('content-type')).toBe('text/csv')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const text = await response.text()
    expect(text).toMatch(/^item,owner,amount\nVideo,Maya Chen,4200\n/)
    expect(files[0].size).toBe(String(text.length))
  })

  it('is changed in what is named, and nothing else', async () => {
    const before = await work.json('GET', `${path(id)}?fields=*`)
    fixture.ctx.advance(1000)
    await work.json('PATCH', path(id), { name: 'Final.txt', id: 'ignored', size: '99' })
    const after = await work.json('GET', `${path(id)}?fields=*`)
    expect(after).toMatchObject({ id, name: 'Final.txt', description: 'First', size: '0', version: '2' })
    expect(Date.parse(after.modifiedTime)).toBeGreaterThan(Date.parse(before.modifiedTime))
    expect(after.createdTime).toBe(before.createdTime)
  })

  it('keeps its modification date when it is starred or trashed, or nothing is changed', async () => {
    const fields = '?fields=modifiedTime,starred,trashed,version'
    const { modifiedTime } = await work.json('GET', path(id) + fields)
    fixture.ctx.advance(1000)
    await work.json('PATCH', path(id), {})
    await work.json('PATCH', path(id), { starred: true })
    expect(await work.json('PATCH', path(id) + fields, { trashed: true })).toEqual({
      modifiedTime,
      starred: true,
      trashed: true,
      version: '3',
    })
  })

  it('is removed for good', async () => {
    const response = await work.call('DELETE', path(id))
    expect([response.status, await response.text()]).toEqual([204, ''])
    await expectRefusal(await work.call('GET', path(id)), 404, 'notFound', 'fileId')
    await expectRefusal(await work.call('DELETE', path(id)), 404, 'notFound', 'fileId')
  })

  it('is moved by addParents and removeParents', async () => {
    const folder = await create(work, { name: 'Folder', mimeType: FOLDER })
    const moved = await work.json('PATCH', `${path(id)}?addParents=${folder.id}&fields=parents`, {})
    expect(moved).toEqual({ parents: [folder.id] })
    const back = await work.json('PATCH', `${path(id)}?removeParents=${folder.id}&fields=parents`, {})
    expect(back.parents[0]).toMatch(/^0A/)
    const unrelated = await work.json('PATCH', `${path(id)}?removeParents=${folder.id}&fields=parents`, {})
    expect(unrelated).toEqual(back)
  })

  it.each<[string, object, number, string, string | undefined]>([
    ['a name that is no text', { name: 7 }, 400, 'invalid', 'name'],
    ['a name that the store would change', { name: 'a\0b' }, 400, 'invalid', 'name'],
    ['a date that is none', { modifiedTime: 'soon' }, 400, 'invalid', 'modifiedTime'],
    ['a star that is no yes or no', { starred: 'yes' }, 400, 'invalid', 'starred'],
    ['parents', { parents: ['root'] }, 403, 'fieldNotWritable', undefined],
    ['a list for metadata', [], 400, 'parseError', undefined],
  ])('is not changed by %s', async (_, changes, code, reason, location) => {
    const before = await work.json('GET', `${path(id)}?fields=*`)
    await expectRefusal(await work.call('PATCH', path(id), JSON.stringify(changes)), code, reason, location)
    expect(await work.json('GET', `${path(id)}?fields=*`)).toEqual(before)
  })

  it('is not made of malformed JSON, nor in what is not a folder or not there', async () => {
    const post = (body: string) => work.call('POST', '/drive/v3/files', body)
    await expectRefusal(await post('{"name":'), 400, 'parseError')
    await expectRefusal(await post(JSON.stringify({ parents: [id] })), 403, 'parentNotAFolder', 'parents')
    await expectRefusal(await post(JSON.stringify({ parents: ['nowhere'] })), 404, 'notFound', 'fileId')
    await expectRefusal(await post(JSON.stringify({ parents: ['a', 'b'] })), 400, 'invalid', 'parents')
  })

  it('cannot be had in another representation', async () => {
    await expectRefusal(await work.call('GET', `${path(id)}?alt=xml`), 400, 'invalid', 'alt')
  })
})

describe('a folder', () => {
  /** A folder with a folder with a file in it. */
  async function nest() {
    const outer = await create(work, { name: 'Outer', mimeType: FOLDER })
    const inner = await create(work, { name: 'Inner', mimeType: FOLDER, parents: [outer.id] })
    const leaf = await create(work, { name: 'Leaf.txt', parents: [inner.id] })
    return { outer, inner, leaf }
  }

  it('has no content to download', async () => {
    const { outer } = await nest()
    expect(await work.json('GET', `/drive/v3/files/${outer.id}?fields=size,md5Checksum,name`)).toEqual({
      name: 'Outer',
    })
    const response = await work.call('GET', `/drive/v3/files/${outer.id}?alt=media`)
    await expectRefusal(response, 403, 'fileNotDownloadable', 'alt')
  })

  it('takes with it what lies in it, to the trash and back, and for good', async () => {
    const { outer, leaf } = await nest()
    for (const trashed of [true, false]) {
      await work.json('PATCH', `/drive/v3/files/${outer.id}`, { trashed })
      expect(await work.json('GET', `/drive/v3/files/${leaf.id}?fields=trashed`)).toEqual({ trashed })
    }
    expect((await work.call('DELETE', `/drive/v3/files/${outer.id}`)).status).toBe(204)
    await expectRefusal(await work.call('GET', `/drive/v3/files/${leaf.id}`), 404, 'notFound', 'fileId')
  })

  it('is not moved into itself, or into what lies in it', async () => {
    const { outer, inner } = await nest()
    for (const target of [outer.id, inner.id]) {
      const response = await work.call('PATCH', `/drive/v3/files/${outer.id}?addParents=${target}`, '{}')
      await expectRefusal(response, 400, 'invalid', 'addParents')
    }
  })

  it('is there as the root, which cannot be changed', async () => {
    const root = await work.json('GET', '/drive/v3/files/root?fields=id,name,mimeType')
    expect(root).toEqual({ id: expect.stringMatching(/^0A/), name: 'My Drive', mimeType: FOLDER })
    expect(await work.json('GET', `/drive/v3/files/${root.id}?fields=id,name,mimeType`)).toEqual(root)
    expect(await names(work, { q: `'${root.id}' in parents` })).toEqual(await names(work, { q: "'root' in parents" }))
    for (const id of ['root', root.id]) {
      const reason = 'insufficientFilePermissions'
      await expectRefusal(await work.call('DELETE', `/drive/v3/files/${id}`), 403, reason)
      await expectRefusal(await work.call('PATCH', `/drive/v3/files/${id}`, '{"name":"x"}'), 403, reason)
    }
  })
})

describe('an upload', () => {
  const UPLOAD = '/upload/drive/v3/files'
  const bytes = Uint8Array.from({ length: 512 }, (_, index) => index % 256)
  const multipart = (parts: string[], boundary = 'xyz') =>
    `${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`
  const related = { 'content-type': 'multipart/related; boundary=xyz' }
  const download = async (id: string) => work.call('GET', `/drive/v3/files/${id}?alt=media`)

  it('of content alone comes back byte by byte', async () => {
    const response = await work.call('POST', `${UPLOAD}?uploadType=media&fields=*`, bytes, {
      'content-type': 'image/png',
    })
    const file = await response.json()
    expect(file).toMatchObject({ name: 'Untitled', mimeType: 'image/png', size: '512' })
    expect(file.md5Checksum).toBe('f5c8e3c31c044bae0e65569560b54332')
    const downloaded = await download(file.id)
    expect(downloaded.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await downloaded.arrayBuffer())).toEqual(bytes)
  })

  it('becomes a document of Google’s own when it is to, which is exported and not downloaded', async () => {
    const upload = async (mimeType: string, type: string, content: string) => {
      const parts = [
        `Content-Type: application/json\r\n\r\n${JSON.stringify({ mimeType })}`,
        `Content-Type: ${type}\r\n\r\n${content}`,
      ]
      const address = `${UPLOAD}?uploadType=multipart&fields=id,mimeType,size,md5Checksum`
      return (await work.call('POST', address, multipart(parts), related)).json()
    }
    const exported = async (id: string, format: string) => {
      const answer = await work.call('GET', `/drive/v3/files/${id}/export?mimeType=${encodeURIComponent(format)}`)
      return [answer.status, answer.headers.get('content-type'), await answer.text()]
    }
    const native = 'application/vnd.google-apps.document'
    const document = await upload(native, 'text/plain; charset=utf-8', 'Grüße & <more>\nnext')
    expect(document).toEqual({ id: expect.any(String), mimeType: native })
    expect(await exported(document.id, 'text/plain')).toEqual([200, 'text/plain', 'Grüße & <more>\nnext'])
    const [, , html] = await exported(document.id, 'text/html')
    expect(html).toContain('<p>Grüße &amp; &lt;more&gt;</p><p>next</p>')
    await expectRefusal(await download(document.id), 403, 'fileNotDownloadable', 'alt')

    const changed = await work.call('PATCH', `${UPLOAD}/${document.id}?uploadType=media`, '# New', {
      'content-type': 'text/markdown',
    })
    expect((await changed.json()).mimeType).toBe(native)
    expect(await exported(document.id, 'text/plain')).toEqual([200, 'text/plain', '# New'])

    const sheet = await upload('application/vnd.google-apps.spreadsheet', 'text/csv', 'a,b\n1,2')
    expect(await exported(sheet.id, 'text/csv')).toEqual([200, 'text/csv', 'a,b\n1,2'])
    const empty = await create(work, { name: 'Empty', mimeType: native })
    expect(await exported(empty.id, 'text/plain')).toEqual([200, 'text/plain', ''])
  })

  it('is exported only where Drive could', async () => {
    const plain = await create(work, { name: 'plain.txt', mimeType: 'text/plain' })
    const native = await create(work, { name: 'Doc', mimeType: 'application/vnd.google-apps.document' })
    const ask = (id: string, query: string) => work.call('GET', `/drive/v3/files/${id}/export${query}`)
    await expectRefusal(await ask(plain.id, '?mimeType=text/plain'), 403, 'fileNotExportable')
    await expectRefusal(await ask(native.id, ''), 400, 'required', 'mimeType')
    await expectRefusal(await ask(native.id, '?mimeType=text/csv'), 400, 'badRequest', 'convertTo')
    await expectRefusal(await ask(native.id, '?mimeType=__proto__'), 400, 'badRequest', 'convertTo')
    await expectRefusal(await ask('nowhere', '?mimeType=text/plain'), 404, 'notFound', 'fileId')
    await expectRefusal(
      await home.call('GET', `/drive/v3/files/${native.id}/export?mimeType=text/plain`),
      404,
      'notFound',
      'fileId',
    )
  })

  it('of metadata and content, with the boundary in quotes and binary content around it', async () => {
    const head =
      '--a b\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n{"name":"ü.bin","starred":true}\r\n--a b\r\nContent-Type: application/x-thing\r\n\r\n'
    const body = Buffer.concat([
      Buffer.from(`preamble\r\n${head}`),
      Buffer.from('\r\n-- not yet\r\n'),
      bytes,
      Buffer.from('\r\n--a b--\r\nepilogue'),
    ])
    const headers = { 'content-type': 'multipart/related; boundary="a b"' }
    const file = await (
      await work.call('POST', `${UPLOAD}?uploadType=multipart&fields=id,name,mimeType,starred,size`, body, headers)
    ).json()
    expect(file).toMatchObject({ name: 'ü.bin', mimeType: 'application/x-thing', starred: true, size: '526' })
    expect(Buffer.from(await (await download(file.id)).arrayBuffer()).subarray(14)).toEqual(Buffer.from(bytes))
  })

  it('is decoded from base64, and typed by its metadata first', async () => {
    const body = multipart([
      'content-type: application/json\r\n\r\n{"name":"b64","mimeType":"text/plain"}',
      `Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: BASE64\r\n\r\n${btoa('hello wörld'.normalize())}`,
    ])
    const { id, mimeType } = await (await work.call('POST', `${UPLOAD}?uploadType=multipart`, body, related)).json()
    expect(mimeType).toBe('text/plain')
    expect(Buffer.from(await (await download(id)).arrayBuffer()).toString('latin1')).toBe('hello wörld')
  })

  it('replaces content, keeping id and name', async () => {
    const { id } = await create(work, { name: 'Log.txt', mimeType: 'text/plain' })
    const url = `${UPLOAD}/${id}`
    const media = { 'content-type': 'text/markdown' }
    const first = await (await work.call('PATCH', `${url}?uploadType=media&fields=*`, '# One', media)).json()
    expect(first).toMatchObject({ id, name: 'Log.txt', mimeType: 'text/markdown', size: '5', version: '2' })
    const body = multipart([
      'Content-Type: application/json\r\n\r\n{"name":"Log.md"}',
      'Content-Type: text/plain\r\n\r\nTwo',
    ])
    const second = await (await work.call('PATCH', `${url}?uploadType=multipart`, body, related)).json()
    expect(second).toMatchObject({ id, name: 'Log.md' })
    expect(await (await download(id)).text()).toBe('Two')
  })

  const json = 'Content-Type: application/json\r\n\r\n{}'
  it.each<[string, string, string, Record<string, string>, number, string, string | undefined]>([
    ['without uploadType', '', 'x', {}, 400, 'required', 'uploadType'],
    ['in several requests', '?uploadType=resumable', 'x', {}, 400, 'invalid', 'uploadType'],
    [
      'that is not multipart',
      '?uploadType=multipart',
      '{}',
      { 'content-type': 'application/json' },
      400,
      'badContent',
      undefined,
    ],
    [
      'without a boundary',
      '?uploadType=multipart',
      'x',
      { 'content-type': 'multipart/related' },
      400,
      'badContent',
      undefined,
    ],
    [
      'without its last boundary',
      '?uploadType=multipart',
      `--xyz\r\n${json}\r\n--xyz\r\n\r\n\r\nx`,
      related,
      400,
      'badContent',
      undefined,
    ],
    ['of one part', '?uploadType=multipart', multipart([json]), related, 400, 'badContent', undefined],
    ['of three parts', '?uploadType=multipart', multipart([json, json, json]), related, 400, 'badContent', undefined],
    [
      'with a part that has no headers',
      '?uploadType=multipart',
      multipart(['x', 'y']),
      related,
      400,
      'badContent',
      undefined,
    ],
    [
      'with malformed metadata',
      '?uploadType=multipart',
      multipart([json.replace('{}', '{'), json]),
      related,
      400,
      'parseError',
      undefined,
    ],
    [
      'in an unknown encoding',
      '?uploadType=multipart',
      multipart([json, 'Content-Transfer-Encoding: rot13\r\n\r\nx']),
      related,
      400,
      'badContent',
      undefined,
    ],
    [
      'to be converted',
      '?uploadType=multipart',
      multipart([json.replace('{}', '{"mimeType":"application/vnd.google-apps.document"}'), json]),
      related,
      400,
      'badRequest',
      undefined,
    ],
    ['of more than 25 MB', '?uploadType=media', 'x'.repeat(25 * 1024 * 1024 + 1), {}, 413, 'uploadTooLarge', undefined],
  ])('%s is refused, and leaves nothing behind', async (_, query, body, headers, code, reason, location) => {
    const { driveFile } = fixture.ctx.store.prisma
    const before = await driveFile.count()
    await expectRefusal(await work.call('POST', `${UPLOAD}${query}`, body, headers), code, reason, location)
    expect(await driveFile.count()).toBe(before)
  })
})

describe('anything else', () => {
  it.each([
    ['PUT', '/drive/v3/files/x'],
    ['DELETE', '/drive/v3/files'],
    ['POST', '/drive/v3/changes/watch'],
    ['GET', '/drive/v3/files/x/revisions'],
    ['GET', '/upload/drive/v3/files/x'],
  ])('%s %s is not there', async (method, path) => {
    await expectRefusal(await work.call(method, path), 404, 'notFound')
  })

  it('may be asked by a page of another origin', async () => {
    const preflight = await fixture.provider.fetch(
      new Request('http://localhost:4020/drive/v3/files', {
        method: 'OPTIONS',
        headers: {
          origin: 'http://localhost:3000',
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': 'authorization',
        },
      }),
    )
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization')
    const headers = { origin: 'http://localhost:3000' }
    const refused = await fixture.provider.fetch(new Request('http://localhost:4020/drive/v3/files', { headers }))
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*'])
  })
})
