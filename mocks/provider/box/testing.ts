import { expect } from 'vitest'
import { box } from '../../catalog/integrations/box.ts'
import { authorizeWithoutBrowser } from '../authorize-without-browser.ts'
import { saveClientsAtProvider } from '../register.ts'
import { CALLBACK, CHALLENGE, type ProviderFixture, post, VERIFIER } from '../testing.ts'

export const WORK = 'maya.chen@northwind.example'
export const HOME = 'maya.chen.home@mail.example'
export const JONAS = 'jonas.weber@northwind.example'

const client = {
  id: 'box',
  name: 'Box app',
  directory: 'box',
  secret: 'box-secret-CANARY',
  isFirstParty: false,
  redirectUris: [CALLBACK],
  scopes: [...box.oauth.scopes, 'root_readonly'],
}

export interface BoxItem {
  type: string
  id: string
  etag: string
  name: string
  size: number
  sha1?: string
  [field: string]: unknown
}

export interface BoxList<T = BoxItem> {
  total_count: number
  entries: T[]
  next_marker?: string
}

/** Box's API as one account sees it. */
export interface BoxClient {
  token: string
  /** `path` below `/2.0`, or a whole address. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  /** A call that must succeed, with the status given; answers what it said. */
  json<T = BoxItem>(method: string, path: string, body?: unknown, status?: number): Promise<T>
  /** Uploads a file, or a version of one. */
  send(attributes: object, content: string, fileId?: string, headers?: Record<string, string>): Promise<Response>
  upload(name: string, parentId: string, content?: string): Promise<BoxItem>
  folder(name: string, parentId?: string): Promise<BoxItem>
  names(path: string): Promise<string[]>
}

export async function signInAtBox(
  fixture: ProviderFixture,
  email: string,
  scopes: readonly string[] = box.oauth.scopes,
): Promise<BoxClient> {
  await saveClientsAtProvider(fixture.ctx, 'project', [client])
  const code = await authorizeWithoutBrowser(fixture.ctx, {
    projectId: 'project',
    clientId: client.id,
    directory: 'box',
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

  const call: BoxClient['call'] = async (method, path, body, headers = {}) => {
    const url = new URL(path.startsWith('https:') ? path : `https://api.box.com/2.0${path}`)
    const host = fixture.provider.hosts[url.host]
    if (!host) throw new Error(`Nobody answers for ${url.host}.`)
    const isRaw = typeof body === 'string' || body instanceof FormData
    const init = {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
    }
    return host(new Request(url, init))
  }
  async function json<T>(method: string, path: string, body?: unknown, status = 200): Promise<T> {
    const response = await call(method, path, body)
    expect(response.status, await response.clone().text()).toBe(status)
    return (await response.json()) as T
  }
  const send: BoxClient['send'] = (attributes, content, fileId, headers) => {
    const form = new FormData()
    form.set('attributes', JSON.stringify(attributes))
    form.set('file', new Blob([content]), 'upload')
    const path = fileId === undefined ? 'files/content' : `files/${fileId}/content`
    return call('POST', `https://upload.box.com/api/2.0/${path}`, form, headers)
  }
  return {
    token,
    call,
    json,
    send,
    async upload(name, parentId, content = name) {
      const response = await send({ name, parent: { id: parentId } }, content)
      expect(response.status, await response.clone().text()).toBe(201)
      const [file] = ((await response.json()) as BoxList).entries
      if (!file) throw new Error('Nothing was uploaded.')
      return file
    },
    folder: (name, parentId = '0') => json('POST', '/folders', { name, parent: { id: parentId } }, 201),
    async names(path) {
      return (await json<BoxList>('GET', path)).entries.map(({ name }) => name)
    },
  }
}

/** Expects an error in Box's shape. */
export async function expectRefusal(
  response: Response,
  status: number,
  code: string,
): Promise<Record<string, unknown>> {
  const body = (await response.json()) as Record<string, unknown>
  expect([response.status, body.type, body.status, body.code], JSON.stringify(body)).toEqual([
    status,
    'error',
    status,
    code,
  ])
  expect([body.message, body.request_id, body.help_url]).toEqual([
    expect.any(String),
    expect.any(String),
    'http://developers.box.com/docs/#errors',
  ])
  return body
}
