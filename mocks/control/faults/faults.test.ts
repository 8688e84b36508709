import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Fault } from '../../faults/fault.ts'
import type { EntryView } from '../../journal/view.ts'
import { startSandbox } from '../../node.ts'
import { ADMIN_TOKEN, createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
let user: TestUser
let work: string
let home: string
/** What the delays would have been. */
const slept: number[] = []
/** What a webhook's receiver was sent. */
const delivered: string[] = []

beforeAll(async () => {
  sandbox = await createTestSandbox({
    sleep: async (milliseconds) => void slept.push(milliseconds),
    deliver: async (request) => {
      delivered.push(await request.text())
      return new Response('thank you')
    },
  })
  user = await sandbox.user('maya')
  work = (await user.addAccount(maya.work, { externalId: 'work' })).id
  home = (await user.addAccount(maya.home)).id
})
afterAll(() => sandbox.dispose())
afterEach(async () => {
  slept.length = 0
  await control('DELETE', '/faults')
  await control('DELETE', '/journal')
})

const control = (method: string, below: string, body?: unknown) =>
  sandbox.control(method, `/projects/${sandbox.projectId}${below}`, body)

async function addFault(fault: object): Promise<Fault> {
  const answer = await control('POST', '/faults', fault)
  if (answer.status !== 201) throw new Error(await answer.text())
  return (await answer.json()) as Fault
}

const about = (credential?: string) =>
  user.call('GET', '/sdk/proxy/googledrive/about?fields=user', {
    headers: credential === undefined ? {} : { 'x-paragon-credential': credential },
  })
const entries = async (query = '') =>
  ((await (await control('GET', `/journal${query}`)).json()) as { entries: EntryView[] }).entries
const counted = async ({ id }: Fault) => (await (await control('GET', `/faults/${id}`)).json()) as Fault

describe('an answer in place of the real one', () => {
  test('with status, headers and body', async () => {
    const body = { message: 'Down for maintenance' }
    const fault = await addFault({
      name: 'maintenance',
      match: { service: 'zeus', operation: 'GET /sdk/me' },
      effect: { respond: { status: 503, headers: { 'x-why': 'test' }, body } },
    })
    const answer = await user.call('GET', '/sdk/me')
    expect(answer.status).toBe(503)
    expect(answer.headers.get('x-why')).toBe('test')
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(await answer.json()).toEqual(body)
    expect((await user.call('GET', '/sdk/integrations')).status).toBe(200)
    expect(await counted(fault)).toMatchObject({ matched: 1, hits: 1 })
    expect((await entries('?path=/sdk/me'))[0]).toMatchObject({
      status: 503,
      fault: { id: fault.id, name: 'maintenance' },
    })
  })

  test('as text, and with none', async () => {
    await addFault({ match: { path: '/sdk/me' }, effect: { respond: { status: 500, body: 'oops' } }, times: 1 })
    await addFault({ match: { path: '/sdk/me' }, effect: { respond: { status: 204 } } })
    const first = await user.call('GET', '/sdk/me')
    expect(first.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await first.text()).toBe('oops')
    const second = await user.call('GET', '/sdk/me')
    expect([second.status, await second.text()]).toEqual([204, ''])
  })

  test.each([
    ['googledrive', { error: { code: 500, errors: [{ reason: 'backendError' }] } }],
    ['slack', { ok: false, error: 'internal_error' }],
    ['hubspot', { status: 'error' }],
    ['salesforce', [{ errorCode: 'UNKNOWN_EXCEPTION' }]],
    ['custom.tasklab', { error: { type: 'fault' } }],
    ['notion', { object: 'error', code: 'internal_server_error' }],
    ['sendgrid', { errors: [{ field: null, help: null }] }],
  ])('without a body, a refusal as %s words its own', async (integration, body) => {
    await user.addAccount(maya.work, { integration }).catch(() => undefined)
    await addFault({ match: { service: integration }, effect: { respond: { status: 500 } } })
    const answer = await user.call('GET', `/sdk/proxy/${integration}/anything`, {
      headers: { 'x-paragon-use-raw-response': '1' },
    })
    expect(answer.status).toBe(500)
    expect(await answer.json()).toMatchObject(body)
  })

  test('without a body, Paragon’s envelope, and OAuth’s error', async () => {
    const token = await accessToken(work)
    await addFault({ match: { service: 'zeus' }, effect: { respond: { status: 500 } } })
    await addFault({ match: { service: 'provider' }, effect: { respond: { status: 500 } } })
    const answer = await user.call('GET', '/sdk/me')
    expect(await answer.json()).toEqual({
      message: expect.any(String) as string,
      code: '50000',
      status: 500,
      meta: {},
    })
    const info = await sandbox.provider(
      new Request('http://localhost:4020/oauth/userinfo', { headers: { authorization: `Bearer ${token}` } }),
    )
    expect(await info.json()).toMatchObject({ error: 'server_error' })
  })
})

async function accessToken(credential: string): Promise<string> {
  const answer = await user.call('GET', '/sdk/credentials?integration=googledrive&includeAccountAuth=true', {
    headers: { 'x-paragon-credential': credential },
  })
  return ((await answer.json()) as { accountAuth: { OAUTH_ACCESS_TOKEN: string } }).accountAuth.OAUTH_ACCESS_TOKEN
}

test('too many requests, with Retry-After', async () => {
  await addFault({ match: { service: 'proxy' }, effect: { rateLimit: { retryAfter: 7 } }, times: 1 })
  await addFault({ match: { service: 'googledrive' }, effect: { rateLimit: { retryAfter: 3 } } })
  const paragon = await about()
  expect([paragon.status, paragon.headers.get('retry-after')]).toEqual([429, '7'])
  expect(paragon.headers.get('access-control-expose-headers')).toBe('retry-after')
  const google = await about()
  expect(google.status).toBe(429)
  expect(JSON.stringify(await google.json())).toContain('rateLimitExceeded')
  expect((await entries('?service=googledrive'))[0]?.response?.headers['retry-after']).toBe('3')
})

describe('a delay', () => {
  test('of a length, before the real answer', async () => {
    await addFault({ match: { path: '/sdk/me' }, effect: { delay: 1234 } })
    expect((await user.call('GET', '/sdk/me')).status).toBe(200)
    expect(slept).toEqual([1234])
  })

  test('of a range, by chance, before a refusal', async () => {
    await addFault({
      match: { path: '/sdk/me' },
      effect: { delay: { min: 100, max: 200 }, respond: { status: 500 } },
    })
    expect((await user.call('GET', '/sdk/me')).status).toBe(500)
    expect(slept[0]).toBeGreaterThanOrEqual(100)
    expect(slept[0]).toBeLessThan(200)
  })

  test('that is longer than a third party may keep silent is a 504', async () => {
    const impatient = await sandbox.second({ thirdPartyTimeout: 20, sleep: () => new Promise(() => {}) })
    try {
      await impatient.control('POST', `/projects/${impatient.projectId}/faults`, {
        match: { service: 'googledrive' },
        effect: { delay: 60_000 },
      })
      const person = await impatient.user('maya')
      expect((await person.call('GET', '/sdk/proxy/googledrive/about?fields=user')).status).toBe(504)
    } finally {
      await impatient.close()
    }
  })
})

describe('a connection that is cut', () => {
  const create = (name: string) =>
    user.call('POST', '/sdk/proxy/googledrive/files', { body: { name } }).then(
      (answer) => answer.status,
      (error: unknown) => error,
    )
  const isThere = async (name: string) => {
    const answer = await user.call('GET', `/sdk/proxy/googledrive/files?q=name='${name}'`)
    return ((await answer.json()) as { output: { files: unknown[] } }).output.files.length === 1
  }

  test('before the effect: in process, fetch rejects, and nothing was done', async () => {
    await addFault({ match: { service: 'proxy', method: 'POST' }, effect: { drop: 'before' } })
    const error = await create('before')
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } })
    expect(await isThere('before')).toBe(false)
    expect((await entries('?method=POST'))[0]).toMatchObject({ status: null, response: null, error: 'fetch failed' })
  })

  test('after the effect: it was done, and nobody was told', async () => {
    await addFault({ match: { service: 'proxy', method: 'POST' }, effect: { drop: 'after' } })
    expect(await create('after')).toBeInstanceOf(TypeError)
    expect(await isThere('after')).toBe(true)
  })

  test('to the third party: a 502 of Paragon’s', async () => {
    await addFault({ match: { service: 'googledrive', method: 'POST' }, effect: { drop: 'after' } })
    expect(await create('third')).toBe(502)
    expect(await isThere('third')).toBe(true)
  })
})

