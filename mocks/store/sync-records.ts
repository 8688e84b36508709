import type Database from 'libsql'
import type { Json } from './connected-users.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'

/** What someone may do with a synced file. */
export interface Grant {
  /** "user:" and an e-mail address, "domain:" and a name, or "anyone". */
  principal: string
  /** 1 may read, 2 may write, 3 owns. */
  rank: number
  /** Has it from a folder above alone. */
  isInherited: boolean
}

/** A record as it was read. */
export interface ReadRecord {
  id: string
  externalId: string
  data: Json
  /** Of `data`. */
  digest: string
  /** Empty where access is not kept. */
  objectType: string
  grants: readonly Grant[]
  grantDigest: string
}

export interface RecordPage {
  records: readonly ReadRecord[]
  /** External ids of what is gone. */
  removed: readonly string[]
  /** The pass that saw these. */
  pass: number
}

/** Ids of the records that a page has changed, in the order of their changes. */
export interface PageOutcome {
  created: string[]
  updated: string[]
  deleted: string[]
}

/** A record as it is kept. */
export interface SyncRecord {
  id: string
  externalId: string
  sequence: number
  /** Null of one that is deleted. */
  data: Json | null
  objectType: string
  dateSynced: Date
}

export interface PulledPage {
  records: SyncRecord[]
  remaining: number
  /** Of the whole sync, with those that are deleted. */
  total: number
  deleted: number
}

export interface SyncRecords {
  /** A record that is there. */
  find(syncId: string, recordId: string): Promise<SyncRecord | undefined>
  /** Which of the records are there. */
  present(syncId: string, recordIds: readonly string[]): Promise<Set<string>>
  /**
   * Records whose last change came after a sequence, in the order of their changes, deleted ones too, and how many come
   * after them: as of one moment. The cost does not depend on how many records there are.
   */
  page(syncId: string, after: number, limit: number): PulledPage
  /** External ids of records that no pass has seen since the one before `pass`. */
  unseen(syncId: string, pass: number, limit: number): Promise<string[]>
}

/** As SQLite has them: JSON and dates are texts. */
interface Row {
  id: string
  externalId: string
  sequence: number
  data: string | null
  objectType: string
  dateSynced: string
}

/** Pages are read past Prisma: as of one moment, without the lock that writers take, and in a tenth of the time. */
export function createSyncRecords(prisma: PrismaClient, database: Database.Database): SyncRecords {
  const rowsAfter = database.prepare(
    'SELECT id, externalId, sequence, data, objectType, dateSynced FROM SyncRecord WHERE syncId = ? AND sequence > ? ORDER BY sequence LIMIT ?',
  )
  const counts = database.prepare('SELECT recordCount, deletedCount FROM Sync WHERE id = ?')
  const inBlock = database.prepare(
    'SELECT COUNT(*) AS n FROM SyncRecord WHERE syncId = ? AND sequence > ? AND sequence < ?',
  )
  const inBlocks = database.prepare(
    'SELECT COALESCE(SUM(count), 0) AS n FROM SyncTally WHERE syncId = ? AND level = ? AND block > ? AND block < ?',
  )

  /**
   * How many records come after a sequence: those in the rest of its block are counted, and for the rest of the next wider
   * block the counts of blocks are added up, level by level. At most 256 rows of each, however many records there are.
   */
  function countAfter(syncId: string, sequence: number): number {
    const endOf = (level: number) => (blockOf(sequence, level) + 1) * 2 ** (BITS * level)
    const inRest = LEVELS.map((level) => {
      const until = level === LEVELS.length ? Number.MAX_SAFE_INTEGER : blockOf(endOf(level + 1), level)
      return inBlocks.get(syncId, level, blockOf(sequence, level), until)
    })
    const found = [inBlock.get(syncId, sequence, endOf(1)), ...inRest] as { n: number }[]
    return found.reduce((sum, { n }) => sum + n, 0)
  }

  const read = database.transaction((syncId: string, after: number, limit: number): PulledPage => {
    const rows = rowsAfter.all(syncId, after, limit) as Row[]
    const last = rows.at(-1)
    const sync = counts.get(syncId) as { recordCount: number; deletedCount: number } | undefined
    return {
      records: rows.map(({ data, dateSynced, ...row }) => ({
        ...row,
        data: data === null ? null : (JSON.parse(data) as Json),
        dateSynced: new Date(dateSynced),
      })),
      remaining: last && rows.length === limit ? countAfter(syncId, last.sequence) : 0,
      total: sync?.recordCount ?? 0,
      deleted: sync?.deletedCount ?? 0,
    }
  })

  return {
    async find(syncId, recordId) {
      const row = await prisma.syncRecord.findUnique({ where: { id: recordId, syncId, isDeleted: false } })
      return row ? toRecord(row) : undefined
    },

    async present(syncId, recordIds) {
      const rows = await prisma.syncRecord.findMany({
        where: { id: { in: [...recordIds] }, syncId, isDeleted: false },
        select: { id: true },
      })
      return new Set(rows.map(({ id }) => id))
    },

    page: (syncId, after, limit) => read(syncId, after, limit),

    async unseen(syncId, pass, limit) {
      const rows = await prisma.syncRecord.findMany({
        where: { syncId, isDeleted: false, seenIn: { lt: pass } },
        orderBy: { seenIn: 'asc' },
        select: { externalId: true },
        take: limit,
      })
      return rows.map(({ externalId }) => externalId)
    },
  }
}

