import { createServer } from 'node:http'
import path from 'node:path'
import {
  test as base,
  expect as baseExpect,
  type FrameLocator,
  type JSHandle,
  type Page,
  type Request,
} from '@playwright/test'
import type { AuthenticatedConnectUser } from '@useparagon/connect'
import { build } from 'esbuild'
import { root } from '../../scripts/root.mjs'
import { allowAs } from './harbor.ts'
import type { HostWindow, RecordedEvent } from './host-client.ts'
import { type SandboxStack, startSandbox } from './stack.ts'

/** Patient: between a popup's end and what the SDK makes of it lie its own timers, on a machine that may be busy. */
export const expect = baseExpect.configure({ timeout: 20_000 })

export const maya = { work: 'maya.chen@northwind.example', home: 'maya.chen.home@mail.example' }
export const jonas = { work: 'jonas.weber@northwind.example', home: 'jonas.weber.home@mail.example' }

/** The JSON of one of the SDK's types: dates are strings. */
type Wire<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Wire<T[K]> } : T

/** What the SDK's `getUser` and the server's `GET /sdk/me` both tell. */
export type User = Omit<Wire<AuthenticatedConnectUser>, 'token'>
export type Integration = NonNullable<User['integrations'][string]>
export type Account = Integration['allCredentials'][number]

/** A request that the host page, or the portal in it, sent to the sandbox. */
export interface SentRequest {
  method: string
  /** Below `/projects/:id`, with the query. */
  path: string
  headers: Record<string, string>
  body: string | null
}

export interface Answer<T> {
  status: number
  body: T
}

/** Code that runs in the host page, where `window.paragon` is the SDK. */
type PageCode<Result, Argument> = (window: HostWindow, argument: Argument) => Result | Promise<Result>

/** A page of a host app with the vendor's SDK in it, and the server's side of the same story. */
export class HostPage {
  readonly page: Page
  /** The inside of the Connect Portal's frame. */
  readonly portal: FrameLocator
  readonly projectId: string
  /** What left the page for the sandbox, oldest first. */
  readonly requests: SentRequest[] = []
  readonly pageErrors: string[] = []
  readonly #sandbox: SandboxStack
  readonly #origin: string
  readonly #underWay = new Set<Request>()
  #window: JSHandle<HostWindow> | undefined
  #token: string | undefined

