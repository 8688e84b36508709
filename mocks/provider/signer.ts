import type { Context } from '../context.ts'
import type { ProviderKeys } from '../store/provider-keys.ts'

/** Signs tokens and publishes the key; both by oauth2-mock-server. */
export interface Signer {
  /** A signed JWT (RS256) with `iss`, `iat`, `nbf` and `exp` beside the claims; `lifetime` in seconds. */
  sign(typ: string, claims: Record<string, unknown>, lifetime: number): Promise<string>
  /** The body of oauth2-mock-server's answer to a GET of one of the paths it is told to serve. */
  document(path: string): Promise<Record<string, unknown>>
}

export interface SignerPaths {
  wellKnownDocument: string
  jwks: string
  authorize: string
  token: string
  userinfo: string
  revoke: string
}

export function createSigner(ctx: Context, keys: ProviderKeys, paths: SignerPaths): Signer {
  let started: ReturnType<typeof start> | undefined

  // oauth2-mock-server brings Express, which would double the sandbox's start-up time; it is loaded when first needed.
  async function start() {
    const [{ JWKStore, OAuth2Issuer, OAuth2Service }, { inject }] = await Promise.all([
      import('oauth2-mock-server'),
      import('light-my-request'),
    ])
    const issuer = new OAuth2Issuer()
    issuer.url = ctx.urls.provider
    const jwk = await keys.findOrCreate(
      () => new JWKStore().generate('RS256', { kid: ctx.random.uuid() }),
      ctx.clock.timestamp(),
    )
    await issuer.keys.add(jwk)
    const { requestHandler } = new OAuth2Service(issuer, paths)
    return { issuer, get: (url: string) => inject(requestHandler, { method: 'GET', url }) }
  }

  function service() {
    started ??= start().catch((error: unknown) => {
      // A failure (a locked database, say) is not kept: the next request tries again.
      started = undefined
      throw error
    })
    return started
  }

  return {
    async sign(typ, claims, lifetime) {
      const { issuer } = await service()
      return issuer.buildToken({
        scopesOrTransform: (header, payload) => {
          const now = Math.floor(ctx.clock.now() / 1000)
          Object.assign(header, { typ })
          Object.assign(payload, claims, { iat: now, nbf: now, exp: now + lifetime })
        },
      })
    },
    async document(path) {
      const { get } = await service()
      return (await get(path)).json<Record<string, unknown>>()
    },
  }
}
