import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  CALLBACK,
  CLIENTS,
  DRIVE,
  exchange,
  obtainCode,
  obtainTokens,
  type ProviderFixture,
  post,
  refreshing,
  startProvider,
  userinfo,
  VERIFIER,
} from '../testing.ts'

let fixture: ProviderFixture

beforeAll(async () => {
  fixture = await startProvider()
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

const token = (params: Record<string, string | undefined>, headers?: Record<string, string>) =>
  post(fixture, '/oauth/token', params, headers)

/** Expects an error of RFC 6749, section 5.2. */
async function expectRefusal(response: Response, status: number, error: string) {
  expect(response.headers.get('content-type')).toContain('application/json')
  expect(response.headers.get('cache-control')).toBe('no-store')
  const body = await response.json()
  expect(body).toEqual({ error, error_description: expect.stringMatching(/\.$/) })
  expect(response.status).toBe(status)
}

describe('a code exchange is refused', () => {
  const { drive, other } = CLIENTS
  it.each<[string, number, string, Record<string, string | undefined>]>([
    ['with an invented code', 400, 'invalid_grant', { code: 'invented-by-the-client' }],
    ['without a code', 400, 'invalid_request', { code: undefined }],
    ['by another client', 400, 'invalid_grant', { client_id: other.id, client_secret: other.secret }],
    ['without redirect_uri', 400, 'invalid_request', { redirect_uri: undefined }],
    ['with another redirect_uri', 400, 'invalid_grant', { redirect_uri: drive.redirectUris[1] }],
    ['without the verifier of its challenge', 400, 'invalid_grant', { code_verifier: undefined }],
    ['with a wrong verifier', 400, 'invalid_grant', { code_verifier: VERIFIER.replace('a', 'b') }],
    ['with a verifier that is too short', 400, 'invalid_request', { code_verifier: 'v'.repeat(42) }],
    ['with a verifier that is too long', 400, 'invalid_request', { code_verifier: 'v'.repeat(129) }],
    ['with a verifier of other characters', 400, 'invalid_request', { code_verifier: `${VERIFIER}!` }],
    ['without grant_type', 400, 'invalid_request', { grant_type: undefined }],
    ['with the password grant', 400, 'unsupported_grant_type', { grant_type: 'password' }],
    ['without client_id', 401, 'invalid_client', { client_id: undefined }],
    ['by an unknown client', 401, 'invalid_client', { client_id: 'nobody' }],
    ['with a wrong secret', 401, 'invalid_client', { client_secret: 'guessed' }],
    ['without the secret', 401, 'invalid_client', { client_secret: undefined }],
  ])('%s, and the code stays good', async (_, status, error, changes) => {
    const code = await obtainCode(fixture)
    await expectRefusal(await token(exchange(code, changes)), status, error)
    expect((await token(exchange(code))).status).toBe(200)
  })

  it('after 60 seconds', async () => {
    const [early, late] = [await obtainCode(fixture), await obtainCode(fixture)]
    fixture.ctx.advance(59_000)
    expect((await token(exchange(early))).status).toBe(200)
    fixture.ctx.advance(1_000)
    await expectRefusal(await token(exchange(late)), 400, 'invalid_grant')
  })

  it('the second time, which revokes what the first one issued', async () => {
    const code = await obtainCode(fixture)
    const first = await (await token(exchange(code))).json()
    expect((await userinfo(fixture, first.access_token)).status).toBe(200)
    await expectRefusal(await token(exchange(code)), 400, 'invalid_grant')
    expect((await userinfo(fixture, first.access_token)).status).toBe(401)
    await expectRefusal(await token(refreshing(first.refresh_token)), 400, 'invalid_grant')
  })

  it('the second time, even after what has expired was removed', async () => {
    const code = await obtainCode(fixture)
    const first = await (await token(exchange(code))).json()
    fixture.ctx.advance(600_000)
    await fixture.ctx.store.provider.tokens.prune(new Date(fixture.ctx.clock.now()))
    await expectRefusal(await token(exchange(code)), 400, 'invalid_grant')
    expect((await userinfo(fixture, first.access_token)).status).toBe(401)
  })

  it('for all but one of several at the same time', async () => {
    const code = await obtainCode(fixture)
    const responses = await Promise.all(Array.from({ length: 5 }, () => token(exchange(code))))
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400])
  })

  it('once its grant is revoked', async () => {
    const code = await obtainCode(fixture)
    await fixture.ctx.store.prisma.providerGrant.updateMany({ data: { dateRevoked: fixture.ctx.clock.timestamp() } })
    await expectRefusal(await token(exchange(code)), 400, 'invalid_grant')
  })

  it('once its account is gone', async () => {
    const gone = await startProvider()
    const code = await obtainCode(gone)
    const { access_token } = await obtainTokens(gone)
    const { id } = gone.account('maya.chen@northwind.example')
    await gone.ctx.store.prisma.providerAccount.delete({ where: { id } })
    await expectRefusal(await post(gone, '/oauth/token', exchange(code)), 400, 'invalid_grant')
    expect((await userinfo(gone, access_token)).status).toBe(401)
    await gone.ctx.dispose()
  })

  it('when a verifier comes for a code that had no challenge', async () => {
    const code = await obtainCode(fixture, 'drive', { code_challenge: undefined, code_challenge_method: undefined })
    await expectRefusal(await token(exchange(code)), 400, 'invalid_grant')
    expect((await token(exchange(code, { code_verifier: undefined }))).status).toBe(200)
  })

  it('with the secret in the header and in the body', async () => {
    const authorization = `Basic ${btoa(`${drive.id}:${drive.secret}`)}`
    const code = await obtainCode(fixture)
    await expectRefusal(await token(exchange(code), { authorization }), 400, 'invalid_request')
    const changes = { client_id: undefined, client_secret: undefined }
    expect((await token(exchange(code, changes), { authorization })).status).toBe(200)
  })

  it.each([
    ['of another client than the body names', `Basic ${btoa(`${other.id}:${other.secret}`)}`, 400, 'invalid_request'],
    ['that is not Basic', 'Bearer something', 401, 'invalid_client'],
    ['without a colon', `Basic ${btoa('drive')}`, 401, 'invalid_client'],
    ['with a broken escape', `Basic ${btoa('drive:%zz')}`, 401, 'invalid_client'],
    ['with an empty secret', `Basic ${btoa('drive:')}`, 401, 'invalid_client'],
  ])('with an Authorization header %s', async (_, authorization, status, error) => {
    const changes = { client_secret: undefined }
    const response = await token(exchange(await obtainCode(fixture), changes), { authorization })
    await expectRefusal(response.clone(), status, error)
    if (status === 401) expect(response.headers.get('www-authenticate')).toMatch(/^Basic /)
  })

  it('with a parameter sent twice', async () => {
    const body = new URLSearchParams(exchange(await obtainCode(fixture)) as Record<string, string>)
    body.append('redirect_uri', CALLBACK)
    const request = new Request('http://localhost:4020/oauth/token', { method: 'POST', body })
    await expectRefusal(await fixture.provider.fetch(request), 400, 'invalid_request')
  })

  it('in a JSON body, or one that is too large', async () => {
    const json = new Request('http://localhost:4020/oauth/token', {
      method: 'POST',
      body: JSON.stringify(exchange(await obtainCode(fixture))),
      headers: { 'content-type': 'application/json' },
    })
    await expectRefusal(await fixture.provider.fetch(json), 400, 'invalid_request')
    await expectRefusal(await token(exchange('x'.repeat(70_000))), 413, 'invalid_request')
  })

  it('by any method but POST', async () => {
    for (const path of ['token', 'revoke']) {
      const response = await fixture.provider.fetch(new Request(`http://localhost:4020/oauth/${path}?grant_type=x`))
      expect(response.headers.get('allow')).toBe('POST')
      await expectRefusal(response, 405, 'invalid_request')
    }
  })

  it('from a public client that sends a secret', async () => {
    const code = await obtainCode(fixture, 'mobile')
    const params = exchange(code, { client_id: 'mobile', redirect_uri: CLIENTS.mobile.redirectUris[0] })
    await expectRefusal(await token(params), 401, 'invalid_client')
    expect((await token({ ...params, client_secret: undefined })).status).toBe(200)
  })
})

