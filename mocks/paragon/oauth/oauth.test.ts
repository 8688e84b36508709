import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { takeBreaches } from '../../testing/calls.ts'
import {
  createTestSandbox,
  HOST_ORIGIN,
  jonas,
  maya,
  type TestSandbox,
  type TestUser,
} from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => sandbox.dispose())

/** Lets something else happen, once, when Paragon turns to the provider to exchange a code. */
function duringExchange(event: () => Promise<unknown>) {
  const { fetch } = sandbox.context
  vi.spyOn(sandbox.context, 'fetch').mockImplementationOnce(async (request) => {
    await event()
    return fetch(request)
  })
}

let users = 0
/** Each test has a connected user of its own. */
const someone = () => sandbox.user(`oauth-user-${users++}`)

const add = (installOptions = {}) => ({ installOptions: { allowMultipleCredentials: true, ...installOptions } })
const credentialIdOf = (message: Record<string, unknown>) =>
  (message.credential as { payload: { credentialId: string } } | undefined)?.payload.credentialId

async function postCredential(user: TestUser, credentialId: string | undefined, headers = {}, installOptions = {}) {
  const body = { integrationId: await user.integrationId(), config: {}, payload: { credentialId }, installOptions }
  return user.call('POST', '/sdk/credentials', { body, headers })
}

async function buildOAuth(user: TestUser, query: Record<string, string>) {
  const search = new URLSearchParams({
    integrationId: await user.integrationId(),
    originForPostMessage: HOST_ORIGIN,
    installOptions: '{}',
    oauthMetaKeyId: 'k',
    ...query,
  })
  return sandbox.paragon(
    new Request(`http://localhost:4010/v2/projects/test-project/sdk/actions/build-oauth?${search}`, {
      headers: { authorization: `Bearer ${user.token}` },
    }),
  )
}

describe('an OAuth run', () => {
  it('connects the account that was chosen, and tells the opener in the form that the SDK takes', async () => {
    const user = await someone()
    const message = await user.connect(maya.work)
    const state = await user.integration()
    expect(message).toEqual({
      type: 'oauth_success_callback',
      credential: {
        integrationId: await user.integrationId(),
        payload: { credentialId: state.credentialId, sessionId: expect.any(String) },
      },
    })
    expect(state).toMatchObject({ enabled: true, providerData: { email: maya.work } })
  })

  it('goes to the provider with PKCE, a state, and the registered callback', async () => {
    const answer = await buildOAuth(await someone(), {})
    const { redirectUrl } = (await answer.json()) as { redirectUrl: string }
    const url = new URL(redirectUrl)
    expect(url.origin + url.pathname).toBe('http://localhost:4020/oauth/authorize')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'googledrive.test-project',
      redirect_uri: 'http://localhost:4010/oauth',
      response_type: 'code',
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      access_type: 'offline',
    })
  })

  it('turns on the workflows that are on by default', async () => {
    const user = await someone()
    await user.connect(maya.work)
    const { workflowSettings } = await user.integration()
    const [first, ...others] = Object.values(workflowSettings).map(({ enabled }) => enabled)
    expect([first, ...new Set(others)]).toEqual([true, false])
  })

  it('is found by polling: null before, the credential after, gone after DELETE, which may be repeated', async () => {
    const user = await someone()
    const poll = async () => (await user.call('GET', '/sdk/actions/session-id/key-1')).json()
    expect(await poll()).toEqual({ connectCredentialId: null })
    const message = await user.connect(maya.work, { oauthMetaKeyId: 'key-1' })
    expect(await poll()).toEqual({ connectCredentialId: credentialIdOf(message) })
    expect((await user.call('DELETE', '/sdk/actions/session-id/key-1')).status).toBe(200)
    expect(await poll()).toEqual({ connectCredentialId: null })
    expect((await user.call('DELETE', '/sdk/actions/session-id/key-1')).status).toBe(200)
  })

  it('is not found by another user who polls for it', async () => {
    const [user, other] = [await someone(), await someone()]
    await user.connect(maya.work, { oauthMetaKeyId: 'mine' })
    expect(await (await other.call('GET', '/sdk/actions/session-id/mine')).json()).toEqual({
      connectCredentialId: null,
    })
  })

  it('that is cancelled tells the opener, and changes nothing', async () => {
    const user = await someone()
    const window = await user.openPopup()
    await window.press('Cancel')
    expect(window.message).toMatchObject({
      type: 'oauth_error_callback',
      error: 'access_denied',
      errorResponse: { message: expect.any(String), status: 400 },
      integrationId: await user.integrationId(),
    })
    expect((await user.me()).integrations.googledrive?.allCredentials).toEqual([])
  })
})