describe('an answer that is spoilt', () => {
  test.each(['truncated', 'malformed'])('%s: JSON that cannot be read', async (corrupt) => {
    await addFault({ match: { path: '/sdk/me' }, effect: { corrupt } })
    const answer = await user.call('GET', '/sdk/me')
    expect(answer.status).toBe(200)
    await expect(answer.json()).rejects.toThrow(SyntaxError)
  })

  test('content-type: the same under another type', async () => {
    await addFault({ match: { path: '/sdk/me' }, effect: { corrupt: 'content-type' } })
    const answer = await user.call('GET', '/sdk/me')
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await answer.json()).toMatchObject({ authenticated: true })
  })

  test('at the third party: a tool fails in ActionKit’s own way', async () => {
    await addFault({ match: { service: 'googledrive' }, effect: { corrupt: 'truncated' } })
    const answer = await user.call('POST', '/actions', {
      body: { action: 'GOOGLE_DRIVE_LIST_FILES', parameters: {} },
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await answer.json()).toHaveProperty('message')
  })
})

describe('how often', () => {
  const statuses = async (count: number) => {
    const all: number[] = []
    for (let index = 0; index < count; index += 1) all.push((await user.call('GET', '/sdk/me')).status)
    return all
  }
  const effect = { respond: { status: 500 } }
  const match = { path: '/sdk/me' }

  test.each([
    [{ times: 2 }, [500, 500, 200, 200, 200], { matched: 5, hits: 2 }],
    [{ every: 2 }, [200, 500, 200, 500, 200], { matched: 5, hits: 2 }],
    [{ skip: 1, times: 1 }, [200, 500, 200, 200, 200], { matched: 5, hits: 1 }],
    [{ skip: 1, every: 2, times: 1 }, [200, 200, 500, 200, 200], { matched: 5, hits: 1 }],
  ])('%j', async (often, expected, counts) => {
    const fault = await addFault({ match, effect, ...often })
    expect(await statuses(5)).toEqual(expected)
    expect(await counted(fault)).toMatchObject(counts)
  })

  test('of several the oldest that is due happens', async () => {
    await addFault({ match, effect: { respond: { status: 500 } }, times: 1 })
    await addFault({ match, effect: { respond: { status: 503 } }, times: 1 })
    expect(await statuses(3)).toEqual([500, 503, 200])
  })
})

