import type { Context } from '../../context.ts'
import { pageOf } from '../page.ts'
import { requireProject } from '../projects/require-project.ts'
import type { EventsQuery } from './schemas.ts'

/**
 * What went wrong for the users of a project, newest first. A cursor keeps its place whatever is added meanwhile; null
 * when nothing older is kept.
 */
export async function listEvents(ctx: Context, projectId: string, { type, userId, cursor, limit }: EventsQuery) {
  await requireProject(ctx, projectId)
  const found = await ctx.store.projectEvents.list(projectId, { type, userId, before: cursor, limit: limit + 1 })
  const { rows: events, nextCursor } = pageOf(found, limit)
  return { events, nextCursor }
}
