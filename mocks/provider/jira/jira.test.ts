import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProviderFixture, startProvider } from '../testing.ts'
import { expectGatewayRefusal, expectRefusal, HOME, type JiraClient, signInAtJira, WORK } from './testing.ts'

let fixture: ProviderFixture
let maya: JiraClient
let home: JiraClient
beforeAll(async () => {
  fixture = await startProvider()
  maya = await signInAtJira(fixture, WORK)
  home = await signInAtJira(fixture, HOME)
})
afterAll(() => fixture.ctx.dispose())

interface Issue {
  id: string
  key: string
  fields: Record<string, unknown> & { summary: string }
}
interface Found {
  issues: Issue[]
  nextPageToken?: string
  isLast: boolean
}
const text = (content: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text: content }] }],
})
const create = (fields: Record<string, unknown>, client = maya) =>
  client.json<{ id: string; key: string }>(
    'POST',
    '/issue',
    { fields: { project: { key: 'NW' }, issuetype: { name: 'Task' }, ...fields } },
    201,
  )
const search = (jql: string, more: Record<string, unknown> = {}, client = maya) =>
  client.json<Found>('POST', '/search/jql', { jql, fields: ['summary'], ...more })
const keys = async (jql: string, client = maya) => (await search(jql, {}, client)).issues.map(({ key }) => key)

describe('Jira', () => {
  it('has a site for each account, and tells whose token it is', async () => {
    const sites = await maya.json<object[]>('GET', 'https://api.atlassian.com/oauth/token/accessible-resources')
    expect(sites).toEqual([
      {
        id: maya.cloudId,
        url: 'https://maya-chen.atlassian.net',
        name: 'maya-chen',
        scopes: ['read:jira-user', 'read:jira-work', 'write:jira-work'],
        avatarUrl: expect.any(String),
      },
    ])
    expect(await maya.json('GET', '/myself')).toMatchObject({
      accountId: expect.stringMatching(/^[0-9a-f]{24}$/),
      emailAddress: WORK,
      displayName: 'Maya Chen',
    })
    const foreign = `https://api.atlassian.com/ex/jira/${home.cloudId}/rest/api/3/myself`
    await expectGatewayRefusal(await maya.call('GET', foreign), 404)
    await expectGatewayRefusal(await maya.call('GET', 'https://api.atlassian.com/nothing'), 404)
    await expectRefusal(await maya.call('GET', '/nothing'), 404)
    const headers = { authorization: `Bearer ${maya.token}` }
    const there = new Request('http://localhost:4020/oauth/token/accessible-resources', { headers })
    expect(await (await fixture.provider.fetch(there)).json()).toEqual(sites)
    const own = `http://localhost:4020/ex/jira/${maya.cloudId}/rest/api/3/myself`
    const answer = await fixture.provider.fetch(new Request(own, { headers }))
    expect(await answer.json()).toMatchObject({ emailAddress: WORK })
  })

  it('refuses a token of nobody, or without the scope, and has too many requests when it is told so', async () => {
    for (const authorization of ['', 'Bearer nonsense']) {
      await expectGatewayRefusal(await maya.call('GET', '/myself', undefined, { authorization }), 401)
    }
    const reader = await signInAtJira(fixture, WORK, ['openid', 'read:jira-work'])
    expect((await reader.call('GET', '/project/search')).status).toBe(200)
    expect((await reader.call('POST', '/search/jql', { jql: 'project = NW' })).status).toBe(200)
    await expectGatewayRefusal(await reader.call('POST', '/issue', {}), 401)
    await expectGatewayRefusal(await reader.call('GET', '/myself'), 401)
    const { accounts } = fixture.ctx.store.provider
    const { id } = fixture.accounts.find((each) => each.directory === 'atlassian' && each.email === HOME) ?? { id: '' }
    await accounts.setBusy(id, new Date(fixture.ctx.clock.now() + 30_000))
    const busy = await home.call('GET', '/myself')
    expect(Number(busy.headers.get('retry-after'))).toBeGreaterThan(25)
    await expectGatewayRefusal(busy, 429)
    await accounts.setBusy(id, null)
    expect((await home.call('GET', '/myself')).status).toBe(200)
  })

  it('has projects, other ones for each account', async () => {
    const { values, total, isLast } = await maya.json<{
      values: { key: string; id: string }[]
      total: number
      isLast: boolean
    }>('GET', '/project/search')
    expect([values.map(({ key }) => key), total, isLast]).toEqual([['NW', 'DOCS'], 2, true])
    const second = await maya.json('GET', '/project/search?startAt=1&maxResults=1&query=d')
    expect(second).toMatchObject({ startAt: 1, total: 2, isLast: true, values: [{ key: 'DOCS' }] })
    for (const project of ['nw', values[0]?.id]) {
      expect(await maya.json('GET', `/project/${project}`)).toMatchObject({
        key: 'NW',
        issueTypes: [{ name: 'Task' }, { name: 'Bug' }, { name: 'Story' }],
      })
    }
    await expectRefusal(await home.call('GET', '/project/NW'), 404)
    await expectRefusal(await maya.call('GET', '/project/search?startAt=x'), 400)
  })
})

