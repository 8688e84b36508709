import { answerHistory } from '@/lib/executions/answer'

type Context = { params: Promise<{ id: string }> }

/** One run of the person signed in, with its steps. Statuses as of answerHistory. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params
  return answerHistory(request, async (history, userId) => ({ body: await history.find(userId, id) }))
}
