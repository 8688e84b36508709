import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProviderFixture, startProvider } from '../testing.ts'
import { type BoxClient, type BoxItem, type BoxList, expectRefusal, HOME, JONAS, signInAtBox, WORK } from './testing.ts'

let fixture: ProviderFixture
let maya: BoxClient
let home: BoxClient
let jonas: BoxClient
beforeAll(async () => {
  fixture = await startProvider()
  maya = await signInAtBox(fixture, WORK)
  home = await signInAtBox(fixture, HOME)
  jonas = await signInAtBox(fixture, JONAS)
})
afterAll(() => fixture.ctx.dispose())

let folders = 0
const newFolder = () => maya.folder(`Test ${folders++}`)

describe('Box', () => {
  it('tells whose token it is, and refuses one of nobody, or without the scope', async () => {
    expect(await maya.json('GET', '/users/me')).toMatchObject({
      type: 'user',
      id: expect.stringMatching(/^\d{13}$/),
      name: 'Maya Chen',
      login: WORK,
      status: 'active',
      space_used: expect.any(Number),
    })
    expect(Object.keys(await maya.json('GET', '/users/me?fields=login'))).toEqual(['type', 'id', 'login'])
    for (const authorization of ['', 'Bearer nonsense']) {
      const refused = await maya.call('GET', '/users/me', undefined, { authorization })
      expect([refused.status, await refused.text()]).toEqual([401, ''])
      expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token"')
    }
    const reader = await signInAtBox(fixture, WORK, ['openid', 'root_readonly'])
    expect((await reader.call('GET', '/folders/0')).status).toBe(200)
    await expectRefusal(await reader.call('POST', '/folders', {}), 403, 'insufficient_scope')
    const stranger = await signInAtBox(fixture, WORK, ['openid'])
    await expectRefusal(await stranger.call('GET', '/folders/0'), 403, 'insufficient_scope')
    await expectRefusal(await maya.call('GET', '/nothing'), 404, 'not_found')
    const own = await fixture.provider.fetch(
      new Request('http://localhost:4020/2.0/users/me', { headers: { authorization: `Bearer ${maya.token}` } }),
    )
    expect(await own.json()).toMatchObject({ login: WORK })
  })

  it('has too many requests when it is told so', async () => {
    const { accounts } = fixture.ctx.store.provider
    const id = fixture.accounts.find(({ directory, email }) => directory === 'box' && email === JONAS)?.id ?? ''
    await accounts.setBusy(id, new Date(fixture.ctx.clock.now() + 30_000))
    const refused = await jonas.call('GET', '/folders/0')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(25)
    await expectRefusal(refused, 429, 'rate_limit_exceeded')
    await accounts.setBusy(id, null)
    expect((await jonas.call('GET', '/folders/0')).status).toBe(200)
  })
})

