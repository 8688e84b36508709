import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addAccount } from '../../accounts.ts'
import { type ProviderFixture, startProvider } from '../../testing.ts'
import type { ObjectView } from '../objects/object-view.ts'
import { COMPANIES, CONTACTS, DEALS, expectRefusal, type HubspotClient, signInAtHubspot, TICKETS } from '../testing.ts'

let fixture: ProviderFixture
let hub: HubspotClient

const companies = [
  { name: 'Alpha Works', domain: 'alpha.example', annualrevenue: 100, industry: 'RETAIL', city: 'Bonn' },
  { name: 'beta works', domain: 'beta.example', annualrevenue: 20, industry: 'BANKING', city: 'Köln' },
  { name: 'Gamma Ray-Labs', domain: 'gamma.example', annualrevenue: 3, industry: 'RETAIL' },
  { name: 'Delta', annualrevenue: 20.5, is_public: true },
]

beforeAll(async () => {
  fixture = await startProvider()
  const email = 'search@crm.example'
  await addAccount(fixture.ctx, { projectId: 'project', directory: 'hubspot', email, name: 'Searcher' })
  hub = await signInAtHubspot(fixture, email)
  for (const path of [COMPANIES, CONTACTS, DEALS]) {
    const { results } = await hub.json('GET', path)
    for (const { id } of results) await hub.call('DELETE', `${path}/${id}`)
  }
  for (const company of companies) {
    fixture.ctx.advance(60_000)
    await hub.create(COMPANIES, company)
  }
  await hub.create(DEALS, { dealname: 'Early', dealstage: 'closedwon', closedate: '2026-01-10' })
  await hub.create(DEALS, { dealname: 'Late', dealstage: 'contractsent', closedate: '2026-03-10T12:00:00Z' })
  await hub.create(CONTACTS, { email: 'ann@hubspot.example', firstname: 'Ann', lastname: 'Lee', phone: '+49 228 1' })
  await hub.create(CONTACTS, { email: 'bob@other.example', firstname: 'Bob' })
  const categories = 'BILLING_ISSUE;FEATURE_REQUEST'
  await hub.create(TICKETS, { subject: 'Two things', hs_pipeline_stage: '1', hs_ticket_category: categories })
})
afterAll(() => fixture.ctx.dispose())

type Filter = Record<string, unknown>
const search = (path: string, body: object) => hub.json('POST', `${path}/search`, body)
async function names(path: string, body: object): Promise<string[]> {
  const { results } = await search(path, { ...body, properties: ['name', 'dealname', 'firstname', 'subject'] })
  return results.map(({ properties }: ObjectView) =>
    Object.values(properties).find((value) => /^[A-Za-z]/.test(value ?? '')),
  )
}
const companiesBy = (...filters: Filter[]) => names(COMPANIES, { filterGroups: [{ filters }] })
const short = (list: string[]) => list.map((name) => name.slice(0, 1).toLowerCase()).join('')

