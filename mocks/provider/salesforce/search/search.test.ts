import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProviderFixture, startProvider } from '../../testing.ts'
import { emptyOrg, expectRefusal, type SalesforceClient, signInAtSalesforce } from '../testing.ts'

let fixture: ProviderFixture
let org: SalesforceClient

beforeAll(async () => {
  fixture = await startProvider()
  org = await emptyOrg(fixture, 'search@northwind.example')
  const acme = await org.create('Account', { Name: 'Acme Rockets', Industry: 'Energy', Phone: '+1 555 0100' })
  await org.create('Account', { Name: 'Acme Anvils', Website: 'https://anvils.example', Description: 'Heavy things' })
  await org.create('Contact', { LastName: 'Acme', Email: 'wile@coyote.example', AccountId: acme })
  await org.create('Lead', { LastName: 'Runner', Company: 'Acme', MobilePhone: '+1 555 0199' })
  const gone = await org.create('Lead', { LastName: 'Acme', Company: 'Gone' })
  await org.json('DELETE', `/sobjects/Lead/${gone}`)
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

const sosl = (text: string) => org.call('GET', `/search?q=${encodeURIComponent(text)}`)
interface Found {
  attributes: { type: string }
  Name?: string
}
const found = async (text: string): Promise<Found[]> =>
  (await org.json('GET', `/search/?q=${encodeURIComponent(text)}`)).searchRecords
const types = async (text: string) => (await found(text)).map(({ attributes }) => attributes.type)
const names = async (text: string) => (await found(text)).map(({ Name }) => Name)

describe('a search', () => {
  it.each([
    ['FIND {acme}', ['Account', 'Account', 'Contact', 'Lead']],
    ['find {ACME rockets}', ['Account']],
    ['FIND {acme AND rockets}', ['Account']],
    ['FIND {rock*}', ['Account']],
    ['FIND {r?ckets}', ['Account']],
    ['FIND {rock}', []],
    ['FIND {heavy}', ['Account']],
    ['FIND {wile@coyote.example}', ['Contact']],
    ['FIND {acme} IN NAME FIELDS', ['Account', 'Account', 'Contact']],
    ['FIND {coyote} IN EMAIL FIELDS', ['Contact']],
    ['FIND {coyote} IN PHONE FIELDS', []],
    ['FIND {555} IN PHONE FIELDS', ['Account', 'Lead']],
    ['FIND {acme} RETURNING Lead, Contact', ['Lead', 'Contact']],
    ['FIND {acme} LIMIT 2', ['Account', 'Account']],
    ['FIND {acme} RETURNING Account(Id LIMIT 1), Contact LIMIT 9', ['Account', 'Contact']],
    ['FIND {anvils\\.example}', ['Account']],
  ])('%s finds %j', async (text, expected) => {
    expect(await types(text)).toEqual(expected)
  })

  it('shows what it is asked for, narrowed and in order', async () => {
    expect(await names(`FIND {acme} RETURNING Account(Name ORDER BY Name)`)).toEqual(['Acme Anvils', 'Acme Rockets'])
    expect(await names(`FIND {acme} RETURNING Account(Name WHERE Industry = 'Energy')`)).toEqual(['Acme Rockets'])
    expect(await found('FIND {coyote} RETURNING Contact(Name, Account.Name)')).toMatchObject([
      { Name: 'Acme', Account: { Name: 'Acme Rockets' } },
    ])
    expect(Object.keys((await found('FIND {coyote}'))[0] ?? {})).toEqual(['attributes', 'Id'])
  })

  it('stays in the org', async () => {
    const other = await signInAtSalesforce(fixture, 'maya.chen@northwind.example')
    expect(await other.json('GET', `/search?q=${encodeURIComponent('FIND {acme}')}`)).toEqual({ searchRecords: [] })
  })

  it.each([
    ['', 'MALFORMED_SEARCH', /must begin with FIND/],
    ['SELECT Id FROM Account', 'MALFORMED_SEARCH', /must begin with FIND/],
    ['FIND {a}', 'MALFORMED_SEARCH', /longer than one character/],
    ['FIND {**}', 'MALFORMED_SEARCH', /longer than one character/],
    ['FIND {acme OR rockets}', 'MALFORMED_SEARCH', /OR and NOT/],
    ['FIND {acme} IN SIDEBAR FIELDS', 'MALFORMED_QUERY', /Column:16\nunexpected token: 'SIDEBAR'/],
    ['FIND {acme} RETURNING', 'MALFORMED_QUERY', /<EOF>/],
    ['FIND {acme} RETURNING Nothing', 'INVALID_TYPE', /'Nothing' is not supported/],
    ['FIND {acme} RETURNING Account(Nothing)', 'INVALID_FIELD', /No such column/],
    ['FIND {acme} RETURNING Account(Id WHERE Name = 5)', 'INVALID_FIELD', /enclosed in quotes/],
    ['FIND {acme} WITH SNIPPET', 'FUNCTIONALITY_NOT_ENABLED', /WITH/],
    ['FIND {acme} LIMIT 1 more', 'MALFORMED_QUERY', /unexpected token: 'more'/],
  ])('is refused: %s', async (text, code, message) => {
    await expectRefusal(await sosl(text), 400, code, { message })
  })
})

describe('a search by parameters', () => {
  const get = (query: string) => org.call('GET', `/parameterizedSearch?${query}`)
  const post = (body: unknown) => org.call('POST', '/parameterizedSearch/', body)
  const shown = async (response: Response) => {
    expect(response.status, await response.clone().text()).toBe(200)
    const { searchRecords }: { searchRecords: Found[] } = await response.json()
    return searchRecords.map(({ attributes, Name }) => Name ?? attributes.type)
  }

  it('finds what SOSL finds', async () => {
    expect(await shown(await get('q=acme'))).toEqual(['Account', 'Account', 'Contact', 'Lead'])
    expect(await shown(await get('q=acme&sobject=Account&Account.fields=id,name&Account.limit=1'))).toEqual([
      'Acme Rockets',
    ])
    expect(await shown(await get('q=acme&sobject=Account,Contact&fields=Name&defaultLimit=1'))).toEqual([
      'Acme Rockets',
      'Acme',
    ])
    expect(await shown(await get("q=acme&sobject=Account&fields=Name&Account.where=Industry%20=%20'Energy'"))).toEqual([
      'Acme Rockets',
    ])
    expect(await shown(await get('q=coyote&in=EMAIL&fields=Name&sobject=Contact'))).toEqual(['Acme'])
    expect(await shown(await get('q=acme&overallLimit=3'))).toHaveLength(3)
    const sobjects = [
      { name: 'Lead', fields: ['Name'] },
      { name: 'Account', fields: ['Name'], limit: 1 },
    ]
    expect(await shown(await post({ q: 'acme', sobjects }))).toEqual(['Runner', 'Acme Rockets'])
  })

  it.each([
    ['', 'MALFORMED_SEARCH'],
    ['q=a', 'MALFORMED_SEARCH'],
    ['q=acme&sobject=Nothing', 'INVALID_TYPE'],
    ['q=acme&sobject=Account&fields=Nothing', 'INVALID_FIELD'],
    ['q=acme&sobject=Account&Account.where=Name', 'MALFORMED_QUERY'],
    ['q=acme&in=SIDEBAR', 'JSON_PARSER_ERROR'],
    ['q=acme&overallLimit=0', 'JSON_PARSER_ERROR'],
    ['q=acme&spellCorrection=true', 'FUNCTIONALITY_NOT_ENABLED'],
  ])('is refused: %s', async (query, code) => {
    await expectRefusal(await get(query), 400, code)
  })

  it.each([
    [{ q: 'acme', snippet: true }, 'FUNCTIONALITY_NOT_ENABLED'],
    [{ sobjects: [] }, 'JSON_PARSER_ERROR'],
    [[], 'JSON_PARSER_ERROR'],
    [{ q: 'acme', sobjects: [{ name: 'Account', limit: 5000 }] }, 'JSON_PARSER_ERROR'],
  ])('is refused as %j', async (body, code) => {
    await expectRefusal(await post(body), 400, code)
  })
})
