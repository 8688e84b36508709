import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { requireProject } from '../projects/require-project.ts'
import type { syncLogQuery } from './schemas.ts'

/** What has happened to a project's syncs, newest first: the fields of the vendor's log (docs: managed-sync/monitoring). */
export async function listSyncLogs(ctx: Context, projectId: string, query: z.infer<typeof syncLogQuery>) {
  await requireProject(ctx, projectId)
  const lines = await ctx.store.syncLogs.list(projectId, query)
  return { data: lines.map(({ id, entry, date }) => ({ id, date, ...entry })) }
}
