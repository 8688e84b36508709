import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { notion } from '../../catalog/integrations/notion.ts'
import { CALLBACK, obtainTokens, type ProviderFixture, signInWithoutBrowser, startProvider } from '../testing.ts'

const WORK = 'maya.chen@northwind.example'
const HOME = 'maya.chen.home@mail.example'

const client = {
  id: 'notion',
  name: 'Notion app',
  directory: 'notion',
  secret: 'notion-secret-CANARY',
  isFirstParty: false,
  redirectUris: [CALLBACK],
  scopes: notion.oauth.scopes,
}

interface Page {
  id: string
  parent: object
  in_trash: boolean
  last_edited_time: string
  properties: { title: { title: { plain_text: string }[] } }
}
interface Found {
  results: Page[]
  next_cursor: string | null
  has_more: boolean
}

let fixture: ProviderFixture
let maya: (method: string, path: string, body?: unknown) => Promise<Response>
let home: typeof maya
beforeAll(async () => {
  fixture = await startProvider()
  maya = callerWith(await signInWithoutBrowser(fixture, client, WORK, client.scopes))
  home = callerWith(await signInWithoutBrowser(fixture, client, HOME, client.scopes))
})
afterAll(() => fixture.ctx.dispose())

function callerWith(token: string | undefined): typeof maya {
  return async (method, path, body) => {
    const host = fixture.provider.hosts['api.notion.com']
    if (!host) throw new Error('Nobody answers for api.notion.com.')
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return host(new Request(`https://api.notion.com/v1${path}`, { method, headers, ...(text && { body: text }) }))
  }
}

async function json<T>(answer: Promise<Response>, status = 200): Promise<T> {
  const response = await answer
  const text = await response.text()
  expect(response.status, text).toBe(status)
  return JSON.parse(text)
}
async function expectRefusal(answer: Promise<Response>, status: number, code: string, message = /\S/) {
  const refusal = await json(answer, status)
  expect(refusal).toEqual({ object: 'error', status, code, message: expect.stringMatching(message) })
}
const search = (query: object = {}, call = maya) => json<Found>(call('POST', '/search', query))
const titleOf = ({ properties }: Page) => properties.title.title.map(({ plain_text }) => plain_text).join('')
const named = (title: string) => ({ title: [{ text: { content: title } }] })

describe('Notion', () => {
  it('tells whose token it is', async () => {
    expect(await json(maya('GET', '/users/me'))).toMatchObject({
      object: 'user',
      type: 'bot',
      bot: { owner: { user: { name: 'Maya Chen', person: { email: WORK } } } },
    })
  })

  it('has pages of its own for each account', async () => {
    expect((await search()).results.map(titleOf).sort()).toEqual(['Launch plan', 'Meeting notes', 'Team handbook'])
    const { results } = await search({}, home)
    expect(results.map(titleOf).sort()).toEqual(['Recipes', 'Travel ideas'])
    await expectRefusal(maya('GET', `/pages/${results[0]?.id}`), 404, 'object_not_found')
    await expectRefusal(maya('PATCH', `/pages/${results[0]?.id}`, { in_trash: true }), 404, 'object_not_found')
  })

  it('makes pages, also below others, changes them and puts them away', async () => {
    const parent = await json<Page>(
      maya('POST', '/pages', { parent: { type: 'workspace', workspace: true }, properties: named('Parent') }),
    )
    const child = await json<Page>(
      maya('POST', '/pages', { parent: { page_id: parent.id }, properties: { title: named('Child') } }),
    )
    expect([titleOf(child), child.parent]).toEqual(['Child', { type: 'page_id', page_id: parent.id }])
    const renamed = await json<Page>(maya('PATCH', `/pages/${child.id}`, { properties: named('Renamed') }))
    expect(await json(maya('GET', `/pages/${child.id}`))).toEqual(renamed)
    expect([titleOf(renamed), renamed.in_trash]).toEqual(['Renamed', false])
    expect((await search({ query: 'rename' })).results.map(({ id }) => id)).toEqual([child.id])
    expect(await json(maya('PATCH', `/pages/${child.id}`, { in_trash: true }))).toMatchObject({ in_trash: true })
    expect((await search({ query: 'rename' })).results).toEqual([])
  })

  it('is searched page by page, for pages only', async () => {
    const first = await search({ page_size: 2 }, home)
    expect([first.results.length, first.has_more, first.next_cursor]).toEqual([2, false, null])
    const one = await search({ page_size: 1 }, home)
    expect([one.results, one.has_more]).toEqual([first.results.slice(0, 1), true])
    const rest = await search({ page_size: 1, start_cursor: one.next_cursor }, home)
    expect([rest.results, rest.has_more]).toEqual([first.results.slice(1), false])
    const sort = { timestamp: 'last_edited_time', direction: 'ascending' }
    expect((await search({ sort }, home)).results).toEqual(first.results.toReversed())
    const sources = await search({ filter: { property: 'object', value: 'data_source' } }, home)
    expect(sources.results).toEqual([])
  })

  it('refuses tokens of others, and none', async () => {
    await expectRefusal(callerWith(undefined)('GET', '/users/me'), 401, 'unauthorized')
    await expectRefusal(callerWith('nonsense')('GET', '/users/me'), 401, 'unauthorized')
    const google = await obtainTokens(fixture)
    await expectRefusal(callerWith(google.access_token)('POST', '/search', {}), 401, 'unauthorized')
  })

  it.each([
    ['POST', '/search', '{', 'invalid_json', /JSON/],
    ['POST', '/search', { page_size: 0 }, 'validation_error', /body\.page_size/],
    ['POST', '/search', { sort: { timestamp: 'title' } }, 'validation_error', /body\.sort/],
    ['POST', '/search', { start_cursor: 'nowhere' }, 'validation_error', /start_cursor/],
    ['POST', '/search', { filter: { property: 'object', value: 'user' } }, 'validation_error', /body\.filter\.value/],
    ['POST', '/pages', {}, 'validation_error', /body\.parent/],
    ['POST', '/pages', { parent: { type: 'workspace', workspace: true } }, 'validation_error', /body\.properties/],
    ['GET', '/blocks', undefined, 'invalid_request_url', /URL/],
  ])('refuses %s %s with %j', async (method, path, body, code, message) => {
    await expectRefusal(maya(method, path, body), 400, code, message)
  })

  it('has no page below one that there is not', async () => {
    const page = { parent: { page_id: '00000000-0000-4000-8000-000000000000' }, properties: named('Lost') }
    await expectRefusal(maya('POST', '/pages', page), 404, 'object_not_found')
  })

  it('turns down what is too many, and says for how long', async () => {
    const { accounts } = fixture.ctx.store.provider
    const { id } = fixture.accounts.find((each) => each.directory === 'notion' && each.email === HOME) ?? { id: '' }
    await accounts.setBusy(id, new Date(fixture.ctx.clock.now() + 30_000))
    const busy = await home('GET', '/users/me')
    expect(Number(busy.headers.get('retry-after'))).toBeGreaterThan(25)
    await expectRefusal(Promise.resolve(busy), 429, 'rate_limited')
    await accounts.setBusy(id, null)
    expect((await home('GET', '/users/me')).status).toBe(200)
  })
})
