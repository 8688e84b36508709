import { expect } from 'vitest'
import { obtainTokens, type ProviderFixture } from '../testing.ts'

/** One of Google's APIs as one account sees it. */
export interface GoogleClient {
  token: string
  call(method: string, path: string, body?: BodyInit, headers?: Record<string, string>): Promise<Response>
  /** A call that must succeed; answers what it said. */
  json(method: string, path: string, body?: unknown): ReturnType<Response['json']>
}

/** Signs an account in and calls as it, at the host that the API has in real life. */
export async function signInAtGoogle(
  fixture: ProviderFixture,
  email: string,
  scope: string,
  name = 'www.googleapis.com',
): Promise<GoogleClient> {
  const { access_token: token } = await obtainTokens(fixture, { login_hint: email, scope, prompt: 'consent' })
  const call: GoogleClient['call'] = async (method, path, body, headers = {}) => {
    const init = {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body !== undefined && { body }),
    }
    const host = fixture.provider.hosts[name]
    if (!host) throw new Error(`Nobody answers for ${name}.`)
    return host(new Request(`https://${name}${path}`, init))
  }
  const json: GoogleClient['json'] = async (method, path, body) => {
    const sent = body === undefined ? undefined : JSON.stringify(body)
    const response = await call(method, path, sent, sent === undefined ? {} : { 'content-type': 'application/json' })
    expect(response.status, await response.clone().text()).toBe(200)
    return response.json()
  }
  return { token, call, json }
}

/** Expects an error in Google's shape; `location` is the parameter or header that it names. */
export async function expectRefusal(
  response: Response,
  code: number,
  reason: string,
  location?: string,
  domain = 'global',
) {
  const body = await response.json()
  expect(response.headers.get('content-type')).toContain('application/json')
  expect([response.status, body.error.code, body.error.errors[0].reason]).toEqual([code, code, reason])
  expect(body.error).toEqual({
    code,
    message: expect.any(String),
    errors: [
      {
        message: expect.any(String),
        domain,
        reason,
        ...(location && { location, locationType: expect.any(String) }),
      },
    ],
    // Google has no name for 410.
    ...(code !== 410 && { status: expect.stringMatching(/^[A-Z_]+$/) }),
  })
}
