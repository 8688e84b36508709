import { createHash } from 'node:crypto'
import type { DemoAccount } from '../catalog/demo-accounts.ts'
import type { Account } from '../store/provider-accounts.ts'
import { createChecked } from '../testing/answer-check.ts'
import { createTestContext, type TestContext } from '../testing/test-context.ts'
import { authorizeWithoutBrowser } from './authorize-without-browser.ts'
import { createProvider, type Provider } from './provider.ts'
import { type ClientRegistration, registerProjectAtProvider, saveClientsAtProvider } from './register.ts'
import { SLACK_MEANINGS } from './slack/scopes.ts'

export const DRIVE = 'https://www.googleapis.com/auth/drive'
export const CALENDAR = 'https://www.googleapis.com/auth/calendar'
export const CALLBACK = 'http://localhost:4010/oauth'

const scopes = [
  'openid',
  'email',
  'profile',
  'offline_access',
  DRIVE,
  `${DRIVE}.readonly`,
  `${DRIVE}.metadata.readonly`,
  CALENDAR,
  `${CALENDAR}.readonly`,
  `${CALENDAR}.events`,
  `${CALENDAR}.events.readonly`,
  'https://www.googleapis.com/auth/contacts.readonly',
  'https://www.googleapis.com/auth/directory.readonly',
]

/** A confidential and a public client of Google accounts, and the reference app's own sign-in. */
export const CLIENTS = {
  drive: {
    id: 'drive',
    name: 'Northwind Drive',
    directory: 'google',
    secret: 'drive-secret-CANARY',
    isFirstParty: false,
    redirectUris: [CALLBACK, `${CALLBACK}/second?kept=1`],
    scopes,
  },
  other: {
    id: 'other',
    name: 'Another app',
    directory: 'google',
    secret: 'other-secret-CANARY',
    isFirstParty: false,
    redirectUris: [CALLBACK],
    scopes,
  },
  mobile: {
    id: 'mobile',
    name: 'Mobile app',
    directory: 'google',
    secret: null,
    isFirstParty: false,
    redirectUris: ['com.example.mobile:/callback'],
    scopes,
  },
  slack: {
    id: 'slack',
    name: 'Northwind Slack',
    directory: 'slack',
    secret: 'slack-secret-CANARY',
    isFirstParty: false,
    redirectUris: [CALLBACK],
    scopes: ['openid', 'email', 'profile', ...Object.keys(SLACK_MEANINGS)],
  },
  app: {
    id: 'app',
    name: 'Reference app',
    directory: 'sso',
    secret: 'app-secret-CANARY',
    isFirstParty: true,
    redirectUris: ['http://localhost:3000/api/auth/callback/sandbox'],
    scopes,
  },
} satisfies Record<string, ClientRegistration>

export type ClientName = keyof typeof CLIENTS

export const VERIFIER = 'a-verifier-of-forty-three-characters-or-more'
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

export interface ProviderFixture {
  ctx: TestContext
  provider: Provider
  /** Pages and error bodies in which a secret was found; a test file ends by expecting none. */
  leaks: string[]
  accounts: Account[]
  /** The demo account of an e-mail address. */
  account(email: string): Account
}

/** A provider over a database of its own, with one project registered; dispose of `ctx` when done. */
export async function startProvider(options: { accounts?: readonly DemoAccount[] } = {}): Promise<ProviderFixture> {
  const ctx = await createTestContext()
  await addProject(ctx, 'project')
  const accounts = await registerProjectAtProvider(ctx, {
    projectId: 'project',
    clients: Object.values(CLIENTS),
    ...options,
  })
  const { provider, leaks } = watchForLeaks(createProvider(ctx))
  return {
    ctx,
    provider,
    leaks,
    accounts,
    account(email) {
      const found = accounts.find((account) => account.email === email)
      if (!found) throw new Error(`There is no account ${email}.`)
      return found
    },
  }
}

/**
 * The provider, with every request and answer watched: no code, token, verifier or client secret may show up in a page
 * or in an error body.
 */
