import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { CallFacts } from '../../journal/entry.ts'
import { unlessSilent } from '../../silence.ts'
import type { ClientCredentials } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import { ApiError } from '../api-error.ts'
import { callThirdParty } from '../third-party.ts'
import { oauthClientOf } from './oauth-client.ts'

export interface Tokens {
  kind: 'tokens'
  accessToken: string
  refreshToken: string | undefined
  scope: string | undefined
  dateValidUntil: Date | null
  /** Salesforce's own: where the account's API is. */
  instanceUrl: string | undefined
}

/** `refused`: the provider has said no, for good. `unavailable`: it could not say, or has never heard the question. */
export type TokenAnswer =
  | Tokens
  | { kind: 'refused'; error: string; description: string | undefined }
  | { kind: 'unavailable' }

export interface ProviderClient {
  authorizeUrl(request: { state: string; redirectUri: string; codeChallenge: string }): string
  /** RFC 6749, section 4.1.3, with the PKCE verifier where Paragon began the sign-in. */
  exchange(code: string, redirectUri: string, codeVerifier: string | undefined): Promise<TokenAnswer>
  /** RFC 6749, section 4.4: tokens in the client's own name. */
  clientCredentials(): Promise<TokenAnswer>
  /** RFC 6749, section 6. */
  refresh(refreshToken: string): Promise<TokenAnswer>
  /** RFC 7009: ends the grant behind a token. */
  revoke(token: string): Promise<void>
  /** OpenID Connect UserInfo: whose token it is. */
  userinfo(accessToken: string): Promise<z.infer<typeof userinfoAnswer> | undefined>
}

const tokenAnswer = z.object({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  expires_in: z.number().optional(),
  scope: z.string().optional(),
  instance_url: z.url({ protocol: /^https$/ }).optional(),
})
const errorAnswer = z.object({ error: z.string(), error_description: z.string().optional() })
/** A third party may tell more than OpenID Connect has names for; all of it is kept. */
const userinfoAnswer = z.looseObject({
  sub: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  picture: z.string().optional(),
})

/** `facts`: whose account it is about, where that is known already. `own`: a client that is not Paragon's. */
export function providerClient(
  ctx: Context,
  projectId: string,
  { type, definition }: Integration,
  facts: CallFacts = {},
  own?: ClientCredentials | null,
): ProviderClient {
  const client = own ?? oauthClientOf(ctx, projectId, type)
  const { provider } = ctx.urls

  const call = (request: Request, purpose?: CallFacts['purpose']) =>
    callThirdParty(ctx, definition.name, request, { ...facts, projectId, integration: undefined, purpose })
  const post = (path: string, parameters: Record<string, string>, purpose?: CallFacts['purpose']) =>
    call(
      new Request(`${provider}${path}`, {
        method: 'POST',
        headers: { authorization: basicAuthorization(client), accept: 'application/json' },
        body: new URLSearchParams(parameters),
      }),
      purpose,
    )

  /** Undefined for what is no JSON, or never ends. */
  const json = (response: Response): Promise<unknown> =>
    unlessSilent(ctx.thirdPartyTimeout, response.json()).catch(() => undefined)

  async function requestTokens(
    parameters: Record<string, string>,
    purpose: CallFacts['purpose'],
  ): Promise<TokenAnswer> {
    const response = await post('/oauth/token', parameters, purpose).catch(noneIfUnreachable)
    if (!response) return { kind: 'unavailable' }
    const body = await json(response)
    const tokens = tokenAnswer.safeParse(body)
    if (response.ok && tokens.success) {
      const { access_token, refresh_token, expires_in, scope, instance_url } = tokens.data
      return {
        kind: 'tokens',
        accessToken: access_token,
        refreshToken: refresh_token,
        scope,
        dateValidUntil: expires_in === undefined ? null : new Date(ctx.clockOf(projectId).now() + expires_in * 1000),
        instanceUrl: instance_url,
      }
    }
    const refusal = errorAnswer.safeParse(body)
    if (refusal.success && response.status < 500) {
      return { kind: 'refused', error: refusal.data.error, description: refusal.data.error_description }
    }
    return { kind: 'unavailable' }
  }

  return {
    authorizeUrl({ state, redirectUri, codeChallenge }) {
      const url = new URL(`${provider}/oauth/authorize`)
      url.search = new URLSearchParams({
        client_id: client.id,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: definition.oauth.scopes.join(' '),
        state,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        ...definition.oauth.authorizeParameters,
      }).toString()
      return url.href
    },

    exchange: (code, redirectUri, codeVerifier) =>
      requestTokens(
        {
          grant_type: 'authorization_code',
          code,
          redirect_uri: redirectUri,
          ...(codeVerifier !== undefined && { code_verifier: codeVerifier }),
        },
        'exchange',
      ),

    clientCredentials: () =>
      requestTokens({ grant_type: 'client_credentials', scope: definition.oauth.scopes.join(' ') }, 'exchange'),

    refresh: (refreshToken) => requestTokens({ grant_type: 'refresh_token', refresh_token: refreshToken }, 'refresh'),

    async revoke(token) {
      await post('/oauth/revoke', { token })
    },

    async userinfo(accessToken) {
      const headers = { authorization: `Bearer ${accessToken}` }
      const response = await call(new Request(`${provider}/oauth/userinfo`, { headers })).catch(noneIfUnreachable)
      const answer = userinfoAnswer.safeParse(response && (await json(response)))
      return response?.ok && answer.success ? answer.data : undefined
    },
  }
}

/** RFC 6749, section 2.3.1: both halves are form-encoded before they are joined. */
function basicAuthorization({ id, secret }: Pick<ClientCredentials, 'id' | 'secret'>): string {
  return `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}`
}

function noneIfUnreachable(error: unknown): undefined {
  if (!(error instanceof ApiError)) throw error
}