describe('a filter', () => {
  it.each<[string, Filter, string]>([
    ['name', { operator: 'EQ', value: 'ALPHA works' }, 'a'],
    ['name', { operator: 'EQ', value: 'alpha' }, ''],
    ['industry', { operator: 'EQ', value: 'RETAIL' }, 'ag'],
    ['industry', { operator: 'EQ', value: 'retail' }, ''],
    ['annualrevenue', { operator: 'EQ', value: '20.0' }, 'b'],
    ['annualrevenue', { operator: 'EQ', value: 20 }, 'b'],
    ['is_public', { operator: 'EQ', value: true }, 'd'],
    ['name', { operator: 'NEQ', value: 'delta' }, 'abg'],
    // Without a value it is not found, as the opposite of nothing is nothing.
    ['city', { operator: 'NEQ', value: 'Bonn' }, 'b'],
    ['annualrevenue', { operator: 'LT', value: '20' }, 'g'],
    ['annualrevenue', { operator: 'LTE', value: '20' }, 'bg'],
    ['annualrevenue', { operator: 'GT', value: '20' }, 'ad'],
    ['annualrevenue', { operator: 'GTE', value: '20.5' }, 'ad'],
    ['name', { operator: 'GT', value: 'beta' }, 'bgd'],
    ['annualrevenue', { operator: 'BETWEEN', value: '3', highValue: '20' }, 'bg'],
    ['annualrevenue', { operator: 'IN', values: ['100', '3.0', '7'] }, 'ag'],
    ['name', { operator: 'IN', values: ['alpha works', 'delta'] }, 'ad'],
    ['name', { operator: 'IN', values: ['Alpha Works'] }, ''],
    ['industry', { operator: 'IN', values: ['RETAIL', 'BANKING'] }, 'abg'],
    ['industry', { operator: 'NOT_IN', values: ['RETAIL'] }, 'b'],
    ['city', { operator: 'HAS_PROPERTY' }, 'ab'],
    ['city', { operator: 'NOT_HAS_PROPERTY' }, 'gd'],
    ['name', { operator: 'CONTAINS_TOKEN', value: 'Works' }, 'ab'],
    ['name', { operator: 'CONTAINS_TOKEN', value: 'work' }, ''],
    ['name', { operator: 'CONTAINS_TOKEN', value: 'work*' }, 'ab'],
    ['name', { operator: 'CONTAINS_TOKEN', value: 'ray labs' }, 'g'],
    ['name', { operator: 'CONTAINS_TOKEN', value: 'labs ray' }, ''],
    ['name', { operator: 'CONTAINS_TOKEN', value: 'g*ma' }, 'g'],
    ['domain', { operator: 'CONTAINS_TOKEN', value: '*.example' }, 'abg'],
    ['domain', { operator: 'CONTAINS_TOKEN', value: '*' }, 'abg'],
    ['domain', { operator: 'CONTAINS_TOKEN', value: 'a*b*c*' }, ''],
    ['city', { operator: 'CONTAINS_TOKEN', value: 'KÖLN' }, 'b'],
    ['name', { operator: 'NOT_CONTAINS_TOKEN', value: 'works' }, 'gd'],
  ])('on %s: %j', async (propertyName, filter, expected) => {
    expect(short(await companiesBy({ propertyName, ...filter }))).toBe(expected)
  })

  it.each<[Filter, string[]]>([
    [{ operator: 'LT', value: '2026-02-01' }, ['Early']],
    [{ operator: 'GTE', value: String(Date.UTC(2026, 2, 10, 12)) }, ['Late']],
    [{ operator: 'GT', value: String(Date.UTC(2026, 2, 10, 12)) }, []],
    [{ operator: 'BETWEEN', value: '2026-01-10', highValue: '2026-03-10T12:00:00.000Z' }, ['Early', 'Late']],
    [{ operator: 'EQ', value: Date.UTC(2026, 0, 10) }, ['Early']],
  ])('on a date: %j', async (filter, expected) => {
    const filters = [{ propertyName: 'closedate', ...filter }]
    expect(await names(DEALS, { filterGroups: [{ filters }] })).toEqual(expected)
  })

  it('on choices finds an object that has one of them', async () => {
    const by = (operator: string, rest: object) =>
      names(TICKETS, { filters: [{ propertyName: 'hs_ticket_category', operator, ...rest }] })
    expect(await by('EQ', { value: 'FEATURE_REQUEST' })).toEqual(['Two things'])
    expect(await by('IN', { values: ['BILLING_ISSUE', 'PRODUCT_ISSUE'] })).toEqual(['Two things'])
    expect(await by('EQ', { value: 'PRODUCT_ISSUE' })).toEqual([])
  })

  it('on an address takes it for words, or by a star', async () => {
    const by = (value: string) =>
      names(CONTACTS, { filters: [{ propertyName: 'email', operator: 'CONTAINS_TOKEN', value }] })
    expect(await by('*@hubspot.example')).toEqual(['Ann'])
    expect(await by('@other.example')).toEqual(['Bob'])
    expect(await by('bob')).toEqual(['Bob'])
  })

  it('needs all others of its group, and one group of several', async () => {
    const revenue = (operator: string, value: string) => ({ propertyName: 'annualrevenue', operator, value })
    expect(short(await companiesBy(revenue('GT', '10'), revenue('LT', '50')))).toBe('bd')
    const groups = [{ filters: [revenue('GT', '50')] }, { filters: [revenue('LT', '10')] }]
    expect(short(await names(COMPANIES, { filterGroups: groups }))).toBe('ag')
    expect(short(await names(COMPANIES, {}))).toBe('abgd')
    expect(short(await names(COMPANIES, { filterGroups: [] }))).toBe('abgd')
  })
})

