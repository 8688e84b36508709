import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { writeCursor } from '../page.ts'
import { requireProject } from '../projects/require-project.ts'
import type { syncQuery } from './schemas.ts'

/** A page of a project's Managed Syncs, newest first; the log of one is `GET .../sync-logs?syncId=`. */
export async function listSyncs(ctx: Context, projectId: string, { cursor, limit, userId }: z.infer<typeof syncQuery>) {
  const project = await requireProject(ctx, projectId)
  const types = new Map(project.integrations.map(({ id, type }) => [id, type]))
  const found = await ctx.store.syncs.latest(projectId, { userId, older: cursor, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return {
    syncs: page.map((sync) => ({
      id: sync.id,
      userId: sync.userId,
      integration: types.get(sync.integrationId) ?? null,
      pipeline: sync.pipeline,
      configurationName: sync.configurationName,
      credentialId: sync.credentialId,
      status: sync.status,
      reason: sync.reason,
      frequency: sync.frequency,
      /** Records that are there, without those that are gone at the third party. */
      recordCount: sync.recordCount - sync.deletedCount,
      dateLastSynced: sync.dateLastSynced,
      dateCreated: sync.dateCreated,
      dateUpdated: sync.dateUpdated,
    })),
    nextCursor: last ? writeCursor(last.dateCreated, last.id) : null,
  }
}
