import { answerSyncs } from '@/lib/syncs/answer'

type Context = { params: Promise<{ id: string }> }

/** Lets a sync of the person signed in go on, after a rest or once the cause of an error is gone. Statuses as of answerSyncs. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return answerSyncs(request, async (api) => {
    await api.reenable((await params).id)
    return {}
  })
}
