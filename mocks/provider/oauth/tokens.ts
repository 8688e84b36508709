import { decodeJwt } from 'jose'
import type { Account } from '../../store/provider-accounts.ts'
import type { Client } from '../../store/provider-clients.ts'
import type { Grant, NewToken } from '../../store/provider-tokens.ts'
import { isKey, serviceAccountOf } from '../account-keys.ts'
import type { ProviderContext } from '../provider-context.ts'
import { accountClaims, tokenParameters } from './claims.ts'
import { OAuthError } from './errors.ts'
import type { Parameters } from './parameters.ts'
import { isVerifier, verifierMatches } from './pkce.ts'
import { parseScope } from './scopes.ts'

/** Seconds. */
const ACCESS_LIFETIME = 3600
const ID_LIFETIME = 3600
const REFRESH_LIFETIME = 180 * 24 * 60 * 60

/** RFC 6749, section 5.1. */
export interface TokenResponse {
  access_token: string
  token_type: 'Bearer'
  expires_in: number
  scope: string
  refresh_token?: string
  id_token?: string
  /** Salesforce's own. */
  instance_url?: string
}

/** Answers a token request of an authenticated client. Throws OAuthError. */
export function answerTokenRequest(ctx: ProviderContext, client: Client, params: Parameters): Promise<TokenResponse> {
  switch (params.get('grant_type')) {
    case 'authorization_code':
      return exchangeCode(ctx, client, params)
    case 'refresh_token':
      return refresh(ctx, client, params)
    case 'client_credentials':
      return inOwnName(ctx, client, params)
    case undefined:
      throw new OAuthError('invalid_request', 'grant_type is missing.')
    default:
      throw new OAuthError(
        'unsupported_grant_type',
        'grant_type must be authorization_code, refresh_token or client_credentials.',
      )
  }
}

async function exchangeCode(ctx: ProviderContext, client: Client, params: Parameters): Promise<TokenResponse> {
  const { tokens } = ctx.store.provider
  const code = required(params, 'code')
  const redirectUri = required(params, 'redirect_uri')
  const verifier = params.get('code_verifier')
  if (verifier !== undefined && !isVerifier(verifier)) {
    throw new OAuthError('invalid_request', 'code_verifier must be 43 to 128 letters, digits, or - . _ ~.')
  }
  const stored = await tokens.findCode(code)
  if (!stored || stored.grant.clientId !== client.id) throw new OAuthError('invalid_grant', 'The code is not valid.')
  const { grant, codeChallenge } = stored
  if (stored.isUsed) throw await reuse(ctx, grant, 'code')
  if (grant.isRevoked) throw new OAuthError('invalid_grant', 'The code was revoked.')
  if (stored.dateExpires.getTime() <= ctx.clockOf(client.projectId).now()) {
    throw new OAuthError('invalid_grant', 'The code has expired.')
  }
  if (stored.redirectUri !== redirectUri) {
    throw new OAuthError('invalid_grant', 'redirect_uri is not the one of the authorization request.')
  }
  // Both ways, or a stolen code could be redeemed by leaving the verifier out, or by never sending a challenge
  // (RFC 9700, sections 2.1.1 and 4.8).
  if ((codeChallenge === null) !== (verifier === undefined)) {
    const problem = codeChallenge === null ? 'was sent, but no code_challenge before it' : 'is missing'
    throw new OAuthError('invalid_grant', `code_verifier ${problem}.`)
  }
  if (codeChallenge !== null && verifier !== undefined && !verifierMatches(verifier, codeChallenge)) {
    throw new OAuthError('invalid_grant', 'code_verifier does not match code_challenge.')
  }
  const issued = await issue(ctx, client, grant, parseScope(grant.scope), stored.nonce)
  const now = ctx.clockOf(client.projectId).timestamp()
  const isFirst = await tokens.exchangeCode(code, issued.tokens, grant.id, now)
  if (!isFirst) throw await reuse(ctx, grant, 'code')
  return issued.response
}

async function refresh(ctx: ProviderContext, client: Client, params: Parameters): Promise<TokenResponse> {
  const { tokens } = ctx.store.provider
  const refreshToken = required(params, 'refresh_token')
  const stored = await tokens.findToken(refreshToken)
  if (stored?.kind !== 'refresh' || stored.grant.clientId !== client.id) {
    throw new OAuthError('invalid_grant', 'The refresh token is not valid.')
  }
  const { grant } = stored
  if (stored.isUsed) throw await reuse(ctx, grant, 'refresh token')
  if (grant.isRevoked) throw new OAuthError('invalid_grant', 'The refresh token was revoked.')
  if (stored.dateExpires.getTime() <= ctx.clockOf(client.projectId).now()) {
    throw new OAuthError('invalid_grant', 'The refresh token has expired.')
  }
  const granted = parseScope(grant.scope)
  const scopes = params.has('scope') ? parseScope(required(params, 'scope')) : granted
  if (!scopes.every((scope) => granted.includes(scope))) {
    throw new OAuthError('invalid_scope', 'A refreshed token cannot have more scopes than were granted.')
  }
  const issued = await issue(ctx, client, grant, scopes, null)
  const now = ctx.clockOf(client.projectId).timestamp()
  const isFirst = await tokens.rotate(refreshToken, issued.tokens, grant.id, now)
  if (!isFirst) throw await reuse(ctx, grant, 'refresh token')
  return issued.response
}

