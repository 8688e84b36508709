import type { Json } from './connected-users.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'

/** Rows read at a time. */
const BATCH = 200
/** Ids looked up at a time. */
const AMONG = 500

/** One thing that a third-party API keeps for an account, as JSON: a message, a contact, a deal. */
export interface ProviderRecord {
  accountId: string
  /** What it is, such as "hubspot/contacts"; ids are unique within it. */
  kind: string
  id: string
  data: Json
  dateCreated: Date
  /** Later with every write. */
  dateModified: Date
}

/** A place in a list: the record seen last. */
export interface RecordPosition {
  date: Date
  id: string
}

export interface RecordQuery {
  order: 'dateCreated' | 'dateModified'
  direction: 'asc' | 'desc'
  /** Exclusive. */
  after?: RecordPosition | undefined
  /** Inclusive. */
  modifiedSince?: Date | undefined
  /** Default: every record. */
  matches?: ((record: ProviderRecord) => boolean) | undefined
  /** Default: all there are. */
  limit?: number | undefined
}

/** What is written together. What is removed goes first, so that a record may take the place of one that goes. */
export interface RecordChanges {
  remove?: readonly { kind: string; id: string }[]
  /** Other data for a record as it was read. */
  replace?: readonly { before: ProviderRecord; data: Json; dateModified: Date }[]
  create?: readonly Omit<ProviderRecord, 'accountId'>[]
}

/** The records of each account. No function reaches a record of an account other than the one named. */
export interface ProviderRecords extends RecordRows {
  /**
   * Runs reads and writes of one account's records in one transaction: all is stored, or nothing when `work` throws, and
   * no other `write` of the account comes between. Within it only the given functions may be called.
   */
  write<T>(accountId: string, work: (records: RecordRows) => Promise<T>): Promise<T>
  /**
   * Makes all of the changes; none of them, and answers false, when a record to create is there already, or one to
   * replace has been written since it was read.
   */
  commit(accountId: string, changes: RecordChanges): Promise<boolean>
}

export interface RecordRows {
  find(accountId: string, kind: string, id: string): Promise<ProviderRecord | undefined>
  /** Those of the ids that are there, each once and in any order. */
  findAmong(accountId: string, kind: string, ids: readonly string[]): Promise<ProviderRecord[]>
  list(accountId: string, kind: string, query: RecordQuery): Promise<ProviderRecord[]>
  /** Records whose ids lie between two, by id. */
  between(accountId: string, kind: string, first: string, last: string): Promise<ProviderRecord[]>
  count(accountId: string, kind: string): Promise<number>
  /** Answers false, and stores nothing, when the account has a record of that kind and id. */
  create(record: ProviderRecord): Promise<boolean>
  /** Puts other data in a record's place; undefined when there is none. */
  update(accountId: string, kind: string, id: string, data: Json, now: Date): Promise<ProviderRecord | undefined>
  /** False when there was none. */
  remove(accountId: string, kind: string, id: string): Promise<boolean>
}

export function createProviderRecords(prisma: PrismaClient): ProviderRecords {
  return {
    ...recordRows(prisma),

    write(accountId, work) {
      return prisma.$transaction(async (tx) => {
        // SQLite lets one writer in at a time; elsewhere a change of nothing keeps the others of the account out.
        await tx.providerAccount.update({ where: { id: accountId }, data: { hue: { increment: 0 } } })
        return work(recordRows(tx))
      })
    },

    async commit(accountId, { remove = [], replace = [], create = [] }) {
      try {
        await prisma.$transaction(async (tx) => {
          for (const { kind, id } of remove) await tx.providerRecord.deleteMany({ where: { accountId, kind, id } })
          for (const { before, data, dateModified } of replace) {
            const { count } = await tx.providerRecord.updateMany({
              where: { accountId, kind: before.kind, id: before.id, dateModified: before.dateModified },
              data: { data: data as Prisma.InputJsonObject, dateModified },
            })
            if (count === 0) throw new OutdatedError()
          }
          if (create.length > 0) {
            await tx.providerRecord.createMany({ data: create.map((record) => recordRow({ ...record, accountId })) })
          }
        })
        return true
      } catch (error) {
        if (error instanceof OutdatedError || isDuplicate(error)) return false
        throw error
      }
    },
  }
}