describe('by account', () => {
  test('that the request names, by id or external id', async () => {
    const fault = await addFault({
      match: { service: 'proxy', credential: work },
      effect: { respond: { status: 500 } },
    })
    expect((await about(work)).status).toBe(500)
    expect((await about('work')).status).toBe(500)
    expect((await about(home)).status).toBe(200)
    expect(await counted(fault)).toMatchObject({ matched: 2, hits: 2 })
    expect((await entries('?service=googledrive')).map(({ account }) => account?.credentialId)).toEqual([home])
  })

  test('that acts because the request names none', async () => {
    const fault = await addFault({
      match: { service: 'proxy', credential: work },
      effect: { respond: { status: 503 } },
    })
    expect((await about()).status).toBe(503)
    expect(await entries('?service=googledrive')).toEqual([])
    expect((await entries('?service=proxy'))[0]?.fault?.id).toBe(fault.id)
  })

  test('whose answer is spoilt, dropped or late because it acts', async () => {
    await addFault({ match: { service: 'proxy', credential: work }, effect: { corrupt: 'malformed' }, times: 1 })
    await expect((await about()).json()).rejects.toThrow(SyntaxError)
    await addFault({ match: { service: 'proxy', credential: work }, effect: { drop: 'after' }, times: 1 })
    await expect(about()).rejects.toThrow(TypeError)
    await addFault({ match: { service: 'proxy', credential: work }, effect: { drop: 'before' }, times: 1 })
    await expect(about()).rejects.toThrow(TypeError)
    await addFault({ match: { service: 'proxy', credential: work }, effect: { delay: 50 }, times: 1 })
    expect((await about()).status).toBe(200)
    expect(slept).toEqual([50])
  })

  test('at the third party, through Paragon and straight', async () => {
    await addFault({ match: { service: 'googledrive', credential: work }, effect: { respond: { status: 500 } } })
    expect((await about(work)).status).toBe(500)
    expect((await about(home)).status).toBe(200)
    const straight = async (credential: string) =>
      sandbox.provider(
        new Request('http://localhost:4020/drive/v3/about?fields=user', {
          headers: { authorization: `Bearer ${await accessToken(credential)}` },
        }),
      )
    expect((await straight(work)).status).toBe(500)
    expect((await straight(home)).status).toBe(200)
  })

  test('of which routes that call nobody know by the path', async () => {
    await addFault({ match: { credential: 'work', method: 'GET' }, effect: { respond: { status: 500 } } })
    expect((await user.call('GET', '/sdk/credentials/work')).status).toBe(500)
    expect((await user.call('GET', `/sdk/credentials/${home}`)).status).toBe(200)
  })

  test('and operation, also of what nobody has called before', async () => {
    const fresh = await sandbox.second()
    try {
      const person = await fresh.user('maya')
      await fresh.control('POST', `/projects/${fresh.projectId}/faults`, {
        match: { operation: 'GET /drive/v3/about', credential: work },
        effect: { respond: { status: 503 } },
      })
      expect((await person.call('GET', '/sdk/proxy/googledrive/about?fields=user')).status).toBe(503)
    } finally {
      await fresh.close()
    }
  })

  test('of a user', async () => {
    await addFault({ match: { user: 'jonas', service: 'zeus' }, effect: { respond: { status: 500 } } })
    expect((await user.call('GET', '/sdk/me')).status).toBe(200)
    expect((await (await sandbox.user('jonas')).call('GET', '/sdk/me')).status).toBe(500)
  })
})

