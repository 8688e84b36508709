import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'

const MINUTE = 60_000

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => sandbox.dispose())

let users = 0
async function connectedUser(on = sandbox) {
  const user = await on.user(`token-user-${users++}`)
  const credential = await user.addAccount(maya.work)
  return { user, credential }
}
const about = (user: TestUser) => user.call('GET', '/sdk/proxy/googledrive/about?fields=user')
const happensTo = (credentialId: string, mishap: 'expire' | 'revoke' | 'invalidate') =>
  sandbox.control('POST', `/projects/test-project/credentials/${credentialId}/${mishap}`)
const advance = (milliseconds: number) =>
  sandbox.control('PUT', '/projects/test-project/clock', { advance: milliseconds })
async function state(user: TestUser) {
  const { enabled, allCredentials } = await user.integration()
  const [credential] = allCredentials
  if (!credential) throw new Error('There is no credential.')
  return { enabled, ...credential }
}
/** Everyone's: refresh tokens that were exchanged, counted where they are. */
const rotations = () =>
  sandbox.context.store.prisma.providerToken.count({ where: { kind: 'refresh', dateUsed: { not: null } } })
async function eventsOf(user: TestUser) {
  const { userId } = await user.me()
  const answer = await sandbox.control('GET', `/projects/test-project/events?userId=${userId}`)
  return ((await answer.json()) as { events: Record<string, unknown>[] }).events
}

/** Stands between Paragon and the provider's token endpoint: `answer` gets the request and a way to pass it on. */
function atTokenEndpoint(
  answer: (request: Request, passOn: () => Promise<Response>) => Promise<Response>,
  { context } = sandbox,
) {
  const { fetch } = context
  const asked = { times: 0 }
  vi.spyOn(context, 'fetch').mockImplementation((request) => {
    if (!request.url.endsWith('/oauth/token')) return fetch(request)
    asked.times += 1
    return answer(request, () => fetch(request))
  })
  return asked
}

/** A gate that somebody can be seen to stand before. */
function gate() {
  let open = () => {}
  let arrive = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const reached = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const pass = () => {
    arrive()
    return opened
  }
  return { pass, reached, open }
}

describe('an access token', () => {
  it('is refreshed when its last minute has begun on the project’s clock, and not before', async () => {
    const { user } = await connectedUser()
    const first = await state(user)
    await advance(58 * MINUTE)
    expect((await about(user)).status).toBe(200)
    expect(await state(user)).toEqual(first)
    await advance(1.5 * MINUTE)
    expect((await about(user)).status).toBe(200)
    const second = await state(user)
    expect(Date.parse(second.dateRefreshed) - Date.parse(first.dateRefreshed)).toBeGreaterThanOrEqual(59.5 * MINUTE)
    expect(Date.parse(second.dateValidUntil ?? '') - Date.parse(second.dateRefreshed)).toBeLessThanOrEqual(60 * MINUTE)
    expect(second).toMatchObject({ status: 'VALID', isRefreshing: false, refreshFailureCount: 0 })
  })

  it('is refreshed before it is handed out', async () => {
    const { user } = await connectedUser()
    const tokenOf = async () => {
      const answer = await user.call('GET', '/sdk/credentials?integration=googledrive&includeAccountAuth=true')
      return ((await answer.json()) as { accountAuth: { OAUTH_ACCESS_TOKEN: string } }).accountAuth.OAUTH_ACCESS_TOKEN
    }
    const first = await tokenOf()
    await advance(60 * MINUTE)
    const second = await tokenOf()
    expect(second).not.toBe(first)
    expect(await tokenOf()).toBe(second)
  })

  it('that a thousand calls at once find due is refreshed exactly once', async () => {
    const { user, credential } = await connectedUser()
    await happensTo(credential.id, 'expire')
    const before = await rotations()
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => about(user)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await rotations()) - before).toBe(1)
  })

  it('that a thousand calls at once see turned down is refreshed exactly once', async () => {
    const { user, credential } = await connectedUser()
    const { providerToken } = sandbox.context.store.prisma
    // The provider ended it early; Paragon cannot know.
    const ended = new Date(sandbox.context.clockOf('test-project').now())
    await providerToken.updateMany({
      where: { kind: 'access', grant: { accountId: credential.providerId } },
      data: { dateExpires: ended },
    })
    const before = await rotations()
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => about(user)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await rotations()) - before).toBe(1)
  })

  it('shows that it is being refreshed, from before the provider hears of it until its answer is kept', async () => {
    const { user, credential } = await connectedUser()
    await happensTo(credential.id, 'expire')
    const before = await state(user)
    expect(before).toMatchObject({ isRefreshing: false, refreshFailureCount: 0 })
    const refresh = gate()
    atTokenEndpoint(async (_, passOn) => {
      await refresh.pass()
      return passOn()
    })
    const call = about(user)
    await refresh.reached
    const { dateRefreshed, dateValidUntil } = before
    expect(await state(user)).toMatchObject({
      enabled: true,
      status: 'VALID',
      isRefreshing: true,
      refreshFailureCount: 0,
      dateRefreshed,
      dateValidUntil,
    })
    refresh.open()
    expect((await call).status).toBe(200)
    const after = await state(user)
    expect(after).toMatchObject({ isRefreshing: false, refreshFailureCount: 0, status: 'VALID' })
    expect(Date.parse(after.dateRefreshed)).toBeGreaterThan(Date.parse(dateRefreshed))
  })
})

