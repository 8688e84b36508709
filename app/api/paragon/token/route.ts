import { answer, answerPerson, refuse } from '@/lib/auth/person-request'
import { env } from '@/lib/env'
import { mintUserToken } from '@/lib/paragon/user-token'
import { isOrganization } from '@/lib/team/members'

/** A Paragon User Token of the person signed in, and of nobody else. Statuses as of answerPerson. */
export function POST(request: Request): Promise<Response> {
  const { projectId, signingKey } = env()
  return answerPerson(request, async ({ id }) => {
    // An identity provider that named somebody like an organization would hand them all of its accounts.
    if (isOrganization(id)) return refuse(403, 'This identity is not a person’s.')
    const issued = await mintUserToken({ userId: id, projectId, signingKey, now: new Date() })
    return answer({ ...issued, holder: id })
  })
}