describe('popups', () => {
  test('a person says no at once', async () => {
    await addFault({ match: {}, effect: { popup: 'denied' } })
    const popup = await user.openPopup()
    expect(popup.url).toMatch(/^http:\/\/localhost:4010\/oauth\?error=access_denied/)
    expect(popup.message).toMatchObject({ type: 'oauth_error_callback', error: 'access_denied' })
  })

  test('the provider sends back another state', async () => {
    const fault = await addFault({ match: {}, effect: { popup: 'altered-state' } })
    expect(await user.connect(maya.home)).toEqual({})
    expect(await counted(fault)).toMatchObject({ hits: 1 })
    const callback = (await entries('?path=/oauth/authorize/consent')).at(-1)
    expect(callback?.fault?.id).toBe(fault.id)
  })

  test('the last page loses its opener', async () => {
    await addFault({ match: {}, effect: { popup: 'severs-opener' } })
    expect(await user.connect(maya.home)).toMatchObject({ type: 'oauth_success_callback' })
    const [callback] = await entries('?service=passport')
    expect(callback?.response?.headers['cross-origin-opener-policy']).toBe('same-origin')
  })

  test('the provider’s pages are slow', async () => {
    await addFault({ match: {}, effect: { popup: 'slow', delay: 4000 } })
    await user.connect(maya.home)
    expect(new Set(slept)).toEqual(new Set([4000]))
    expect(slept.length).toBeGreaterThanOrEqual(3)
  })

  test('the first page never loads, until the window is closed', async () => {
    await addFault({ match: {}, effect: { popup: 'never-loads' } })
    const closing = new AbortController()
    const nonce = `http://localhost:4010/projects/${sandbox.projectId}/sdk/actions/oauth-nonce`
    const opening = sandbox.paragon(new Request(nonce, { signal: closing.signal }))
    const outcome = Promise.resolve(opening).catch((error: unknown) => error)
    expect(await Promise.race([outcome, new Promise((resolve) => setImmediate(resolve, 'nothing'))])).toBe('nothing')
    closing.abort()
    expect(await outcome).toBeInstanceOf(TypeError)
  })
})

describe('the provider’s token endpoint', () => {
  const refreshed = async () => {
    await control('POST', `/credentials/${home}/expire`)
    return about(home)
  }
  const stateOf = async () => (await user.integration()).allCredentials.find(({ id }) => id === home)?.status

  test('is not available: the account stays, and the next refresh succeeds', async () => {
    await addFault({ match: { credential: home }, effect: { token: 'unavailable' }, times: 1 })
    expect((await refreshed()).status).toBe(502)
    expect(await stateOf()).toBe('VALID')
    expect((await about(home)).status).toBe(200)
  })

  test('takes its time', async () => {
    await addFault({ match: { service: 'provider', path: '/oauth/token' }, effect: { delay: 3000 } })
    expect((await refreshed()).status).toBe(200)
    expect(slept).toEqual([3000])
  })

  test('refuses: the account is INVALID, and others are not', async () => {
    await addFault({ match: { credential: home }, effect: { token: 'refused' } })
    expect((await refreshed()).status).toBe(400)
    expect(await stateOf()).toBe('INVALID')
    expect((await about(work)).status).toBe(200)
  })

  test('has been told that the access is taken back', async () => {
    const other = await user.addAccount('maya.chen@other.example').catch(() => undefined)
    expect(other).toBeUndefined()
    const jonas = await sandbox.user('jonas')
    const { id } = await jonas.addAccount('jonas.weber@northwind.example')
    await addFault({ match: { credential: id }, effect: { token: 'revoked' } })
    await control('POST', `/credentials/${id}/expire`)
    const answer = await jonas.call('GET', '/sdk/proxy/googledrive/about?fields=user')
    expect(answer.status).toBe(400)
    // The provider itself has ended the grant: without the fault it still says no.
    const refresh = (await entries('?path=/oauth/token')).at(-1)
    expect(refresh?.response?.body?.text).toContain('The refresh token was revoked.')
  })
})