function toRecord(row: Prisma.SyncRecordGetPayload<object>): SyncRecord {
  const { id, externalId, sequence, data, objectType, dateSynced } = row
  return { id, externalId, sequence, data: data as Json | null, objectType, dateSynced }
}

/** Writes a page of a sync: what differs from what is kept goes to the end of the order. */
export async function applyPage(
  tx: Prisma.TransactionClient,
  sync: { id: string; sequence: number; recordCount: number; deletedCount: number },
  { records, removed, pass }: RecordPage,
  now: Date,
): Promise<PageOutcome> {
  const externalIds = [...records.map(({ externalId }) => externalId), ...removed]
  const rows = await tx.syncRecord.findMany({
    where: { syncId: sync.id, externalId: { in: externalIds } },
    omit: { data: true },
  })
  const known = new Map(rows.map((row) => [row.externalId, row]))
  const outcome: PageOutcome = { created: [], updated: [], deleted: [] }
  const moved: Move[] = []
  const fresh: Prisma.SyncRecordCreateManyInput[] = []
  const unchanged: string[] = []
  const regranted: ReadRecord[] = []
  let { sequence, recordCount, deletedCount } = sync

  // A page may name a record twice: the later word holds, and of all that it is gone.
  const gone = new Set(removed)
  const read = new Map(records.map((each) => [each.externalId, each]))
  for (const record of read.values()) {
    if (gone.has(record.externalId)) continue
    const row = known.get(record.externalId)
    const { id, externalId, objectType, digest, grantDigest } = record
    const data = record.data as Prisma.InputJsonObject
    const columns = { objectType, data, digest, grantDigest, seenIn: pass, dateSynced: now }
    if (!row) {
      sequence += 1
      recordCount += 1
      fresh.push({ id, syncId: sync.id, externalId, sequence, ...columns })
      outcome.created.push(id)
      moved.push({ to: sequence })
    } else if (row.isDeleted || row.digest !== digest) {
      sequence += 1
      await tx.syncRecord.update({ where: { id }, data: { ...columns, sequence, isDeleted: false } })
      moved.push({ from: row.sequence, to: sequence })
      if (row.isDeleted) deletedCount -= 1
      outcome[row.isDeleted ? 'created' : 'updated'].push(id)
    } else {
      if (row.seenIn !== pass) unchanged.push(id)
      if (row.grantDigest !== grantDigest) await tx.syncRecord.update({ where: { id }, data: { grantDigest } })
    }
    if (row?.grantDigest !== grantDigest || row.isDeleted) regranted.push(record)
  }

  for (const externalId of gone) {
    const row = known.get(externalId)
    if (!row || row.isDeleted) continue
    sequence += 1
    deletedCount += 1
    await tx.syncRecord.update({
      where: { id: row.id },
      data: {
        sequence,
        isDeleted: true,
        data: Prisma.DbNull,
        digest: '',
        grantDigest: '',
        seenIn: pass,
        dateSynced: now,
      },
    })
    moved.push({ from: row.sequence, to: sequence })
    outcome.deleted.push(row.id)
  }

  if (fresh.length > 0) await tx.syncRecord.createMany({ data: fresh })
  if (unchanged.length > 0) {
    await tx.syncRecord.updateMany({ where: { id: { in: unchanged } }, data: { seenIn: pass } })
  }
  await regrant(tx, sync.id, regranted, outcome.deleted)
  await tally(tx, sync.id, moved)
  await tx.sync.update({ where: { id: sync.id }, data: { sequence, recordCount, deletedCount } })
  return outcome
}

async function regrant(
  tx: Prisma.TransactionClient,
  syncId: string,
  records: readonly ReadRecord[],
  deleted: readonly string[],
): Promise<void> {
  const stale = [...records.map(({ id }) => id), ...deleted]
  if (stale.length === 0) return
  await tx.syncGrant.deleteMany({ where: { recordId: { in: stale } } })
  await tx.syncGrant.createMany({
    data: records.flatMap(({ id, objectType, grants }) =>
      grants.map((grant) => ({ ...grant, recordId: id, syncId, objectType })),
    ),
  })
}

/** The new place of a record, and the one that it left. */
interface Move {
  from?: number
  to: number
}

/** Blocks of level n hold 256^n places; three levels of them span all that a sequence can be. */
const LEVELS = [1, 2, 3]
const BITS = 8

const blockOf = (sequence: number, level: number) => Math.floor(sequence / 2 ** (BITS * level))

/** Keeps the counts of blocks true. */
export async function tally(tx: Prisma.TransactionClient, syncId: string, moves: readonly Move[]): Promise<void> {
  const deltas = new Map<string, number>()
  const add = (sequence: number, delta: number) => {
    for (const level of LEVELS) {
      const key = `${level} ${blockOf(sequence, level)}`
      deltas.set(key, (deltas.get(key) ?? 0) + delta)
    }
  }
  for (const { from, to } of moves) {
    if (from !== undefined) add(from, -1)
    add(to, 1)
  }
  const rows = [...deltas].map(([key, delta]) => {
    const [level, block] = key.split(' ').map(Number)
    return Prisma.sql`(${syncId}, ${level}, ${block}, ${delta})`
  })
  if (rows.length === 0) return
  await tx.$executeRaw`
    INSERT INTO "SyncTally" ("syncId", "level", "block", "count") VALUES ${Prisma.join(rows)}
    ON CONFLICT ("syncId", "level", "block") DO UPDATE SET "count" = "count" + excluded."count"`
}