describe('a query', () => {
  it.each([
    [COMPANIES, 'works', 'ab'],
    [COMPANIES, 'WOR bet', 'b'],
    [COMPANIES, 'gamma.example', 'g'],
    [COMPANIES, 'bonn', ''],
    [CONTACTS, 'ann lee', 'a'],
    [CONTACTS, '228', 'a'],
    [CONTACTS, 'bob@other', 'b'],
    [DEALS, 'closedwon', 'e'],
    [TICKETS, 'thin', 't'],
  ])('of %s for %s', async (path, query, expected) => {
    expect(short(await names(path, { query }))).toBe(expected)
  })

  it('is narrowed by filters', async () => {
    const filters = [{ propertyName: 'industry', operator: 'EQ', value: 'BANKING' }]
    expect(short(await names(COMPANIES, { query: 'works', filters }))).toBe('b')
  })
})

describe('a sort', () => {
  it.each([
    [[], 'abgd'],
    [[{ propertyName: 'annualrevenue', direction: 'ASCENDING' }], 'gbda'],
    [[{ propertyName: 'annualrevenue', direction: 'DESCENDING' }], 'adbg'],
    [[{ propertyName: 'name' }], 'abdg'],
    [['-name'], 'gdba'],
    [['createdate'], 'abgd'],
    [['-createdate'], 'dgba'],
    // Those without one come last, either way.
    [['city'], 'abgd'],
    [['-city'], 'bagd'],
  ])('by %j', async (sorts, expected) => {
    expect(short(await names(COMPANIES, { sorts }))).toBe(expected)
  })
})

describe('what has changed', () => {
  it('is found by the property that says when, in that order', async () => {
    const [first] = (await search(COMPANIES, { limit: 1 })).results
    fixture.ctx.advance(60_000)
    const changed = await hub.json('PATCH', `${COMPANIES}/${first.id}`, { properties: { city: 'Berlin' } })
    expect(short(await names(COMPANIES, { sorts: ['hs_lastmodifieddate'] }))).toBe('bgda')
    const since = (operator: string, value: string) =>
      companiesBy({ propertyName: 'hs_lastmodifieddate', operator, value })
    expect(short(await since('GTE', changed.updatedAt))).toBe('a')
    expect(await since('GT', changed.updatedAt)).toEqual([])
    expect(short(await since('LT', changed.updatedAt))).toBe('bgd')
    expect(short(await since('GTE', String(Date.parse(changed.updatedAt) - 90_000)))).toBe('ad')
    // A group that says nothing of it finds the others, too.
    const groups = [
      { filters: [{ propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: changed.updatedAt }] },
      { filters: [{ propertyName: 'industry', operator: 'EQ', value: 'BANKING' }] },
    ]
    expect(short(await names(COMPANIES, { filterGroups: groups }))).toBe('ab')
  })

  it('of contacts is told by a property of another name', async () => {
    const [ann] = (await search(CONTACTS, { query: 'ann' })).results
    const { updatedAt } = await hub.json('PATCH', `${CONTACTS}/${ann.id}`, { properties: { jobtitle: 'Buyer' } })
    const since = (propertyName: string) =>
      names(CONTACTS, { filters: [{ propertyName, operator: 'GTE', value: updatedAt }] })
    expect(await since('lastmodifieddate')).toEqual(['Ann'])
    // Contacts have it, too, but no values: it finds nothing, as in life.
    expect(await since('hs_lastmodifieddate')).toEqual([])
  })
})

