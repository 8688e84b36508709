import { answerPerson, refuse } from '@/lib/auth/person-request'
import { env } from '@/lib/env'
import { isOrganization } from '@/lib/team/members'
import { callStream } from '@/lib/under-the-hood/call-stream'

/**
 * The calls of the person signed in, as server-sent events, from the sandbox's journal: nobody else's, and without what was
 * said in them. The admin token stays here. Statuses as of answerPerson; 501 where there is no sandbox, or no token for it;
 * 502 when it refuses, 503 when it cannot be reached.
 */
export function GET(request: Request): Promise<Response> {
  const { projectId, sandboxUrl, sandboxAdminToken } = env()
  return answerPerson(request, async ({ id }) => {
    if (isOrganization(id)) return refuse(403, 'This identity is not a person’s.')
    if (!sandboxUrl || !sandboxAdminToken) return refuse(501, 'Only a sandbox can be looked into.')
    const [since = '0'] = /^\d+$/.exec(request.headers.get('last-event-id') ?? '') ?? []
    const query = new URLSearchParams({ user: id, since })
    let journal: Response
    try {
      journal = await fetch(`${sandboxUrl}/_sandbox/projects/${projectId}/journal/stream?${query}`, {
        headers: { authorization: `Bearer ${sandboxAdminToken}` },
        cache: 'no-store',
        signal: request.signal,
      })
    } catch {
      return refuse(503, 'The sandbox cannot be reached.')
    }
    if (!journal.ok || !journal.body) {
      console.error(`The sandbox refused its journal: ${journal.status} ${await journal.text()}`)
      return refuse(502, 'The sandbox does not show its journal.')
    }
    return new Response(callStream(journal.body, projectId), {
      // Compressed, events would wait for each other.
      headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store, no-transform' },
    })
  })
}
