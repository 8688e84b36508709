import { answerHistory } from '@/lib/executions/answer'

type Context = { params: Promise<{ id: string; step: string }> }

/** What a step of a run of the person signed in was given and put out. Statuses as of answerHistory. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id, step } = await params
  return answerHistory(request, async (history, userId) => ({ body: await history.step(userId, id, step) }))
}