describe('files and folders', () => {
  it('are there from the start, other ones for each account', async () => {
    const [work, personal] = [await maya.names('/folders/0/items'), await home.names('/folders/0/items')]
    expect(work).toEqual(expect.arrayContaining(['Marketing', 'Non-disclosure.txt']))
    expect(personal).toEqual(expect.arrayContaining(['Choir', 'Passport scan.txt']))
    expect(work.filter((name) => personal.includes(name))).toEqual([])
    const root = await maya.json('GET', '/folders/0')
    expect(root).toMatchObject({ id: '0', name: 'All Files', parent: null, item_status: 'active' })
    await expectRefusal(
      await maya.call('PUT', '/folders/0', { name: 'x' }),
      403,
      'access_denied_insufficient_permissions',
    )
    await expectRefusal(await maya.call('DELETE', '/folders/0'), 403, 'access_denied_insufficient_permissions')
  })

  it('are uploaded, told of and downloaded by a link that needs no token', async () => {
    const folder = await newFolder()
    const file = await maya.upload('Report.csv', folder.id, 'a,b\n')
    const sha1 = createHash('sha1').update('a,b\n').digest('hex')
    expect(file).toMatchObject({ type: 'file', name: 'Report.csv', size: 4, etag: '0', sha1 })
    const full = await maya.json('GET', `/files/${file.id}`)
    expect(full).toMatchObject({
      file_version: { type: 'file_version', sha1 },
      path_collection: {
        total_count: 2,
        entries: [
          { id: '0', name: 'All Files' },
          { id: folder.id, name: folder.name },
        ],
      },
      parent: { type: 'folder', id: folder.id },
      owned_by: { login: WORK },
      shared_link: null,
      item_status: 'active',
      modified_at: expect.stringMatching(/\+00:00$/),
    })
    expect(full.permissions).toBeUndefined()
    expect(Object.keys(await maya.json('GET', `/files/${file.id}?fields=name,permissions`)).sort()).toEqual(
      ['type', 'id', 'etag', 'name', 'permissions'].sort(),
    )
    const redirect = await maya.call('GET', `/files/${file.id}/content`)
    expect(redirect.status).toBe(302)
    const content = await fixture.provider.fetch(new Request(redirect.headers.get('location') ?? ''))
    expect([content.status, content.headers.get('content-type'), await content.text()]).toEqual([
      200,
      'text/csv',
      'a,b\n',
    ])
    const none = await fixture.provider.fetch(new Request('http://localhost:4020/box/download?key=x'))
    await expectRefusal(none, 404, 'not_found')

    const second = await maya.send({}, 'second', file.id, { 'if-match': '0' })
    expect((await second.json()).entries).toEqual([expect.objectContaining({ id: file.id, etag: '1', size: 6 })])
    const outdated = await maya.send({}, 'third', file.id, { 'if-match': '0' })
    await expectRefusal(outdated, 412, 'precondition_failed')
    const attributes = { name: 'digest.txt', parent: { id: folder.id } }
    await expectRefusal(await maya.send(attributes, 'x', undefined, { 'content-md5': sha1 }), 400, 'bad_digest')
    const late = new FormData()
    late.set('file', new Blob(['x']), 'x')
    late.set('attributes', JSON.stringify(attributes))
    const upload = 'https://upload.box.com/api/2.0/files/content'
    await expectRefusal(await maya.call('POST', upload, late), 400, 'metadata_after_file_contents')
    await expectRefusal(await maya.call('POST', upload, {}), 415, 'unsupported_media_type')
    await expectRefusal(await maya.send({ name: 'x' }, 'x'), 400, 'bad_request')
    await expectRefusal(await maya.send({ ...attributes, parent: { id: '123' } }, 'x'), 404, 'not_found')
    await expectRefusal(await maya.send({ ...attributes, name: 'a/b' }, 'x'), 400, 'bad_request')
    await expectRefusal(await maya.send(attributes, 'x'.repeat(26 * 1024 ** 2)), 413, 'file_size_limit_exceeded')
    await expectRefusal(await home.call('GET', `/files/${file.id}`), 404, 'not_found')
    await expectRefusal(await home.call('GET', `/files/${file.id}/content`), 404, 'not_found')
    await expectRefusal(await maya.call('GET', `/folders/${file.id}`), 404, 'not_found')
    await expectRefusal(await maya.call('GET', '/files/none'), 400, 'bad_request')
  })

  it('are uploaded wherever Box’s examples send them', async () => {
    const folder = await newFolder()
    const uploadTo = async (url: string, attributes: object) => {
      const form = new FormData()
      form.set('attributes', JSON.stringify(attributes))
      form.set('file', new Blob([url]), 'upload')
      const headers = { authorization: `Bearer ${maya.token}` }
      const fetch = fixture.provider.hosts[new URL(url).host] ?? fixture.provider.fetch
      const answer = await fetch(new Request(url, { method: 'POST', headers, body: form }))
      expect(answer.status, await answer.clone().text()).toBe(201)
      const [file] = ((await answer.json()) as BoxList).entries
      return file?.id ?? ''
    }
    const parent = { id: folder.id }
    const first = await uploadTo('https://api.box.com/2.0/files/content', { name: 'one.txt', parent })
    await uploadTo(`https://api.box.com/2.0/files/${first}/content`, {})
    await uploadTo('http://localhost:4020/api/2.0/files/content', { name: 'two.txt', parent })
    expect(await maya.names(`/folders/${folder.id}/items`)).toEqual(['one.txt', 'two.txt'])
    expect(await maya.json('GET', `/files/${first}`)).toMatchObject({ etag: '1' })
  })

  it('do not share a name in a folder', async () => {
    const folder = await newFolder()
    const file = await maya.upload('Notes.txt', folder.id)
    const taken = await expectRefusal(
      await maya.send({ name: 'NOTES.txt', parent: { id: folder.id } }, 'x'),
      409,
      'item_name_in_use',
    )
    expect(taken.context_info).toMatchObject({ conflicts: { type: 'file', id: file.id } })
    const sub = await maya.folder('Sub', folder.id)
    const again = await maya.call('POST', '/folders', { name: 'sub', parent: { id: folder.id } })
    expect((await expectRefusal(again, 409, 'item_name_in_use')).context_info).toMatchObject({
      conflicts: [{ type: 'folder', id: sub.id }],
    })
    await expectRefusal(await maya.call('PUT', `/files/${file.id}`, { name: 'SUB' }), 409, 'item_name_in_use')
    const all = await Promise.all(
      Array.from({ length: 5 }, () => maya.call('POST', '/folders', { name: 'Race', parent: { id: '0' } })),
    )
    expect(all.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409])
    for (const body of [
      {},
      { name: 'x' },
      { name: '..', parent: { id: '0' } },
      { name: 7, parent: { id: '0' } },
      '{',
    ]) {
      await expectRefusal(await maya.call('POST', '/folders', body), 400, 'bad_request')
    }
  })

  it('come in pages by markers and by offsets, folders first', async () => {
    const folder = await newFolder()
    for (const name of ['c.txt', 'a.txt', 'b.txt']) await maya.upload(name, folder.id)
    for (const name of ['z', 'y']) await maya.folder(name, folder.id)
    const expected = ['y', 'z', 'a.txt', 'b.txt', 'c.txt']
    const items = `/folders/${folder.id}/items`
    const byMarker: string[] = []
    for (let marker: string | undefined = ''; marker !== undefined; ) {
      const page: BoxList = await maya.json('GET', `${items}?usemarker=true&limit=2&marker=${marker}`)
      byMarker.push(...page.entries.map(({ name }) => name))
      marker = page.next_marker
    }
    expect(byMarker).toEqual(expected)
    const byOffset: string[] = []
    for (let offset = 0; offset < 5; offset += 2) {
      const page: BoxList = await maya.json('GET', `${items}?limit=2&offset=${offset}`)
      expect(page.total_count).toBe(5)
      byOffset.push(...page.entries.map(({ name }) => name))
    }
    expect(byOffset).toEqual(expected)
    const [first] = (await maya.json<BoxList>('GET', `${items}?fields=size,parent&limit=1&offset=2`)).entries
    expect(Object.keys(first ?? {}).sort()).toEqual(['etag', 'id', 'parent', 'size', 'type'])
    for (const query of ['limit=0', 'limit=1001', 'limit=x', 'offset=-1', 'usemarker=true&marker=x']) {
      await expectRefusal(await maya.call('GET', `${items}?${query}`), 400, 'bad_request')
    }
    await expectRefusal(await maya.call('GET', '/folders/123/items'), 404, 'not_found')
  })

  it('are renamed, moved, described and copied', async () => {
    const [one, two] = [await newFolder(), await newFolder()]
    const file = await maya.upload('file.txt', one.id)
    const changed = await maya.json('PUT', `/files/${file.id}`, {
      name: 'new.md',
      parent: { id: two.id },
      description: 'Moved',
    })
    expect(changed).toMatchObject({ name: 'new.md', description: 'Moved', etag: '1', parent: { id: two.id } })
    const outdated = await maya.call('PUT', `/files/${file.id}`, { name: 'x' }, { 'if-match': '0' })
    await expectRefusal(outdated, 412, 'precondition_failed')
    const copy = await maya.json('POST', `/files/${file.id}/copy`, { parent: { id: one.id }, name: 'copy.md' }, 201)
    expect([copy.id === file.id, copy.sha1]).toEqual([false, file.sha1])
    const inner = await maya.folder('Inner', one.id)
    const cycle = await maya.call('PUT', `/folders/${one.id}`, { parent: { id: inner.id } })
    await expectRefusal(cycle, 400, 'cyclical_folder_structure')
    await expectRefusal(await maya.call('PUT', `/folders/${one.id}`, { parent: { id: '77' } }), 404, 'not_found')
    await expectRefusal(await maya.call('PUT', `/files/${file.id}`, { name: '' }), 400, 'bad_request')
    expect(await maya.names(`/search?query=new`)).toContain('new.md')
    expect(await maya.names(`/search?query=new&type=folder`)).not.toContain('new.md')
    expect(await home.names(`/search?query=new`)).toEqual([])
    await expectRefusal(await maya.call('GET', '/search'), 400, 'bad_request')
    await expectRefusal(await maya.call('GET', '/search?query=x&type=web_link'), 400, 'bad_request')
  })

  it('go to the trash, come back, or go for good', async () => {
    const folder = await newFolder()
    const file = await maya.upload('file.txt', folder.id)
    await expectRefusal(await maya.call('DELETE', `/folders/${folder.id}`), 400, 'folder_not_empty')
    expect((await maya.call('DELETE', `/folders/${folder.id}?recursive=true`)).status).toBe(204)
    for (const path of [`/folders/${folder.id}`, `/folders/${folder.id}/items`, `/files/${file.id}`]) {
      await expectRefusal(await maya.call('GET', path), 404, 'trashed')
    }
    const trash = await maya.json<BoxList>('GET', '/folders/trash/items')
    expect(trash.entries.map(({ id }) => id)).toContain(folder.id)
    expect(trash.entries.map(({ id }) => id)).not.toContain(file.id)
    expect(await maya.json('GET', `/folders/${folder.id}/trash`)).toMatchObject({ item_status: 'trashed' })
    await expectRefusal(await maya.call('POST', `/files/${file.id}`, {}), 404, 'not_found')
    await maya.folder(folder.name)
    await expectRefusal(await maya.call('POST', `/folders/${folder.id}`, {}), 409, 'item_name_in_use')
    const restored = await maya.json('POST', `/folders/${folder.id}`, { name: `${folder.name} again` }, 201)
    expect(restored).toMatchObject({ id: folder.id, item_status: 'active' })
    expect((await maya.json('GET', `/files/${file.id}`)).item_status).toBe('active')
    await expectRefusal(await maya.call('GET', `/files/${file.id}/trash`), 404, 'not_found')
    await maya.call('DELETE', `/files/${file.id}`)
    expect((await maya.call('DELETE', `/files/${file.id}/trash`)).status).toBe(204)
    await expectRefusal(await maya.call('GET', `/files/${file.id}`), 404, 'not_found')
    await expectRefusal(await maya.call('DELETE', `/files/${file.id}`), 404, 'not_found')
    await maya.call('DELETE', `/folders/${folder.id}?recursive=true`)
    expect((await maya.call('DELETE', `/folders/${folder.id}/trash`)).status).toBe(204)
    await expectRefusal(await maya.call('GET', `/folders/${folder.id}/trash`), 404, 'not_found')
  })
})

