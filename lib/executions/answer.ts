import { answer, answerPerson, refuse } from '../auth/person-request'
import { env } from '../env'
import { taskHistoryBaseUrl } from '../paragon/base-urls'
import { isOrganization } from '../team/members'
import { createTaskHistory, TaskHistoryError } from './task-history'

type TaskHistory = ReturnType<typeof createTaskHistory>

/**
 * Answers a request about the runs of the person signed in, whom the session names. `holder` in the answer says who that
 * is. Statuses as of answerPerson; 501 without an API key; 404 for what is not the person's; 502 and 503 when Paragon
 * cannot be asked; other refusals of Paragon as they are.
 */
export function answerHistory(
  request: Request,
  respond: (history: TaskHistory, userId: string) => Promise<{ body: object; status?: number }>,
): Promise<Response> {
  const { projectId, apiKey, sandboxUrl } = env()
  return answerPerson(request, async ({ id }) => {
    if (isOrganization(id)) return refuse(403, 'This identity is not a person’s.')
    if (!apiKey) return refuse(501, 'The app has no API key of Paragon: PARAGON_API_KEY is not set.')
    const history = createTaskHistory({ projectId, apiKey, baseUrl: taskHistoryBaseUrl(sandboxUrl) })
    try {
      const { body, status } = await respond(history, id)
      return answer({ ...body, holder: id }, status)
    } catch (error) {
      if (!(error instanceof TaskHistoryError)) throw error
      if (error.status >= 500) console.error(error)
      return refuse(error.status, error.message)
    }
  })
}
