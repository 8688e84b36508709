import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  allow,
  authorizationUrl,
  Browser,
  CALLBACK,
  CLIENTS,
  DRIVE,
  obtainTokens,
  type ProviderFixture,
  startProvider,
} from '../testing.ts'

// The judge is oauth4webapi, an independent client that checks what the specifications ask of a server's answers.

let fixture: ProviderFixture
let server: oauth.AuthorizationServer
let http: { [oauth.customFetch]: typeof toProvider; [oauth.allowInsecureRequests]: true }
const toProvider = async (url: string, { body, ...init }: oauth.CustomFetchOptions<string, BodyInit | undefined>) =>
  fixture.provider.fetch(new Request(url, body === undefined ? init : { ...init, body }))

beforeAll(async () => {
  fixture = await startProvider()
  http = { [oauth.customFetch]: toProvider, [oauth.allowInsecureRequests]: true }
  const issuer = new URL(fixture.ctx.urls.provider)
  server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, http))
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

/** The client, as seen on the sandbox's clock. */
const client = (id: string): oauth.Client => ({
  client_id: id,
  [oauth.clockSkew]: Math.round((fixture.ctx.clock.now() - Date.now()) / 1000),
})

async function authorize(name: 'drive' | 'mobile' | 'app', authentication: oauth.ClientAuth, redirectUri: string) {
  const verifier = oauth.generateRandomCodeVerifier()
  const state = oauth.generateRandomState()
  const nonce = oauth.generateRandomNonce()
  const url = authorizationUrl(name, {
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  })
  const email = name === 'app' ? 'maya@northwind.example' : undefined
  const location = await allow(new Browser(fixture.provider), url, email)
  const params = oauth.validateAuthResponse(server, client(name), location, state)
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client(name),
    authentication,
    params,
    redirectUri,
    verifier,
    http,
  )
  const tokens = await oauth.processAuthorizationCodeResponse(server, client(name), response, {
    expectedNonce: nonce,
    requireIdToken: true,
  })
  // The ID token's signature, by the published keys.
  await oauth.validateApplicationLevelSignature(server, response, http)
  return { tokens, claims: oauth.getValidatedIdTokenClaims(tokens) }
}

describe('discovery', () => {
  it('announces what the server does, and nothing that it does not', async () => {
    expect(server).toMatchObject({
      issuer: 'http://localhost:4020',
      authorization_endpoint: 'http://localhost:4020/oauth/authorize',
      token_endpoint: 'http://localhost:4020/oauth/token',
      code_challenge_methods_supported: ['S256'],
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      authorization_response_iss_parameter_supported: true,
    })
    expect(server).not.toHaveProperty('introspection_endpoint')
    expect(server).not.toHaveProperty('end_session_endpoint')
  })

  it('has the same document by the name of RFC 8414', async () => {
    const issuer = new URL(fixture.ctx.urls.provider)
    const response = await oauth.discoveryRequest(issuer, { ...http, algorithm: 'oauth2' })
    expect(await oauth.processDiscoveryResponse(issuer, response)).toEqual(server)
  })

  it('publishes the key without its private part', async () => {
    const response = await fixture.provider.fetch(new Request(String(server.jwks_uri)))
    const { keys } = (await response.json()) as { keys: Record<string, unknown>[] }
    expect(keys).toHaveLength(1)
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n'])
  })
})

describe('the authorization code flow', () => {
  it.each([
    ['client_secret_basic', oauth.ClientSecretBasic(CLIENTS.drive.secret)],
    ['client_secret_post', oauth.ClientSecretPost(CLIENTS.drive.secret)],
  ])('satisfies the judge with %s', async (_, authentication) => {
    const { tokens, claims } = await authorize('drive', authentication, CALLBACK)
    const maya = fixture.account('maya.chen@northwind.example')
    expect(claims).toMatchObject({
      iss: 'http://localhost:4020',
      aud: 'drive',
      sub: maya.id,
      email: 'maya.chen@northwind.example',
      name: 'Maya Chen',
      picture: `http://localhost:4020/avatars/${maya.id}.svg`,
    })
    expect(tokens).toMatchObject({ expires_in: 3600, scope: `openid email profile ${DRIVE}` })
    expect(tokens.refresh_token).toBeTypeOf('string')
  })

  it('satisfies the judge with a public client', async () => {
    const { claims } = await authorize('mobile', oauth.None(), 'com.example.mobile:/callback')
    expect(claims?.aud).toBe('mobile')
  })

  it('satisfies the judge with a first-party client, of another directory', async () => {
    const [redirectUri] = CLIENTS.app.redirectUris
    const { claims } = await authorize('app', oauth.ClientSecretBasic(CLIENTS.app.secret), redirectUri ?? '')
    expect(claims).toMatchObject({ sub: fixture.account('maya@northwind.example').id })
  })

  it('has access tokens that a resource server can check (RFC 9068)', async () => {
    const { access_token } = await obtainTokens(fixture)
    const request = new Request('http://localhost:4020/anything', {
      headers: { authorization: `Bearer ${access_token}` },
    })
    const claims = await oauth.validateJwtAccessToken(server, request, 'http://localhost:4020', {
      ...http,
      [oauth.clockSkew]: client('drive')[oauth.clockSkew] ?? 0,
    })
    expect(claims).toMatchObject({ client_id: 'drive', scope: `openid email profile ${DRIVE}` })
  })
})

describe('afterwards', () => {
  const secret = oauth.ClientSecretBasic(CLIENTS.drive.secret)

  it('userinfo names the account', async () => {
    const { access_token } = await obtainTokens(fixture)
    const { id } = fixture.account('maya.chen@northwind.example')
    const response = await oauth.userInfoRequest(server, client('drive'), access_token, http)
    expect(await oauth.processUserInfoResponse(server, client('drive'), id, response)).toEqual({
      sub: id,
      email: 'maya.chen@northwind.example',
      email_verified: true,
      name: 'Maya Chen',
      picture: `http://localhost:4020/avatars/${id}.svg`,
    })
  })

  it('a refresh token gets new tokens, the next refresh token among them', async () => {
    const first = await obtainTokens(fixture)
    const response = await oauth.refreshTokenGrantRequest(server, client('drive'), secret, first.refresh_token, http)
    const second = await oauth.processRefreshTokenResponse(server, client('drive'), response)
    expect(second.refresh_token).toBeTypeOf('string')
    expect(second.refresh_token).not.toBe(first.refresh_token)
    expect(second.access_token).not.toBe(first.access_token)
    expect(oauth.getValidatedIdTokenClaims(second)).toMatchObject({ aud: 'drive' })
  })

  it('a revoked token is good for nothing', async () => {
    const { access_token, refresh_token } = await obtainTokens(fixture)
    const response = await oauth.revocationRequest(server, client('drive'), secret, refresh_token, http)
    await oauth.processRevocationResponse(response)
    const userInfo = await oauth.userInfoRequest(server, client('drive'), access_token, http)
    const judged = oauth.processUserInfoResponse(server, client('drive'), oauth.skipSubjectCheck, userInfo)
    await expect(judged).rejects.toMatchObject({
      status: 401,
      cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }],
    })
    const refreshed = await oauth.refreshTokenGrantRequest(server, client('drive'), secret, refresh_token, http)
    await expect(oauth.processRefreshTokenResponse(server, client('drive'), refreshed)).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  })
})
