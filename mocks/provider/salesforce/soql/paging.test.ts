import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProviderFixture, startProvider } from '../../testing.ts'
import { newId } from '../ids.ts'
import { emptyOrg, expectRefusal, type SalesforceClient, signInAtSalesforce } from '../testing.ts'

const NUMBER = 2050
const DAY = 24 * 60 * 60 * 1000

let fixture: ProviderFixture
let org: SalesforceClient

beforeAll(async () => {
  fixture = await startProvider()
  org = await emptyOrg(fixture, 'paging@northwind.example')
  const now = fixture.ctx.clockOf('project').now()
  await fixture.ctx.store.prisma.providerRecord.createMany({
    data: Array.from({ length: NUMBER }, (_, index) => {
      // Some dates are equal.
      const date = new Date(now + Math.floor(index / 7))
      const data = { LastName: `Person ${String(index).padStart(4, '0')}`, Department: `D${index % 3}` }
      const row = { accountId: org.accountId, kind: 'salesforce/Contact', id: newId(fixture.ctx.random, '003'), data }
      return { ...row, dateCreated: date, dateModified: date }
    }),
  })
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

interface Page {
  totalSize: number
  done: boolean
  nextRecordsUrl?: string
  records: { Id: string; LastName: string }[]
}

const get = (path: string, batchSize?: number | string) =>
  org.call('GET', path, undefined, batchSize === undefined ? {} : { 'sforce-query-options': `batchSize=${batchSize}` })

async function page(path: string, batchSize?: number): Promise<Page> {
  const response = await get(path, batchSize)
  expect(response.status, await response.clone().text()).toBe(200)
  return (await response.json()) as Page
}

const first = (soql: string, batchSize?: number, path = '/query') =>
  page(`${path}?q=${encodeURIComponent(soql)}`, batchSize)

/** All pages of a query; `between` happens after each. */
async function pages(soql: string, batchSize?: number, between = async (_: Page) => {}): Promise<Page[]> {
  const found = [await first(soql, batchSize)]
  for (;;) {
    const last = found.at(-1)
    if (!last?.nextRecordsUrl) return found
    await between(last)
    found.push(await page(last.nextRecordsUrl))
  }
}

const LAST_NAMES = Array.from({ length: NUMBER }, (_, index) => `Person ${String(index).padStart(4, '0')}`)

describe('a query with more records than a page has', () => {
  it('answers in pages of 2000 that nothing is missing from', async () => {
    const found = await pages('SELECT Id, LastName FROM Contact ORDER BY LastName')
    expect(found.map(({ totalSize, done, records }) => [totalSize, done, records.length])).toEqual([
      [NUMBER, false, 2000],
      [NUMBER, true, 50],
    ])
    expect(found[0]?.nextRecordsUrl).toMatch(/^\/services\/data\/v61\.0\/query\/01g\w{15}-2000$/)
    expect(found[1]?.nextRecordsUrl).toBeUndefined()
    expect(found.flatMap(({ records }) => records.map(({ LastName }) => LastName))).toEqual(LAST_NAMES)
  })

  it.each([
    [1, 200],
    [200, 200],
    [999, 999],
    [1_000_000, 2000],
  ])('takes a batch size of %d as %d, for the pages after it too', async (asked, size) => {
    const found = await pages('SELECT LastName FROM Contact ORDER BY LastName DESC', asked)
    expect(found.map(({ records }) => records.length).slice(0, 2)).toEqual([size, Math.min(size, NUMBER - size)])
    expect(found.flatMap(({ records }) => records.map(({ LastName }) => LastName))).toEqual(LAST_NAMES.toReversed())
    const next = found[0]?.nextRecordsUrl
    if (next) expect((await page(next, 300)).records).toHaveLength(Math.min(300, NUMBER - size))
  })

  it.each(['CreatedDate', 'LastModifiedDate DESC', 'Department, Id', 'Department DESC, LastName'])(
    'leaves out and repeats none, by %s',
    async (order) => {
      const found = await pages(`SELECT Id, LastName FROM Contact ORDER BY ${order}`, 200)
      const ids = found.flatMap(({ records }) => records.map(({ Id }) => Id))
      expect(new Set(ids).size).toBe(NUMBER)
      expect(ids).toHaveLength(NUMBER)
    },
  )

  it('counts what LIMIT and OFFSET leave', async () => {
    const found = await pages('SELECT LastName FROM Contact ORDER BY LastName LIMIT 450 OFFSET 100', 200)
    expect(found.map(({ totalSize, records }) => [totalSize, records.length])).toEqual([
      [450, 200],
      [450, 200],
      [450, 50],
    ])
    expect(found.flatMap(({ records }) => records.map(({ LastName }) => LastName))).toEqual(LAST_NAMES.slice(100, 550))
  })

  it('goes on as it began, whatever is written meanwhile', async () => {
    const changed: string[] = []
    const found = await pages(
      'SELECT Id, LastName FROM Contact ORDER BY LastModifiedDate',
      500,
      async ({ records }) => {
        // The first of the page moves to the end of the order, and another record comes after it.
        const [moved] = records
        if (!moved) throw new Error('An empty page.')
        await org.json('PATCH', `/sobjects/Contact/${moved.Id}`, { Title: 'Moved' })
        changed.push(moved.Id, await org.create('Contact', { LastName: 'Late' }))
      },
    )
    const ids = found.flatMap(({ records }) => records.map(({ Id }) => Id))
    expect([ids.length, new Set(ids).size]).toEqual([NUMBER, NUMBER])
    expect(changed).toHaveLength(8)

    const [gone] = (await first(`SELECT Id, LastName FROM Contact WHERE LastName = 'Person 2049'`)).records
    const soql = `SELECT Id, LastName FROM Contact WHERE LastName LIKE 'Person%' ORDER BY LastName`
    const [all, present] = [await first(soql, 2000, '/queryAll'), await first(soql, 2000)]
    await org.json('DELETE', `/sobjects/Contact/${gone?.Id}`)
    expect(all.nextRecordsUrl).toContain('/queryAll/')
    expect((await page(all.nextRecordsUrl ?? '')).records).toHaveLength(50)
    const rest = await page(present.nextRecordsUrl ?? '')
    expect([rest.done, rest.totalSize, rest.records.length]).toEqual([true, NUMBER, 49])
  })
})

describe('a query locator', () => {
  const open = async () => (await first('SELECT Id FROM Contact', 200)).nextRecordsUrl ?? ''
  const refused = (path: string) => async (client: SalesforceClient) =>
    expectRefusal(await client.call('GET', path), 400, 'INVALID_QUERY_LOCATOR', { message: /^invalid query locator$/ })

  it.each(['x', '01g000000000000AAA-200', '01g000000000000AAA', '-200'])('is not %s', async (locator) => {
    await refused(`/query/${locator}`)(org)
  })

  it('leads to no place behind the end, and to none without a number', async () => {
    const url = await open()
    for (const place of ['-99999', '', '--1', '-x']) await refused(url.replace(/-200$/, place))(org)
  })

  it('is of the account that opened it alone', async () => {
    const url = await open()
    await refused(url)(await signInAtSalesforce(fixture, 'maya.chen@northwind.example'))
    expect((await get(url)).status).toBe(200)
  })

  it('gives way to ten newer ones', async () => {
    const url = await open()
    for (let others = 0; others < 9; others++) await open()
    expect((await get(url)).status).toBe(200)
    await open()
    await refused(url)(org)
  })

  it('is no longer good after two days', async () => {
    const url = await open()
    fixture.ctx.advance(2 * DAY + 1000)
    const later = await signInAtSalesforce(fixture, 'paging@northwind.example')
    await refused(url)(later)
  })

  it('is not asked for with a batch size that is no number', async () => {
    const later = await signInAtSalesforce(fixture, 'paging@northwind.example')
    for (const header of ['batchSize=x', 'batchSize=', '500', 'batchSize=-1']) {
      const path = `/query?q=${encodeURIComponent('SELECT Id FROM Contact')}`
      const response = await later.call('GET', path, undefined, { 'sforce-query-options': header })
      await expectRefusal(response, 400, 'INVALID_BATCH_SIZE')
    }
  })
})