interface Collaboration {
  id: string
  role: string
  status: string
  accessible_by: { login: string } | null
  invite_email: string | null
  item: BoxItem
}

describe('collaborations', () => {
  const invite = (item: BoxItem, login: string, role = 'viewer', client = maya) =>
    client.call('POST', '/collaborations', {
      item: { type: item.type, id: item.id },
      accessible_by: { type: 'user', login },
      role,
    })

  it('open a folder and all that lies in it to people', async () => {
    const folder = await newFolder()
    const sub = await maya.folder('Sub', folder.id)
    const file = await maya.upload('inner.txt', sub.id)
    const made = (await (await invite(sub, JONAS.toUpperCase())).json()) as Collaboration
    expect(made).toMatchObject({
      type: 'collaboration',
      role: 'viewer',
      status: 'accepted',
      accessible_by: { type: 'user', login: JONAS },
      invite_email: null,
      item: { type: 'folder', id: sub.id },
    })
    await expectRefusal(await invite(sub, JONAS), 400, 'user_already_collaborator')
    await expectRefusal(await invite(sub, WORK), 400, 'user_already_collaborator')
    await expectRefusal(await invite(sub, JONAS, 'co-owner'), 400, 'bad_request')
    await expectRefusal(await invite({ ...sub, id: '77' }, JONAS), 404, 'not_found')
    const pending = (await (await invite(sub, 'guest@else.example')).json()) as Collaboration
    expect(pending).toMatchObject({ status: 'pending', accessible_by: null, invite_email: 'guest@else.example' })

    // It lies at the top of what the collaborator has, and there is no way up from it.
    expect(await jonas.names('/folders/0/items')).toContain('Sub')
    expect(await jonas.json('GET', `/files/${file.id}`)).toMatchObject({
      path_collection: { entries: [{ id: '0' }, { id: sub.id }] },
      owned_by: { login: WORK },
    })
    await expectRefusal(await jonas.call('GET', `/folders/${folder.id}`), 404, 'not_found')
    for (const [method, path, body] of [
      ['PUT', `/files/${file.id}`, { name: 'x' }],
      ['DELETE', `/files/${file.id}`, undefined],
      ['PUT', `/collaborations/${pending.id}`, { role: 'editor' }],
      ['DELETE', `/collaborations/${pending.id}`, undefined],
    ] as const) {
      await expectRefusal(await jonas.call(method, path, body), 403, 'access_denied_insufficient_permissions')
    }
    await expectRefusal(await invite(sub, HOME, 'viewer', jonas), 403, 'access_denied_insufficient_permissions')
    const list = await maya.json<BoxList<Collaboration>>('GET', `/files/${file.id}/collaborations`)
    expect(list.entries.map(({ id, item }) => [id, item.id])).toEqual([
      [made.id, sub.id],
      [pending.id, sub.id],
    ])
    expect((await maya.json<BoxList>('GET', `/folders/${folder.id}/collaborations`)).entries).toEqual([])

    const editor = await maya.json<Collaboration>('PUT', `/collaborations/${made.id}`, { role: 'editor' })
    expect(editor.role).toBe('editor')
    expect(await jonas.json('PUT', `/files/${file.id}`, { name: 'by Jonas.txt' })).toMatchObject({
      name: 'by Jonas.txt',
    })
    expect((await jonas.upload('new.txt', sub.id)).owned_by).toMatchObject({ login: WORK })
    await expectRefusal(await jonas.call('PUT', `/files/${file.id}`, { parent: { id: '0' } }), 400, 'bad_request')
    expect((await jonas.json<Collaboration>('GET', `/collaborations/${made.id}`)).role).toBe('editor')
    await expectRefusal(await home.call('GET', `/collaborations/${made.id}`), 404, 'not_found')
    expect((await jonas.call('DELETE', `/collaborations/${made.id}`)).status).toBe(204)
    await expectRefusal(await jonas.call('GET', `/files/${file.id}`), 404, 'not_found')
    await expectRefusal(await maya.call('GET', `/collaborations/${made.id}`), 404, 'not_found')
  })
})

