import { type NextRequest, NextResponse } from 'next/server'
import { getToken } from 'next-auth/jwt'
import { contentSecurityPolicy } from '@/lib/content-security-policy'
import { env } from '@/lib/env'

/** Runs before every page: sends visitors to sign in, and gives each response a policy with a nonce of its own. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { sandboxUrl, sessionSecret, appUrl, oidc } = env()
  const { pathname, search } = request.nextUrl
  if (pathname !== '/sign-in' && !(await getToken({ req: request, secret: sessionSecret }))) {
    const callbackUrl = encodeURIComponent(pathname + search)
    return NextResponse.redirect(`${appUrl}/sign-in?callbackUrl=${callbackUrl}`)
  }

  const policy = contentSecurityPolicy({
    nonce: crypto.randomUUID(),
    sandboxUrl,
    issuer: oidc.issuer,
    development: process.env.NODE_ENV === 'development',
  })
  // Next.js finds the nonce for its own scripts in the policy of the request.
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

export const config = {
  // Pages only: not the API, not static files, not the prefetches of next/link.
  matcher: [
    {
      source: '/((?!api/|_next/|icon\\.svg).*)',
      missing: [
        { type: 'header', key: 'next-router-prefetch' },
        { type: 'header', key: 'purpose', value: 'prefetch' },
      ],
    },
  ],
}
