import { env } from '../env'
import { isSameOrigin } from '../same-origin'
import { type CurrentUser, currentUser } from './current-user'

/**
 * Answers a request of the app's own pages on behalf of the person signed in: who that is comes from the session, never
 * from the request. 401 without a session, 403 when the request comes from another site.
 */
export async function answerPerson(
  request: Request,
  respond: (user: CurrentUser) => Promise<Response>,
): Promise<Response> {
  if (!isSameOrigin(request.headers, env().appUrl)) return refuse(403, 'Only pages of this app may ask.')
  const user = await currentUser()
  if (!user) return refuse(401, 'Sign in first.')
  return respond(user)
}

/** For one person at one moment: no cache keeps it. */
export function answer(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })
}

/** `message` is for people to read. */
export function refuse(status: number, message: string): Response {
  return answer({ message }, status)
}
