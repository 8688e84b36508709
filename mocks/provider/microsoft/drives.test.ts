import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProviderFixture, startProvider } from '../testing.ts'
import {
  BASE,
  expectRefusal,
  type GraphClient,
  type GraphItem,
  type GraphPage,
  HOME,
  JONAS,
  signInAtMicrosoft,
  WORK,
} from './testing.ts'

let fixture: ProviderFixture
let maya: GraphClient
let home: GraphClient
let jonas: GraphClient
beforeAll(async () => {
  fixture = await startProvider()
  maya = await signInAtMicrosoft(fixture, WORK)
  home = await signInAtMicrosoft(fixture, HOME)
  jonas = await signInAtMicrosoft(fixture, JONAS)
})
afterAll(() => fixture.ctx.dispose())

let folders = 0
/** A folder of its own for a test. */
async function folder(client: GraphClient = maya): Promise<{ id: string; path: string }> {
  const name = `Test ${folders++}`
  const { id } = await client.json('POST', '/me/drive/root/children', { name, folder: {} }, 201)
  return { id, path: `/me/drive/root:/${encodeURIComponent(name)}` }
}
const itemPath = (id: string, rest = '') => `/me/drive/items/${id}${rest}`
/** What a delta tells, to its end; answers the link to go on from. */
async function follow(client: GraphClient, link: string): Promise<{ items: GraphItem[]; deltaLink: string }> {
  const items: GraphItem[] = []
  for (let at: string | undefined = link; ; ) {
    const page: GraphPage = await client.json('GET', at ?? '')
    items.push(...page.value)
    at = page['@odata.nextLink']
    if (!at) return { items, deltaLink: page['@odata.deltaLink'] ?? '' }
  }
}

describe('Microsoft Graph', () => {
  it('tells whose token it is, and refuses one of nobody, of another directory, or without the scope', async () => {
    expect(await maya.json('GET', '/me')).toMatchObject({
      displayName: 'Maya Chen',
      givenName: 'Maya',
      surname: 'Chen',
      mail: WORK,
      userPrincipalName: WORK,
    })
    expect(await maya.json('GET', '/me?$select=mail')).toEqual({ '@odata.context': expect.any(String), mail: WORK })
    for (const authorization of ['', 'Bearer nonsense']) {
      const refused = await maya.call('GET', '/me/drive', undefined, { authorization })
      expect(refused.headers.get('www-authenticate')).toContain('Bearer')
      await expectRefusal(refused, 401, 'InvalidAuthenticationToken')
    }
    const reader = await signInAtMicrosoft(fixture, WORK, ['openid', 'Files.Read'])
    expect((await reader.call('GET', '/me/drive/root')).status).toBe(200)
    await expectRefusal(await reader.call('DELETE', '/me/drive/root:/Planning'), 403, 'accessDenied')
    await expectRefusal(await reader.call('GET', '/sites?search=*'), 403, 'accessDenied')
    const stranger = await signInAtMicrosoft(fixture, WORK, ['openid'])
    await expectRefusal(await stranger.call('GET', '/me/drive'), 403, 'accessDenied')
  })

  it('knows its addresses, methods and options', async () => {
    await expectRefusal(await maya.call('GET', '/nothing'), 400, 'BadRequest')
    await expectRefusal(await maya.call('GET', '/me/messages'), 400, 'BadRequest')
    await expectRefusal(await maya.call('GET', '/me/drive/root/nothing'), 400, 'BadRequest')
    await expectRefusal(await maya.call('GET', '/me/drive/rooted'), 400, 'BadRequest')
    await expectRefusal(await maya.call('GET', 'https://graph.microsoft.com/v2.0/me'), 400, 'BadRequest')
    await expectRefusal(await maya.call('GET', '/drives/nonsense/root'), 400, 'invalidRequest')
    await expectRefusal(await maya.call('PUT', '/me/drive/root/children'), 405, 'BadRequest')
    await expectRefusal(await maya.call('POST', '/me/drive'), 405, 'BadRequest')
    await expectRefusal(await maya.call('GET', '/me/drive/root/children?$filter=x'), 501, 'notSupported')
    for (const query of [
      '$top=0',
      '$top=1000',
      '$top=x',
      '$orderby=colour',
      '$orderby=name sideways',
      '$skiptoken=x',
    ]) {
      await expectRefusal(await maya.call('GET', `/me/drive/root/children?${query}`), 400, 'invalidRequest')
    }
    await expectRefusal(await maya.call('POST', '/me/drive/root/children', '{'), 400, 'BadRequest')
    const answer = await fixture.provider.fetch(
      new Request('http://localhost:4020/v1.0/me', { headers: { authorization: `Bearer ${maya.token}` } }),
    )
    expect(await answer.json()).toMatchObject({ mail: WORK })
  })

  it('has too many requests when it is told so', async () => {
    const { accounts } = fixture.ctx.store.provider
    const id = fixture.accounts.find(({ directory, email }) => directory === 'microsoft' && email === JONAS)?.id ?? ''
    await accounts.setBusy(id, new Date(fixture.ctx.clock.now() + 30_000))
    const refused = await jonas.call('GET', '/me/drive')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(25)
    await expectRefusal(refused, 429, 'activityLimitReached')
    await accounts.setBusy(id, null)
    expect((await jonas.call('GET', '/me/drive')).status).toBe(200)
  })
})

