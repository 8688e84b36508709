import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestSandbox, jonas, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { nameHosts, proxied, RAW, thirdParty } from './testing.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => sandbox.dispose())

let users = 0
async function withTwoAccounts() {
  const user = await sandbox.user(`proxy-user-${users++}`)
  const a = await user.addAccount(maya.work)
  const b = await user.addAccount(maya.home, { externalId: 'ws2' })
  return { user, a, b }
}
const drive = (
  user: TestUser,
  path: string,
  options: { method?: string; credential?: string; body?: unknown; headers?: object } = {},
) =>
  user.call(options.method ?? 'GET', `/sdk/proxy/googledrive/${path}`, {
    body: options.body,
    headers: { ...options.headers, ...(options.credential && { 'x-paragon-credential': options.credential }) },
  })
const emailOf = async (answer: Response) =>
  ((await answer.json()) as { output: { user: { emailAddress: string } } }).output.user.emailAddress

describe('a proxied call', () => {
  it('acts as the account that it names, else as the default', async () => {
    const { user, a, b } = await withTwoAccounts()
    for (const [credential, email] of [
      [undefined, maya.work],
      [a.id, maya.work],
      [b.id, maya.home],
      ['ext:ws2', maya.home],
      ['ws2', maya.home],
    ] as const) {
      const answer = await drive(user, 'about?fields=user', credential ? { credential } : {})
      expect([credential, await emailOf(answer)]).toEqual([credential, email])
    }
  })

  it('of another integration acts as the account selected there', async () => {
    const user = await sandbox.user(`proxy-user-${users++}`)
    await user.addAccount(maya.work, { integration: 'googleCalendar' })
    const b = await user.addAccount(maya.home, { integration: 'googleCalendar', externalId: 'home' })
    for (const [selector, email] of [
      [undefined, maya.work],
      [b.id, maya.home],
      ['ext:home', maya.home],
    ] as const) {
      const headers = selector ? { 'x-paragon-credential': selector } : {}
      const answer = await user.call('GET', '/sdk/proxy/googleCalendar/users/me/calendarList', { headers })
      expect([selector, await answer.json()]).toMatchObject([selector, { output: { items: [{ id: email }] } }])
    }
  })

  it('takes every verb, and absolute URLs of the integration', async () => {
    const { user, b } = await withTwoAccounts()
    const credential = b.id
    const created = await drive(user, 'files', { method: 'POST', credential, body: { name: 'notes.txt' } })
    const { output } = (await created.json()) as { output: { id: string } }
    const renamed = await drive(user, `files/${output.id}`, {
      method: 'PATCH',
      credential,
      body: { name: 'renamed.txt' },
    })
    expect(await renamed.json()).toMatchObject({ output: { name: 'renamed.txt' } })
    const upload = `https://www.googleapis.com/upload/drive/v3/files/${output.id}?uploadType=media`
    const headers = { 'content-type': 'text/plain' }
    expect((await drive(user, upload, { method: 'PATCH', credential, body: 'hello', headers })).status).toBe(200)
    const content = await drive(user, `files/${output.id}?alt=media`, { credential })
    expect(await content.json()).toEqual({ output: 'hello' })
    const removed = await drive(user, `files/${output.id}`, { method: 'DELETE', credential })
    expect([removed.status, await removed.text()]).toEqual([204, ''])
  })

  it('in raw mode answers as the third party did', async () => {
    const { user } = await withTwoAccounts()
    const headers = RAW
    const good = await drive(user, 'about?fields=user', { headers })
    expect(await good.json()).toMatchObject({ user: { emailAddress: maya.work } })
    const bad = await drive(user, 'files/nothing', { headers })
    expect([bad.status, await bad.json()]).toMatchObject([404, { error: { code: 404 } }])
    expect(good.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('passes an error on with its status, in the envelope', async () => {
    const { user, a } = await withTwoAccounts()
    const answer = await drive(user, 'files/nothing')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toContain('application/json')
    const body = (await answer.json()) as { message: string }
    expect(body).toMatchObject({ code: expect.any(String), status: 404, meta: { credentialId: a.id } })
    expect(JSON.parse(body.message)).toMatchObject({ error: { message: 'File not found: nothing.' } })
  })

  it('never shows the account’s token or takes the user’s to the third party', async () => {
    const { user } = await withTwoAccounts()
    const answer = await drive(user, 'files')
    expect(JSON.stringify([await answer.text(), ...answer.headers])).not.toMatch(/eyJ/)
  })

  it.each([
    ['an unknown credential', { 'x-paragon-credential': '0d2cca60-268b-45f1-ac5e-af6aad403d8c' }, 404],
    ['an unknown external id', { 'x-paragon-credential': 'ext:nothing' }, 404],
  ])('is refused for %s', async (_, headers, status) => {
    const { user } = await withTwoAccounts()
    const answer = await drive(user, 'about?fields=user', { headers })
    expect([answer.status, await answer.json()]).toMatchObject([status, { status }])
  })

  it('is refused for another user’s account, an unknown integration and one that is not connected', async () => {
    const [{ user }, { a: theirs }] = [await withTwoAccounts(), await withTwoAccounts()]
    expect((await drive(user, 'files', { credential: theirs.id })).status).toBe(404)
    expect((await user.call('GET', '/sdk/proxy/nothing/files')).status).toBe(404)
    const answer = await user.call('GET', '/sdk/proxy/googleCalendar/users/me/calendarList')
    expect(await answer.json()).toMatchObject({ status: 404, message: 'Integration not enabled for user.' })
  })

  it.each(['https://evil.example/x', 'http://localhost:4010/_sandbox/projects', 'https://169.254.169.254/latest'])(
    'never goes to %s',
    async (url) => {
      const { user } = await withTwoAccounts()
      expect((await drive(user, url)).status).toBe(400)
    },
  )
})

describe('a custom integration', () => {
  it('goes by its slug, and by its ids', async () => {
    const user = await sandbox.user(`proxy-user-${users++}`)
    const credential = await user.addAccount(maya.work, { integration: 'custom.tasklab' })
    const list = (await (await user.call('GET', '/sdk/integrations')).json()) as Record<string, string>[]
    const { id = '', customIntegrationId = '' } = list.find(({ type }) => type === 'custom.tasklab') ?? {}
    expect(id).toBe(credential.integrationId)
    for (const name of ['custom.tasklab', `custom/${id}`, `custom/${customIntegrationId}`, id, customIntegrationId]) {
      const answer = await user.call('GET', `/sdk/proxy/${name}/me`)
      expect([name, await answer.json()]).toMatchObject([name, { output: { email: maya.work } }])
    }
    const drive = list.find(({ type }) => type === 'googledrive')?.id
    for (const name of ['custom', 'custom/', 'custom/none', `custom/${drive}`, 'custom.nothing']) {
      expect((await user.call('GET', `/sdk/proxy/${name}/me`)).status).toBe(404)
    }
  })

  it('is connected in the popup as any other, one account beside the other', async () => {
    const user = await sandbox.user(`proxy-user-${users++}`)
    const type = 'custom.tasklab'
    const message = await user.connect(maya.work, { type })
    expect(message).toMatchObject({ type: 'oauth_success_callback' })
    await user.connect(maya.home, { type, installOptions: { allowMultipleCredentials: true, externalId: 'ws2' } })
    const made = await user.call('POST', `/sdk/proxy/${type}/tasks`, { body: { title: 'At work' } })
    const { output } = (await made.json()) as { output: { id: string } }
    const path = `/sdk/proxy/${type}/tasks/${output.id}`
    expect((await user.call('GET', path)).status).toBe(200)
    const elsewhere = await user.call('GET', path, { headers: { 'x-paragon-credential': 'ext:ws2' } })
    expect([elsewhere.status, await elsewhere.json()]).toMatchObject([
      404,
      { message: expect.stringContaining('There is no such task') },
    ])
    expect((await user.integration(type)).allCredentials.map(({ providerData }) => providerData.email)).toEqual([
      maya.work,
      maya.home,
    ])
  })
})

describe('the third party', () => {
  it.each([
    ['files?q=name%20%3D%20%27a%2Bb%27&x=a+b&x=2&empty&e=', 'files?q=name%20%3D%20%27a%2Bb%27&x=a+b&x=2&empty&e='],
    ['files/a%2Fb%20c?x=%E2%82%AC', 'files/a%2Fb%20c?x=%E2%82%AC'],
    ['', ''],
    ['files/', 'files/'],
    ['/files', 'files'],
    ['..%2f..%2fx', '..%2f..%2fx'],
  ])('is asked for %j as it was written', async (path, expected) => {
    const { user } = await withTwoAccounts()
    const sent = thirdParty(sandbox)
    expect((await drive(user, path)).status).toBe(200)
    expect(sent.map(({ url }) => url)).toEqual([`https://www.googleapis.com/drive/v3/${expected}`])
  })

  it.each([
    ['/files?x=1', 'https://www.googleapis.com/drive/v3/files?x=1'],
    ['https://www.googleapis.com/upload/drive/v3/files', 'https://www.googleapis.com/upload/drive/v3/files'],
  ])('is asked for what a header says: %s', async (address, expected) => {
    const { user } = await withTwoAccounts()
    const sent = thirdParty(sandbox)
    const ask = (value: string) =>
      user.call('GET', '/sdk/proxy/googledrive', { headers: { 'x-paragon-proxy-url': value } })
    expect((await ask(address)).status).toBe(200)
    expect((await ask('https://evil.example/')).status).toBe(400)
    expect(sent.map(({ url }) => url)).toEqual([expected])
  })

  it.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY', 'REPORT'])(
    'takes %s',
    async (method) => {
      const { user } = await withTwoAccounts()
      const sent = thirdParty(sandbox)
      const body = ['GET', 'HEAD'].includes(method) ? undefined : { a: 1 }
      const answer = await drive(user, 'files', { method, body })
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
      expect(sent[0]?.method).toBe(method)
      expect(await sent[0]?.text()).toBe(body ? '{"a":1}' : '')
      expect(await answer.text()).toBe(method === 'HEAD' ? '' : '{"output":{}}')
    },
  )

  it.each(['TRACE', 'CONNECT'])('takes no %s', async (method) => {
    const { user } = await withTwoAccounts()
    const sent = thirdParty(sandbox)
    // Fetch would not make such a request; Node's server hands it over.
    const request = new Request('http://localhost:4010/projects/test-project/sdk/proxy/googledrive/files', {
      headers: { authorization: `Bearer ${user.token}` },
    })
    Object.defineProperty(request, 'method', { value: method })
    const answer = await sandbox.paragon(request)
    expect([answer.status, await answer.json()]).toMatchObject([405, { status: 405 }])
    expect(sent).toEqual([])
  })

  it.each([
    ['GET', { 'content-length': '5' }],
    ['GET', { 'transfer-encoding': 'chunked' }],
    ['HEAD', { 'content-length': '5' }],
  ])('takes no %s with a body (%j)', async (method, headers) => {
    const { user } = await withTwoAccounts()
    const sent = thirdParty(sandbox)
    expect((await drive(user, 'files', { method, headers })).status).toBe(400)
    expect((await drive(user, 'files', { method, headers: { 'content-length': '0' } })).status).toBe(200)
    expect(sent).toHaveLength(1)
  })

  it('takes no call without a token, or with one that is not the user’s', async () => {
    const sent = thirdParty(sandbox)
    for (const authorization of [undefined, 'Bearer nonsense']) {
      const answer = await sandbox.paragon(
        new Request('http://localhost:4010/projects/test-project/sdk/proxy/googledrive/files', {
          headers: authorization === undefined ? {} : { authorization },
        }),
      )
      expect([answer.status, await answer.json()]).toMatchObject([401, { status: 401 }])
    }
    expect(sent).toEqual([])
  })

  it('never hears of a preflight, or of an OPTIONS that nobody vouches for', async () => {
    const sent = thirdParty(sandbox)
    const url = 'http://localhost:4010/projects/test-project/sdk/proxy/googledrive/files'
    const ask = (headers: HeadersInit) => sandbox.paragon(new Request(url, { method: 'OPTIONS', headers }))
    const preflight = await ask({
      origin: 'http://localhost:3000',
      'access-control-request-method': 'QUERY',
      'access-control-request-headers': 'authorization,content-type,x-custom',
    })
    expect([preflight.status, preflight.headers.get('access-control-allow-headers')]).toEqual([
      204,
      'authorization,content-type,x-custom',
    ])
    expect(preflight.headers.get('access-control-allow-methods')?.split(',')).toEqual(
      expect.arrayContaining(['PUT', 'HEAD', 'QUERY', 'OPTIONS']),
    )
    expect((await ask({})).status).toBe(204)
    expect(sent).toEqual([])
  })

  it('is asked for exactly the address, wherever it stands', async () => {
    const { user } = await withTwoAccounts()
    const sent = thirdParty(sandbox)
    for (const path of [
      '',
      '/',
      '?x=1',
      '/files/a%2Fb?x=%2F',
      '//files',
      '/https://www.googleapis.com/upload/drive/v3/files?uploadType=media',
      '/https:/www.googleapis.com/drive/v3/files',
    ]) {
      expect([path, (await proxied(sandbox, user, path)).status]).toEqual([path, 200])
    }
    const base = 'https://www.googleapis.com/drive/v3'
    expect(sent.map(({ url }) => url)).toEqual([
      base,
      `${base}/`,
      `${base}?x=1`,
      `${base}/files/a%2Fb?x=%2F`,
      `${base}/files`,
      'https://www.googleapis.com/upload/drive/v3/files?uploadType=media',
      `${base}/files`,
    ])
  })

  it('hears nothing of cookies, of the way here, or of what is Paragon’s own', async () => {
    const { user, b } = await withTwoAccounts()
    const sent = thirdParty(sandbox, () => Response.json({}, { headers: { 'set-cookie': 'theirs=1' } }))
    const headers = {
      cookie: 'ours=1',
      forwarded: 'for=10.0.0.1',
      'x-forwarded-host': 'localhost',
      origin: 'http://localhost:3000',
      referer: 'http://localhost:3000/accounts',
      connection: 'x-hop',
      'x-hop': '1',
      'x-paragon-credential': b.id,
      'x-kept': 'yes',
      accept: 'application/json',
    }
    for (const mode of [{}, RAW]) {
      const answer = await drive(user, 'files', { headers: { ...headers, ...mode } })
      expect(answer.headers.getSetCookie()).toEqual([])
    }
    for (const request of sent) {
      expect(Object.keys(Object.fromEntries(request.headers)).filter((name) => name !== 'accept-encoding')).toEqual([
        'accept',
        'authorization',
        'x-kept',
      ])
    }
  })

  it('that the sandbox has not, and may not call, is not called', async () => {
    const { user } = await withTwoAccounts()
    await nameHosts(sandbox, 'googledrive', ['www.googleapis.com', 'api.real.example'])
    const answer = await drive(user, 'https://api.real.example/x')
    expect([answer.status, await answer.json()]).toMatchObject([
      502,
      { status: 502, message: expect.stringContaining('--allow-egress') },
    ])
    await nameHosts(sandbox, 'googledrive', ['www.googleapis.com'])
  })
})

describe('an access token', () => {
  const status = async (user: TestUser) => (await user.integration()).allCredentials[0]

  it('that has run out is refreshed once, however many calls need it', async () => {
    const { user, a } = await withTwoAccounts()
    await sandbox.control('POST', `/projects/test-project/credentials/${a.id}/expire`)
    const answers = await Promise.all(Array.from({ length: 8 }, () => drive(user, 'about?fields=user')))
    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(200))
    const after = await status(user)
    expect(after).toMatchObject({ status: 'VALID', refreshFailureCount: 0 })
    expect(after?.dateRefreshed).not.toBe(a.dateRefreshed)
    expect(Date.parse(after?.dateValidUntil ?? '')).toBeGreaterThan(Date.now())
  })

  /** Lets something happen between the provider's answer to the next refresh and its arrival. */
  function duringRefresh(event: () => Promise<unknown>) {
    const { fetch } = sandbox.context
    sandbox.context.fetch = async (request) => {
      const isRefresh = request.method === 'POST' && (await request.clone().text()).includes('grant_type=refresh_token')
      const answer = await fetch(request)
      if (isRefresh) {
        sandbox.context.fetch = fetch
        await event()
      }
      return answer
    }
  }

  it.each([
    ['granted', 'expire'],
    ['refused', 'revoke'],
  ])('whose refresh is %s when its account has just been replaced leaves the new account alone', async (_, mishap) => {
    const { user, a } = await withTwoAccounts()
    await sandbox.control('POST', `/projects/test-project/credentials/${a.id}/${mishap}`)
    duringRefresh(() =>
      user.connect(jonas.work, { installOptions: { allowMultipleCredentials: true, selectedCredentialId: a.id } }),
    )
    const credential = a.id
    expect(await emailOf(await drive(user, 'about?fields=user', { credential }))).toBe(jonas.work)
    expect(await status(user)).toMatchObject({ status: 'VALID', providerData: { email: jonas.work } })
    expect(await emailOf(await drive(user, 'about?fields=user', { credential }))).toBe(jonas.work)
  })

  it('that is refreshed while its account is disconnected is used no more', async () => {
    const { user, a, b } = await withTwoAccounts()
    await sandbox.control('POST', `/projects/test-project/credentials/${a.id}/expire`)
    duringRefresh(() => user.call('DELETE', `/sdk/integrations/${a.integrationId}`))
    const answer = await drive(user, 'about?fields=user')
    expect([answer.status, await answer.json()]).toMatchObject([404, { message: expect.stringContaining(a.id) }])
    expect((await user.integration()).allCredentials).toEqual([b])
  })

  it('whose grant was taken back makes the credential INVALID, and a reconnection brings it back with its settings', async () => {
    const { user, a } = await withTwoAccounts()
    await user.call('PATCH', `/sdk/credentials/${a.id}`, { body: { config: { sharedSettings: { kept: true } } } })
    await sandbox.control('POST', `/projects/test-project/credentials/${a.id}/revoke`)
    const refused = await drive(user, 'about?fields=user', { credential: a.id })
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { message: expect.stringContaining('Reconnect') },
    ])
    expect(await status(user)).toMatchObject({ status: 'INVALID', refreshFailureCount: 1 })
    // Nothing named: the other account is the oldest VALID one now.
    expect(await emailOf(await drive(user, 'about?fields=user'))).toBe(maya.home)

    await user.connect(maya.work, { installOptions: { allowMultipleCredentials: true, selectedCredentialId: a.id } })
    expect(await emailOf(await drive(user, 'about?fields=user', { credential: a.id }))).toBe(maya.work)
    expect(await status(user)).toMatchObject({
      id: a.id,
      status: 'VALID',
      refreshFailureCount: 0,
      configurations: [{ sharedSettings: { kept: true } }],
    })
  })
})
