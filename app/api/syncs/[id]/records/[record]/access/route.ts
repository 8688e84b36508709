import { answerSyncs } from '@/lib/syncs/answer'

type Context = { params: Promise<{ id: string; record: string }> }

/** Who may use a file of a sync of the person signed in. Statuses as of answerSyncs. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answerSyncs(request, async (api) => {
    const { id, record } = await params
    return api.access(id, record)
  })
}
