import type { Json } from './connected-users.ts'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { type NewJob, putJob } from './jobs.ts'
import type { Sealer } from './sealer.ts'
import { recordSyncLogs } from './sync-logs.ts'
import { applyPage, type PageOutcome, type RecordPage } from './sync-records.ts'
import { type NewWebhookDelivery, putDelivery } from './webhook-deliveries.ts'

export const syncStatuses = ['INITIALIZING', 'ACTIVE', 'IDLE', 'RATE_LIMITED', 'DISABLED', 'ERRORED'] as const
export type SyncStatus = (typeof syncStatuses)[number]

/** What keeps one kind of thing of one account in step. */
export interface Sync extends SyncState {
  readonly id: string
  readonly projectId: string
  readonly personaId: string
  /** The user token's `sub`. */
  readonly userId: string
  readonly integrationId: string
  readonly pipeline: string
  readonly configurationName: string | null
  readonly configuration: Json
  readonly frequency: string | null
  /** The number of the last change of a record. */
  readonly sequence: number
  /** With those that are deleted. */
  readonly recordCount: number
  readonly deletedCount: number
  readonly version: number
  readonly dateCreated: Date
  readonly dateUpdated: Date
}

/** What changes in the life of a sync. */
export interface SyncState {
  readonly credentialId: string
  /** The account behind the credential when it was last read. */
  readonly providerId: string
  readonly status: SyncStatus
  readonly reason: string | null
  /** Milliseconds. */
  readonly rateLimitBackoffMs: number | null
  /** What is being read, and how far it has come. */
  readonly run: Json | null
  readonly pass: number
  /** From where the third party's changes are to be read. */
  readonly changes: Json | null
  /** In a row. */
  readonly failures: number
  readonly dateLastFull: Date | null
  readonly dateLastSynced: Date | null
}

export type NewSync = Omit<Sync, 'sequence' | 'recordCount' | 'deletedCount' | 'version' | 'dateUpdated'>

/** What is told of a write, and committed with it. */
export interface SyncEmission {
  log: readonly Json[]
  deliveries: readonly NewWebhookDelivery[]
}

export interface SyncWrite {
  /** What it changes, given what the page came to. */
  state?: Partial<SyncState> | ((outcome: PageOutcome) => Partial<SyncState>)
  /** Records that were read, and ids of those that are gone. */
  page?: RecordPage
  /** The job to put with it. */
  job?: NewJob
  now: Date
  /** What is told of it, given what the page came to. */
  emit?: (outcome: PageOutcome) => SyncEmission
}

export interface Syncs {
  find(syncId: string): Promise<Sync | undefined>
  /** Oldest first. */
  list(personaId: string): Promise<Sync[]>
  /** Those of a project, newest first; those that follow `older`. */
  latest(
    projectId: string,
    page: { userId?: string | undefined; older?: { date: Date; id: string } | undefined; limit: number },
  ): Promise<Sync[]>
  /** False when there is one of that id. */
  create(sync: NewSync, job: NewJob): Promise<boolean>
  /** Undefined, and nothing written, when the sync was written or removed since it was read. */
  write(sync: Sync, write: SyncWrite): Promise<PageOutcome | undefined>
  /** Removes a sync with its records, and the job of that kind about it. */
  remove(sync: Sync, jobKind: string): Promise<void>
}

export function createSyncs(prisma: PrismaClient, sealer: Sealer): Syncs {
  return {
    async find(syncId) {
      const row = await prisma.sync.findUnique({ where: { id: syncId } })
      return row ? toSync(row) : undefined
    },

    async list(personaId) {
      const rows = await prisma.sync.findMany({
        where: { personaId },
        orderBy: [{ dateCreated: 'asc' }, { id: 'asc' }],
      })
      return rows.map(toSync)
    },

    async latest(projectId, { userId, older, limit }) {
      const rows = await prisma.sync.findMany({
        where: {
          projectId,
          ...(userId !== undefined && { userId }),
          ...(older && {
            dateCreated: { lte: older.date },
            OR: [{ dateCreated: { lt: older.date } }, { dateCreated: older.date, id: { lt: older.id } }],
          }),
        },
        orderBy: [{ dateCreated: 'desc' }, { id: 'desc' }],
        take: limit,
      })
      return rows.map(toSync)
    },

    async create({ configuration, run, changes, ...columns }, job) {
      try {
        await prisma.$transaction(async (tx) => {
          await tx.sync.create({
            data: {
              ...columns,
              configuration: configuration as Prisma.InputJsonObject,
              ...jsonColumns({ run, changes }),
              dateUpdated: columns.dateCreated,
            },
          })
          await putJob(tx, job)
        })
        return true
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'P2002') return false
        throw error
      }
    },

    write(sync, { state = {}, page, job, now, emit }) {
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.sync.updateMany({
          where: { id: sync.id, version: sync.version },
          data: { version: { increment: 1 }, dateUpdated: now },
        })
        if (count === 0) return undefined
        const outcome = page ? await applyPage(tx, sync, page, now) : { created: [], updated: [], deleted: [] }
        const { run, changes, ...columns } = typeof state === 'function' ? state(outcome) : state
        await tx.sync.update({ where: { id: sync.id }, data: { ...columns, ...jsonColumns({ run, changes }) } })
        if (job) await putJob(tx, job)
        const { log = [], deliveries = [] } = emit?.(outcome) ?? {}
        if (log.length > 0) await recordSyncLogs(tx, sync, log, now)
        for (const delivery of deliveries) await putDelivery(tx, sealer, delivery)
        return outcome
      })
    },

    async remove({ id, projectId }, jobKind) {
      await prisma.$transaction([
        prisma.job.deleteMany({ where: { projectId, kind: jobKind, subject: id } }),
        prisma.sync.deleteMany({ where: { id } }),
      ])
    },
  }
}

/** Prisma has a value of its own for a NULL in a column of JSON; undefined leaves a column as it is. */
function jsonColumns({ run, changes }: { run?: Json | null | undefined; changes?: Json | null | undefined }) {
  const column = (value: Json | null) => (value === null ? Prisma.DbNull : (value as Prisma.InputJsonObject))
  return {
    ...(run !== undefined && { run: column(run) }),
    ...(changes !== undefined && { changes: column(changes) }),
  }
}

function toSync(row: Prisma.SyncGetPayload<object>): Sync {
  return {
    ...row,
    status: row.status as SyncStatus,
    configuration: row.configuration as Json,
    run: row.run as Json | null,
    changes: row.changes as Json | null,
  }
}