describe('a drive', () => {
  it('is there from the start, another one for each account', async () => {
    const drive = await maya.json('GET', '/me/drive')
    expect(drive).toMatchObject({
      id: expect.stringMatching(/^b!/),
      driveType: 'business',
      name: 'OneDrive',
      webUrl: 'https://northwind-my.sharepoint.com/personal/maya_chen_northwind_example/Documents',
      owner: { user: { displayName: 'Maya Chen', email: WORK } },
      quota: { state: 'normal' },
    })
    expect(await home.json('GET', '/me/drive')).toMatchObject({ driveType: 'personal' })
    const [work, personal] = [await maya.names('/me/drive/root/children'), await home.names('/me/drive/root/children')]
    expect(work).toEqual(expect.arrayContaining(['Planning', 'One-on-ones.txt']))
    expect(personal).toEqual(expect.arrayContaining(['House', 'Gift ideas.txt']))
    expect(work.filter((name) => personal.includes(name))).toEqual([])
    expect(await maya.json('GET', `/drives/${drive.id}`)).toMatchObject({ id: drive.id })
    await expectRefusal(await home.call('GET', `/drives/${drive.id}`), 404, 'itemNotFound')
    await expectRefusal(await home.call('GET', `/drives/${drive.id}/root/children`), 404, 'itemNotFound')
    expect((await maya.json<GraphPage>('GET', '/me/drives')).value).toHaveLength(1)
  })

  it('has a root', async () => {
    const root = await maya.json('GET', '/me/drive/root')
    expect(root).toMatchObject({ name: 'root', root: {}, folder: { childCount: expect.any(Number) } })
    expect(root.parentReference).toEqual({ driveType: 'business', driveId: expect.any(String) })
    for (const address of [
      '/me/drive/items/root',
      `/me/drive/items/${root.id}`,
      '/me/drive/root:/',
      '/me/drive/root:',
    ]) {
      expect((await maya.json('GET', address)).id).toBe(root.id)
    }
    await expectRefusal(await maya.call('DELETE', '/me/drive/root'), 403, 'accessDenied')
    await expectRefusal(await maya.call('PATCH', '/me/drive/root', { name: 'x' }), 403, 'accessDenied')
  })
})

