import type { PrismaClient } from './generated/client.ts'
import type { Grant } from './sync-records.ts'

/** Who may do what with synced files, as their third party had it when they were read last. */
export interface SyncGrants {
  /** The most that any of the principals may do with each of the records; none of a record that they may not use. */
  ranks(
    recordIds: readonly string[],
    principals: readonly string[],
  ): Promise<{ recordId: string; principal: string; rank: number }[]>
  /** Who may do at least that with a record, in the order of their names. */
  of(recordId: string, rank: number, limit: number): Promise<Grant[]>
  /** Records with which any of the principals may do at least that, in the order of their ids. */
  objects(syncId: string, query: ObjectQuery): Promise<string[]>
}

export interface ObjectQuery {
  principals: readonly string[]
  objectType: string
  /** 1 to 3. */
  rank: number
  /** Exclusive; empty for the beginning. */
  after: string
  limit: number
}

const RANKS = [1, 2, 3]

export function createSyncGrants(prisma: PrismaClient): SyncGrants {
  return {
    ranks(recordIds, principals) {
      return prisma.syncGrant.findMany({
        where: { recordId: { in: [...recordIds] }, principal: { in: [...principals] } },
        select: { recordId: true, principal: true, rank: true },
      })
    },

    of(recordId, rank, limit) {
      return prisma.syncGrant.findMany({
        where: { recordId, rank: { gte: rank } },
        orderBy: { principal: 'asc' },
        select: { principal: true, rank: true, isInherited: true },
        take: limit,
      })
    },

    async objects(syncId, { principals, objectType, rank, after, limit }) {
      // For each principal and rank the index has the records in order, so that no page costs more than its length.
      const lists = await Promise.all(
        principals.flatMap((principal) =>
          RANKS.filter((each) => each >= rank).map((each) =>
            prisma.syncGrant.findMany({
              where: { syncId, principal, objectType, rank: each, recordId: { gt: after } },
              orderBy: { recordId: 'asc' },
              select: { recordId: true },
              take: limit,
            }),
          ),
        ),
      )
      const ids = new Set(lists.flat().map(({ recordId }) => recordId))
      return [...ids].sort().slice(0, limit)
    },
  }
}