describe('a shared link', () => {
  it('opens an item to those who name it', async () => {
    const folder = await newFolder()
    const file = await maya.upload('linked.txt', folder.id)
    const linked = await maya.json('PUT', `/folders/${folder.id}`, { shared_link: { access: 'open' } })
    const link = linked.shared_link as { url: string }
    expect(link).toMatchObject({
      url: expect.stringMatching(/^https:\/\/app\.box\.com\/s\/\d+$/),
      access: 'open',
      effective_access: 'open',
      permissions: { can_download: true, can_edit: false },
    })
    const named = { boxapi: `shared_link=${link.url}` }
    await expectRefusal(await home.call('GET', `/files/${file.id}`), 404, 'not_found')
    for (const boxapi of ['shared_link=x', 'shared_link=%', 'x']) {
      await expectRefusal(await home.call('GET', `/files/${file.id}`, undefined, { boxapi }), 404, 'not_found')
    }
    const encoded = { boxapi: `shared_link=${encodeURIComponent(link.url)}&shared_link_password=x` }
    for (const headers of [named, encoded]) {
      expect((await home.call('GET', `/files/${file.id}`, undefined, headers)).status).toBe(200)
    }
    const denied = await home.call('PUT', `/files/${file.id}`, { name: 'x' }, named)
    await expectRefusal(denied, 403, 'access_denied_insufficient_permissions')

    const company = await maya.json('PUT', `/folders/${folder.id}`, { shared_link: {} })
    expect(company.shared_link).toMatchObject({ access: 'company', url: link.url })
    await expectRefusal(await home.call('GET', `/files/${file.id}`, undefined, named), 404, 'not_found')
    expect((await jonas.call('GET', `/files/${file.id}`, undefined, named)).status).toBe(200)
    const closed = await maya.json('PUT', `/folders/${folder.id}`, { shared_link: { access: 'collaborators' } })
    expect(closed.shared_link).toMatchObject({ access: 'collaborators' })
    await expectRefusal(await jonas.call('GET', `/files/${file.id}`, undefined, named), 404, 'not_found')
    const editable = { access: 'open', permissions: { can_edit: true } }
    expect((await maya.json('PUT', `/files/${file.id}`, { shared_link: editable })).shared_link).toMatchObject({
      permissions: { can_edit: true },
    })
    expect((await maya.json('PUT', `/folders/${folder.id}`, { shared_link: null })).shared_link).toBeNull()
    await expectRefusal(
      await maya.call('PUT', `/files/${file.id}`, { shared_link: { access: 'all' } }),
      400,
      'bad_request',
    )
  })
})

