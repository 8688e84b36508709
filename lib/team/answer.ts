import { refuse } from '../auth/person-request'
import { env } from '../env'
import { usersBaseUrl } from '../paragon/base-urls'
import { createTeamAccess, OrganizationUnavailableError, UnknownIntegrationError } from './access'

type TeamAccess = ReturnType<typeof createTeamAccess>

/** Answers with the organization's access, and what cannot be had in words: 404 and 502. */
export async function answerTeam(issue: (access: TeamAccess) => Promise<Response>): Promise<Response> {
  const { projectId, signingKey, sessionSecret, teamAdmins, sandboxUrl } = env()
  const access = createTeamAccess({
    projectId,
    signingKey,
    secret: sessionSecret,
    admins: teamAdmins,
    usersUrl: usersBaseUrl(sandboxUrl),
  })
  try {
    return await issue(access)
  } catch (error) {
    if (error instanceof UnknownIntegrationError) return refuse(404, 'This project has no such integration.')
    if (!(error instanceof OrganizationUnavailableError)) throw error
    console.error(error)
    return refuse(502, 'Paragon could not be reached. Try again in a moment.')
  }
}
