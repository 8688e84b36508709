import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { pageOf } from '../page.ts'
import { requireProject } from '../projects/require-project.ts'
import type { emailsQuery } from './schemas.ts'

/** The mails that a project would have sent, newest first. */
export async function listEmails(ctx: Context, projectId: string, query: z.infer<typeof emailsQuery>) {
  const { to, cursor, limit } = query
  await requireProject(ctx, projectId)
  const found = await ctx.store.sentEmails.list(projectId, { to, before: cursor, limit: limit + 1 })
  const { rows, nextCursor } = pageOf(found, limit)
  return { emails: rows.map(({ projectId: _, ...email }) => email), nextCursor }
}