describe('items', () => {
  it('are found by id and by path, in whatever letters', async () => {
    const { id, path } = await folder()
    const file = await maya.upload(`${path}/a%20%23b.txt`, 'Hello')
    expect(file).toMatchObject({
      name: 'a #b.txt',
      size: 5,
      file: { mimeType: 'text/plain', hashes: { quickXorHash: expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/) } },
      createdDateTime: expect.stringMatching(/:\d\dZ$/),
      parentReference: {
        driveType: 'business',
        id,
        path: expect.stringMatching(/^\/drives\/b![\w-]+\/root:\/Test%20\d+$/),
      },
      createdBy: { user: { email: WORK } },
      webUrl: expect.stringMatching(/Documents\/Test%20\d+\/a%20%23b\.txt$/),
    })
    expect(file.shared).toBeUndefined()
    for (const address of [
      itemPath(file.id),
      `${path}/A%20%23B.TXT`,
      `${path}/a%20%23b.txt:`,
      `/me/drive/items/${id}:/a%20%23b.txt`,
      `/drives/${file.parentReference.driveId}/items/${file.id}`,
    ]) {
      expect((await maya.json('GET', address)).id).toBe(file.id)
    }
    expect(await maya.json('GET', `${itemPath(file.id)}?$select=id,name`)).toEqual({
      '@odata.context': `${BASE}/$metadata#driveItem`,
      id: file.id,
      name: 'a #b.txt',
    })
    await expectRefusal(await maya.call('GET', `${path}/none`), 404, 'itemNotFound')
    await expectRefusal(await maya.call('GET', itemPath('none')), 404, 'itemNotFound')
    await expectRefusal(await home.call('GET', itemPath(file.id)), 404, 'itemNotFound')
    await expectRefusal(
      await home.call('GET', `/drives/${file.parentReference.driveId}/items/${file.id}`),
      404,
      'itemNotFound',
    )
  })

  it('come in pages that leave nothing out and repeat nothing, in the order asked for', async () => {
    const { id, path } = await folder()
    for (const name of ['c', 'a', 'e', 'b', 'd']) await maya.upload(`${path}/${name}`, name.repeat(name.charCodeAt(0)))
    for (const [order, expected] of [
      ['name', 'abcde'],
      ['name desc', 'edcba'],
      ['size desc', 'edcba'],
      ['lastModifiedDateTime', 'caebd'],
    ] as const) {
      const seen: string[] = []
      for (let at: string | undefined = itemPath(id, `/children?$top=2&$orderby=${order}`); at; ) {
        const page: GraphPage = await maya.json('GET', at)
        expect(page.value.length).toBeLessThanOrEqual(2)
        seen.push(...page.value.map(({ name }) => name))
        at = page['@odata.nextLink']
        if (at) expect(at.startsWith(`${BASE}/me/drive/items/`)).toBe(true)
      }
      expect(seen.join('')).toBe(expected)
    }
    const { '@odata.nextLink': next } = await maya.json<GraphPage>('GET', itemPath(id, '/children?$top=2'))
    const token = new URL(next ?? '').searchParams.get('$skiptoken')
    const other = await folder()
    await expectRefusal(
      await maya.call('GET', itemPath(other.id, `/children?$skiptoken=${token}`)),
      400,
      'invalidRequest',
    )
  })

  it('are uploaded, replaced and downloaded by a link that needs no token', async () => {
    const { path } = await folder()
    const made = await maya.upload(`${path}/Deep/Deeper/file.txt`, 'one')
    const replaced = await maya.upload(`${path}/Deep/Deeper/file.txt`, 'second', 200)
    expect([replaced.id, replaced.size, replaced.eTag === made.eTag]).toEqual([made.id, 6, false])
    // The type follows from the name, if it says anything.
    const byId = await maya.call('PUT', itemPath(made.id, '/content'), 'third', { 'content-type': 'text/css' })
    expect(await byId.json()).toMatchObject({ id: made.id, file: { mimeType: 'text/plain' } })
    const plain = await maya.call('PUT', `${path}/NOTES:/content`, 'x', { 'content-type': 'text/css' })
    const { id: plainId, file } = (await plain.json()) as GraphItem
    expect(file?.mimeType).toBe('text/css')
    expect((await maya.json('PATCH', itemPath(plainId), { name: 'NOTES.md' })).file?.mimeType).toBe('text/markdown')
    const redirect = await maya.call('GET', itemPath(made.id, '/content'))
    expect(redirect.status).toBe(302)
    const location = redirect.headers.get('location') ?? ''
    const content = await fixture.provider.fetch(new Request(location))
    expect([content.status, content.headers.get('content-type'), await content.text()]).toEqual([
      200,
      'text/plain',
      'third',
    ])
    const view = await maya.json('GET', itemPath(made.id))
    const again = await fixture.provider.fetch(new Request(String(view['@microsoft.graph.downloadUrl'])))
    expect(await again.text()).toBe('third')
    for (const wrong of ['', '?key=x']) {
      const refused = await fixture.provider.fetch(new Request(`http://localhost:4020/microsoft/download${wrong}`))
      await expectRefusal(refused, 401, 'unauthenticated')
    }
    await expectRefusal(await maya.call('GET', `${path}/Deep:/content`), 404, 'itemNotFound')
    await expectRefusal(await maya.call('PUT', `${path}/Deep:/content`, 'x'), 400, 'invalidRequest')
    await expectRefusal(await maya.call('PUT', itemPath('none', '/content'), 'x'), 404, 'itemNotFound')
    await expectRefusal(await maya.call('PUT', `${path}/a%3Ab:/content`, 'x'), 400, 'invalidRequest')
    const large = await maya.call('PUT', `${path}/large:/content`, 'x'.repeat(26 * 1024 ** 2 + 1))
    await expectRefusal(large, 413, 'requestTooLarge')
  })

  it('do not share a name in a folder', async () => {
    const { id, path } = await folder()
    await maya.upload(`${path}/Notes.txt`, 'x')
    const behavior = '@microsoft.graph.conflictBehavior'
    const put = (how: string) => maya.call('PUT', `${path}/NOTES.txt:/content?${behavior}=${how}`, 'y')
    await expectRefusal(await put('fail'), 409, 'nameAlreadyExists')
    await expectRefusal(await put('sideways'), 400, 'invalidRequest')
    expect(await (await put('rename')).json()).toMatchObject({ name: 'NOTES 1.txt' })
    expect(await (await put('rename')).json()).toMatchObject({ name: 'NOTES 2.txt' })
    expect(await (await put('replace')).json()).toMatchObject({ name: 'Notes.txt' })
    const children = itemPath(id, '/children')
    const made = await maya.json('POST', children, { name: 'Folder', folder: {} }, 201)
    await expectRefusal(await maya.call('POST', children, { name: 'folder', folder: {} }), 409, 'nameAlreadyExists')
    const kept = await maya.json('POST', children, { name: 'folder', folder: {}, [behavior]: 'replace' }, 201)
    expect(kept.id).toBe(made.id)
    expect(await maya.json('POST', children, { name: 'Folder', folder: {}, [behavior]: 'rename' }, 201)).toMatchObject({
      name: 'Folder 1',
    })
    await expectRefusal(await maya.call('PATCH', itemPath(made.id), { name: 'notes.TXT' }), 409, 'nameAlreadyExists')
    for (const body of [{ name: 'x' }, { folder: {} }, { name: 'a/b', folder: {} }, { name: ' a', folder: {} }]) {
      await expectRefusal(await maya.call('POST', children, body), 400, 'invalidRequest')
    }
    // Only one of many at once gets the name.
    const all = await Promise.all(
      Array.from({ length: 5 }, () => maya.call('POST', children, { name: 'Race', folder: {} })),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409])
  })

  it('are renamed, moved and deleted, if they are as the caller has seen them', async () => {
    const [one, two] = [await folder(), await folder()]
    const file = await maya.upload(`${one.path}/file.txt`, 'x')
    const wrong = await maya.call('PATCH', itemPath(file.id), { name: 'y' }, { 'if-match': '"{x},1"' })
    await expectRefusal(wrong, 412, 'resourceModified')
    const right = await maya.call('PATCH', itemPath(file.id), { name: 'new.txt' }, { 'if-match': file.eTag })
    expect(await right.json()).toMatchObject({ id: file.id, name: 'new.txt' })
    const moved = await maya.json('PATCH', itemPath(file.id), {
      parentReference: { id: two.id },
      description: 'Moved',
      fileSystemInfo: { lastModifiedDateTime: '2020-01-02T03:04:05Z' },
    })
    expect(moved).toMatchObject({
      description: 'Moved',
      lastModifiedDateTime: '2020-01-02T03:04:05Z',
      parentReference: { id: two.id },
    })
    const { name } = await maya.json('GET', itemPath(one.id))
    const back = await maya.json('PATCH', itemPath(file.id), { parentReference: { path: `/drive/root:/${name}` } })
    expect(back.parentReference.id).toBe(one.id)
    const inner = await maya.json('POST', itemPath(one.id, '/children'), { name: 'Inner', folder: {} }, 201)
    for (const parentReference of [{ id: inner.id }, { id: file.id }, { driveId: 'b!x', id: two.id }, {}]) {
      await expectRefusal(await maya.call('PATCH', itemPath(one.id), { parentReference }), 400, 'invalidRequest')
    }
    await expectRefusal(
      await maya.call('PATCH', itemPath(one.id), { parentReference: { id: 'no' } }),
      404,
      'itemNotFound',
    )
    await expectRefusal(await maya.call('PATCH', itemPath(one.id), { name: 7 }), 400, 'invalidRequest')
    expect((await maya.call('DELETE', itemPath(one.id))).status).toBe(204)
    for (const id of [one.id, file.id, inner.id]) {
      await expectRefusal(await maya.call('GET', itemPath(id)), 404, 'itemNotFound')
    }
  })

  it('are searched for by name, in the drive or below a folder', async () => {
    const { id, path } = await folder()
    await maya.upload(`${path}/Sub/Quarterly it's due.txt`, 'x')
    const search = (from: string) => maya.names(`/me/drive/${from}/search(q='${encodeURIComponent("it''s")}')`)
    expect(await search('root')).toEqual(["Quarterly it's due.txt"])
    expect(await search(`items/${id}`)).toEqual(["Quarterly it's due.txt"])
    expect(await search(`items/${(await folder()).id}`)).toEqual([])
    expect(await maya.names("/me/drive/search(q='quarterly')")).toEqual(["Quarterly it's due.txt"])
    await expectRefusal(await maya.call('GET', '/me/drive/root/search(x=1)'), 400, 'BadRequest')
    expect(await home.names("/me/drive/root/search(q='quarterly')")).toEqual([])
  })
})