it('tells each run apart, so that the SDK does not take a replacement for a repeated message', async () => {
  const user = await someone()
  const first = await user.connect(maya.work)
  const options = { installOptions: { allowMultipleCredentials: true, selectedCredentialId: credentialIdOf(first) } }
  const second = await user.connect(maya.home, options)
  expect(credentialIdOf(second)).toBe(credentialIdOf(first))
  expect(second).not.toEqual(first)
})

describe('adding an account', () => {
  it('never touches the first, whatever default header arrives (trap T1)', async () => {
    const user = await someone()
    const first = credentialIdOf(await user.connect(maya.work))
    const [before] = (await user.integration()).allCredentials
    const second = credentialIdOf(await user.connect(maya.home, add()))
    const posted = await postCredential(user, second, { 'x-paragon-credential': first })
    expect(await posted.json()).toMatchObject({ id: second, providerData: { email: maya.home } })
    const { allCredentials, credentialId } = await user.integration()
    expect(allCredentials.map(({ id }) => id)).toEqual([first, second])
    expect(allCredentials[0]).toEqual(before)
    expect(credentialId).toBe(first)
  })

  it('ignores a header that belongs to another integration (trap T1)', async () => {
    const user = await someone()
    const calendar = await user.addAccount(maya.work, { integration: 'googleCalendar' })
    const drive = credentialIdOf(await user.connect(maya.home))
    const headers = { 'x-paragon-credential': calendar.id }
    expect((await postCredential(user, drive, headers)).status).toBe(200)
    const account = await user.call('GET', '/sdk/credentials?integration=googledrive&includeAccountAuth=undefined', {
      headers,
    })
    expect(await account.json()).toMatchObject({ credentialId: drive })
    expect((await user.call('GET', '/sdk/me', { headers })).status).toBe(200)
    expect((await user.call('GET', '/sdk/actions/session-id/x', { headers })).status).toBe(200)
  })

  it('is not swayed by installOptions of an earlier installation (trap T2)', async () => {
    const user = await someone()
    const first = credentialIdOf(await user.connect(maya.work))
    const second = credentialIdOf(await user.connect(maya.home, add()))
    const stale = { isApiInstallation: true, allowMultipleCredentials: true, selectedCredentialId: first }
    const posted = await postCredential(user, second, {}, stale)
    expect(await posted.json()).toMatchObject({ id: second })
    const emails = (await user.integration()).allCredentials.map(({ providerData }) => providerData.email)
    expect(emails).toEqual([maya.work, maya.home])
  })

  it('is posted twice and stays one (trap T5)', async () => {
    const user = await someone()
    const id = credentialIdOf(await user.connect(maya.work))
    const answers = await Promise.all([postCredential(user, id), postCredential(user, id), postCredential(user, id)])
    const bodies = await Promise.all(answers.map((answer) => answer.json()))
    expect(bodies[1]).toEqual(bodies[0])
    expect(bodies[2]).toEqual(bodies[0])
    expect((await user.integration()).allCredentials).toHaveLength(1)
  })

  it('gives two credentials to one provider account that is connected twice', async () => {
    const user = await someone()
    await user.connect(maya.work)
    await user.connect(maya.work, add())
    const { allCredentials } = await user.integration()
    expect(new Set(allCredentials.map(({ id }) => id)).size).toBe(2)
    expect(new Set(allCredentials.map(({ providerId }) => providerId)).size).toBe(1)
  })

  it('labels it with an external id, trimmed, whose second use is refused', async () => {
    const user = await someone()
    await user.connect(maya.work, add({ externalId: ' ext:workspace-1 ' }))
    expect((await user.integration()).allCredentials[0]).toMatchObject({ externalId: 'workspace-1' })
    for (const [externalId, status] of [
      ['workspace-1', 409],
      ['ext:workspace-1', 409],
      ['  ', 400],
      ['ext:', 400],
      ['a\0b', 400],
      ['a\ud83d', 400],
    ] as const) {
      const refused = await buildOAuth(user, { installOptions: JSON.stringify(add({ externalId }).installOptions) })
      expect([externalId, refused.status]).toEqual([externalId, status])
    }
    expect((await user.integration()).allCredentials).toHaveLength(1)
  })

  it('of one external id from two windows at once makes one credential', async () => {
    const user = await someone()
    const options = { ...add({ externalId: 'same' }) }
    const windows = [
      await user.openPopup({ ...options, oauthMetaKeyId: 'w1' }),
      await user.openPopup({ ...options, oauthMetaKeyId: 'w2' }),
    ]
    for (const window of windows) await window.press('Maya Chen')
    await Promise.all(windows.map((window) => window.press('Allow')))
    expect(windows.map(({ message }) => message.type).sort()).toEqual([
      'oauth_error_callback',
      'oauth_success_callback',
    ])
    expect((await user.integration()).allCredentials).toHaveLength(1)
  })
})

