import type { ProviderContext } from '../provider-context.ts'
import type { SignerPaths } from '../signer.ts'
import { KNOWN_SCOPES } from './scopes.ts'

export const PATHS: SignerPaths = {
  wellKnownDocument: '/.well-known/openid-configuration',
  jwks: '/jwks',
  authorize: '/oauth/authorize',
  token: '/oauth/token',
  userinfo: '/oauth/userinfo',
  revoke: '/oauth/revoke',
}

/** Endpoints that oauth2-mock-server announces and this provider does not offer. */
const NOT_OFFERED = [
  'end_session_endpoint',
  'introspection_endpoint',
  'token_endpoint_auth_signing_alg_values_supported',
]

/** oauth2-mock-server's discovery document, corrected in what the authorization server in front of it decides. */
export async function discoveryDocument(ctx: ProviderContext): Promise<Record<string, unknown>> {
  const document = await ctx.signer.document(PATHS.wellKnownDocument)
  const clientAuthentication = ['client_secret_basic', 'client_secret_post', 'none']
  return {
    ...Object.fromEntries(Object.entries(document).filter(([name]) => !NOT_OFFERED.includes(name))),
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: clientAuthentication,
    revocation_endpoint_auth_methods_supported: clientAuthentication,
    authorization_response_iss_parameter_supported: true,
    scopes_supported: KNOWN_SCOPES,
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'email', 'email_verified', 'name', 'picture'],
    prompt_values_supported: ['none', 'login', 'consent', 'select_account'],
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  }
}
