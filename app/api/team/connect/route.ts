import { z } from 'zod'
import { answer, answerPerson, refuse } from '@/lib/auth/person-request'
import { answerTeam } from '@/lib/team/answer'

const body = z.object({ integration: z.string().min(1) })

/**
 * A pass to connect one more account of an integration as the person signed in. Statuses as of answerPerson; 400 for
 * a body that is not `{integration}`, 404 for an integration that the project has not, and 502 as for the token.
 */
export function POST(request: Request): Promise<Response> {
  return answerPerson(request, async (user) => {
    const asked = body.safeParse(await request.json().catch(() => undefined))
    if (!asked.success) return refuse(400, 'Say which integration: {"integration": "googledrive"}.')
    return answerTeam(async (access) => answer(await access.issueConnectPass(user, asked.data.integration)))
  })
}