test('a webhook that is not delivered is tried again', async () => {
  const fault = await addFault({ match: { service: 'webhook' }, effect: { drop: 'before' }, times: 1 })
  await control('PATCH', '', { syncWebhookUrl: 'http://localhost:9/hook' })
  await sandbox.advance(20_000)
  expect(await counted(fault)).toMatchObject({ matched: 2, hits: 1 })
  expect(delivered).toHaveLength(1)
  const [first, second] = await entries('?service=webhook')
  expect([first?.status, second?.status]).toEqual([null, 200])
  expect(second?.job).toMatchObject({ kind: expect.any(String) as string })
  await control('PATCH', '', { syncWebhookUrl: null })
})

describe('the routes', () => {
  test('list, describe, remove one and remove all', async () => {
    const first = await addFault({ effect: { drop: 'before' }, match: { path: '/nowhere' } })
    expect(first).toMatchObject({ match: { path: '/nowhere' }, every: 1, skip: 0, matched: 0, hits: 0 })
    const second = await addFault({ effect: { delay: 1 }, match: { path: '/nowhere' } })
    const listed = (await (await control('GET', '/faults')).json()) as { faults: Fault[] }
    expect(listed.faults.map(({ id }) => id)).toEqual([first.id, second.id])
    expect((await control('DELETE', `/faults/${first.id}`)).status).toBe(204)
    expect((await control('DELETE', `/faults/${first.id}`)).status).toBe(404)
    expect((await control('GET', `/faults/${first.id}`)).status).toBe(404)
    expect((await control('GET', `/faults/${second.id}`)).status).toBe(200)
    expect((await control('DELETE', '/faults')).status).toBe(204)
    expect(await (await control('GET', '/faults')).json()).toEqual({ faults: [] })
  })

  test.each([
    ['GET', '/faults'],
    ['POST', '/faults'],
    ['DELETE', '/faults'],
    ['GET', '/faults/x'],
    ['DELETE', '/faults/x'],
  ])('%s %s of a project that is not there is a 404', async (method, below) => {
    const body = method === 'POST' ? { effect: { delay: 1 } } : undefined
    const answer = await sandbox.control(method, `/projects/nowhere${below}`, body)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  test('every problem of a fault is told at once, with its path', async () => {
    const answer = await control('POST', '/faults', {
      match: { service: '', colour: 'red' },
      effect: { delay: -1, respond: { status: 99, headers: { 'a b': 'c' } }, drop: 'sometimes' },
      times: 0,
      every: 1.5,
    })
    expect(answer.status).toBe(422)
    const { errors } = (await answer.json()) as { errors: { path: string; message: string }[] }
    expect(errors.map(({ path: where }) => where).sort()).toEqual([
      'effect.delay',
      'effect.drop',
      'effect.respond.headers.a b',
      'effect.respond.status',
      'every',
      'match',
      'match.service',
      'times',
    ])
  })

  test.each([
    [{}, 'effect'],
    [{ effect: {} }, 'effect'],
    [{ effect: { drop: 'before', corrupt: 'truncated' } }, 'effect'],
    [{ effect: { popup: 'slow' } }, 'effect.delay'],
    [{ effect: { respond: { status: 204, body: 'x' } } }, 'effect.respond.body'],
    [{ effect: { delay: { min: 2, max: 1 } } }, 'effect.delay.max'],
  ])('%j is a 422', async (fault, where) => {
    const answer = await control('POST', '/faults', fault)
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ errors: [{ path: where }] })
  })

  test('a body that is not JSON is a 400, one that is too long a 413, and without the token all is a 401', async () => {
    const send = (body: string, token = ADMIN_TOKEN) =>
      sandbox.paragon(
        new Request(`http://localhost:4010/_sandbox/projects/${sandbox.projectId}/faults`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}` },
          body,
        }),
      )
    expect((await send('{')).status).toBe(400)
    expect((await send('x'.repeat(1_000_001))).status).toBe(413)
    expect((await send('{}', 'wrong')).status).toBe(401)
  })

  test('the control API itself and preflights have no faults', async () => {
    await addFault({ effect: { respond: { status: 500 } } })
    expect((await control('GET', '')).status).toBe(200)
    const preflight = new Request(`http://localhost:4010/projects/${sandbox.projectId}/sdk/me`, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:3000', 'access-control-request-method': 'GET' },
    })
    expect((await sandbox.paragon(preflight)).status).toBe(204)
  })
})

