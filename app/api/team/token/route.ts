import { answer, answerPerson } from '@/lib/auth/person-request'
import { answerTeam } from '@/lib/team/answer'

/**
 * The organization's Paragon User Token, limited to what the person signed in may reach. Statuses as of answerPerson,
 * and 502 when Paragon does not say which accounts there are.
 */
export function POST(request: Request): Promise<Response> {
  return answerPerson(request, (user) => answerTeam(async (access) => answer(await access.issueToken(user))))
}