  constructor(page: Page, sandbox: SandboxStack, origin: string, projectId: string) {
    this.page = page
    this.portal = page.frameLocator('#paragon-connect-frame')
    this.projectId = projectId
    this.#sandbox = sandbox
    this.#origin = origin
    page.on('pageerror', (error) => this.pageErrors.push(error.message))
    page.on('requestfinished', (request) => this.#underWay.delete(request))
    page.on('requestfailed', (request) => this.#underWay.delete(request))
    page.on('request', (request) => {
      const [, subpath] = request.url().split(`/projects/${projectId}`)
      if (!request.url().startsWith(sandbox.paragonUrl) || subpath === undefined) return
      this.#underWay.add(request)
      this.requests.push({
        method: request.method(),
        path: subpath,
        headers: request.headers(),
        body: request.postData(),
      })
    })
  }

  /** Where ActionKit has the project's tools. */
  get actionKitUrl(): string {
    return `${this.#sandbox.paragonUrl}/projects/${this.projectId}/actions`
  }

  /** The same app and project on another page. */
  inAnother(page: Page): HostPage {
    return new HostPage(page, this.#sandbox, this.#origin, this.projectId)
  }

  /** Loads the page; `unconfigured`: as an app does that never calls `configureGlobal`. */
  async open(options: { unconfigured?: boolean } = {}): Promise<void> {
    await this.page.goto(`${this.#origin}/${options.unconfigured ? '?unconfigured' : ''}`)
    // The page's script has put on `window` what the type says.
    this.#window = (await this.page.evaluateHandle(() => window)) as unknown as JSHandle<HostWindow>
  }

  run<Result, Argument = void>(code: PageCode<Result, Argument>, argument?: Argument): Promise<Result> {
    if (!this.#window) throw new Error('The page has not been opened.')
    return evaluate(this.#window, code, argument as Argument)
  }

  /** Signs a connected user in, with a token such as the app's server would make. */
  async authenticate(sub = 'ada'): Promise<void> {
    this.#token = await this.newToken(sub)
    await this.run(({ paragon }, [projectId, token]) => paragon.authenticate(projectId, token), [
      this.projectId,
      this.#token,
    ] as const)
  }

  /** The token that the user was signed in with; the SDK keeps its own to itself. */
  get userToken(): string {
    if (this.#token === undefined) throw new Error('No user has been signed in.')
    return this.#token
  }

  async newToken(sub: string): Promise<string> {
    const { token } = await this.control<{ token: string }>('POST', '/tokens', { sub })
    return token
  }

  /** The SDK's own state. */
  async user(): Promise<User> {
    const user = await this.run(({ paragon }) => paragon.getUser() as unknown as User | { authenticated: false })
    if (!user.authenticated) throw new Error('The SDK has no user.')
    return user
  }

  /** The SDK's state of one integration. */
  async known(type = 'googledrive'): Promise<Integration> {
    return integrationOf(await this.user(), type)
  }

  /** The server's word on the same user. */
  async me(): Promise<User> {
    const { status, body } = await this.rest<User>('GET', '/sdk/me')
    expect(status).toBe(200)
    return body
  }

  /** The server's word on one integration. */
  async stored(type = 'googledrive'): Promise<Integration> {
    return integrationOf(await this.me(), type)
  }

  /** The server's word on one account, wherever it is. */
  async account(id: string): Promise<Account> {
    const { status, body } = await this.rest<Account>('GET', `/sdk/credentials/${id}`)
    expect(status).toBe(200)
    return body
  }

  /** E-mail addresses of the accounts that the server has, oldest first. */
  async emails(type = 'googledrive'): Promise<unknown[]> {
    return (await this.stored(type)).allCredentials.map(({ providerData }) => providerData.email)
  }

  /** A call of the REST API as the user in the page, from outside of it. */
  async rest<T>(
    method: string,
    subpath: string,
    init: { headers?: Record<string, string>; body?: unknown } = {},
  ): Promise<Answer<T>> {
    return call(`${this.#sandbox.paragonUrl}/projects/${this.projectId}${subpath}`, method, this.userToken, init)
  }

  /** A call of the control API, below the test's project. */
  async control<T = unknown>(method: string, subpath: string, body?: unknown): Promise<T> {
    const url = `${this.#sandbox.paragonUrl}/_sandbox/projects/${this.projectId}${subpath}`
    const answer = await call<T>(url, method, this.#sandbox.adminToken, { body })
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300)
    return answer.body
  }

  /** Connects an account behind the page's back; `authenticate` lets the page see it. */
  connect(
    account: string,
    {
      sub = 'ada',
      integration = 'googledrive',
      externalId,
    }: { sub?: string; integration?: string; externalId?: string } = {},
  ): Promise<Account> {
    return this.control('POST', '/credentials', { sub, integration, account, ...(externalId && { externalId }) })
  }

  /** What can happen to an account while nobody looks. */
  async mishap(credentialId: string, kind: 'expire' | 'invalidate' | 'revoke'): Promise<void> {
    await this.control('POST', `/credentials/${credentialId}/${kind}`)
  }

  /** Runs code that opens the popup, signs in there as `email`, waits for the window to go, and answers the code's result. */
  async signIn<Result, Argument = void>(
    email: string,
    code: PageCode<Result, Argument>,
    argument?: Argument,
  ): Promise<Result> {
    return this.inPopup((popup) => allowAs(popup, email), code, argument)
  }

  /** Runs code that opens the popup, does `work` there, and answers the code's result. */
  async inPopup<Result, Argument = void>(
    work: (popup: Page) => Promise<unknown>,
    code: PageCode<Result, Argument>,
    argument?: Argument,
  ): Promise<Result> {
    const opened = this.page.waitForEvent('popup')
    const [result] = await Promise.all([this.run(code, argument), opened.then(work)])
    return result
  }

  /** Requests sent so far whose method and path match. */
  sent(method: string, pattern: RegExp): SentRequest[] {
    return this.requests.filter((request) => request.method === method && pattern.test(request.path))
  }

  /** Ids of an integration's workflows, by what they are called. */
  workflows(type = 'googledrive'): Promise<Record<string, string>> {
    return this.run(
      ({ paragon }, name) =>
        Object.fromEntries(
          paragon.getIntegrationConfig(name).availableWorkflows.map(({ id, description }) => [description, id]),
        ),
      type,
    )
  }

  /** Events of `paragon.subscribe` so far, of one name. */
  events(name: string): Promise<RecordedEvent[]> {
    return this.run(({ events }, wanted) => events.filter((event) => event.name === wanted), name)
  }

  /** Ends when every request that the page sent to the sandbox has been answered. */
  async answered(): Promise<void> {
    await expect.poll(() => this.#underWay.size).toBe(0)
  }

  /** Ends when the SDK polls for no popup any more: it says so by a DELETE of the session. */
  async polled(): Promise<void> {
    const begun = this.sent('GET', /\/sdk\/actions\/build-oauth\?/).length
    await expect.poll(() => this.sent('DELETE', /^\/sdk\/actions\/session-id\//).length).toBe(begun)
  }
}

function evaluate<Result, Argument>(
  window: JSHandle<HostWindow>,
  code: PageCode<Result, Argument>,
  argument: Argument,
): Promise<Result> {
  return window.evaluate(code as never, argument) as Promise<Result>
}

function integrationOf(user: User, type: string): Integration {
  const integration = user.integrations[type]
  if (!integration) throw new Error(`The project has no integration "${type}".`)
  return integration
}

async function call<T>(
  url: string,
  method: string,
  token: string,
  { headers, body }: { headers?: Record<string, string>; body?: unknown },
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T }
}

interface HostServer {
  /** The same page under two origins, so that two apps can be open in one browser. */
  origins: [string, string]
}

/** The SDK and the host page's script, bundled as an app would. */
async function bundleClient(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'e2e/support/host-client.ts')],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

interface TestFixtures {
  /** A second page of a project of its own, in the browser of the first. */
  neighbour: HostPage
  host: HostPage
  hostGuard: undefined
  /** Hosts that a test's page may ask beside the sandbox, because the test answers for them. */
  elsewhereAllowed: string[]
}
interface WorkerFixtures {
  sandbox: SandboxStack
  server: HostServer
}

/** Playwright's `test` with the SDK in a plain page: no reference app, one sandbox for each worker, one project for each page. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  sandbox: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures this one needs.
    async ({}, use, workerInfo) => {
      const logs = path.join(workerInfo.project.outputDir, 'logs')
      const sandbox = await startSandbox(logs, `sdk-${workerInfo.workerIndex}`)
      await use(sandbox)
      await sandbox.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  server: [
    async ({ sandbox }, use) => {
      const script = await bundleClient()
      const html = `<!doctype html><html lang="en" data-sandbox="${sandbox.paragonUrl}"><head><meta charset="utf-8"><title>Host app</title><link rel="icon" href="data:,"><script src="/client.js"></script></head><body><h1>Host app</h1></body></html>`
      const server = createServer((request, response) => {
        const isScript = request.url === '/client.js'
        response.setHeader('content-type', isScript ? 'text/javascript; charset=utf-8' : 'text/html; charset=utf-8')
        response.end(isScript ? script : html)
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('The host page has no port.')
      await use({ origins: [`http://localhost:${address.port}`, `http://127.0.0.1:${address.port}`] })
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
    { scope: 'worker' },
  ],
  host: async ({ page, sandbox, server }, use) => {
    const host = new HostPage(page, sandbox, server.origins[0], await newProject(sandbox))
    await host.open()
    await use(host)
    expect(host.pageErrors).toEqual([])
  },
  neighbour: async ({ context, sandbox, server }, use) => {
    const host = new HostPage(await context.newPage(), sandbox, server.origins[1], await newProject(sandbox))
    await host.open()
    await use(host)
    expect(host.pageErrors).toEqual([])
  },
  elsewhereAllowed: [[], { option: true }],
  hostGuard: [
    async ({ context, sandbox, elsewhereAllowed }, use, testInfo) => {
      const elsewhere: string[] = []
      context.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url())
        const known = ['localhost', '127.0.0.1', ...elsewhereAllowed]
        if (protocol.startsWith('http') && !known.includes(hostname)) elsewhere.push(request.url())
      })
      await use(undefined)
      expect(elsewhere, 'the SDK speaks to nobody but the sandbox').toEqual([])
      if (testInfo.status === testInfo.expectedStatus) return
      await testInfo.attach('sandbox.log', { path: sandbox.logs.sandbox, contentType: 'text/plain' })
    },
    { auto: true },
  ],
})

async function newProject(sandbox: SandboxStack): Promise<string> {
  const url = `${sandbox.paragonUrl}/_sandbox/projects`
  const answer = await call<{ projectId: string }>(url, 'POST', sandbox.adminToken, { body: {} })
  expect(answer.status).toBe(201)
  return answer.body.projectId
}