describe('issues', () => {
  it('are made, shown, changed and deleted', async () => {
    const { id, key } = await create({
      summary: ' Write it down ',
      description: text('All of it'),
      issuetype: { id: '10002' },
      priority: { name: 'high' },
      labels: ['a', 'a', 'b'],
      duedate: '2026-05-01',
    })
    expect([id, key]).toEqual([expect.stringMatching(/^\d+$/), expect.stringMatching(/^NW-\d+$/)])
    const issue = await maya.json<Issue>('GET', `/issue/${key}`)
    expect(issue).toMatchObject({
      id,
      key,
      self: `https://api.atlassian.com/ex/jira/${maya.cloudId}/rest/api/3/issue/${id}`,
      fields: {
        summary: 'Write it down',
        description: text('All of it'),
        issuetype: { name: 'Bug' },
        priority: { name: 'High' },
        status: { name: 'To Do', statusCategory: { key: 'new' } },
        project: { key: 'NW' },
        labels: ['a', 'b'],
        duedate: '2026-05-01',
        assignee: null,
        creator: { emailAddress: WORK },
        created: expect.stringMatching(/\.\d{3}\+0000$/),
        resolution: null,
        comment: { total: 0 },
        attachment: [],
      },
    })
    expect(await maya.json('GET', `/issue/${id}?fields=summary`)).toMatchObject({
      fields: { summary: 'Write it down' },
    })
    const { accountId } = await maya.json<{ accountId: string }>('GET', '/myself')
    const fields = { summary: 'Written', assignee: { accountId }, description: null, priority: { id: '5' } }
    await maya.json('PUT', `/issue/${key}`, { fields }, 204)
    const changed = await maya.json<Issue>('GET', `/issue/${key}`)
    expect(changed.fields).toMatchObject({
      summary: 'Written',
      assignee: { accountId },
      description: null,
      priority: { name: 'Lowest' },
      labels: ['a', 'b'],
    })
    expect(String(changed.fields.updated) > String(issue.fields.updated)).toBe(true)
    await expectRefusal(await home.call('GET', `/issue/${id}`), 404)
    await maya.json('DELETE', `/issue/${key}`, undefined, 204)
    for (const method of ['GET', 'DELETE']) await expectRefusal(await maya.call(method, `/issue/${key}`), 404)
    // Its key is not given out again.
    expect((await create({ summary: 'Next' })).key).not.toBe(key)
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['no summary', {}, 'summary'],
    ['an empty summary', { summary: ' ' }, 'summary'],
    ['two lines of summary', { summary: 'a\nb' }, 'summary'],
    ['no such project', { summary: 'x', project: { key: 'NONE' } }, 'project'],
    ['no project', { summary: 'x', project: undefined }, 'project'],
    ['no type', { summary: 'x', issuetype: undefined }, 'issuetype'],
    ['no such type', { summary: 'x', issuetype: { name: 'Epic' } }, 'issuetype'],
    ['no such priority', { summary: 'x', priority: { name: 'Soon' } }, 'priority'],
    ['a text for a description', { summary: 'x', description: 'text' }, 'description'],
    ['a label with spaces', { summary: 'x', labels: ['a b'] }, 'labels'],
    ['no date', { summary: 'x', duedate: 'soon' }, 'duedate'],
    ['somebody else', { summary: 'x', assignee: { accountId: 'nobody' } }, 'assignee'],
    ['an unknown field', { summary: 'x', colour: 'blue' }, 'colour'],
  ])('are not made with %s', async (_, fields, field) => {
    const all = { project: { key: 'NW' }, issuetype: { name: 'Task' }, ...fields }
    await expectRefusal(await maya.call('POST', '/issue', { fields: all }), 400, field)
  })

  it('are not made of what is no JSON, or moved to another project', async () => {
    await expectRefusal(await maya.call('POST', '/issue', '{'), 400)
    await expectRefusal(await maya.call('POST', '/issue', []), 400)
    const { key } = await create({ summary: 'Stays' })
    await expectRefusal(
      await maya.call('PUT', `/issue/${key}`, { fields: { project: { key: 'DOCS' } } }),
      400,
      'project',
    )
    await expectRefusal(await maya.call('PUT', '/issue/NW-9999', { fields: {} }), 404)
  })

  it('get numbers of their own, however many are made at once', async () => {
    const made = await Promise.all(Array.from({ length: 8 }, (_, index) => create({ summary: `Race ${index}` })))
    expect(new Set(made.map(({ key }) => key)).size).toBe(8)
    expect(new Set(made.map(({ id }) => id)).size).toBe(8)
  })

  it('go from status to status', async () => {
    const { key } = await create({ summary: 'Goes on' })
    const { transitions } = await maya.json<{ transitions: { id: string; to: { name: string } }[] }>(
      'GET',
      `/issue/${key}/transitions`,
    )
    expect(transitions.map(({ to }) => to.name)).toEqual(['To Do', 'In Progress', 'Done'])
    await maya.json('POST', `/issue/${key}/transitions`, { transition: { id: transitions[2]?.id } }, 204)
    expect((await maya.json<Issue>('GET', `/issue/${key}`)).fields).toMatchObject({
      status: { name: 'Done' },
      resolution: { name: 'Done' },
      resolutiondate: expect.any(String),
    })
    await maya.json('POST', `/issue/${key}/transitions`, { transition: { id: transitions[0]?.id } }, 204)
    expect((await maya.json<Issue>('GET', `/issue/${key}`)).fields.resolutiondate).toBeNull()
    await expectRefusal(await maya.call('POST', `/issue/${key}/transitions`, { transition: { id: '99' } }), 400)
    await expectRefusal(await maya.call('POST', `/issue/${key}/transitions`, {}), 400, 'transition')
    await expectRefusal(await maya.call('GET', '/issue/NW-9999/transitions'), 404)
  })

  it('have comments and attachments, which go with them', async () => {
    const { id, key } = await create({ summary: 'With papers' })
    const comment = await maya.json('POST', `/issue/${key}/comment`, { body: text('Noted') }, 201)
    expect(comment).toMatchObject({ author: { emailAddress: WORK }, body: text('Noted') })
    expect(await maya.json('GET', `/issue/${id}/comment`)).toMatchObject({ total: 1, comments: [{ id: comment.id }] })
    await expectRefusal(await maya.call('POST', `/issue/${key}/comment`, { body: 'text' }), 400, 'body')
    await expectRefusal(await maya.call('GET', '/issue/NW-9999/comment'), 404)

    const form = new FormData()
    form.set('file', new Blob(['content'], { type: 'text/css' }), 'style.css')
    const path = `/issue/${key}/attachments`
    await expectRefusal(await maya.call('POST', path, form), 403)
    const headers = { 'x-atlassian-token': 'no-check' }
    await expectRefusal(await maya.call('POST', path, {}, headers), 415)
    await expectRefusal(await maya.call('POST', path, new FormData(), headers), 400)
    const [attachment] = (await (await maya.call('POST', path, form, headers)).json()) as {
      id: string
      content: string
    }[]
    expect(attachment).toMatchObject({ filename: 'style.css', size: 7, mimeType: 'text/css' })
    const redirect = await maya.call('GET', attachment?.content ?? '')
    expect(redirect.status).toBe(303)
    const content = await fixture.provider.fetch(new Request(redirect.headers.get('location') ?? ''))
    expect([content.headers.get('content-type'), await content.text()]).toEqual(['text/css', 'content'])
    const direct = await maya.call('GET', `${attachment?.content}?redirect=false`)
    expect(await direct.text()).toBe('content')
    await expectRefusal(await fixture.provider.fetch(new Request('http://localhost:4020/jira/attachment?key=x')), 404)
    await expectRefusal(await home.call('GET', `/attachment/content/${attachment?.id}`), 404)
    await maya.json('DELETE', `/issue/${key}`, undefined, 204)
    await expectRefusal(await maya.call('GET', attachment?.content ?? ''), 404)
  })
})

