import { z } from 'zod'
import { refuse } from '@/lib/auth/person-request'
import { answerHistory } from '@/lib/executions/answer'
import { statuses } from '@/lib/executions/execution'

const query = z.object({
  status: z.enum(statuses).optional(),
  workflow: z.uuid().optional(),
  account: z.uuid().optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
})

/** Runs of the person signed in, newest first. Statuses as of answerHistory; 400 for a query that makes no sense. */
export async function GET(request: Request): Promise<Response> {
  const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!asked.success) return refuse(400, z.prettifyError(asked.error))
  const { offset, ...filter } = asked.data
  return answerHistory(request, async (history, userId) => ({ body: await history.list(userId, filter, offset) }))
}
