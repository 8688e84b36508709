import { expect } from 'vitest'
import { jira } from '../../catalog/integrations/jira.ts'
import { authorizeWithoutBrowser } from '../authorize-without-browser.ts'
import { saveClientsAtProvider } from '../register.ts'
import { CALLBACK, CHALLENGE, type ProviderFixture, post, VERIFIER } from '../testing.ts'

export const WORK = 'maya.chen@northwind.example'
export const HOME = 'maya.chen.home@mail.example'

const client = {
  id: 'jira',
  name: 'Jira app',
  directory: 'atlassian',
  secret: 'jira-secret-CANARY',
  isFirstParty: false,
  redirectUris: [CALLBACK],
  scopes: jira.oauth.scopes,
}

/** The API of one account's Jira site. */
export interface JiraClient {
  token: string
  cloudId: string
  /** `path` below the site's API, or a whole address. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  /** A call that must succeed, with the status given; answers what it said, nothing for 204. */
  json<T = Record<string, unknown>>(method: string, path: string, body?: unknown, status?: number): Promise<T>
}

export async function signInAtJira(
  fixture: ProviderFixture,
  email: string,
  scopes: readonly string[] = client.scopes,
): Promise<JiraClient> {
  await saveClientsAtProvider(fixture.ctx, 'project', [client])
  const code = await authorizeWithoutBrowser(fixture.ctx, {
    projectId: 'project',
    clientId: client.id,
    directory: 'atlassian',
    email,
    scope: scopes.join(' '),
    redirectUri: CALLBACK,
    codeChallenge: CHALLENGE,
  })
  const exchanged = await post(fixture, '/oauth/token', {
    grant_type: 'authorization_code',
    client_id: client.id,
    client_secret: client.secret,
    redirect_uri: CALLBACK,
    code,
    code_verifier: VERIFIER,
  })
  const { access_token: token } = (await exchanged.json()) as { access_token: string }
  let cloudId = ''
  const call: JiraClient['call'] = async (method, path, body, headers = {}) => {
    const host = fixture.provider.hosts['api.atlassian.com']
    if (!host) throw new Error('Nobody answers for api.atlassian.com.')
    const url = path.startsWith('https:') ? path : `https://api.atlassian.com/ex/jira/${cloudId}/rest/api/3${path}`
    const isRaw = typeof body === 'string' || body instanceof FormData
    const init = {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
    }
    return host(new Request(url, init))
  }
  const sites = await call('GET', 'https://api.atlassian.com/oauth/token/accessible-resources')
  if (sites.ok) cloudId = ((await sites.json()) as { id: string }[])[0]?.id ?? ''
  return {
    token,
    cloudId,
    call,
    async json(method, path, body, status = 200) {
      const response = await call(method, path, body)
      expect(response.status, await response.clone().text()).toBe(status)
      return status === 204 ? {} : await response.json()
    },
  }
}

/** Expects an error in Jira's shape; `field` is the one at fault, or none, and a message says what is wrong. */
export async function expectRefusal(response: Response, status: number, field?: string): Promise<void> {
  const body = await response.json()
  expect([response.status, body], JSON.stringify(body)).toEqual([
    status,
    field === undefined
      ? { errorMessages: [expect.any(String)], errors: {} }
      : { errorMessages: [], errors: { [field]: expect.any(String) } },
  ])
}

/** The same of the gateway before Jira. */
export async function expectGatewayRefusal(response: Response, status: number): Promise<void> {
  expect([response.status, await response.json()]).toEqual([status, { code: status, message: expect.any(String) }])
}
