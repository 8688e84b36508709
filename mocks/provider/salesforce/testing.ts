import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { addAccount } from '../accounts.ts'
import { authorizeWithoutBrowser } from '../authorize-without-browser.ts'
import { findHost } from '../hosts.ts'
import { type ClientRegistration, saveClientsAtProvider } from '../register.ts'
import { CALLBACK, type ProviderFixture, post, VERIFIER } from '../testing.ts'
import { instanceHost } from './org.ts'

/** Every scope that a client may ask for here. */
export const SCOPE = 'openid email profile api refresh_token'

export const CLIENT = {
  id: 'salesforce',
  name: 'Northwind CRM',
  directory: 'salesforce',
  secret: 'salesforce-secret-CANARY',
  isFirstParty: false,
  redirectUris: [CALLBACK],
  scopes: SCOPE.split(' '),
} satisfies ClientRegistration

/** Salesforce's API as one account sees it, at the host of its org. */
export interface SalesforceClient {
  token: string
  host: string
  accountId: string
  /** A path below the version's, such as `/sobjects`, or one that begins with `/services`. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  /** A call that must succeed; answers what it said. */
  json(method: string, path: string, body?: unknown): ReturnType<Response['json']>
  /** The records of a query, all of them on one page. */
  query(soql: string): ReturnType<Response['json']>
  /** Makes a record; answers its id. */
  create(type: string, fields: Record<string, unknown>): Promise<string>
}

export const VERSION = '61.0'

/** Signs an account in and calls as it. */
export async function signInAtSalesforce(
  fixture: ProviderFixture,
  email: string,
  scope = SCOPE,
): Promise<SalesforceClient> {
  const { ctx } = fixture
  const directory = 'salesforce'
  const tokens = await obtainTokens(fixture, email, scope)
  const account = await ctx.store.provider.accounts.findByEmail('project', directory, email)
  if (!account) throw new Error(`There is no account ${email}.`)
  const host = instanceHost(account)
  const fetch = findHost(fixture.provider.hosts, host)
  if (!fetch) throw new Error(`Nobody answers for ${host}.`)

  const call: SalesforceClient['call'] = async (method, path, body, headers = {}) => {
    const url = `https://${host}${path.startsWith('/services') ? path : `/services/data/v${VERSION}${path}`}`
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
    const type = body === undefined ? {} : { 'content-type': 'application/json' }
    const authorization = `Bearer ${tokens.access_token}`
    return fetch(new Request(url, { method, headers: { authorization, ...type, ...headers }, ...sent }))
  }
  const json: SalesforceClient['json'] = async (method, path, body) => {
    const response = await call(method, path, body)
    const text = await response.text()
    expect(response.ok, `${method} ${path}: ${response.status} ${text}`).toBe(true)
    return text === '' ? undefined : JSON.parse(text)
  }
  return {
    token: tokens.access_token,
    host,
    accountId: account.id,
    call,
    json,
    async query(soql) {
      const { records, done, totalSize } = await json('GET', `/query?q=${encodeURIComponent(soql)}`)
      expect([done, totalSize]).toEqual([true, records.length])
      return records
    },
    create: async (type, fields) => (await json('POST', `/sobjects/${type}`, fields)).id,
  }
}

/** An account whose org has its user and nothing else. */
export async function emptyOrg(fixture: ProviderFixture, email: string): Promise<SalesforceClient> {
  const { ctx } = fixture
  await addAccount(ctx, { projectId: 'project', directory: 'salesforce', email, name: 'Empty Org' })
  const client = await signInAtSalesforce(fixture, email)
  await client.call('GET', '/limits')
  const kept = ['salesforce/User', 'salesforce/Organization']
  await ctx.store.prisma.providerRecord.deleteMany({ where: { accountId: client.accountId, kind: { notIn: kept } } })
  return client
}

/** What the token endpoint answers a client of Salesforce accounts. */
export async function obtainTokens(fixture: ProviderFixture, email: string, scope = SCOPE) {
  const { ctx } = fixture
  await saveClientsAtProvider(ctx, 'project', [CLIENT])
  const code = await authorizeWithoutBrowser(ctx, {
    projectId: 'project',
    clientId: CLIENT.id,
    directory: CLIENT.directory,
    email,
    scope,
    redirectUri: CALLBACK,
    codeChallenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  })
  const response = await post(fixture, '/oauth/token', {
    grant_type: 'authorization_code',
    client_id: CLIENT.id,
    client_secret: CLIENT.secret,
    redirect_uri: CALLBACK,
    code,
    code_verifier: VERIFIER,
  })
  expect(response.status, await response.clone().text()).toBe(200)
  return (await response.json()) as { access_token: string; refresh_token?: string; instance_url?: string }
}

/** Expects a refusal in Salesforce's shape, with one entry. */
export async function expectRefusal(
  response: Response,
  status: number,
  errorCode: string,
  { message = /./, fields }: { message?: string | RegExp; fields?: string[] } = {},
): Promise<void> {
  const body = await response.json()
  expect([response.status, body]).toEqual([
    status,
    [{ message: expect.stringMatching(message), errorCode, ...(fields && { fields }) }].map((entry) =>
      fields ? entry : expect.objectContaining(entry),
    ),
  ])
  expect(response.headers.get('content-type')).toContain('application/json')
}
