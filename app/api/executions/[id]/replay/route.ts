import { answerHistory } from '@/lib/executions/answer'

type Context = { params: Promise<{ id: string }> }

/** Runs a run of the person signed in again. 201; else as of answerHistory, and 400 or 409 when it cannot run as it did. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params
  return answerHistory(request, async (history, userId) => ({ body: await history.replay(userId, id), status: 201 }))
}