describe('a refresh that fails', () => {
  it.each([
    ['cannot be reached', async () => Promise.reject(new TypeError('fetch failed'))],
    ['fails', async () => new Response('oops', { status: 503 })],
    ['answers what is no JSON', async () => new Response('<html>', { status: 200 })],
    ['answers without a token', async () => Response.json({})],
    ['wants it slower', async () => Response.json({ error: 'slow_down' }, { status: 429 })],
    ['does not know Paragon any more', async () => Response.json({ error: 'invalid_client' }, { status: 401 })],
  ])('because the provider %s is counted, and left to the next call', async (_, failure) => {
    const { user, credential } = await connectedUser()
    await happensTo(credential.id, 'expire')
    const asked = atTokenEndpoint(failure)
    for (const count of [1, 2]) {
      const answer = await about(user)
      expect([answer.status, await answer.json()]).toMatchObject([
        502,
        { status: 502, message: expect.stringContaining('could not be refreshed') },
      ])
      expect(await state(user)).toMatchObject({
        enabled: true,
        status: 'VALID',
        isRefreshing: false,
        refreshFailureCount: count,
      })
    }
    expect(asked.times).toBe(2)
    vi.restoreAllMocks()
    expect((await about(user)).status).toBe(200)
    expect(await state(user)).toMatchObject({ status: 'VALID', refreshFailureCount: 0 })
    expect(await eventsOf(user)).toEqual([])
  })

  it('because the provider keeps silent is given up', async () => {
    const { user, credential } = await connectedUser()
    await happensTo(credential.id, 'expire')
    const hasty = await sandbox.second({ thirdPartyTimeout: 1 })
    atTokenEndpoint(() => new Promise(() => {}), hasty)
    expect((await about(await hasty.user((await user.me()).userId))).status).toBe(502)
    expect(await state(user)).toMatchObject({ status: 'VALID', isRefreshing: false, refreshFailureCount: 1 })
    await hasty.close()
  })

  it('does no harm while the old token is good', async () => {
    const { user } = await connectedUser()
    await advance(59.5 * MINUTE)
    const asked = atTokenEndpoint(async () => new Response(null, { status: 500 }))
    expect((await about(user)).status).toBe(200)
    expect(await state(user)).toMatchObject({ status: 'VALID', refreshFailureCount: 1 })
    expect(asked.times).toBe(1)
  })

  it('is one failure for all calls that shared it', async () => {
    const { user, credential } = await connectedUser()
    await happensTo(credential.id, 'expire')
    const failure = gate()
    const asked = atTokenEndpoint(async () => {
      await failure.pass()
      return new Response(null, { status: 500 })
    })
    const calls = Array.from({ length: 50 }, () => about(user))
    await failure.reached
    failure.open()
    expect(new Set((await Promise.all(calls)).map(({ status }) => status))).toEqual(new Set([502]))
    expect(await state(user)).toMatchObject({ refreshFailureCount: asked.times })
  })
})

describe('a refresh that is refused', () => {
  it.each(['expire', 'none'])('makes the credential INVALID at once and for all calls (%s)', async (mishap) => {
    const { user, credential } = await connectedUser()
    await happensTo(credential.id, 'revoke')
    if (mishap === 'expire') await happensTo(credential.id, 'expire')
    const asked = atTokenEndpoint((_, passOn) => passOn())
    const answers = await Promise.all(Array.from({ length: 50 }, () => about(user)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]))
    expect(await answers[0]?.json()).toMatchObject({ status: 400, message: expect.stringContaining('Reconnect') })
    expect((await about(user)).status).toBe(400)
    expect(asked.times).toBe(1)
    expect(await state(user)).toMatchObject({
      enabled: false,
      status: 'INVALID',
      isRefreshing: false,
      refreshFailureCount: 1,
    })
    const { integrationId, personaId, projectId } = credential
    expect(await eventsOf(user)).toEqual([
      {
        id: expect.any(String),
        type: 'CREDENTIAL_FAILURE',
        projectId,
        personaId,
        endUserId: (await user.me()).userId,
        integrationId,
        connectCredentialId: credential.id,
        connectCredentialConfigId: null,
        workflowId: null,
        traceId: expect.any(String),
        error: 'invalid_grant: The refresh token was revoked.',
        status: 'FAILED',
        dateCreated: expect.any(String),
      },
    ])
  })

  it('is healed by connecting the same account again, settings and all', async () => {
    const { user, credential } = await connectedUser()
    const [workflow = ''] = Object.keys(credential.configurations[0]?.workflowSettings ?? {})
    await user.call('POST', `/sdk/workflows/${workflow}`)
    const config = { sharedSettings: { kept: true } }
    await user.call('PATCH', `/sdk/credentials/${credential.id}`, { body: { config } })
    await happensTo(credential.id, 'revoke')
    expect((await about(user)).status).toBe(400)
    // As the SDK does for an integration whose account is INVALID: no account named, none to be added.
    await user.connect(maya.work)
    expect((await about(user)).status).toBe(200)
    expect(await state(user)).toMatchObject({
      id: credential.id,
      enabled: true,
      status: 'VALID',
      refreshFailureCount: 0,
      configurations: [{ sharedSettings: { kept: true }, workflowSettings: { [workflow]: { enabled: true } } }],
    })
  })

  it('leaves alone what was made INVALID while it was under way', async () => {
    const { user, credential } = await connectedUser()
    await happensTo(credential.id, 'expire')
    atTokenEndpoint(async (_, passOn) => {
      const answer = await passOn()
      await happensTo(credential.id, 'invalidate')
      return answer
    })
    expect((await about(user)).status).toBe(400)
    expect(await state(user)).toMatchObject({ status: 'INVALID', isRefreshing: false, refreshFailureCount: 1 })
    expect(await eventsOf(user)).toMatchObject([{ error: 'Made INVALID through the control API.' }])
  })
})

