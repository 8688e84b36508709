import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addAccount } from '../accounts.ts'
import { expectRefusal, type GoogleClient, signInAtGoogle } from '../google/testing.ts'
import { DRIVE, type ProviderFixture, startProvider } from '../testing.ts'

const FOLDER = 'application/vnd.google-apps.folder'
const MAYA = 'maya.chen@northwind.example'
const JONAS = 'jonas.weber@northwind.example'
const HOME = 'maya.chen.home@mail.example'

let fixture: ProviderFixture
let maya: GoogleClient
let jonas: GoogleClient
let home: GoogleClient

beforeAll(async () => {
  fixture = await startProvider()
  maya = await signInAtGoogle(fixture, MAYA, DRIVE)
  jonas = await signInAtGoogle(fixture, JONAS, DRIVE)
  home = await signInAtGoogle(fixture, HOME, DRIVE)
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

async function create(drive: GoogleClient, metadata: Record<string, unknown>): Promise<string> {
  return (await drive.json('POST', '/drive/v3/files', metadata)).id
}
const share = (drive: GoogleClient, id: string, body: Record<string, unknown>) =>
  drive.json('POST', `/drive/v3/files/${id}/permissions?fields=*`, body)
const get = (drive: GoogleClient, id: string, fields = '*') =>
  drive.json('GET', `/drive/v3/files/${id}?fields=${fields}`)
const status = async (drive: GoogleClient, id: string) => (await drive.call('GET', `/drive/v3/files/${id}`)).status
async function listed(drive: GoogleClient, q: string): Promise<string[]> {
  const { files } = await drive.json('GET', `/drive/v3/files?${new URLSearchParams({ q })}`)
  return files.map(({ name }: { name: string }) => name)
}
const startToken = async (drive: GoogleClient): Promise<string> =>
  (await drive.json('GET', '/drive/v3/changes/startPageToken')).startPageToken
/** What changed: file ids with whether they were removed. */
async function changes(drive: GoogleClient, pageToken: string): Promise<[string, boolean][]> {
  const list = await drive.json('GET', `/drive/v3/changes?${new URLSearchParams({ pageToken })}`)
  return list.changes.map(({ fileId, removed }: { fileId: string; removed: boolean }) => [fileId, removed])
}

describe('a file that is shared', () => {
  it('is seen, found and told apart by whom it is shared with', async () => {
    const id = await create(maya, { name: 'Shared plan', mimeType: 'text/plain' })
    expect(await get(maya, id)).toMatchObject({ shared: false, permissionIds: [expect.any(String)] })
    expect(await status(jonas, id)).toBe(404)
    const permission = await share(maya, id, {
      type: 'user',
      role: 'reader',
      emailAddress: 'Jonas.Weber@northwind.example',
    })
    expect(permission).toMatchObject({
      kind: 'drive#permission',
      id: expect.stringMatching(/^\d{20}$/),
      type: 'user',
      role: 'reader',
      emailAddress: JONAS,
      displayName: 'Jonas Weber',
      deleted: false,
      permissionDetails: [{ permissionType: 'file', role: 'reader', inherited: false }],
    })

    const seen = await get(jonas, id)
    expect(seen).toMatchObject({
      name: 'Shared plan',
      ownedByMe: false,
      shared: true,
      owners: [{ emailAddress: MAYA, me: false }],
      sharingUser: { emailAddress: MAYA },
      sharedWithMeTime: expect.any(String),
      capabilities: { canEdit: false, canShare: false, canDelete: false, canDownload: true },
    })
    expect(seen).not.toHaveProperty('permissions')
    expect(seen).not.toHaveProperty('parents')
    expect((await jonas.call('GET', `/drive/v3/files/${id}?alt=media`)).status).toBe(200)
    expect(await listed(jonas, 'sharedWithMe')).toEqual(['Shared plan'])
    expect(await listed(jonas, `'${MAYA}' in owners`)).toEqual(['Shared plan'])
    expect(await listed(jonas, "'root' in parents and name = 'Shared plan'")).toEqual([])
    expect(await listed(jonas, "'me' in owners")).not.toContain('Shared plan')
    expect(await listed(maya, 'sharedWithMe')).toEqual([])
    expect(await status(home, id)).toBe(404)
    expect(await get(maya, id)).toMatchObject({ shared: true, permissionIds: [expect.any(String), permission.id] })

    for (const response of [
      await jonas.call('PATCH', `/drive/v3/files/${id}`, '{"name":"Mine"}'),
      await jonas.call('DELETE', `/drive/v3/files/${id}`),
      await jonas.call('GET', `/drive/v3/files/${id}/permissions`),
      await jonas.call('POST', `/drive/v3/files/${id}/permissions`, '{"type":"anyone","role":"reader"}'),
    ]) {
      await expectRefusal(response, 403, 'insufficientFilePermissions')
    }

    await maya.json('PATCH', `/drive/v3/files/${id}/permissions/${permission.id}`, { role: 'writer' })
    await jonas.json('PATCH', `/drive/v3/files/${id}`, { name: 'Plan of both' })
    expect(await get(maya, id, 'name')).toEqual({ name: 'Plan of both' })
    expect((await get(jonas, id)).permissions).toHaveLength(2)
    await expectRefusal(await jonas.call('DELETE', `/drive/v3/files/${id}`), 403, 'insufficientFilePermissions')
    await expectRefusal(
      await jonas.call('PATCH', `/drive/v3/files/${id}`, '{"trashed":true}'),
      403,
      'insufficientFilePermissions',
    )

    // A person may give up a file that was shared with them.
    expect((await jonas.call('DELETE', `/drive/v3/files/${id}/permissions/${permission.id}`)).status).toBe(204)
    expect(await status(jonas, id)).toBe(404)
    expect(await listed(jonas, 'sharedWithMe')).toEqual([])
  })

  it('with a domain or with anyone is opened by its id, and in nobody’s list', async () => {
    const id = await create(maya, { name: 'Handout' })
    const domain = await share(maya, id, { type: 'domain', role: 'reader', domain: 'northwind.example' })
    expect(domain).toMatchObject({
      id: expect.stringMatching(/^\d+k$/),
      domain: 'northwind.example',
      allowFileDiscovery: false,
    })
    expect([await status(jonas, id), await status(home, id)]).toEqual([200, 404])
    expect(await share(maya, id, { type: 'anyone', role: 'writer' })).toMatchObject({ id: 'anyoneWithLink' })
    expect([await status(jonas, id), await status(home, id)]).toEqual([200, 200])
    expect((await get(home, id)).capabilities.canEdit).toBe(true)
    expect(await listed(home, "name = 'Handout'")).toEqual([])
    expect((await maya.call('DELETE', `/drive/v3/files/${id}/permissions/anyoneWithLink`)).status).toBe(204)
    expect([await status(jonas, id), await status(home, id)]).toEqual([200, 404])
  })

  it('in a folder has the folder’s sharing, wherever it came from', async () => {
    const outer = await create(maya, { name: 'Outer', mimeType: FOLDER })
    const inner = await create(maya, { name: 'Inner', mimeType: FOLDER, parents: [outer] })
    const early = await create(maya, { name: 'Early', parents: [inner] })
    const { id: permission } = await share(maya, outer, { type: 'user', role: 'writer', emailAddress: JONAS })
    const late = await create(maya, { name: 'Late', parents: [inner] })
    const moved = await create(maya, { name: 'Moved' })
    await maya.json('PATCH', `/drive/v3/files/${moved}?addParents=${inner}`, {})
    for (const id of [outer, inner, early, late, moved]) expect(await status(jonas, id)).toBe(200)
    expect(await get(jonas, early, 'parents')).toEqual({ parents: [inner] })
    expect((await get(maya, early)).permissions[1].permissionDetails).toEqual([
      { permissionType: 'file', role: 'writer', inherited: true },
    ])
    await expectRefusal(
      await maya.call('DELETE', `/drive/v3/files/${early}/permissions/${permission}`),
      403,
      'insufficientFilePermissions',
    )

    // What a guest puts there belongs to the guest, and the folder's owner may use it.
    const guests = await create(jonas, { name: 'Of a guest', parents: [inner] })
    expect(await get(maya, guests)).toMatchObject({
      ownedByMe: false,
      capabilities: { canEdit: true, canDelete: false },
    })

    await maya.json('PATCH', `/drive/v3/files/${moved}?removeParents=${inner}`, {})
    expect([await status(jonas, moved), await status(maya, moved)]).toEqual([404, 200])
    expect((await maya.call('DELETE', `/drive/v3/files/${outer}/permissions/${permission}`)).status).toBe(204)
    for (const id of [outer, inner, early, late]) expect(await status(jonas, id)).toBe(404)
    expect(await status(jonas, guests)).toBe(200)
  })

  it('before there was an account is there when the account is', async () => {
    const id = await create(maya, { name: 'Welcome pack' })
    await share(maya, id, { type: 'user', role: 'reader', emailAddress: 'newcomer@mail.example' })
    await addAccount(fixture.ctx, {
      projectId: 'project',
      directory: 'google',
      email: 'newcomer@mail.example',
      name: 'New',
    })
    expect(await listed(await signInAtGoogle(fixture, 'newcomer@mail.example', DRIVE), 'sharedWithMe')).toEqual([
      'Welcome pack',
    ])
  })

  it.each<[string, Record<string, unknown>, number, string, string | undefined]>([
    ['nobody', { type: 'user', role: 'reader' }, 400, 'invalid', 'permission.emailAddress'],
    ['no address', { type: 'user', role: 'reader', emailAddress: 'jonas' }, 400, 'invalid', 'permission.emailAddress'],
    ['no domain', { type: 'domain', role: 'reader' }, 400, 'invalid', 'permission.domain'],
    ['no role', { type: 'anyone' }, 400, 'invalid', 'permission.role'],
    ['a role that nobody has', { type: 'anyone', role: 'king' }, 400, 'invalid', 'permission.role'],
    ['no type', { role: 'reader' }, 400, 'invalid', 'permission.type'],
    ['a new owner', { type: 'user', role: 'owner', emailAddress: JONAS }, 403, 'forbidden', 'transferOwnership'],
  ])('is not shared with %s', async (_, body, code, reason, location) => {
    const id = await create(maya, { name: 'Kept' })
    await expectRefusal(
      await maya.call('POST', `/drive/v3/files/${id}/permissions`, JSON.stringify(body)),
      code,
      reason,
      location,
    )
    expect(await get(maya, id, 'shared')).toEqual({ shared: false })
  })

  it('has its permissions listed page by page, and says which are not there', async () => {
    const id = await create(maya, { name: 'Widely shared' })
    for (const emailAddress of ['a@x.example', 'b@x.example', 'c@x.example']) {
      await share(maya, id, { type: 'user', role: 'commenter', emailAddress })
    }
    const path = `/drive/v3/files/${id}/permissions`
    const first = await maya.json('GET', `${path}?pageSize=3`)
    expect(first.permissions.map(({ role }: { role: string }) => role)).toEqual(['owner', 'commenter', 'commenter'])
    const second = await maya.json('GET', `${path}?pageSize=3&pageToken=${first.nextPageToken}`)
    expect(second).toEqual({
      kind: 'drive#permissionList',
      permissions: [expect.objectContaining({ role: 'commenter' })],
    })
    await expectRefusal(await maya.call('GET', `${path}?pageSize=0`), 400, 'invalidParameter', 'pageSize')
    await expectRefusal(await maya.call('GET', `${path}?pageToken=x`), 400, 'invalid', 'pageToken')
    await expectRefusal(await maya.call('GET', `${path}/123`), 404, 'notFound', 'permissionId')
    await expectRefusal(await maya.call('DELETE', `${path}/123`), 404, 'notFound', 'permissionId')
    const [owner] = first.permissions
    await expectRefusal(await maya.call('DELETE', `${path}/${owner.id}`), 403, 'insufficientFilePermissions')
    await expectRefusal(await maya.call('GET', '/drive/v3/files/none/permissions'), 404, 'notFound', 'fileId')
  })
})

describe('changes', () => {
  it('are those of the account’s own list, each file once and last', async () => {
    const [mine, theirs] = [await startToken(maya), await startToken(jonas)]
    const first = await create(maya, { name: 'First' })
    const second = await create(maya, { name: 'Second' })
    await maya.json('PATCH', `/drive/v3/files/${first}`, { name: 'First, renamed' })
    expect(await changes(maya, mine)).toEqual([
      [second, false],
      [first, false],
    ])
    expect(await changes(jonas, theirs)).toEqual([])
    await maya.call('DELETE', `/drive/v3/files/${second}`)
    expect(await changes(maya, mine)).toEqual([
      [first, false],
      [second, true],
    ])
    const kept = await maya.json('GET', `/drive/v3/changes?pageToken=${mine}&includeRemoved=false`)
    expect(kept.changes).toEqual([
      {
        kind: 'drive#change',
        type: 'file',
        changeType: 'file',
        time: expect.any(String),
        removed: false,
        fileId: first,
        file: { kind: 'drive#file', id: first, name: 'First, renamed', mimeType: 'application/octet-stream' },
      },
    ])
  })

  it('tell of what is shared and of what is not any more, of folders with all that lies in them', async () => {
    const folder = await create(maya, { name: 'Team', mimeType: FOLDER })
    const file = await create(maya, { name: 'Minutes', parents: [folder] })
    const start = await startToken(jonas)
    const { id: permission } = await share(maya, folder, { type: 'user', role: 'reader', emailAddress: JONAS })
    expect(new Map(await changes(jonas, start))).toEqual(
      new Map([
        [folder, false],
        [file, false],
      ]),
    )
    await maya.call('DELETE', `/drive/v3/files/${folder}/permissions/${permission}`)
    expect(new Map(await changes(jonas, start))).toEqual(
      new Map([
        [folder, true],
        [file, true],
      ]),
    )
    await share(maya, file, { type: 'user', role: 'reader', emailAddress: JONAS })
    await maya.json('PATCH', `/drive/v3/files/${folder}`, { trashed: true })
    expect(await get(jonas, file, 'trashed')).toEqual({ trashed: true })
    await maya.call('DELETE', `/drive/v3/files/${folder}`)
    expect(new Map(await changes(jonas, start)).get(file)).toBe(true)
  })

  it('come in pages, the last of which says where the next begin', async () => {
    const start = await startToken(home)
    const made: string[] = []
    for (let index = 0; index < 5; index += 1) made.push(await create(home, { name: `File ${index}` }))
    const seen: string[] = []
    let token = start
    for (;;) {
      const page = await home.json('GET', `/drive/v3/changes?pageToken=${token}&pageSize=2`)
      seen.push(...page.changes.map(({ fileId }: { fileId: string }) => fileId))
      token = page.nextPageToken ?? page.newStartPageToken
      if (page.newStartPageToken) break
    }
    expect(seen).toEqual(made)
    expect(await changes(home, token)).toEqual([])
  })

  it('have tokens that outlive the changes of a project that is removed', async () => {
    const start = await startToken(home)
    await fixture.ctx.store.prisma.driveChange.deleteMany({})
    expect(await changes(home, start)).toEqual([])
    expect(Number(await startToken(home))).toBeGreaterThanOrEqual(Number(start))
  })

  it.each([
    ['', 'required', 'pageToken'],
    ['?pageToken=x', 'invalid', 'pageToken'],
    ['?pageToken=0', 'invalid', 'pageToken'],
    ['?pageToken=999999999', 'invalid', 'pageToken'],
    ['?pageToken=1&pageSize=0', 'invalidParameter', 'pageSize'],
    ['?pageToken=1&pageSize=1001', 'invalidParameter', 'pageSize'],
    ['?pageToken=1&fields=nonsense', 'invalidParameter', 'fields'],
  ])('with "%s" are refused', async (query, reason, location) => {
    await expectRefusal(await home.call('GET', `/drive/v3/changes${query}`), 400, reason, location)
  })

  it('need a token that may see files', async () => {
    const none = await signInAtGoogle(fixture, MAYA, 'openid email')
    await expectRefusal(await none.call('GET', '/drive/v3/changes?pageToken=1'), 403, 'insufficientPermissions')
    await expectRefusal(await none.call('GET', '/drive/v3/changes/startPageToken'), 403, 'insufficientPermissions')
  })
})

describe('an account that calls too often', () => {
  it('is told when to call again, on the project’s clock', async () => {
    const { id } = fixture.account(HOME)
    const until = new Date(fixture.ctx.clock.now() + 30_000)
    await fixture.ctx.store.provider.accounts.setBusy(id, until)
    const refused = await home.call('GET', '/drive/v3/files')
    expect(refused.headers.get('retry-after')).toBe('30')
    await expectRefusal(refused, 429, 'rateLimitExceeded', undefined, 'usageLimits')
    expect((await maya.call('GET', '/drive/v3/files')).status).toBe(200)
    fixture.ctx.advance(30_001)
    expect((await home.call('GET', '/drive/v3/files')).status).toBe(200)
  })
})