function watchForLeaks(provider: Provider): { provider: Provider; leaks: string[] } {
  const secrets = new Set<string>()
  const leaks: string[] = []
  const keep = (secret: unknown) => typeof secret === 'string' && secret.length >= 16 && secrets.add(secret)
  const secretNames = ['code', 'code_verifier', 'client_secret', 'token', 'access_token', 'refresh_token', 'id_token']

  const watched = (fetch: Provider['fetch']) => async (request: Request) => {
    keep(request.headers.get('authorization')?.split(' ')[1])
    if (request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) {
      const form = new URLSearchParams(await request.clone().text())
      for (const name of secretNames) keep(form.get(name))
    }
    const response = await fetch(request)
    const type = response.headers.get('content-type') ?? ''
    const location = response.headers.get('location')
    if (location !== null) keep(new URL(location, request.url).searchParams.get('code'))
    const body = await response.clone().text()
    if (response.ok && body !== '' && type.includes('json')) {
      const json: Record<string, unknown> = JSON.parse(body)
      for (const name of secretNames) keep(json[name])
    } else if (type.includes('html') || !response.ok) {
      for (const secret of secrets) if (body.includes(secret)) leaks.push(`${request.method} ${request.url}: ${secret}`)
    }
    return response
  }
  const checked = createChecked({
    origins: { paragon: 'http://localhost:4010', provider: 'http://localhost:4020' },
    isSpoilt: () => false,
  })
  const seen = (fetch: Provider['fetch']) => checked(watched(fetch), { isNoted: true })
  const hosts = Object.entries(provider.hosts).map(([host, fetch]) => [host, seen(fetch)])
  return { provider: { ...provider, fetch: seen(provider.fetch), hosts: Object.fromEntries(hosts) }, leaks }
}

/** An authorization request; `undefined` leaves a parameter out. */
export function authorizationUrl(clientName: ClientName, changes: Record<string, string | undefined> = {}): URL {
  const { id, redirectUris } = CLIENTS[clientName]
  const params: Record<string, string | undefined> = {
    client_id: id,
    redirect_uri: redirectUris[0],
    response_type: 'code',
    scope: `openid email profile ${DRIVE}`,
    state: 'the-state',
    access_type: 'offline',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...changes,
  }
  const url = new URL('http://localhost:4020/oauth/authorize')
  for (const [name, value] of Object.entries(params)) if (value !== undefined) url.searchParams.set(name, value)
  return url
}

/** Chooses an account and allows what is asked; answers where the browser is sent. */
export async function allow(browser: Browser, url: URL, email = 'maya.chen@northwind.example'): Promise<URL> {
  let page = await browser.open(url)
  const choice = page.buttons.find(({ label }) => label.includes(email))
  if (choice) page = await browser.press(page, choice.label)
  if (page.buttons.some(({ label }) => label === 'Allow')) page = await browser.press(page, 'Allow')
  if (!page.location) throw new Error(`No redirect, but ${page.status}: ${page.html}`)
  return page.location
}

/** A fresh code, in a browser that nobody used before. */
export async function obtainCode(
  { provider }: ProviderFixture,
  clientName: ClientName = 'drive',
  changes: Record<string, string | undefined> = {},
): Promise<string> {
  const location = await allow(new Browser(provider), authorizationUrl(clientName, changes))
  const code = location.searchParams.get('code')
  if (code === null) throw new Error(`No code in ${location}`)
  return code
}

/** A post to the token or revocation endpoint, with the client's secret in the body unless `changes` say otherwise. */
export async function post(
  { provider }: ProviderFixture,
  path: string,
  params: Record<string, string | undefined>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const given = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const body = new URLSearchParams(given)
  return provider.fetch(new Request(`http://localhost:4020${path}`, { method: 'POST', body, headers }))
}

/** The parameters that exchange a code of the client `drive`. */
export function exchange(code: string, changes: Record<string, string | undefined> = {}) {
  return {
    grant_type: 'authorization_code',
    client_id: CLIENTS.drive.id,
    client_secret: CLIENTS.drive.secret,
    redirect_uri: CALLBACK,
    code,
    code_verifier: VERIFIER,
    ...changes,
  }
}

/** The parameters that exchange a refresh token of the client `drive`. */
export function refreshing(refreshToken: string, changes: Record<string, string | undefined> = {}) {
  return {
    grant_type: 'refresh_token',
    client_id: CLIENTS.drive.id,
    client_secret: CLIENTS.drive.secret,
    refresh_token: refreshToken,
    ...changes,
  }
}

export interface Tokens {
  access_token: string
  refresh_token: string
  id_token: string
  scope: string
}

