import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ProviderFixture, startProvider } from '../provider/testing.ts'
import type { ProviderRecord } from './provider-records.ts'

let fixture: ProviderFixture
let [accountId, otherId] = ['', '']
beforeAll(async () => {
  fixture = await startProvider()
  ;[accountId = '', otherId = ''] = fixture.accounts.map(({ id }) => id)
})
afterAll(() => fixture.ctx.dispose())

const records = () => fixture.ctx.store.provider.records
const record = (id: string, minutes: number, change: Partial<ProviderRecord> = {}): ProviderRecord => ({
  accountId,
  kind: 'notes',
  id,
  data: { text: id },
  dateCreated: new Date(minutes * 60_000),
  dateModified: new Date(minutes * 60_000),
  ...change,
})
const idsOf = (list: ProviderRecord[]) => list.map(({ id }) => id)

describe('records of an account', () => {
  it('are its own: the same id of another account or kind is another record', async () => {
    expect(await records().create(record('own', 0, { kind: 'owned' }))).toBe(true)
    expect(await records().create(record('own', 0, { kind: 'owned' }))).toBe(false)
    expect(await records().create(record('own', 0, { kind: 'owned', accountId: otherId }))).toBe(true)
    const changed = await records().update(otherId, 'owned', 'own', { text: 'changed' }, new Date(9))
    expect(changed).toMatchObject({ data: { text: 'changed' }, dateModified: new Date(9) })
    expect(await records().find(accountId, 'owned', 'own')).toEqual(record('own', 0, { kind: 'owned' }))
    expect(await records().find(accountId, 'notes', 'own')).toBeUndefined()
    expect(await records().remove(accountId, 'owned', 'own')).toBe(true)
    expect(await records().remove(accountId, 'owned', 'own')).toBe(false)
    expect(await records().update(accountId, 'owned', 'own', {}, new Date())).toBeUndefined()
    expect(await records().count(otherId, 'owned')).toBe(1)
  })

  it('are listed in either order and direction, page by page, without gaps where dates are equal', async () => {
    for (let index = 0; index < 450; index += 1) {
      const id = String(index).padStart(3, '0')
      await records().create(record(id, Math.floor(index / 7), { dateModified: new Date(-Math.floor(index / 5)) }))
    }
    for (const [order, direction, first] of [
      ['dateCreated', 'asc', '000'],
      ['dateCreated', 'desc', '449'],
      ['dateModified', 'asc', '445'],
      ['dateModified', 'desc', '004'],
    ] as const) {
      const all = await records().list(accountId, 'notes', { order, direction })
      expect([all.length, all[0]?.id]).toEqual([450, first])
      const paged: ProviderRecord[] = []
      for (;;) {
        const last = paged.at(-1)
        const after = last && { date: last[order], id: last.id }
        const page = await records().list(accountId, 'notes', { order, direction, after, limit: 99 })
        if (page.length === 0) break
        paged.push(...page)
      }
      expect(idsOf(paged)).toEqual(idsOf(all))
    }
    const found = await records().list(accountId, 'notes', {
      order: 'dateCreated',
      direction: 'asc',
      matches: ({ id }) => id.endsWith('9'),
      modifiedSince: new Date(-20),
      limit: 3,
    })
    expect(idsOf(found)).toEqual(['009', '019', '029'])
  })

  it('start once, however many ask at the same time', async () => {
    const made: string[] = []
    const rows = () => {
      made.push('made')
      return [record('start', 0, { kind: 'seeded' })]
    }
    await Promise.all([records().seed(accountId, rows), records().seed(accountId, rows)])
    await records().remove(accountId, 'seeded', 'start')
    await records().seed(accountId, rows)
    expect([made, await records().count(accountId, 'seeded')]).toEqual([['made'], 0])
  })

  it('are found by their ids, however many', async () => {
    const ids = Array.from({ length: 1200 }, (_, index) => `among-${index}`)
    const rows = ids.map((id) => record(id, 0, { kind: 'among' }))
    await fixture.ctx.store.prisma.providerRecord.createMany({
      data: rows.map((row) => ({ ...row, data: { text: row.id } })),
    })
    const found = await records().findAmong(accountId, 'among', [...ids, 'nothing', 'among-1'])
    expect(idsOf(found).sort()).toEqual(ids.toSorted())
    expect(await records().findAmong(otherId, 'among', ids)).toEqual([])
    expect(await records().findAmong(accountId, 'among', [])).toEqual([])
  })

  it('are written all or none, and one writer after the other', async () => {
    const write = records().write(accountId, async (rows) => {
      await rows.create(record('half', 0, { kind: 'written' }))
      throw new Error('changed my mind')
    })
    await expect(write).rejects.toThrow('changed my mind')
    expect(await records().count(accountId, 'written')).toBe(0)

    await records().create(record('counter', 0, { kind: 'written', data: { count: 0 } }))
    const increment = () =>
      records().write(accountId, async (rows) => {
        const before = await rows.find(accountId, 'written', 'counter')
        const count = Number(before?.data.count) + 1
        await rows.update(accountId, 'written', 'counter', { count }, new Date(count))
        return count
      })
    const counts = await Promise.all(Array.from({ length: 20 }, increment))
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })
})