interface Event {
  event_type: string
  event_id: string
  source: BoxItem
}

describe('events', () => {
  const since = (client: BoxClient, position: string | number, query = '') =>
    client.json<{ next_stream_position: number; chunk_size: number; entries: Event[] }>(
      'GET',
      `/events?stream_position=${position}${query}`,
    )
  const told = ({ entries }: { entries: Event[] }) => entries.map(({ event_type, source }) => [event_type, source.id])

  it('tell what has happened to the items of an account', async () => {
    const folder = await newFolder()
    const { next_stream_position: now, entries } = await since(maya, 'now')
    expect(entries).toEqual([])
    const [one, two, three] = [
      await maya.upload('one.txt', folder.id),
      await maya.upload('two.txt', folder.id),
      await maya.folder('three', folder.id),
    ]
    await maya.json('PUT', `/files/${one.id}`, { name: 'uno.txt' })
    await maya.call('DELETE', `/files/${two.id}`)
    const all = await since(maya, now)
    expect(told(all)).toEqual([
      ['ITEM_CREATE', three.id],
      ['ITEM_RENAME', one.id],
      ['ITEM_TRASH', two.id],
    ])
    expect(all.entries[2]?.source).toMatchObject({ type: 'file', item_status: 'trashed' })
    expect(all.chunk_size).toBe(3)
    expect((await since(maya, all.next_stream_position)).entries).toEqual([])
    const seen: Event[] = []
    for (let at = now; ; ) {
      const page = await since(maya, at, '&limit=2')
      if (page.entries.length === 0) break
      seen.push(...page.entries)
      at = page.next_stream_position
    }
    expect(told({ entries: seen })).toEqual(told(all))
    expect(new Set(seen.map(({ event_id }) => event_id)).size).toBe(3)
    expect((await since(home, now)).entries).toEqual([])
    for (const query of ['stream_position=x', 'stream_position=99999999', 'limit=501', 'stream_type=admin_logs']) {
      await expectRefusal(await maya.call('GET', `/events?${query}`), 400, 'bad_request')
    }
    await maya.call('DELETE', `/files/${two.id}/trash`)
    expect(told(await since(maya, all.next_stream_position))).toEqual([['ITEM_TRASH', two.id]])
  })

  it('tell a collaborator of what is shared, and of what is not any more', async () => {
    const folder = await newFolder()
    await maya.upload('inner.txt', folder.id)
    const { next_stream_position: start } = await since(jonas, 'now')
    const item = { type: 'folder', id: folder.id }
    const body = { item, accessible_by: { type: 'user', login: JONAS }, role: 'viewer' }
    const { id } = await maya.json('POST', '/collaborations', body, 201)
    const shared = await since(jonas, start)
    // What lies in the folder is not told of.
    expect(told(shared)).toEqual([['COLLAB_ADD_COLLABORATOR', folder.id]])
    await maya.call('DELETE', `/collaborations/${id}`)
    const { entries } = await since(jonas, shared.next_stream_position)
    expect(entries.map(({ event_type, source }) => [event_type, source])).toEqual([
      ['COLLAB_REMOVE_COLLABORATOR', { type: 'folder', id: folder.id }],
    ])
  })
})

describe('secrets', () => {
  it('do not leak', () => expect(fixture.leaks).toEqual([]))
})
