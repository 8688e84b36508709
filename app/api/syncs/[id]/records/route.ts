import { z } from 'zod'
import { refuse } from '@/lib/auth/person-request'
import { answerSyncs } from '@/lib/syncs/answer'

type Context = { params: Promise<{ id: string }> }

const query = z.object({ cursor: z.string().max(2_000).optional() })

/**
 * Records of a sync of the person signed in, from the place of a cursor on. Statuses as of answerSyncs, and 400 for a
 * cursor that is none.
 */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answerSyncs(request, async (api) => {
    const asked = query.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!asked.success) return refuse(400, z.prettifyError(asked.error))
    return api.records((await params).id, asked.data.cursor ?? null)
  })
}