/** Tokens for a service account (RFC 6749, section 4.4), without one for refreshing: the client comes again. */
async function inOwnName(ctx: ProviderContext, client: Client, params: Parameters): Promise<TokenResponse> {
  const accountId = serviceAccountOf(client)
  const account = accountId === undefined ? undefined : await ctx.store.provider.accounts.find(accountId)
  if (!account) throw new OAuthError('unauthorized_client', 'The client is not that of a service account.')
  const scopes = params.has('scope') ? parseScope(required(params, 'scope')) : client.scopes
  if (!scopes.every((scope) => client.scopes.includes(scope))) {
    throw new OAuthError('invalid_scope', 'The service account does not have all of these scopes.')
  }
  const grant = {
    id: ctx.randomOf(client.projectId).uuid(),
    clientId: client.id,
    scope: scopes.join(' '),
    isOffline: false,
  }
  const issued = await issue(ctx, client, { ...grant, isRevoked: false, account }, scopes, null)
  const now = ctx.clockOf(client.projectId).timestamp()
  await ctx.store.provider.tokens.issueGrant({ ...grant, accountId: account.id }, issued.tokens, now)
  return issued.response
}

/** Something that may be used once came twice: one of the two holders stole it, so neither keeps what came from it. */
async function reuse(ctx: ProviderContext, grant: Grant, what: string): Promise<OAuthError> {
  await ctx.store.provider.tokens.revokeGrant(grant.id, ctx.clockOf(grant.account.projectId).timestamp())
  return new OAuthError('invalid_grant', `The ${what} was used before; all that came from it is revoked.`)
}

/** Makes tokens; the caller stores them. */
async function issue(ctx: ProviderContext, client: Client, grant: Grant, scopes: string[], nonce: string | null) {
  const now = ctx.clockOf(client.projectId).now()
  const expiresIn = (seconds: number) => new Date(now + seconds * 1000)
  const scope = scopes.join(' ')
  const accessToken = await ctx.signer.sign(
    'at+jwt',
    {
      sub: grant.account.id,
      aud: ctx.urls.provider,
      client_id: client.id,
      scope,
      jti: ctx.randomOf(client.projectId).uuid(),
    },
    ACCESS_LIFETIME,
  )
  const response: TokenResponse = {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: ACCESS_LIFETIME,
    scope,
    ...tokenParameters(grant.account),
  }
  const tokens: NewToken[] = [{ token: accessToken, kind: 'access', dateExpires: expiresIn(ACCESS_LIFETIME) }]
  if (grant.isOffline) {
    response.refresh_token = ctx.randomOf(client.projectId).secret()
    tokens.push({ token: response.refresh_token, kind: 'refresh', dateExpires: expiresIn(REFRESH_LIFETIME) })
  }
  if (scopes.includes('openid')) {
    const claims = { aud: client.id, ...accountClaims(ctx, grant.account, scopes), ...(nonce !== null && { nonce }) }
    response.id_token = await ctx.signer.sign('JWT', claims, ID_LIFETIME)
  }
  return { response, tokens }
}

/**
 * RFC 7009. Revoking either token of a grant ends the grant, as Google does
 * (developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke). A token nobody knows is no error.
 */
export async function revoke(ctx: ProviderContext, client: Client, params: Parameters): Promise<void> {
  const stored = await ctx.store.provider.tokens.findToken(required(params, 'token'))
  if (!stored) return
  if (stored.grant.clientId !== client.id) {
    throw new OAuthError('invalid_request', 'The token was issued to another client.')
  }
  await ctx.store.provider.tokens.revokeGrant(stored.grant.id, ctx.clockOf(client.projectId).timestamp())
}

/** Whose request it is, by its `Authorization` header. */
export type Access =
  | { kind: 'missing' }
  /** Of a revoked token or one that nobody issued. One that expired a while ago is forgotten, and invalid like any other. */
  | { kind: 'revoked' | 'invalid' }
  /** `now` on the project's clock, in milliseconds. */
  | { kind: 'expired'; dateExpired: Date; now: number }
  | { kind: 'valid'; account: Account; scopes: string[]; clientId: string; dateExpires: Date }

/** Looked up at every request, so that a revocation takes effect at once in every process. */
export async function checkAccess(ctx: ProviderContext, authorization: string | undefined): Promise<Access> {
  if (authorization === undefined) return { kind: 'missing' }
  const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
  const stored = token === undefined ? undefined : await ctx.store.provider.tokens.findToken(token)
  if (token === undefined || stored?.kind !== 'access') return { kind: 'invalid' }
  const { grant, dateExpires } = stored
  const { projectId, email } = grant.account
  ctx.journal.note({
    projectId,
    account: { credentialId: null, externalId: null, integration: null, name: email },
  })
  if (grant.isRevoked) return { kind: 'revoked' }
  const now = ctx.clockOf(grant.account.projectId).now()
  if (dateExpires.getTime() <= now) return { kind: 'expired', dateExpired: dateExpires, now }
  // Its fingerprint is in the store, so this is the text that was signed here, or a key that allows what its grant does.
  const scope = isKey(token) ? grant.scope : decodeJwt<{ scope: string }>(token).scope
  return { kind: 'valid', account: grant.account, scopes: parseScope(scope), clientId: grant.clientId, dateExpires }
}

function required(params: Parameters, name: string): string {
  const value = params.get(name)
  if (value === undefined) throw new OAuthError('invalid_request', `${name} is missing.`)
  return value
}
