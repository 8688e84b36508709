import type { DemoAccount } from '../catalog/demo-accounts.ts'
import type { Account } from '../store/provider-accounts.ts'
import { createTestContext, type TestContext } from '../testing/test-context.ts'
import { createProvider, type Provider } from './provider.ts'
import { type ClientRegistration, registerProjectAtProvider } from './register.ts'

export const DRIVE = 'https://www.googleapis.com/auth/drive'
export const CALLBACK = 'http://localhost:4010/oauth'

const scopes = [
  'openid',
  'email',
  'profile',
  'offline_access',
  DRIVE,
  `${DRIVE}.readonly`,
  `${DRIVE}.metadata.readonly`,
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

export interface ProviderFixture {
  ctx: TestContext
  provider: Provider
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
  return {
    ctx,
    provider: createProvider(ctx),
    accounts,
    account(email) {
      const found = accounts.find((account) => account.email === email)
      if (!found) throw new Error(`There is no account ${email}.`)
      return found
    },
  }
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
  #cookie: string | undefined

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
    return this.#cookie === undefined ? {} : { cookie: this.#cookie }
  }

  async #visit(request: Request): Promise<Visit> {
    const response = await this.#provider.fetch(request)
    this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie
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