describe('over real HTTP', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'faults-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('every effect, and a close that waits for none of them', async () => {
    const running = await startSandbox({
      databaseUrl: `file:${path.join(folder, 'http.db')}`,
      adminToken: 'admin',
      project: { id: 'p' },
      port: 0,
      providerPort: 0,
    })
    try {
      const ask = async (method: string, below: string, body?: unknown) => {
        const answer = await fetch(`${running.paragonUrl}/_sandbox/projects/p${below}`, {
          method,
          headers: { authorization: 'Bearer admin' },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        })
        return { status: answer.status, json: (await answer.json().catch(() => ({}))) as Record<string, unknown> }
      }
      const { token } = (await ask('POST', '/tokens', { sub: 'maya' })).json
      const me = (init: RequestInit = {}) =>
        fetch(`${running.paragonUrl}/projects/p/sdk/me`, { headers: { authorization: `Bearer ${token}` }, ...init })
      const withFault = async (effect: object) => {
        expect((await ask('DELETE', '/faults')).status).toBe(204)
        expect((await ask('POST', '/faults', { match: { path: '/sdk/me' }, effect })).status).toBe(201)
      }

      await withFault({ respond: { status: 503, body: { message: 'no' } } })
      expect([(await me()).status, await (await me()).json()]).toEqual([503, { message: 'no' }])
      await withFault({ rateLimit: { retryAfter: 2 } })
      expect((await me()).headers.get('retry-after')).toBe('2')
      for (const drop of ['before', 'after']) {
        await withFault({ drop })
        await expect(me()).rejects.toMatchObject({
          cause: { code: expect.stringMatching(/ECONNRESET|UND_ERR_SOCKET/) },
        })
      }
      for (const corrupt of ['truncated', 'malformed']) {
        await withFault({ corrupt })
        await expect((await me()).json()).rejects.toThrow(SyntaxError)
      }
      await withFault({ corrupt: 'content-type' })
      expect((await me()).headers.get('content-type')).toContain('text/html')
      await withFault({ delay: { min: 1, max: 2 } })
      expect((await me()).status).toBe(200)

      const journal = (await ask('GET', '/journal?path=/sdk/me')).json as unknown as { entries: EntryView[] }
      expect(journal.entries.map(({ status }) => status)).toEqual([503, 503, 429, null, null, 200, 200, 200, 200])
      expect(journal.entries[0]?.response?.body?.text).toBe('{"message":"no"}')
      expect(journal.entries.every(({ fault }) => fault !== null)).toBe(true)

      // Whoever hangs on a page that never loads, or on a long delay, is let go when the sandbox closes.
      expect((await ask('POST', '/faults', { effect: { popup: 'never-loads' } })).status).toBe(201)
      expect(
        (await ask('POST', '/faults', { match: { path: '/sdk/integrations' }, effect: { delay: 600_000 } })).status,
      ).toBe(201)
      const hanging = ['actions/oauth-nonce', 'integrations'].map((below) =>
        fetch(`${running.paragonUrl}/projects/p/sdk/${below}`).catch((error: unknown) => error),
      )
      const stream = await fetch(`${running.paragonUrl}/_sandbox/projects/p/journal/stream`, {
        headers: { authorization: 'Bearer admin' },
      })
      const beginning = await stream.body?.getReader().read()
      expect(new TextDecoder().decode(beginning?.value)).toBe(': the journal\n\n')
      await running.close()
      for (const outcome of await Promise.all(hanging)) expect(outcome).toBeInstanceOf(TypeError)
    } finally {
      await running.close().catch(() => undefined)
    }
  })
})