describe('a delta', () => {
  it('lists what there is, and from then on what has changed', async () => {
    const { id, path } = await folder()
    const first = await maya.upload(`${path}/first.txt`, 'x')
    const all = await follow(maya, '/me/drive/root/delta?$top=2')
    expect(all.items.map((item) => item.id)).toEqual(expect.arrayContaining([id, first.id]))
    expect(new Set(all.items.map((item) => item.id)).size).toBe(all.items.length)
    expect(all.items.some(({ root }) => root)).toBe(true)
    expect((await follow(maya, all.deltaLink)).items).toEqual([])

    await maya.json('PATCH', itemPath(first.id), { name: 'renamed.txt' })
    const second = await maya.upload(`${path}/second.txt`, 'y')
    const changed = await follow(maya, all.deltaLink)
    expect(changed.items.map(({ name }) => name)).toEqual(['renamed.txt', 'second.txt'])
    await maya.call('DELETE', itemPath(id))
    const gone = await follow(maya, changed.deltaLink)
    expect(gone.items.map((item) => [item.id, item.deleted]).sort()).toEqual(
      [id, first.id, second.id].map((each) => [each, { state: 'deleted' }]).sort(),
    )
    // The link is good as long as it is kept.
    expect((await follow(maya, all.deltaLink)).items.every(({ deleted }) => deleted)).toBe(true)
    expect((await follow(home, '/me/drive/root/delta')).items.map(({ name }) => name)).not.toContain('second.txt')
  })

  it('begins now, or anew when its token is none', async () => {
    const latest = await follow(maya, "/me/drive/root/delta(token='latest')")
    expect(latest.items).toEqual([])
    expect((await follow(maya, '/me/drive/root/delta?token=latest')).items).toEqual([])
    const file = await maya.upload('/me/drive/root:/Since then.txt', 'x')
    expect((await follow(maya, latest.deltaLink)).items.map(({ id }) => id)).toEqual([file.id])
    await expectRefusal(await maya.call('GET', '/me/drive/root/delta?token=x'), 410, 'resyncRequired')
    const token = new URL(latest.deltaLink).searchParams.get('token')
    await expectRefusal(await home.call('GET', `/me/drive/root/delta?token=${token}`), 410, 'resyncRequired')
    await expectRefusal(await maya.call('GET', '/me/drive/root:/Planning:/delta'), 400, 'invalidRequest')
    await expectRefusal(await maya.call('POST', '/me/drive/root/delta', {}), 405, 'BadRequest')
  })
})

