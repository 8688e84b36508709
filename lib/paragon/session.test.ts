import { describe, expect, it } from 'vitest'
import type { ConnectSDK } from './sdk'
import { createParagonSession } from './session'
import { type IssuedToken, SignedOutError } from './token-source'

const HOUR = 3_600_000
const start = Date.parse('2026-03-01T12:00:00Z')

/** A stand-in for the SDK that notes what is asked of it. Its tokens are user ids. */
function world() {
  const calls: string[] = []
  const listeners: (() => void)[] = []
  const state = {
    userId: '',
    authenticateFails: false,
    tokenFails: false,
    signedOut: false,
    tokenFor: 'maya',
    underWay: 0,
    mostUnderWay: 0,
  }
  const clock = { now: start }
  const paragon = {
    configureGlobal: ({ host }: { host: string }) => calls.push(`configure ${host}`),
    authenticate: async (_projectId: string, token: string) => {
      calls.push(`authenticate ${token}`)
      state.underWay += 1
      state.mostUnderWay = Math.max(state.mostUnderWay, state.underWay)
      await Promise.resolve()
      state.underWay -= 1
      state.userId = state.authenticateFails ? '' : token
      if (state.authenticateFails) throw new Error('Failed to fetch')
    },
    subscribe: (_event: string, listener: () => void) => listeners.push(listener),
    getUser: () => (state.userId ? { authenticated: true, userId: state.userId } : { authenticated: false }),
    getIntegrationMetadata: () => [],
  }
  const logout = () => {
    state.userId = ''
    calls.push('logout')
  }
  const sdk = { paragon, connectSingleton: { logout }, SDK_EVENT: { INSTALL: 'install', UNINSTALL: 'uninstall' } }
  const issue = (token: string): IssuedToken => ({
    token,
    expiresAt: new Date(clock.now + HOUR).toISOString(),
    holder: 'maya',
  })
  const outside = {
    loadConnectSDK: async () => sdk as unknown as ConnectSDK,
    fetchUserToken: async (path: string, holder: string) => {
      if (state.signedOut) throw new SignedOutError()
      if (state.tokenFails) throw new Error('Failed to fetch')
      expect([path, holder]).toEqual(['/api/token', 'maya'])
      return issue(state.tokenFor)
    },
    now: () => clock.now,
  }
  const config = {
    projectId: 'project',
    userId: 'maya',
    connectedUser: 'maya',
    tokenPath: '/api/token',
    sandboxUrl: 'http://localhost:4010',
  }
  return { calls, listeners, state, clock, issue, session: createParagonSession(config, outside) }
}

describe('open', () => {
  it('configures before it authenticates', async () => {
    const { session, calls } = world()
    expect(session.getSnapshot().status).toBe('loading')
    await session.open()
    expect(calls).toEqual(['configure localhost:4010', 'authenticate maya'])
    expect(session.getSnapshot()).toMatchObject({ status: 'ready', user: { userId: 'maya' } })
  })

  it('authenticates once when called twice at once, as React does in development', async () => {
    const { session, calls } = world()
    await Promise.all([session.open(), session.open()])
    expect(calls.filter((call) => call.startsWith('authenticate'))).toHaveLength(1)
  })

  it('shows a failure, and recovers when tried again', async () => {
    const { session, state } = world()
    state.authenticateFails = true
    await session.open()
    expect(session.getSnapshot()).toMatchObject({
      status: 'error',
      signedOut: false,
      problem: { title: 'Paragon could not be reached' },
    })
    state.authenticateFails = false
    await session.retry()
    expect(session.getSnapshot().status).toBe('ready')
  })

  it('tells the end of the session apart', async () => {
    const { session, state } = world()
    state.signedOut = true
    await session.open()
    expect(session.getSnapshot()).toMatchObject({ status: 'error', signedOut: true })
  })
})

