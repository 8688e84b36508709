import { answer, answerPerson, refuse } from '../auth/person-request'
import { env } from '../env'
import { syncBaseUrl } from '../paragon/base-urls'
import { mintUserToken } from '../paragon/user-token'
import { isOrganization } from '../team/members'
import { createSyncApi, type SyncApi, SyncApiError } from './sync-api'

/** Of a token that the server uses itself, at once, and gives to nobody; in seconds. */
const TOKEN_SECONDS = 60

/**
 * Answers a request about the syncs of the person signed in, whom the session names; an object is answered with that
 * person as `holder`. Statuses as of answerPerson; 404 for what is not the person's; 502 and 503 when Paragon cannot be
 * asked; other refusals of Paragon as they are.
 */
export function answerSyncs(
  request: Request,
  respond: (api: SyncApi) => Promise<object | Response>,
): Promise<Response> {
  const { projectId, signingKey, sandboxUrl } = env()
  return answerPerson(request, async ({ id }) => {
    if (isOrganization(id)) return refuse(403, 'This identity is not a person’s.')
    const { token } = await mintUserToken({
      userId: id,
      projectId,
      signingKey,
      now: new Date(),
      lifetimeSeconds: TOKEN_SECONDS,
    })
    try {
      const result = await respond(createSyncApi({ baseUrl: syncBaseUrl(sandboxUrl), token }))
      return result instanceof Response ? result : answer({ ...result, holder: id })
    } catch (error) {
      if (!(error instanceof SyncApiError)) throw error
      if (error.status >= 500) console.error(error)
      return refuse(error.status, error.message)
    }
  })
}