describe('sites', () => {
  it('are listed, found by id and by address, and have drives of their own', async () => {
    const { value } = await maya.json<GraphPage>('GET', '/sites?search=*')
    expect(value).toHaveLength(1)
    const site = value[0]
    expect(site).toMatchObject({
      id: expect.stringMatching(/^northwind\.sharepoint\.com,[0-9a-f-]{36},[0-9a-f-]{36}$/),
      displayName: 'Product',
      webUrl: 'https://northwind.sharepoint.com/sites/Product',
    })
    expect((await maya.json<GraphPage>('GET', '/sites?search=nothing')).value).toEqual([])
    for (const address of [`/sites/${site?.id}`, '/sites/root', '/sites/northwind.sharepoint.com:/sites/product']) {
      expect((await maya.json('GET', address)).id).toBe(site?.id)
    }
    const drives = (await maya.json<GraphPage>('GET', `/sites/${site?.id}/drives`)).value
    expect(drives.map(({ name, driveType }) => [name, driveType])).toEqual([
      ['Documents', 'documentLibrary'],
      ['Contracts', 'documentLibrary'],
    ])
    expect(await maya.names(`/sites/${site?.id}/drive/root/children`)).toEqual(['Releases', 'Vision.md'])
    expect(await maya.names(`/sites/${site?.id}/drives/${drives[1]?.id}/root/children`)).toEqual([
      'Fabrikam order form.txt',
    ])
    expect(await maya.names(`/drives/${drives[1]?.id}/root/children`)).toEqual(['Fabrikam order form.txt'])
    expect(await maya.names('/sites/northwind.sharepoint.com:/sites/Product:/drive/root/children?$top=1')).toEqual([
      'Releases',
    ])
    const file = await maya.upload(`/drives/${drives[0]?.id}/root:/Releases/New.txt`, 'new')
    expect(file).toMatchObject({
      parentReference: { siteId: site?.id, driveId: drives[0]?.id },
      webUrl: 'https://northwind.sharepoint.com/sites/Product/Shared%20Documents/Releases/New.txt',
    })
    // Nothing of one drive is in another.
    await expectRefusal(await maya.call('GET', itemPath(file.id)), 404, 'itemNotFound')
    await expectRefusal(await maya.call('GET', `/drives/${drives[1]?.id}/items/${file.id}`), 404, 'itemNotFound')
    expect((await follow(maya, '/me/drive/root/delta')).items.map(({ id }) => id)).not.toContain(file.id)
    expect((await follow(maya, `/drives/${drives[0]?.id}/root/delta`)).items.map(({ id }) => id)).toContain(file.id)
    await expectRefusal(await home.call('GET', `/sites/${site?.id}`), 404, 'itemNotFound')
    await expectRefusal(await maya.call('GET', `/sites/${site?.id}/drives/${file.id}`), 404, 'itemNotFound')
    await expectRefusal(await maya.call('GET', '/sites/none'), 404, 'itemNotFound')
    await expectRefusal(await maya.call('GET', '/sites/northwind.sharepoint.com:/sites/none'), 404, 'itemNotFound')
    await expectRefusal(await maya.call('GET', '/sites'), 400, 'invalidRequest')
    await expectRefusal(await maya.call('GET', `/sites/${site?.id}/lists`), 400, 'BadRequest')
    expect((await maya.json<GraphPage>('GET', '/me/followedSites')).value).toHaveLength(1)
  })

  it('are seen by those with whom a library is shared', async () => {
    const [site] = (await jonas.json<GraphPage>('GET', '/sites?search=Operations')).value
    const [library] = (await jonas.json<GraphPage>('GET', `/sites/${site?.id}/drives`)).value
    await expectRefusal(await maya.call('GET', `/sites/${site?.id}`), 404, 'itemNotFound')
    await jonas.json('POST', `/drives/${library?.id}/root/invite`, { recipients: [{ email: WORK }], roles: ['write'] })
    expect((await maya.json<GraphPage>('GET', '/sites?search=*')).value.map(({ name }) => name)).toEqual([
      'Product',
      'Operations',
    ])
    expect(await maya.names(`/sites/${site?.id}/drive/root/children`)).toEqual(['Access list.csv', 'Runbooks'])
    const file = await maya.upload(`/drives/${library?.id}/root:/By Maya.txt`, 'x')
    expect(file).toMatchObject({ createdBy: { user: { email: JONAS } }, shared: { scope: 'users' } })
    const delta = await follow(maya, `/drives/${library?.id}/root/delta`)
    expect(delta.items.map(({ name }) => name)).toContain('By Maya.txt')
    const { value } = await jonas.json<GraphPage>('GET', `/drives/${library?.id}/root/permissions`)
    await jonas.call('DELETE', `/drives/${library?.id}/root/permissions/${value[1]?.id}`)
    await expectRefusal(await maya.call('GET', `/sites/${site?.id}`), 404, 'itemNotFound')
    await expectRefusal(await maya.call('GET', delta.deltaLink), 404, 'itemNotFound')
  })
})