describe('replacing an account', () => {
  it.each([
    ['UUID', (id: string) => id],
    ['ext:', () => 'ext:ws2'],
    ['bare external id', () => 'ws2'],
  ])('by %s keeps id, settings, workflows and external id, and changes who it is (trap T3)', async (_, selector) => {
    const user = await someone()
    await user.connect(maya.work)
    const id = credentialIdOf(await user.connect(maya.home, add({ externalId: 'ws2' }))) ?? ''
    const [workflowId = ''] = Object.keys((await user.integration()).workflowSettings).slice(1)
    const headers = { 'x-paragon-credential': id }
    await user.call('POST', `/sdk/workflows/${workflowId}`, { headers })
    const config = { sharedSettings: { 'import-folder': 'Contracts' } }
    await user.call('PATCH', `/sdk/credentials/${id}`, { headers, body: { config } })
    const [untouched, before] = (await user.integration()).allCredentials

    const replaced = await user.connect(jonas.work, add({ selectedCredentialId: selector(id) }))
    expect(credentialIdOf(replaced)).toBe(id)
    const [first, after, ...more] = (await user.integration()).allCredentials
    expect(more).toEqual([])
    expect(first).toEqual(untouched)
    expect(after).toMatchObject({
      id,
      externalId: 'ws2',
      dateCreated: before?.dateCreated,
      configurations: before?.configurations,
      providerData: { email: jonas.work },
    })
    expect(after?.providerId).not.toBe(before?.providerId)
  })

  it('without allowMultipleCredentials is about the one that exists', async () => {
    const user = await someone()
    const id = credentialIdOf(await user.connect(maya.work))
    await sandbox.control('POST', `/projects/test-project/credentials/${id}/invalidate`)
    expect(await user.integration()).toMatchObject({ credentialStatus: 'INVALID', enabled: false })
    expect(credentialIdOf(await user.connect(maya.work))).toBe(id)
    expect(await user.integration()).toMatchObject({ credentialStatus: 'VALID', enabled: true })
    expect((await user.integration()).allCredentials).toHaveLength(1)
  })

  it('of a credential that is not the user’s is refused before the popup goes anywhere', async () => {
    const [user, other] = [await someone(), await someone()]
    const theirs = await other.addAccount(maya.work)
    for (const selectedCredentialId of [theirs.id, 'ext:nothing', '0d2cca60-268b-45f1-ac5e-af6aad403d8c']) {
      const refused = await buildOAuth(user, {
        installOptions: JSON.stringify(add({ selectedCredentialId }).installOptions),
      })
      expect(refused.status).toBe(404)
    }
    expect((await other.integration()).allCredentials).toEqual([theirs])
  })

  it('that was removed while the popup was open adds nothing', async () => {
    const user = await someone()
    const credential = await user.addAccount(maya.work)
    const window = await user.openPopup(add({ selectedCredentialId: credential.id }))
    await user.call('DELETE', `/sdk/integrations/${credential.integrationId}`)
    await window.press('Maya Chen')
    await window.press('Allow')
    expect(window.message).toMatchObject({ type: 'oauth_error_callback', errorResponse: { status: 404 } })
    expect((await user.me()).integrations.googledrive?.allCredentials).toEqual([])
  })
})