describe('refresh', () => {
  it('follows the events of the SDK', async () => {
    const { session, state, listeners } = world()
    await session.open()
    const seen: string[] = []
    session.subscribe(() => seen.push(session.getSnapshot().status))
    for (const listener of listeners) listener()
    state.userId = ''
    listeners[0]?.()
    expect(seen).toEqual(['ready', 'ready', 'error'])
  })
})

describe('renewIfDue', () => {
  it('leaves a young token alone', async () => {
    const { session, clock, calls } = world()
    await session.open()
    clock.now = start + 0.79 * HOUR
    await session.renewIfDue()
    expect(calls.filter((call) => call.startsWith('authenticate'))).toHaveLength(1)
  })

  it('replaces one that has lived four fifths of its life', async () => {
    const { session, clock, calls } = world()
    await session.open()
    clock.now = start + 0.8 * HOUR
    await session.renewIfDue()
    await session.renewIfDue()
    expect(calls.filter((call) => call.startsWith('authenticate'))).toHaveLength(2)
  })

  it('keeps the old token while that serves, and tries again later', async () => {
    const { session, clock, state, calls } = world()
    await session.open()
    state.tokenFails = true
    clock.now = start + 0.8 * HOUR
    await session.renewIfDue()
    expect(session.getSnapshot().status).toBe('ready')
    state.tokenFails = false
    clock.now += 30_000
    await session.renewIfDue()
    expect(calls.filter((call) => call.startsWith('authenticate'))).toHaveLength(2)
  })

  it('says so when no token is left', async () => {
    const { session, clock, state } = world()
    await session.open()
    state.tokenFails = true
    clock.now = start + HOUR
    await session.renewIfDue()
    expect(session.getSnapshot().status).toBe('error')
  })
})

it('forgets the user when closed', async () => {
  const { session, calls } = world()
  await session.open()
  session.close()
  expect(calls.at(-1)).toBe('logout')
  expect(session.getSnapshot().status).toBe('loading')
})

describe('switchTokens', () => {
  it('goes on with other tokens, renewals included, until it is told otherwise', async () => {
    const { session, calls, clock, issue } = world()
    await session.open()
    await session.switchTokens(async () => issue('pass'))
    expect(session.getSnapshot()).toMatchObject({ status: 'ready', issued: { token: 'pass' } })
    clock.now = start + 0.8 * HOUR
    await session.renewIfDue()
    await session.returnToOwnTokens()
    expect(calls.filter((call) => call.startsWith('authenticate'))).toEqual([
      'authenticate maya',
      'authenticate pass',
      'authenticate pass',
      'authenticate maya',
    ])
    expect(session.getSnapshot()).toMatchObject({ status: 'ready', issued: { token: 'maya' } })
  })

  it('stays with what it had when there is no other token', async () => {
    const { session, calls } = world()
    await session.open()
    const none = async () => {
      throw new Error('Not today.')
    }
    await expect(session.switchTokens(none)).rejects.toThrow('Not today.')
    expect(session.getSnapshot()).toMatchObject({ status: 'ready', issued: { token: 'maya' } })
    await session.open()
    expect(calls.at(-1)).toBe('authenticate maya')
  })

  it('signs in again when Paragon refuses the other token', async () => {
    const { session, state, issue } = world()
    await session.open()
    const refused = async () => {
      state.authenticateFails = true
      return issue('pass')
    }
    const attempt = session.switchTokens(refused)
    await attempt.catch(() => {
      state.authenticateFails = false
    })
    await session.retry()
    expect(session.getSnapshot()).toMatchObject({ status: 'ready', issued: { token: 'maya' } })
  })

  it('waits for an authentication under way, for the SDK would mix up their answers', async () => {
    const { session, calls, state, issue } = world()
    await session.open()
    await Promise.all([session.open(), session.switchTokens(async () => issue('pass')), session.renewIfDue()])
    await Promise.all([session.returnToOwnTokens(), session.open()])
    expect(calls.filter((call) => call.startsWith('authenticate')).slice(1)).toEqual([
      'authenticate maya',
      'authenticate pass',
      'authenticate maya',
    ])
    expect(state.mostUnderWay).toBe(1)
  })
})