describe('a code exchange answers', () => {
  it('a refresh token only when offline access was asked for', async () => {
    expect(await obtainTokens(fixture, { access_type: undefined })).not.toHaveProperty('refresh_token')
    expect(await obtainTokens(fixture, { access_type: 'online' })).not.toHaveProperty('refresh_token')
    expect(await obtainTokens(fixture, { access_type: 'offline' })).toHaveProperty('refresh_token')
    const byScope = { access_type: undefined, scope: `${DRIVE} offline_access` }
    expect(await obtainTokens(fixture, byScope)).toHaveProperty('refresh_token')
  })

  it('an ID token only for the scope openid, with no more than the scopes reveal', async () => {
    expect(await obtainTokens(fixture, { scope: DRIVE })).not.toHaveProperty('id_token')
    const { id_token } = await obtainTokens(fixture, { scope: 'openid' })
    const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString())
    expect(Object.keys(claims).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'nbf', 'sub'])
  })

  it('tokens dated by the sandbox clock', async () => {
    const { id_token } = await obtainTokens(fixture)
    const now = Math.floor(fixture.ctx.clock.now() / 1000)
    const claims = JSON.parse(Buffer.from(id_token.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ iat: now, nbf: now, exp: now + 3600 })
  })
})

describe('a refresh', () => {
  it('with a used token revokes the whole family', async () => {
    const first = await obtainTokens(fixture)
    const second = await (await token(refreshing(first.refresh_token))).json()
    await expectRefusal(await token(refreshing(first.refresh_token)), 400, 'invalid_grant')
    await expectRefusal(await token(refreshing(second.refresh_token)), 400, 'invalid_grant')
    expect((await userinfo(fixture, second.access_token)).status).toBe(401)
  })

  it('leaves the access token of before good until it expires', async () => {
    const first = await obtainTokens(fixture)
    fixture.ctx.advance(1_800_000)
    const second = await (await token(refreshing(first.refresh_token))).json()
    expect((await userinfo(fixture, first.access_token)).status).toBe(200)
    fixture.ctx.advance(1_800_000)
    expect((await userinfo(fixture, first.access_token)).status).toBe(401)
    expect((await userinfo(fixture, second.access_token)).status).toBe(200)
  })

  it('several times at once succeeds once', async () => {
    const { refresh_token } = await obtainTokens(fixture)
    const responses = await Promise.all(Array.from({ length: 4 }, () => token(refreshing(refresh_token))))
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400])
  })

  it('may narrow the scope for one access token, and may never widen it', async () => {
    const first = await obtainTokens(fixture)
    const narrowed = await (await token(refreshing(first.refresh_token, { scope: DRIVE }))).json()
    expect(narrowed.scope).toBe(DRIVE)
    expect(narrowed).not.toHaveProperty('id_token')
    expect((await userinfo(fixture, narrowed.access_token)).status).toBe(403)
    const wider = refreshing(narrowed.refresh_token, { scope: `${DRIVE} ${DRIVE}.readonly` })
    await expectRefusal(await token(wider), 400, 'invalid_scope')
    const full = await (await token(refreshing(narrowed.refresh_token))).json()
    expect(full.scope).toBe(first.scope)
  })

  it.each<[string, number, string, Record<string, string | undefined>]>([
    ['an invented token', 400, 'invalid_grant', { refresh_token: 'invented-by-the-client' }],
    ['no token', 400, 'invalid_request', { refresh_token: undefined }],
    ['a token of another client', 400, 'invalid_grant', { client_id: 'other', client_secret: CLIENTS.other.secret }],
    ['a wrong secret', 401, 'invalid_client', { client_secret: 'guessed' }],
  ])('with %s is refused, and the token stays good', async (_, status, error, changes) => {
    const { refresh_token } = await obtainTokens(fixture)
    await expectRefusal(await token(refreshing(refresh_token, changes)), status, error)
    expect((await token(refreshing(refresh_token))).status).toBe(200)
  })

  it('with an access token in its place is refused', async () => {
    const { access_token } = await obtainTokens(fixture)
    await expectRefusal(await token(refreshing(access_token)), 400, 'invalid_grant')
  })

  it('is refused after 180 days', async () => {
    const { refresh_token } = await obtainTokens(fixture)
    fixture.ctx.advance(180 * 24 * 60 * 60 * 1000)
    await expectRefusal(await token(refreshing(refresh_token)), 400, 'invalid_grant')
  })
})

