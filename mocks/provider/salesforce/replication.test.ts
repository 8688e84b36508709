import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProviderFixture, startProvider } from '../testing.ts'
import { emptyOrg, expectRefusal, type SalesforceClient, signInAtSalesforce } from './testing.ts'

const MINUTE = 60 * 1000
const DAY = 24 * 60 * MINUTE
const EMAIL = 'feeds@northwind.example'

let fixture: ProviderFixture
let org: SalesforceClient

beforeAll(async () => {
  fixture = await startProvider()
  org = await emptyOrg(fixture, EMAIL)
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

const at = (minutes: number) =>
  new Date(fixture.ctx.clockOf('project').now() + minutes * MINUTE).toISOString().replace('Z', '+00:00')
const path = (feed: string, start: string, end: string, type = 'Contact') =>
  `/sobjects/${type}/${feed}/?${new URLSearchParams({ start, end })}`
const updated = (from: number, to: number) => org.json('GET', path('updated', at(from), at(to)))
const deleted = (from: number, to: number) => org.json('GET', path('deleted', at(from), at(to)))

describe('the feeds of what changed', () => {
  it('tell of each change where it belongs, in the order of the changes', async () => {
    const a = await org.create('Contact', { LastName: 'A' })
    const b = await org.create('Contact', { LastName: 'B' })
    const c = await org.create('Contact', { LastName: 'C' })
    await org.create('Lead', { LastName: 'Other', Company: 'Object' })
    expect((await updated(0, 1)).ids).toEqual([a, b, c])

    fixture.ctx.advance(2 * MINUTE)
    await org.json('PATCH', `/sobjects/Contact/${a}`, { Title: 'Changed' })
    expect((await updated(-2, 1)).ids).toEqual([b, c, a])
    // Seconds are ignored: both ends lie at the beginning of their minutes.
    expect((await updated(0, 1)).ids).toEqual([a])
    expect((await updated(-2, 0)).ids).toEqual([b, c])

    fixture.ctx.advance(2 * MINUTE)
    await org.json('DELETE', `/sobjects/Contact/${b}`)
    expect((await updated(-4, 1)).ids).toEqual([c, a])
    const { deletedRecords, earliestDateAvailable } = await deleted(-4, 1)
    const [gone] = (
      await org.json('GET', `/queryAll?q=${encodeURIComponent(`SELECT SystemModstamp FROM Contact WHERE Id = '${b}'`)}`)
    ).records
    expect(deletedRecords).toEqual([{ id: b, deletedDate: gone.SystemModstamp }])
    expect(Date.parse(earliestDateAvailable)).toBeLessThan(fixture.ctx.clockOf('project').now())
    expect((await deleted(-4, 0)).deletedRecords).toEqual([])
    expect(await org.json('GET', path('deleted', at(-4), at(1), 'Lead'))).toMatchObject({ deletedRecords: [] })
  })

  it('followed by where each ends miss nothing', async () => {
    const seen = new Set<string>()
    const gone = new Set<string>()
    const made: string[] = []
    let start = at(0)
    for (let round = 0; round < 4; round++) {
      const kept = await org.create('Contact', { LastName: `Round ${round}` })
      const lost = await org.create('Contact', { LastName: `Lost ${round}` })
      made.push(kept, lost)
      fixture.ctx.advance(40 * 1000)
      await org.json('DELETE', `/sobjects/Contact/${lost}`)
      fixture.ctx.advance(40 * 1000)
      const changes = await org.json('GET', path('updated', start, at(5)))
      const losses = await org.json('GET', path('deleted', start, at(5)))
      for (const id of changes.ids) seen.add(id)
      for (const { id } of losses.deletedRecords) gone.add(id)
      // Asked for more than there has been, it says how far that was.
      expect(Date.parse(changes.latestDateCovered)).toBeLessThanOrEqual(fixture.ctx.clockOf('project').now())
      expect(losses.latestDateCovered).toBe(changes.latestDateCovered)
      start = new Date(changes.latestDateCovered).toISOString()
    }
    expect([...seen, ...gone].filter((id) => made.includes(id)).sort()).toEqual(made.toSorted())
  })

  it('say that they cover the whole span when it is over', async () => {
    expect((await updated(-3, -1)).latestDateCovered).toMatch(/:00\.000\+0000$/)
    const end = at(-1).slice(0, 'yyyy-mm-ddThh:mm'.length)
    expect((await updated(-3, -1)).latestDateCovered).toBe(`${end}:00.000+0000`)
  })

  it('are of one org', async () => {
    const other = await signInAtSalesforce(fixture, 'maya.chen@northwind.example')
    const [mine] = [await org.create('Contact', { LastName: 'Mine' })]
    const { ids } = await other.json('GET', path('updated', at(0), at(2)))
    expect(ids).not.toContain(mine)
    expect((await updated(0, 2)).ids).toContain(mine)
  })

  it.each([
    ['', 'MISSING_ARGUMENT', /start parameter is required/],
    ['start=2026-01-15T09:00:00Z', 'MISSING_ARGUMENT', /end parameter is required/],
    ['start=2026-01-15&end=2026-01-15T09:00:00Z', 'INVALID_REPLICATION_DATE', /not a date and time/],
    ['start=2026-01-15T09:00:00&end=2026-01-15T10:00:00Z', 'INVALID_REPLICATION_DATE', /not a date and time/],
    ['start=2026-01-15T09:00:00Z&end=2026-01-15T08:00:00Z', 'INVALID_REPLICATION_DATE', /at least one minute/],
    ['start=2026-01-15T09:00:01Z&end=2026-01-15T09:00:59Z', 'INVALID_REPLICATION_DATE', /at least one minute/],
    ['start=2025-11-15T09:00:00Z&end=2026-01-15T09:00:59Z', 'INVALID_REPLICATION_DATE', /more than (15|30) days ago/],
  ])('refuse a span such as %j', async (query, code, message) => {
    for (const feed of ['updated', 'deleted']) {
      await expectRefusal(await org.call('GET', `/sobjects/Contact/${feed}?${query}`), 400, code, { message })
    }
  })

  it('refuse objects without a recycle bin, and any other method', async () => {
    expect((await org.call('GET', path('updated', at(-1), at(1), 'User'))).status).toBe(200)
    await expectRefusal(
      await org.call('GET', path('deleted', at(-1), at(1), 'User')),
      400,
      'INVALID_TYPE_FOR_OPERATION',
    )
    await expectRefusal(await org.call('POST', '/sobjects/Contact/updated', {}), 405, 'METHOD_NOT_ALLOWED')
  })

  it('reach back 30 and 15 days', async () => {
    fixture.ctx.advance(20 * DAY)
    const later = await signInAtSalesforce(fixture, EMAIL)
    expect((await later.call('GET', path('updated', at(-20 * 24 * 60), at(0)))).status).toBe(200)
    const response = await later.call('GET', path('deleted', at(-20 * 24 * 60), at(0)))
    await expectRefusal(response, 400, 'INVALID_REPLICATION_DATE', { message: /more than 15 days ago/ })
  })
})