describe('two processes over one database', () => {
  let other: TestSandbox
  beforeAll(async () => {
    other = await sandbox.second()
  })
  afterAll(() => other.close())

  /** The same user, seen through each process. */
  async function sharedUser() {
    const { user, credential } = await connectedUser()
    const { userId } = await user.me()
    await happensTo(credential.id, 'expire')
    return { here: user, there: await other.user(userId), credential }
  }

  it('refresh once between them, however many calls each has', async () => {
    const { here, there } = await sharedUser()
    const before = await rotations()
    const answers = await Promise.all(Array.from({ length: 200 }, (_, index) => about(index % 2 ? here : there)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await rotations()) - before).toBe(1)
  })

  it('wait for each other', async () => {
    const { here, there } = await sharedUser()
    const refresh = gate()
    const asked = atTokenEndpoint(async (_, passOn) => {
      await refresh.pass()
      return passOn()
    })
    const askedThere = atTokenEndpoint((_, passOn) => passOn(), other)
    const first = about(here)
    await refresh.reached
    const second = about(there)
    expect(await state(there)).toMatchObject({ isRefreshing: true })
    refresh.open()
    expect([(await first).status, (await second).status]).toEqual([200, 200])
    expect([asked.times, askedThere.times]).toEqual([1, 0])
    expect(await state(there)).toMatchObject({ isRefreshing: false })
  })

  it('try one after the other when the first fails', async () => {
    const { here, there } = await sharedUser()
    const refresh = gate()
    atTokenEndpoint(async () => {
      await refresh.pass()
      return new Response(null, { status: 500 })
    })
    const first = about(here)
    await refresh.reached
    const second = about(there)
    refresh.open()
    expect([(await first).status, (await second).status]).toEqual([502, 200])
    expect(await state(here)).toMatchObject({ status: 'VALID', refreshFailureCount: 0 })
  })

  /** A process that is killed does nothing more: its question, or the answer to it, is never heard of again. */
  const killed = new Promise<never>(() => {})
  const leaseRunsOut = () => {
    const later = Date.now() + 10 * MINUTE
    vi.spyOn(other.context.clock, 'now').mockReturnValue(later)
  }

  it('take over from one that was killed before the provider heard it', async () => {
    const { here, there } = await sharedUser()
    const question = gate()
    atTokenEndpoint(async () => {
      void question.pass()
      return killed
    })
    void about(here)
    await question.reached
    expect(await state(there)).toMatchObject({ isRefreshing: true })
    leaseRunsOut()
    expect(await state(there)).toMatchObject({ status: 'VALID', isRefreshing: false })
    expect((await about(there)).status).toBe(200)
    expect(await state(there)).toMatchObject({ status: 'VALID', isRefreshing: false, refreshFailureCount: 0 })
    expect(await eventsOf(there)).toEqual([])
  })

  it('say so when one was killed with the new tokens in its hands', async () => {
    const { here, there } = await sharedUser()
    const answered = gate()
    atTokenEndpoint(async (_, passOn) => {
      await passOn()
      void answered.pass()
      return killed
    })
    void about(here)
    await answered.reached
    leaseRunsOut()
    expect((await about(there)).status).toBe(400)
    expect(await state(there)).toMatchObject({ enabled: false, status: 'INVALID', isRefreshing: false })
    expect(await eventsOf(there)).toMatchObject([
      { error: expect.stringMatching(/^invalid_grant: .*used before.* The refresh before this one was cut off\.$/) },
    ])
    await there.connect(maya.work)
    expect((await about(there)).status).toBe(200)
  })
})
