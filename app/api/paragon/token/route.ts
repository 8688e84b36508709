import { currentUser } from '@/lib/auth/current-user'
import { env } from '@/lib/env'
import { mintUserToken } from '@/lib/paragon/user-token'
import { isSameOrigin } from '@/lib/same-origin'

/**
 * A Paragon User Token for the person signed in, and for nobody else: who it names comes from the session, never from
 * the request. 401 without a session, 403 when the request comes from another site.
 */
export async function POST(request: Request): Promise<Response> {
  const { appUrl, projectId, signingKey } = env()
  if (!isSameOrigin(request.headers, appUrl)) return answer({ message: 'Only pages of this app may ask.' }, 403)
  const user = await currentUser()
  if (!user) return answer({ message: 'Sign in first.' }, 401)
  return answer(await mintUserToken({ userId: user.id, projectId, signingKey, now: new Date() }), 200)
}

function answer(body: object, status: number): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })
}
