import { expect } from 'vitest'
import { onedrive } from '../../catalog/integrations/onedrive.ts'
import { authorizeWithoutBrowser } from '../authorize-without-browser.ts'
import { saveClientsAtProvider } from '../register.ts'
import { CALLBACK, CHALLENGE, type ProviderFixture, post, VERIFIER } from '../testing.ts'

export const WORK = 'maya.chen@northwind.example'
export const HOME = 'maya.chen.home@mail.example'
export const JONAS = 'jonas.weber@northwind.example'
export const BASE = 'https://graph.microsoft.com/v1.0'

const client = {
  id: 'graph',
  name: 'Graph app',
  directory: 'microsoft',
  secret: 'graph-secret-CANARY',
  isFirstParty: false,
  redirectUris: [CALLBACK],
  scopes: [...onedrive.oauth.scopes, 'Files.Read', 'Sites.ReadWrite.All'],
}

export interface GraphItem {
  id: string
  name: string
  eTag: string
  size: number
  parentReference: { driveId: string; id?: string; path?: string }
  folder?: { childCount: number }
  file?: { mimeType: string; hashes: { quickXorHash: string } }
  shared?: { scope: string }
  deleted?: object
  [field: string]: unknown
}

export interface GraphPage<T = GraphItem> {
  value: T[]
  '@odata.nextLink'?: string
  '@odata.deltaLink'?: string
}

/** Microsoft Graph as one account sees it. */
export interface GraphClient {
  token: string
  /** `path` may be a whole address, as links are. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  /** A call that must succeed, with the status given; answers what it said. */
  json<T = GraphItem>(method: string, path: string, body?: unknown, status?: number): Promise<T>
  upload(path: string, content: string, status?: number): Promise<GraphItem>
  names(path: string): Promise<string[]>
}

export async function signInAtMicrosoft(
  fixture: ProviderFixture,
  email: string,
  scopes: readonly string[] = client.scopes,
): Promise<GraphClient> {
  await saveClientsAtProvider(fixture.ctx, 'project', [client])
  const code = await authorizeWithoutBrowser(fixture.ctx, {
    projectId: 'project',
    clientId: client.id,
    directory: 'microsoft',
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

  const call: GraphClient['call'] = async (method, path, body, headers = {}) => {
    const host = fixture.provider.hosts['graph.microsoft.com']
    if (!host) throw new Error('Nobody answers for graph.microsoft.com.')
    const init = {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }
    return host(new Request(path.startsWith('https:') ? path : `${BASE}${path}`, init))
  }
  async function json<T>(method: string, path: string, body?: unknown, status = 200): Promise<T> {
    const response = await call(method, path, body)
    expect(response.status, await response.clone().text()).toBe(status)
    return (await response.json()) as T
  }
  return {
    token,
    call,
    json,
    async upload(path, content, status = 201) {
      const response = await call('PUT', `${path}:/content`, content, { 'content-type': 'text/plain' })
      expect(response.status, await response.clone().text()).toBe(status)
      return (await response.json()) as GraphItem
    },
    async names(path) {
      return (await json<GraphPage>('GET', path)).value.map(({ name }) => name)
    },
  }
}

/** Expects an error in Graph's shape. */
export async function expectRefusal(response: Response, status: number, code: string): Promise<void> {
  const body = await response.json()
  expect([response.status, body.error?.code], JSON.stringify(body)).toEqual([status, code])
  expect(body).toEqual({
    error: {
      code,
      message: expect.any(String),
      innerError: {
        date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        'request-id': response.headers.get('request-id'),
        'client-request-id': expect.any(String),
      },
    },
  })
}
