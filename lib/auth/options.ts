import type { NextAuthOptions } from 'next-auth'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { env } from '@/lib/env'

/** The claims of an OpenID Connect ID token that the app reads. */
type IdTokenClaims = { sub: string; name?: string; email?: string; email_verified?: boolean; picture?: string }

/** How people sign in to this app: one OpenID Connect provider, and a session kept in an encrypted cookie. */
export function authOptions(): NextAuthOptions {
  const { oidc, sessionSecret } = env()
  const provider: OAuthConfig<IdTokenClaims> = {
    id: 'sso',
    name: 'Single sign-on',
    type: 'oauth',
    wellKnown: `${oidc.issuer}/.well-known/openid-configuration`,
    clientId: oidc.clientId,
    clientSecret: oidc.clientSecret,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    httpOptions: { timeout: 10_000 },
    profile: (claims) => ({
      id: claims.sub,
      name: claims.name ?? null,
      // Roles go by it, and so an address that anybody could have typed is none.
      email: (claims.email_verified !== false && claims.email) || null,
      image: claims.picture ?? null,
    }),
  }
  return {
    secret: sessionSecret,
    providers: [provider],
    session: { strategy: 'jwt' },
    pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/sign-in' },
    callbacks: {
      // `sub` of the ID token is the one stable name of a person; Paragon knows its Connected User by it.
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub ?? '' } }),
    },
  }
}