describe('a search', () => {
  it('finds by what JQL says', async () => {
    const [one, two] = [
      await create({ summary: 'Found one', priority: { name: 'Highest' } }),
      await create({ summary: 'Found two', issuetype: { name: 'Bug' } }),
    ]
    const both = [one.key, two.key]
    const among = `key in (${both.join(', ')})`
    for (const [jql, expected] of [
      [`${among} ORDER BY created ASC`, both],
      [`${among} order by created desc`, [two.key, one.key]],
      [`${among}`, [two.key, one.key]],
      [`${among} AND priority = Highest`, [one.key]],
      [`${among} AND priority != "highest"`, [two.key]],
      [`${among} AND issuetype not in (Task)`, [two.key]],
      [`project = "Northwind Product" AND id = ${one.id}`, [one.key]],
      [`project = NW and issuekey='${one.key}' AND status = "To Do"`, [one.key]],
      [`${among} AND statusCategory = Done`, []],
      [`${among} AND assignee = EMPTY AND type = Bug`, [two.key]],
      [`${among} AND updated >= "-5m" ORDER BY updated ASC`, both],
      [`${among} AND updated < -5m`, []],
      [`${among} AND created > "2020/01/01" AND created <= "2099-01-01 10:30" ORDER BY updated ASC`, both],
    ] as const) {
      expect([jql, await keys(jql)]).toEqual([jql, expected])
    }
    expect(await keys('project = FLAT', home)).toHaveLength(2)
  })

  it('comes in pages, with the fields that are asked for', async () => {
    const made: string[] = []
    for (let index = 0; index < 5; index++) made.push((await create({ summary: `Page ${index}` })).key)
    const jql = `key in (${made.join(',')}) ORDER BY created ASC`
    const seen: string[] = []
    for (let nextPageToken: string | undefined; ; ) {
      const page = await search(jql, { maxResults: 2, ...(nextPageToken && { nextPageToken }) })
      seen.push(...page.issues.map(({ key }) => key))
      nextPageToken = page.nextPageToken
      expect(page.isLast).toBe(nextPageToken === undefined)
      if (page.isLast) break
    }
    expect(seen).toEqual(made)
    const first = await search(jql, { maxResults: 2 })
    const other = { jql: 'project = NW', nextPageToken: first.nextPageToken }
    await expectRefusal(await maya.call('POST', '/search/jql', other), 400)
    const query = new URLSearchParams({ jql, maxResults: '1' })
    const [bare] = (await maya.json<Found>('GET', `/search/jql?${query}`)).issues
    expect(Object.keys(bare ?? {}).sort()).toEqual(['expand', 'id', 'key', 'self'])
    const [full] = (await maya.json<Found>('GET', `/search/jql?${query}&fields=*all`)).issues
    expect(full?.fields).toMatchObject({ summary: 'Page 0', comment: { total: 0 }, attachment: [] })
    const [navigable] = (await maya.json<Found>('GET', `/search/jql?${query}&fields=*navigable`)).issues
    expect([navigable?.fields.summary, navigable?.fields.comment]).toEqual(['Page 0', undefined])
  })

  it.each([
    '',
    'ORDER BY created',
    'project',
    'project =',
    'project ~ NW',
    'project = NW AND',
    'project = NW OR project = DOCS',
    'project = NONE',
    'colour = blue',
    'key in (NW-1',
    'key in NW-1',
    'key not NW-1',
    'updated = "2026-01-01"',
    'updated >= tomorrow',
    'updated >= "2026-13-01"',
    'project = NW ORDER created',
    'project = NW ORDER BY votes',
    'project = NW ORDER BY created ASC more',
    'project = "NW',
  ])('refuses %j', async (jql) => {
    await expectRefusal(await maya.call('POST', '/search/jql', { jql }), 400)
  })
})

describe('secrets', () => {
  it('do not leak', () => expect(fixture.leaks).toEqual([]))
})