describe('a page', () => {
  it('tells how many there are, and leads on without gaps or repeats', async () => {
    for (let index = 0; index < 12; index += 1) {
      await hub.create(TICKETS, { subject: `Paged ${index}`, hs_pipeline_stage: '1', hs_ticket_priority: 'LOW' })
    }
    // All are equal in what they are sorted by.
    const request = { query: 'paged', limit: 5, sorts: ['hs_ticket_priority'], properties: ['subject'] }
    const found: string[] = []
    let after: string | undefined
    do {
      const page = await search(TICKETS, { ...request, ...(after !== undefined && { after }) })
      expect(page.total).toBe(12)
      found.push(...page.results.map(({ properties }: ObjectView) => properties.subject))
      after = page.paging?.next.after
    } while (after !== undefined)
    expect(found).toEqual(Array.from({ length: 12 }, (_, index) => `Paged ${index}`))
  })

  it('has ten results, each with the standard properties', async () => {
    const page = await search(TICKETS, {})
    expect([page.results.length, page.paging]).toEqual([10, { next: { after: '10' } }])
    expect(Object.keys(page.results[0].properties)).toEqual([
      'content',
      'createdate',
      'hs_lastmodifieddate',
      'hs_object_id',
      'hs_pipeline',
      'hs_pipeline_stage',
      'hs_ticket_category',
      'hs_ticket_priority',
      'subject',
    ])
  })

  it('takes up to 200 results, and 10,000 in all', async () => {
    expect((await search(TICKETS, { limit: 200 })).results).toHaveLength(13)
    expect((await search(TICKETS, { limit: 200, after: 9800 })).results).toEqual([])
    const refuse = async (body: object) =>
      expectRefusal(await hub.call('POST', `${TICKETS}/search`, body), 400, 'VALIDATION_ERROR')
    await refuse({ limit: 201 })
    await refuse({ limit: 0 })
    await refuse({ limit: 200, after: '9801' })
    await refuse({ after: 'next' })
  })
})

describe('a search is refused', () => {
  const filter = { propertyName: 'name', operator: 'EQ', value: 'x' }
  it.each<[string, unknown]>([
    ['an unknown operator', { filters: [{ ...filter, operator: 'LIKE' }] }],
    ['an unknown property', { filters: [{ ...filter, propertyName: 'nickname' }] }],
    ['an unknown property to sort by', { sorts: ['nickname'] }],
    ['two sorts', { sorts: ['name', 'domain'] }],
    ['an unknown direction', { sorts: [{ propertyName: 'name', direction: 'UP' }] }],
    ['no value', { filters: [{ propertyName: 'name', operator: 'EQ' }] }],
    ['no highValue', { filters: [{ ...filter, operator: 'BETWEEN' }] }],
    ['one value for IN', { filters: [{ ...filter, operator: 'IN' }] }],
    ['no values for NOT_IN', { filters: [{ propertyName: 'name', operator: 'NOT_IN', values: [] }] }],
    ['a value for HAS_PROPERTY', { filters: [{ ...filter, operator: 'HAS_PROPERTY' }] }],
    ['a number that is none', { filters: [{ propertyName: 'annualrevenue', operator: 'GT', value: 'much' }] }],
    ['a date that is none', { filters: [{ propertyName: 'createdate', operator: 'GT', value: 'today' }] }],
    ['six groups', { filterGroups: Array(6).fill({ filters: [filter] }) }],
    ['seven filters in a group', { filterGroups: [{ filters: Array(7).fill(filter) }] }],
    ['nineteen filters', { filterGroups: Array(4).fill({ filters: Array(5).fill(filter) }) }],
    ['a query too long', { query: 'x'.repeat(3001) }],
    ['groups that are none', { filterGroups: { filters: [filter] } }],
    ['broken JSON', '{"filters":'],
  ])('with %s', async (_, body) => {
    await expectRefusal(await hub.call('POST', `${COMPANIES}/search`, body), 400, 'VALIDATION_ERROR')
  })
})