describe('revocation', () => {
  const { drive, other } = CLIENTS
  const revoke = (given: string | undefined, client: { id: string; secret: string } = drive) =>
    post(fixture, '/oauth/revoke', { token: given, client_id: client.id, client_secret: client.secret })

  it.each(['access_token', 'refresh_token'] as const)('of the %s ends the grant, in every process', async (which) => {
    const tokens = await obtainTokens(fixture)
    expect((await revoke(tokens[which])).status).toBe(200)
    expect((await userinfo(fixture, tokens.access_token)).status).toBe(401)
    await expectRefusal(await token(refreshing(tokens.refresh_token)), 400, 'invalid_grant')
  })

  it('leaves other grants of the same account alone', async () => {
    const [one, two] = [await obtainTokens(fixture), await obtainTokens(fixture)]
    await revoke(one.refresh_token)
    expect((await userinfo(fixture, two.access_token)).status).toBe(200)
  })

  it('of a token that nobody knows is no error (RFC 7009, section 2.2)', async () => {
    expect((await revoke('never-issued')).status).toBe(200)
  })

  it('is refused to another client, and changes nothing', async () => {
    const { access_token } = await obtainTokens(fixture)
    await expectRefusal(await revoke(access_token, other), 400, 'invalid_request')
    await expectRefusal(await revoke(access_token, { ...drive, secret: 'guessed' }), 401, 'invalid_client')
    await expectRefusal(await revoke(undefined), 400, 'invalid_request')
    expect((await userinfo(fixture, access_token)).status).toBe(200)
  })
})

