import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestContext, type TestContext } from '../testing/test-context.ts'
import type { ReadRecord } from './sync-records.ts'
import type { NewSync } from './syncs.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
  const { prisma } = ctx.store
  const dateCreated = ctx.clock.timestamp()
  await prisma.project.create({
    data: { id: 'p', name: 'p', allowedOrigins: [], accessibleFeatures: [], billingPlan: '', dateCreated },
  })
  await prisma.persona.create({
    data: { id: 'persona', projectId: 'p', userId: 'u', meta: {}, dateCreated, dateUpdated: dateCreated },
  })
  await prisma.integration.create({
    data: { id: 'i', projectId: 'p', type: 'i', position: 0, isActive: true, definition: {} },
  })
})
afterAll(() => ctx.dispose())

let made = 0
/** A sync whose last change had that number. */
async function newSync(sequence = 0): Promise<string> {
  const id = `sync-${made++}`
  const sync: NewSync = {
    id,
    projectId: 'p',
    personaId: 'persona',
    userId: 'u',
    integrationId: 'i',
    pipeline: 'files',
    configurationName: id,
    configuration: {},
    frequency: null,
    credentialId: 'c',
    providerId: 'a',
    status: 'IDLE',
    reason: null,
    rateLimitBackoffMs: null,
    run: null,
    pass: 1,
    changes: null,
    failures: 0,
    dateLastFull: null,
    dateLastSynced: null,
    dateCreated: ctx.clock.timestamp(),
  }
  const job = { id, projectId: 'p', kind: 'sync', subject: id, dateDue: ctx.clock.timestamp() }
  expect(await ctx.store.syncs.create(sync, job)).toBe(true)
  expect(await ctx.store.syncs.create(sync, job)).toBe(false)
  await ctx.store.prisma.sync.update({ where: { id }, data: { sequence } })
  return id
}
const record = (syncId: string, name: string, version = 0): ReadRecord => ({
  id: `${syncId}/${name}`,
  externalId: name,
  data: { name, version },
  digest: String(version),
  objectType: '',
  grants: [],
  grantDigest: '',
})
async function write(syncId: string, records: ReadRecord[], removed: string[] = []) {
  const sync = await ctx.store.syncs.find(syncId)
  if (!sync) throw new Error('no sync')
  return ctx.store.syncs.write(sync, { page: { records, removed, pass: sync.pass }, now: ctx.clock.timestamp() })
}

describe('records', () => {
  it.each([0, 200, 65_400, 16_777_100])('after change %i are counted truly from wherever one looks', async (start) => {
    const id = await newSync(start)
    const names = Array.from({ length: 300 }, (_, index) => `r${index}`)
    await write(
      id,
      names.map((name) => record(id, name)),
    )
    // Every third changes, every seventh goes, some of them twice: gaps everywhere.
    for (const version of [1, 2]) {
      const changed = names.filter((_, index) => index % (3 * version) === 0)
      const gone = names.filter((_, index) => index % (7 * version) === 3)
      await write(
        id,
        changed.map((name) => record(id, name, version)),
        gone,
      )
    }
    const rows = await ctx.store.prisma.syncRecord.findMany({ where: { syncId: id }, orderBy: { sequence: 'asc' } })
    const looked = [start, ...rows.map(({ sequence }) => sequence)]
    for (const after of looked.filter((_, index) => index % 5 === 0)) {
      const { records, remaining, total, deleted } = ctx.store.syncRecords.page(id, after, 7)
      const later = rows.filter(({ sequence }) => sequence > after)
      expect(records.map(({ sequence }) => sequence)).toEqual(later.slice(0, 7).map(({ sequence }) => sequence))
      expect(remaining).toBe(Math.max(0, later.length - 7))
      expect([total, deleted]).toEqual([300, rows.filter(({ isDeleted }) => isDeleted).length])
    }
  })

  it('say what a page came to, and take the later of two words', async () => {
    const id = await newSync()
    const first = await write(id, [record(id, 'a'), record(id, 'b'), record(id, 'a', 1)], ['never there'])
    expect(first).toEqual({ created: [`${id}/a`, `${id}/b`], updated: [], deleted: [] })
    const second = await write(id, [record(id, 'a', 1), record(id, 'b', 1), record(id, 'c')], ['a'])
    expect(second).toEqual({ created: [`${id}/c`], updated: [`${id}/b`], deleted: [`${id}/a`] })
    expect(await write(id, [record(id, 'a', 2)], ['b', 'b'])).toEqual({
      created: [`${id}/a`],
      updated: [],
      deleted: [`${id}/b`],
    })
    expect(await ctx.store.syncs.find(id)).toMatchObject({ recordCount: 3, deletedCount: 1, sequence: 7 })
  })

  it('are not written over a sync that was written since it was read', async () => {
    const id = await newSync()
    const stale = await ctx.store.syncs.find(id)
    await write(id, [record(id, 'a')])
    if (!stale) throw new Error('no sync')
    const late = { page: { records: [record(id, 'b')], removed: [], pass: 1 }, now: ctx.clock.timestamp() }
    expect(await ctx.store.syncs.write(stale, late)).toBeUndefined()
    expect(ctx.store.syncRecords.page(id, 0, 10).records.map(({ externalId }) => externalId)).toEqual(['a'])
  })

  it('use the index that keeps a page’s cost the same however many there are', async () => {
    const plan = await ctx.store.prisma.$queryRaw<{ detail: string }[]>`
      EXPLAIN QUERY PLAN SELECT * FROM SyncRecord WHERE syncId = 'x' AND sequence > 1 ORDER BY sequence LIMIT 10`
    expect(plan.map(({ detail }) => detail)).toEqual([
      'SEARCH SyncRecord USING INDEX SyncRecord_syncId_sequence_key (syncId=? AND sequence>?)',
    ])
  })
})