describe('the callback', () => {
  it('connects the account though the SDK has stopped polling while it was at work', async () => {
    const user = await someone()
    const window = await user.openPopup({ oauthMetaKeyId: 'given-up' })
    await window.press('Maya Chen')
    duringExchange(() => user.call('DELETE', '/sdk/actions/session-id/given-up'))
    await window.press('Allow')
    expect(credentialIdOf(window.message)).toBe((await user.integration()).credentialId)
  })

  it('tells the person and the opener of a failure of the sandbox itself, without its details', async () => {
    const user = await someone()
    const window = await user.openPopup()
    await window.press('Maya Chen')
    const failure = new Error('secret detail')
    vi.spyOn(sandbox.context.store.connectedUsers, 'write').mockRejectedValueOnce(failure)
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await window.press('Allow')
    expect(log).toHaveBeenCalledWith(failure)
    expect(window.status).toBe(500)
    expect(window.text).toContain('Not connected')
    expect(window.message).toMatchObject({ type: 'oauth_error_callback', errorResponse: { status: 500 } })
    expect(window.html).not.toContain('secret detail')
    // No document promises it.
    expect(takeBreaches()).toEqual([expect.stringContaining('answered 500')])
  })

  it('tells of a provider that cannot be reached', async () => {
    const user = await someone()
    const window = await user.openPopup()
    await window.press('Maya Chen')
    duringExchange(() => Promise.reject(new TypeError('fetch failed')))
    await window.press('Allow')
    expect(window.status).toBe(502)
    expect(window.message).toMatchObject({
      type: 'oauth_error_callback',
      errorResponse: { status: 502, message: 'Google Drive could not be reached.' },
    })
    expect((await user.me()).integrations.googledrive?.allCredentials).toEqual([])
  })

  it('takes no answer after a quarter of an hour', async () => {
    const user = await someone()
    const window = await user.openPopup()
    const state = new URL(window.url).searchParams.get('state')
    const late = Date.now() + 15 * 60_000
    vi.spyOn(sandbox.context.clock, 'now').mockReturnValue(late)
    await window.open(`http://localhost:4010/oauth?state=${state}&code=c&iss=http://localhost:4020`)
    expect(window.status).toBe(400)
    expect(window.text).toContain('expired')
    expect(window.message).toEqual({})
  })

  it('shows what the provider says as text, whatever is in it', async () => {
    const user = await someone()
    const window = await user.openPopup()
    const state = new URL(window.url).searchParams.get('state')
    const description = '</script><script>alert(1)</script><img src=x onerror=alert(1)>'
    const query = new URLSearchParams({
      state: state ?? '',
      iss: 'http://localhost:4020',
      error: 'access_denied',
      error_description: description,
    })
    await window.open(`http://localhost:4010/oauth?${query}`)
    expect(window.message).toMatchObject({ errorResponse: { message: description } })
    expect(window.html).not.toMatch(/<img|<script>alert/)
  })

  async function finishedWindow() {
    const user = await someone()
    const window = await user.openPopup()
    await window.press('Maya Chen')
    await window.press('Allow')
    return { user, window }
  }

  it('takes an answer once', async () => {
    const { user, window } = await finishedWindow()
    await window.open(window.url)
    expect(window.status).toBe(400)
    expect(window.message).toMatchObject({ type: 'oauth_error_callback' })
    expect((await user.integration()).allCredentials).toHaveLength(1)
  })

  it('wants the browser that began', async () => {
    const user = await someone()
    const window = await user.openPopup()
    const state = new URL(window.url).searchParams.get('state')
    window.forgetCookies()
    await window.open(`http://localhost:4010/oauth?state=${state}&code=c&iss=http://localhost:4020`)
    expect(window.status).toBe(400)
    expect(window.text).toContain('did not start the sign-in')
    // The true window can still finish: nothing was used up.
    expect((await user.connect(maya.work, { oauthMetaKeyId: 'attempt-2' })).type).toBe('oauth_success_callback')
  })

  it('wants the popup of the same user', async () => {
    const [victim, attacker] = [await someone(), await someone()]
    const attack = await attacker.openPopup()
    const state = new URL(attack.url).searchParams.get('state')
    const window = await victim.openPopup()
    await window.open(`http://localhost:4010/oauth?state=${state}&code=c&iss=http://localhost:4020`)
    expect(window.status).toBe(400)
    expect(window.text).toContain('did not start the sign-in')
  })

  it.each([
    ['another issuer', 'code=c&iss=http://evil.example', /expected provider/],
    ['no issuer', 'code=c', /expected provider/],
    ['an invented code', 'code=invented&iss=http://localhost:4020', /./],
    ['neither code nor error', 'iss=http://localhost:4020', /neither a code nor an error/],
  ])('refuses an answer with %s', async (_, query, words) => {
    const user = await someone()
    const window = await user.openPopup()
    const state = new URL(window.url).searchParams.get('state')
    await window.open(`http://localhost:4010/oauth?state=${state}&${query}`)
    expect(window.message).toMatchObject({
      type: 'oauth_error_callback',
      errorResponse: { message: expect.stringMatching(words) },
    })
    expect((await user.me()).integrations.googledrive?.allCredentials).toEqual([])
  })

  it('says so when the state is unknown or missing, and posts to nobody', async () => {
    const window = sandbox.popup()
    for (const query of ['state=unknown&code=c', 'code=c']) {
      await window.open(`http://localhost:4010/oauth?${query}`)
      expect(window.status).toBe(400)
      expect(window.message).toEqual({})
    }
  })

  it('runs no inline script, keeps its opener, and carries no secret', async () => {
    const { window } = await finishedWindow()
    const answer = await sandbox.paragon(new Request('http://localhost:4010/oauth?state=x'))
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(answer.headers.get('cross-origin-opener-policy')).toBeNull()
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const url = new URL(window.url)
    for (const name of ['code', 'state']) expect(window.html).not.toContain(url.searchParams.get(name))
    for (const asset of ['popup.js', 'popup.css']) {
      expect((await sandbox.paragon(new Request(`http://localhost:4010/oauth/${asset}`))).status).toBe(200)
    }
  })
})