describe('userinfo', () => {
  const get = (headers: Record<string, string> = {}, method = 'GET') =>
    fixture.provider.fetch(new Request('http://localhost:4020/oauth/userinfo', { method, headers }))

  it.each(['GET', 'POST'])(
    'by %s without a token asks for one, and says no more (RFC 6750, section 3.1)',
    async (method) => {
      const response = await get({}, method)
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
    },
  )

  it.each(['Bearer invented', 'Bearer', 'Basic abc', 'Bearer a b'])('with "%s" is refused', async (authorization) => {
    const response = await get({ authorization })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  it('with a refresh token, an ID token, or an expired access token is refused', async () => {
    const tokens = await obtainTokens(fixture)
    expect((await userinfo(fixture, tokens.refresh_token)).status).toBe(401)
    expect((await userinfo(fixture, tokens.id_token)).status).toBe(401)
    expect((await userinfo(fixture, tokens.access_token)).status).toBe(200)
    fixture.ctx.advance(3_600_000)
    expect((await userinfo(fixture, tokens.access_token)).status).toBe(401)
  })

  it('with a token that lacks the scope openid is refused', async () => {
    const { access_token } = await obtainTokens(fixture, { scope: DRIVE })
    const response = await userinfo(fixture, access_token)
    expect(response.status).toBe(403)
    expect(response.headers.get('www-authenticate')).toContain('insufficient_scope')
  })
})

describe('the store', () => {
  it('knows codes, tokens, secrets and keys by fingerprint or sealed only', async () => {
    const code = await obtainCode(fixture)
    const tokens = await (await token(exchange(code))).json()
    const { prisma } = fixture.ctx.store
    const rows = await Promise.all([
      prisma.providerClient.findMany(),
      prisma.providerGrant.findMany(),
      prisma.authorizationCode.findMany(),
      prisma.providerToken.findMany(),
      prisma.providerKey.findMany(),
    ])
    const everything = JSON.stringify(rows)
    expect(rows.every((table) => table.length > 0)).toBe(true)
    for (const secret of [code, tokens.access_token, tokens.refresh_token, CLIENTS.drive.secret, '"d":']) {
      expect(everything).not.toContain(secret)
    }
  })

  it('loses what has expired, and keeps what is still good', async () => {
    const old = await obtainTokens(fixture)
    fixture.ctx.advance(179 * 24 * 60 * 60 * 1000)
    const recent = await obtainTokens(fixture)
    fixture.ctx.advance(2 * 24 * 60 * 60 * 1000)
    await fixture.ctx.store.provider.tokens.prune(new Date(fixture.ctx.clock.now()))
    const { prisma } = fixture.ctx.store
    expect(await prisma.providerToken.count()).toBe(1)
    expect(await prisma.providerGrant.count()).toBe(1)
    expect(await prisma.authorizationCode.count()).toBe(1)
    await expectRefusal(await token(refreshing(old.refresh_token)), 400, 'invalid_grant')
    expect((await token(refreshing(recent.refresh_token))).status).toBe(200)
  })
})