interface Permission {
  id: string
  roles: string[]
  grantedToV2?: { user: { email: string; displayName: string } }
  inheritedFrom?: { id: string }
  link?: { scope: string; type: string; webUrl: string }
}

describe('sharing', () => {
  const permissions = async (client: GraphClient, drive: string, id: string) =>
    (await client.json<GraphPage<Permission>>('GET', `/drives/${drive}/items/${id}/permissions`)).value

  it('with people by name holds for all that lies in a folder', async () => {
    const { id, path } = await folder()
    const file = await maya.upload(`${path}/inner.txt`, 'x')
    const { driveId } = file.parentReference
    await expectRefusal(await jonas.call('GET', `/drives/${driveId}/items/${file.id}`), 404, 'itemNotFound')
    const body = { recipients: [{ email: JONAS.toUpperCase() }, { email: 'guest@else.example' }], roles: ['read'] }
    const invited = await maya.json<GraphPage<Permission>>('POST', itemPath(id, '/invite'), body)
    expect(invited.value).toEqual([
      expect.objectContaining({
        roles: ['read'],
        grantedToV2: { user: { email: JONAS, displayName: 'Jonas Weber', id: expect.any(String) } },
      }),
      expect.objectContaining({
        grantedToV2: { user: { email: 'guest@else.example', displayName: 'guest@else.example' } },
      }),
    ])
    const seen = await jonas.json('GET', `/drives/${driveId}/items/${file.id}`)
    expect(seen).toMatchObject({ name: 'inner.txt', shared: { scope: 'users' } })
    const shared = await jonas.json<GraphPage>('GET', '/me/drive/sharedWithMe')
    expect(shared.value).toEqual([expect.objectContaining({ id, remoteItem: expect.objectContaining({ id }) })])
    expect(await permissions(maya, driveId, file.id)).toEqual([
      expect.objectContaining({ roles: ['owner'], grantedToV2: { user: expect.objectContaining({ email: WORK }) } }),
      expect.objectContaining({ roles: ['read'], inheritedFrom: { driveId, id } }),
      expect.objectContaining({ roles: ['read'], inheritedFrom: { driveId, id } }),
    ])
    // Who does not own it is told of themselves only, and may not write.
    expect(await permissions(jonas, driveId, file.id)).toEqual([
      expect.objectContaining({ grantedToV2: { user: expect.objectContaining({ email: JONAS }) } }),
    ])
    const there = `/drives/${driveId}/items/${file.id}`
    await expectRefusal(await jonas.call('PATCH', there, { name: 'x' }), 403, 'accessDenied')
    await expectRefusal(await jonas.call('PUT', `${there}/content`, 'x'), 403, 'accessDenied')
    await expectRefusal(await jonas.call('DELETE', there), 403, 'accessDenied')
    await expectRefusal(await jonas.call('POST', `${there}/invite`, body), 403, 'accessDenied')
    await expectRefusal(await jonas.call('POST', `${there}/createLink`, { type: 'view' }), 403, 'accessDenied')

    const permission = invited.value[0]?.id
    await expectRefusal(await maya.call('DELETE', `${there}/permissions/${permission}`), 403, 'accessDenied')
    const changed = await maya.json<Permission>('PATCH', itemPath(id, `/permissions/${permission}`), {
      roles: ['write'],
    })
    expect(changed.roles).toEqual(['write'])
    expect(await jonas.json('PATCH', there, { name: 'by Jonas.txt' })).toMatchObject({ name: 'by Jonas.txt' })
    expect((await maya.json<Permission>('GET', itemPath(id, `/permissions/${permission}`))).roles).toEqual(['write'])
    expect((await maya.call('DELETE', itemPath(id, `/permissions/${permission}`))).status).toBe(204)
    await expectRefusal(await jonas.call('GET', there), 404, 'itemNotFound')
    await expectRefusal(await maya.call('DELETE', itemPath(id, `/permissions/${permission}`)), 404, 'itemNotFound')
    const [owner] = await permissions(maya, driveId, id)
    await expectRefusal(await maya.call('DELETE', itemPath(id, `/permissions/${owner?.id}`)), 403, 'accessDenied')
    await expectRefusal(await maya.call('PUT', itemPath(id, `/permissions/${owner?.id}`), {}), 405, 'BadRequest')
    for (const bad of [
      {},
      { recipients: [], roles: ['read'] },
      { ...body, roles: ['owner'] },
      { ...body, recipients: [{ email: 'x' }] },
    ]) {
      await expectRefusal(await maya.call('POST', itemPath(id, '/invite'), bad), 400, 'invalidRequest')
    }
  })

  it('by links is for the organization or for anyone', async () => {
    const file = await maya.upload(`${(await folder()).path}/linked.txt`, 'x')
    const there = `/drives/${file.parentReference.driveId}/items/${file.id}`
    const create = itemPath(file.id, '/createLink')
    const link = await maya.json<Permission>('POST', create, { type: 'view' }, 201)
    expect(link).toMatchObject({
      roles: ['read'],
      link: { scope: 'organization', type: 'view', webUrl: expect.any(String) },
    })
    expect(await maya.json('POST', create, { type: 'edit', scope: 'organization' })).toMatchObject({
      id: link.id,
      roles: ['write'],
      link: { type: 'edit' },
    })
    expect((await maya.json('GET', itemPath(file.id))).shared?.scope).toBe('organization')
    expect((await jonas.call('GET', there)).status).toBe(200)
    expect((await home.call('GET', there)).status).toBe(404)
    const anyone = await maya.json<Permission>('POST', create, { type: 'view', scope: 'anonymous' }, 201)
    expect((await home.call('GET', there)).status).toBe(200)
    expect((await maya.json('GET', itemPath(file.id))).shared?.scope).toBe('anonymous')
    await expectRefusal(
      await maya.call('PATCH', itemPath(file.id, `/permissions/${anyone.id}`), { roles: ['write'] }),
      400,
      'invalidRequest',
    )
    await maya.call('DELETE', itemPath(file.id, `/permissions/${anyone.id}`))
    await expectRefusal(await home.call('GET', there), 404, 'itemNotFound')
    await expectRefusal(await maya.call('POST', create, { type: 'sideways' }), 400, 'invalidRequest')
    await expectRefusal(await maya.call('POST', create, { type: 'embed' }), 501, 'notSupported')
    await expectRefusal(await maya.call('POST', create, { type: 'view', scope: 'users' }), 501, 'notSupported')
  })
})

describe('secrets', () => {
  it('do not leak', () => expect(fixture.leaks).toEqual([]))
})
