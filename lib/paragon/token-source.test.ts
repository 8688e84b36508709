import { afterEach, describe, expect, it, vi } from 'vitest'
import { fetchIssued, fetchUserToken, issuedToken, renewalTime, SignedOutError } from './token-source'

afterEach(() => vi.unstubAllGlobals())

const issued = { token: 'token-1', expiresAt: '2026-03-01T13:00:00.000Z', holder: 'maya' }

/** A server that answers so, and notes what it was asked. */
function serve(answer: () => Response) {
  const requests: [string, RequestInit | undefined][] = []
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    requests.push([path, init])
    return answer()
  })
  return requests
}

describe('a token from the app’s server', () => {
  it('is asked for by POST, and belongs to who asks', async () => {
    const requests = serve(() => Response.json(issued))
    expect(await fetchUserToken('/api/paragon/token', 'maya')).toEqual(issued)
    expect(requests).toEqual([['/api/paragon/token', { method: 'POST' }]])
  })

  it('may be asked for with more, and come with more', async () => {
    const requests = serve(() => Response.json({ ...issued, team: { role: 'admin', accounts: [] } }))
    const answer = await fetchIssued('/api/team/connect', issuedToken, 'maya', { integration: 'slack' })
    expect(answer.team).toEqual({ role: 'admin', accounts: [] })
    expect(requests).toEqual([['/api/team/connect', { method: 'POST', body: '{"integration":"slack"}' }]])
  })

  it.each([
    ['nobody is signed in', () => Response.json({ message: 'Sign in first.' }, { status: 401 })],
    ['somebody else is signed in', () => Response.json({ ...issued, holder: 'sam' })],
  ])('is not to be had when %s', async (_, answer) => {
    serve(answer)
    await expect(fetchUserToken('/api/paragon/token', 'maya')).rejects.toThrow(SignedOutError)
  })

  it('is refused in the server’s own words, when it has any', async () => {
    serve(() => Response.json({ message: 'Paragon could not be reached.' }, { status: 502 }))
    await expect(fetchUserToken('/api/team/token', 'maya')).rejects.toThrow('Paragon could not be reached.')
    serve(() => new Response('<h1>Oops</h1>', { status: 500 }))
    await expect(fetchUserToken('/api/team/token', 'maya')).rejects.toThrow('(500)')
  })
})

it('renews after four fifths of the life that is left', () => {
  const received = Date.parse('2026-03-01T12:00:00Z')
  expect(new Date(renewalTime(received, '2026-03-01T13:00:00.000Z')).toISOString()).toBe('2026-03-01T12:48:00.000Z')
})

it('is due at once for a token that has run out', () => {
  const received = Date.parse('2026-03-01T12:00:00Z')
  expect(renewalTime(received, '2026-03-01T11:00:00.000Z')).toBeLessThan(received)
})
