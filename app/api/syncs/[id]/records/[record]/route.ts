import { answerSyncs } from '@/lib/syncs/answer'

type Context = { params: Promise<{ id: string; record: string }> }

/** One record of a sync of the person signed in. Statuses as of answerSyncs. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answerSyncs(request, async (api) => {
    const { id, record } = await params
    return { record: await api.record(id, record) }
  })
}
