import { answerSyncs } from '@/lib/syncs/answer'

type Context = { params: Promise<{ id: string }> }

/** Has a sync of the person signed in rest. Statuses as of answerSyncs. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answerSyncs(request, async (api) => {
    await api.disable((await params).id)
    return {}
  })
}
