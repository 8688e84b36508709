import { z } from 'zod'
import { refuse } from '@/lib/auth/person-request'
import { answerSyncs } from '@/lib/syncs/answer'

type Context = { params: Promise<{ id: string }> }

const query = z.object({ cursor: z.string().max(2_000).optional(), active: z.coerce.number().int().min(0) })

/**
 * How much of a sync of the person signed in has changed since it stood as the query says. Statuses as of answerSyncs, and
 * 400 for a query that makes no sense.
 */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answerSyncs(request, async (api) => {
    const mark = query.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!mark.success) return refuse(400, z.prettifyError(mark.error))
    return api.changesSince((await params).id, { cursor: mark.data.cursor ?? null, activeCount: mark.data.active })
  })
}
