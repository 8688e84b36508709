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
    const seed = () => fixture.ctx.store.provider.seed({ id: accountId, isSeeded: false }, () => ({ records: rows() }))
    await Promise.all([seed(), seed()])
    await records().remove(accountId, 'seeded', 'start')
    await seed()
    expect([made, await records().count(accountId, 'seeded')]).toEqual([['made'], 0])
  })

  it('are found by their ids, and between two of them', async () => {
    for (const id of ['a/1', 'a/2', 'b/1', 'c/1']) await records().create(record(id, 0, { kind: 'ranged' }))
    await records().create(record('b/2', 0, { kind: 'ranged', accountId: otherId }))
    expect(idsOf(await records().between(accountId, 'ranged', 'a/2', 'b/~'))).toEqual(['a/2', 'b/1'])
    const found = await records().findAmong(accountId, 'ranged', ['c/1', 'b/2', 'a/1', 'nothing'])
    expect(idsOf(found).sort()).toEqual(['a/1', 'c/1'])
    expect(await records().findAmong(accountId, 'ranged', [])).toEqual([])
    const many = ['a/2', ...Array.from({ length: 40_000 }, (_, index) => `x/${index}`), 'a/2']
    expect(idsOf(await records().findAmong(accountId, 'ranged', many))).toEqual(['a/2'])
  })
})

describe('changes made together', () => {
  const kind = 'together'
  const { accountId: _, ...fresh } = record('new', 5, { kind })

  it('are all made, removals first', async () => {
    const before = record('old', 0, { kind })
    await records().create(before)
    await records().create(record('gone', 0, { kind }))
    const isMade = await records().commit(accountId, {
      remove: [
        { kind, id: 'gone' },
        { kind, id: 'never there' },
      ],
      replace: [{ before, data: { text: 'changed' }, dateModified: new Date(7) }],
      create: [fresh, { ...fresh, id: 'gone' }],
    })
    expect(isMade).toBe(true)
    expect(await records().find(accountId, kind, 'old')).toMatchObject({
      data: { text: 'changed' },
      dateModified: new Date(7),
    })
    expect(await records().find(accountId, kind, 'gone')).toMatchObject({ dateCreated: fresh.dateCreated })
    expect(await records().count(accountId, kind)).toBe(3)
  })

  it.each([
    ['one to create is there', { create: [{ ...fresh, id: 'other' }, fresh] }],
    [
      'one to replace was written since',
      { replace: [{ before: record('old', 0, { kind }), data: {}, dateModified: new Date(9) }] },
    ],
    [
      'one to replace is not there',
      { replace: [{ before: record('no one', 0, { kind }), data: {}, dateModified: new Date(9) }] },
    ],
  ])('are none when %s', async (_, changes) => {
    const before = await records().list(accountId, kind, { order: 'dateCreated', direction: 'asc' })
    expect(await records().commit(accountId, { remove: [{ kind, id: 'gone' }], ...changes })).toBe(false)
    expect(await records().list(accountId, kind, { order: 'dateCreated', direction: 'asc' })).toEqual(before)
  })

  it('reach no other account', async () => {
    const theirs = record('old', 0, { kind, accountId: otherId })
    await records().create(theirs)
    await records().commit(accountId, { remove: [{ kind, id: 'old' }] })
    expect(
      await records().commit(accountId, { replace: [{ before: theirs, data: {}, dateModified: new Date(9) }] }),
    ).toBe(false)
    expect(await records().find(otherId, kind, 'old')).toEqual(theirs)
  })
})

describe('writes of an account', () => {
  it('change together or not at all, and nobody writes in between', async () => {
    await records().create(record('counter', 0, { kind: 'counted', data: { value: 0 } }))
    const increment = () =>
      records().write(accountId, async ({ find, update }) => {
        const counter = await find(accountId, 'counted', 'counter')
        await update(accountId, 'counted', 'counter', { value: Number(counter?.data.value) + 1 }, new Date(1))
      })
    await Promise.all(Array.from({ length: 8 }, increment))
    const failing = records().write(accountId, async ({ create, update }) => {
      await create(record('half', 0, { kind: 'counted' }))
      await update(accountId, 'counted', 'counter', { value: -1 }, new Date(2))
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await records().find(accountId, 'counted', 'counter')).toMatchObject({ data: { value: 8 } })
    expect(await records().find(accountId, 'counted', 'half')).toBeUndefined()
  })
})