describe('build-oauth', () => {
  it.each([
    ['an origin that is not allowed', { originForPostMessage: 'https://evil.example' }, 400],
    ['an unknown integration', { integrationId: 'nothing' }, 404],
    ['installOptions that are not JSON', { installOptions: '{' }, 400],
    ['installOptions of the wrong form', { installOptions: '{"selectedCredentialId":7}' }, 400],
    ['a redirectUrl that is no URL', { redirectUrl: 'javascript:alert(1)' }, 400],
    ['a redirectUrl at an origin that is not allowed', { redirectUrl: 'https://evil.example/oauth' }, 400],
    [
      'an external id beside a selected credential',
      { installOptions: '{"allowMultipleCredentials":true,"externalId":"x","selectedCredentialId":"y"}' },
      400,
    ],
  ])('refuses %s in JSON', async (_, query, status) => {
    const refused = await buildOAuth(await someone(), query)
    expect(refused.status).toBe(status)
    expect(await refused.json()).toMatchObject({ message: expect.any(String), code: expect.any(String), status })
  })

  it('of version 1 is the popup itself, answered with a redirect', async () => {
    const user = await someone()
    const window = sandbox.popup()
    const query = new URLSearchParams({
      integrationId: await user.integrationId(),
      originForPostMessage: HOST_ORIGIN,
      userToken: user.token,
      sessionId: 'old-sdk',
    })
    await window.open(`http://localhost:4010/projects/test-project/sdk/actions/build-oauth?${query}`)
    expect(window.url).toContain('http://localhost:4020/oauth/authorize')
    await window.press('Maya Chen')
    await window.press('Allow')
    expect(window.message.type).toBe('oauth_success_callback')
    const poll = await user.call('GET', '/sdk/actions/session-id/old-sdk')
    expect(await poll.json()).toEqual({ connectCredentialId: credentialIdOf(window.message) })
  })

  it('has the provider answer to a page of the app’s, which passes it on', async () => {
    const own = `${HOST_ORIGIN}/redirect`
    for (let time = 1; time <= 2; time += 1) {
      const user = await someone()
      const window = await user.openPopup({ redirectUrl: own, oauthMetaKeyId: `own-page-${time}` })
      await window.press('Maya Chen')
      await window.press('Allow')
      const answered = new URL(window.url)
      expect(`${answered.origin}${answered.pathname}`).toBe(own)
      await window.open(`http://localhost:4010/oauth${answered.search}`)
      expect(window.message.type).toBe('oauth_success_callback')
    }
  })

  it('follows the host that it was asked on, so that the popup’s cookie comes back', async () => {
    const user = await someone()
    const query = new URLSearchParams({ integrationId: await user.integrationId(), originForPostMessage: HOST_ORIGIN })
    const answer = await sandbox.paragon(
      new Request(`http://127.0.0.1:4010/v2/projects/test-project/sdk/actions/build-oauth?${query}`, {
        headers: { authorization: `Bearer ${user.token}` },
      }),
    )
    const { redirectUrl } = (await answer.json()) as { redirectUrl: string }
    expect(new URL(redirectUrl).searchParams.get('redirect_uri')).toBe('http://127.0.0.1:4010/oauth')
  })
})

describe('the nonce page', () => {
  const open = async (query: Record<string, string>) => {
    const window = sandbox.popup()
    const search = new URLSearchParams(query)
    await window.open(`http://localhost:4010/projects/test-project/sdk/actions/oauth-nonce?${search}`)
    return window
  }

  it('tells the opener that it is loaded', async () => {
    const user = await someone()
    const window = await open({
      integrationId: await user.integrationId(),
      originForPostMessage: HOST_ORIGIN,
      userToken: user.token,
    })
    expect(window.message).toEqual({ type: 'oauth-nonce-loaded' })
    expect(window.html).not.toContain(user.token)
  })

  it('is a page for a person when something is wrong', async () => {
    const user = await someone()
    const good = { integrationId: await user.integrationId(), originForPostMessage: HOST_ORIGIN, userToken: user.token }
    for (const [change, status] of [
      [{ userToken: 'x' }, 401],
      [{ integrationId: 'x' }, 404],
      [{ originForPostMessage: 'https://evil.example' }, 400],
    ] as const) {
      const window = await open({ ...good, ...change })
      expect(window.status).toBe(status)
      expect(window.message).toEqual({})
      expect(window.text).toContain('This did not work')
    }
  })
})
