import type { Json } from './connected-users.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'

/** Lines of a project that are kept. */
const KEPT = 1_000

/** A line of a project's log about its syncs. */
export interface SyncLogLine {
  /** Goes up with every line. */
  id: number
  syncId: string
  entry: Json
  date: Date
}

export interface SyncLogQuery {
  syncId?: string | undefined
  /** Only lines before this one. */
  before?: number | undefined
  limit: number
}

export interface SyncLogs {
  /** Newest first. */
  list(projectId: string, query: SyncLogQuery): Promise<SyncLogLine[]>
}

export function createSyncLogs(prisma: PrismaClient): SyncLogs {
  return {
    async list(projectId, { syncId, before, limit }) {
      const rows = await prisma.syncLog.findMany({
        where: {
          projectId,
          ...(syncId !== undefined && { syncId }),
          ...(before !== undefined && { id: { lt: before } }),
        },
        orderBy: { id: 'desc' },
        take: limit,
        omit: { projectId: true },
      })
      return rows.map((row) => ({ ...row, entry: row.entry as Json }))
    },
  }
}

/** Adds lines as part of the write that they tell of. */
export async function recordSyncLogs(
  tx: Prisma.TransactionClient,
  { id: syncId, projectId }: { id: string; projectId: string },
  entries: readonly Json[],
  now: Date,
): Promise<void> {
  await tx.syncLog.createMany({
    data: entries.map((entry) => ({ projectId, syncId, entry: entry as Prisma.InputJsonObject, date: now })),
  })
  const surplus = await tx.syncLog.findFirst({
    where: { projectId },
    orderBy: { id: 'desc' },
    skip: KEPT,
    select: { id: true },
  })
  if (surplus) await tx.syncLog.deleteMany({ where: { projectId, id: { lte: surplus.id } } })
}