function recordRows(prisma: Prisma.TransactionClient): RecordRows {
  const keyOf = (accountId: string, kind: string, id: string) => ({ accountId_kind_id: { accountId, kind, id } })

  return {
    async find(accountId, kind, id) {
      const found = await prisma.providerRecord.findUnique({ where: keyOf(accountId, kind, id) })
      return found ? toRecord(found) : undefined
    },

    async findAmong(accountId, kind, ids) {
      const wanted = [...new Set(ids)]
      const found: ProviderRecord[] = []
      // SQLite takes a limited number of values in one statement.
      for (let start = 0; start < wanted.length; start += AMONG) {
        const some = wanted.slice(start, start + AMONG)
        const rows = await prisma.providerRecord.findMany({ where: { accountId, kind, id: { in: some } } })
        found.push(...rows.map(toRecord))
      }
      return found
    },

    async list(accountId, kind, { order, direction, after, modifiedSince, matches, limit }) {
      const most = limit ?? Number.POSITIVE_INFINITY
      // Where every record counts, no more are read than are wanted.
      const batch = matches ? BATCH : Math.min(most, BATCH)
      const found: ProviderRecord[] = []
      for (let position = after; ; ) {
        const rows = await prisma.providerRecord.findMany({
          where: {
            accountId,
            kind,
            ...(modifiedSince && { dateModified: { gte: modifiedSince } }),
            ...(position && { AND: beyond(order, direction, position) }),
          },
          orderBy: [{ [order]: direction }, { id: direction }],
          take: batch,
        })
        for (const record of rows.map(toRecord)) {
          if (!matches || matches(record)) found.push(record)
          if (found.length >= most) return found
        }
        const last = rows.at(-1)
        if (!last || rows.length < batch) return found
        position = { date: last[order], id: last.id }
      }
    },

    async between(accountId, kind, first, last) {
      const where = { accountId, kind, id: { gte: first, lte: last } }
      return (await prisma.providerRecord.findMany({ where, orderBy: { id: 'asc' } })).map(toRecord)
    },

    count(accountId, kind) {
      return prisma.providerRecord.count({ where: { accountId, kind } })
    },

    async create(record) {
      try {
        await prisma.providerRecord.create({ data: recordRow(record) })
        return true
      } catch (error) {
        if (isDuplicate(error)) return false
        throw error
      }
    },

    async update(accountId, kind, id, data, now) {
      const [changed] = await prisma.providerRecord.updateManyAndReturn({
        where: { accountId, kind, id },
        data: { data: data as Prisma.InputJsonObject, dateModified: now },
      })
      return changed ? toRecord(changed) : undefined
    },

    async remove(accountId, kind, id) {
      const { count } = await prisma.providerRecord.deleteMany({ where: { accountId, kind, id } })
      return count === 1
    },
  }
}

/** Rolls a transaction back: a record is not as it was read. */
class OutdatedError extends Error {}

function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'P2002'
}

type Row = Prisma.ProviderRecordGetPayload<object>

/** A record as it is stored. */
export function recordRow({ data, ...columns }: ProviderRecord) {
  return { ...columns, data: data as Prisma.InputJsonObject }
}

function toRecord(row: Row): ProviderRecord {
  return { ...row, data: row.data as Json }
}

function beyond(order: RecordQuery['order'], direction: RecordQuery['direction'], { date, id }: RecordPosition) {
  const past = direction === 'asc' ? 'gt' : 'lt'
  return { OR: [{ [order]: { [past]: date } }, { [order]: date, id: { [past]: id } }] }
}