/** Tokens of the client `drive`. */
export async function obtainTokens(
  fixture: ProviderFixture,
  changes: Record<string, string | undefined> = {},
): Promise<Tokens> {
  const response = await post(fixture, '/oauth/token', exchange(await obtainCode(fixture, 'drive', changes)))
  return (await response.json()) as Tokens
}

/** An access token of an account for a client of its directory, got with nobody at the pages. */
export async function signInWithoutBrowser(
  fixture: ProviderFixture,
  client: ClientRegistration & { secret: string },
  email: string,
  scopes: readonly string[],
): Promise<string> {
  await saveClientsAtProvider(fixture.ctx, 'project', [client])
  const code = await authorizeWithoutBrowser(fixture.ctx, {
    projectId: 'project',
    clientId: client.id,
    directory: client.directory,
    email,
    scope: scopes.join(' '),
    redirectUri: CALLBACK,
    codeChallenge: CHALLENGE,
  })
  const parameters = { client_id: client.id, client_secret: client.secret, code_verifier: VERIFIER }
  const answer = await post(fixture, '/oauth/token', {
    ...parameters,
    grant_type: 'authorization_code',
    redirect_uri: CALLBACK,
    code,
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

export async function userinfo({ provider }: ProviderFixture, accessToken: string): Promise<Response> {
  const headers = { authorization: `Bearer ${accessToken}` }
  return provider.fetch(new Request('http://localhost:4020/oauth/userinfo', { headers }))
}

/** A bare project row for what the provider keeps to hang from. */
export async function addProject(ctx: TestContext, id: string): Promise<void> {
  await ctx.store.prisma.project.create({
    data: {
      id,
      name: id,
      allowedOrigins: [],
      accessibleFeatures: [],
      billingPlan: 'pro',
      dateCreated: ctx.clock.timestamp(),
    },
  })
}

/** A browser at the provider: keeps its cookie, shows pages as text, presses the buttons of forms. */
export class Browser {
  readonly #provider: Provider
  readonly #cookies = new Map<string, string>()

  constructor(provider: Provider) {
    this.#provider = provider
  }

  async open(url: string | URL): Promise<Visit> {
    return this.#visit(new Request(url, { headers: this.#headers() }))
  }

  /** Submits the form of a page with a button, and with what was typed. */
  async press(page: Visit, button: string, typed: Record<string, string> = {}): Promise<Visit> {
    const found = page.buttons.find(({ label }) => label === button)
    if (!found) throw new Error(`There is no button "${button}", only ${page.buttons.map(({ label }) => label)}.`)
    const body = new URLSearchParams({ ...page.hidden, ...typed, [found.name]: found.value })
    return this.#visit(new Request(new URL(page.action, page.url), { method: 'POST', body, headers: this.#headers() }))
  }

  #headers(): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return cookie === '' ? {} : { cookie }
  }

  async #visit(request: Request): Promise<Visit> {
    const response = await this.#provider.fetch(request)
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      this.#cookies.set(name, value)
    }
    return readVisit(request.url, response)
  }
}

export interface Visit {
  url: string
  status: number
  headers: Headers
  html: string
  /** Where a redirect leads. */
  location: URL | undefined
  action: string
  hidden: Record<string, string>
  buttons: { label: string; name: string; value: string }[]
}

async function readVisit(url: string, response: Response): Promise<Visit> {
  const html = await response.text()
  const location = response.headers.get('location')
  const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  const hidden = [...html.matchAll(/<input type="hidden"[^>]*>/g)].map(([tag]): [string, string] => [
    attribute(tag, 'name'),
    attribute(tag, 'value'),
  ])
  const buttons = [...html.matchAll(/(<button[^>]*>)(.*?)<\/button>/gs)].map(([, tag = '', inner = '']) => ({
    label: inner
      .replace(/<span class="other".*?<\/span>/, '')
      .replace(/<[^>]*>/g, '')
      .trim(),
    name: attribute(tag, 'name'),
    value: attribute(tag, 'value'),
  }))
  return {
    url,
    status: response.status,
    headers: response.headers,
    html,
    location: location === null ? undefined : new URL(location),
    action: /<form[^>]*action="([^"]*)"/.exec(html)?.[1] ?? '',
    hidden: Object.fromEntries(hidden),
    buttons,
  }
}
