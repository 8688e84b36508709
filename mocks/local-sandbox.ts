import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type ControlClient, createControlClient } from './client/control-client.ts'
import type { ProjectControl } from './client/project-control.ts'
import type { ProjectConfig } from './config/sandbox-config.ts'
import type { RunningSandbox } from './node.ts'
import { originsOf } from './paragon/oauth/callback-url.ts'
import { paragonHosts, pathHere } from './real-hosts.ts'
import type { Sandbox } from './sandbox.ts'

export interface LocalSandboxOptions {
  /** Listens on these ports, of which 0 takes a free one; default: it is reached through `fetch` only. */
  listen?: { port?: number; providerPort?: number; host?: string } | undefined
  /** Its base URLs when it does not listen; default http://localhost:4010 and http://localhost:4020. */
  urls?: { paragon: string; provider: string } | undefined
  /** `file:` URL of a SQLite database that is kept; default: one in a temporary folder, removed by `close`. */
  databaseUrl?: string | undefined
  /** The project that is there from the start. Default id: "sandbox". */
  project?: { id?: string; signingKey?: string; apiKey?: string } | undefined
  /** Projects with what they start with, as a configuration has them; the first is the one above when that names no other. */
  projects?: ProjectConfig[] | undefined
  /** Bearer token of the control API; default: a random one. */
  adminToken?: string | undefined
  /** Real hosts that proxied calls may leave the sandbox for; default: none. */
  egress?: { hosts: string[] } | undefined
  /** Hosts beside this machine that webhooks may be sent to; "*" is any. */
  webhooks?: { hosts?: string[]; timeout?: number } | undefined
  /** How a request reaches an app's webhook; default: over the network. */
  deliver?: ((request: Request) => Promise<Response>) | undefined
  /** Entries of the journal kept of each project, 500 unless given; `control`: whether the control API's calls are among them. */
  journal?: { size?: number; control?: boolean } | undefined
  /** Whether the vendor's documented limits of requests hold; default: no. */
  rateLimits?: boolean | undefined
  /** Milliseconds that a third party may keep silent; default 30,000. */
  thirdPartyTimeout?: number | undefined
}

/** Paragon, its OAuth provider and the third-party APIs, in this process. */
export interface LocalSandbox {
  /** Base URLs without a trailing slash. */
  urls: { paragon: string; provider: string }
  adminToken: string
  /** The project that is there from the start. */
  project: ProjectControl
  control: ControlClient
  /**
   * Answers a request in process, by its address: of the sandbox itself, of Paragon's real hosts, or of a third-party API
   * such as `https://www.googleapis.com`. Rejects for any other: nothing leaves the process.
   */
  fetch(request: Request): Promise<Response>
  /** Lets answers under way finish; nothing is left behind. */
  close(): Promise<void>
}

/** Starts a sandbox in this process. Throws when a port is taken, or an option is not what it must be. */
export async function createSandbox(options: LocalSandboxOptions = {}): Promise<LocalSandbox> {
  const {
    listen,
    databaseUrl,
    project = {},
    projects,
    adminToken = randomBytes(24).toString('base64url'),
    ...others
  } = options
  const declarations = projects && (await declarationsOf(projects))
  const folder = databaseUrl === undefined ? mkdtempSync(path.join(tmpdir(), 'paragon-sandbox-')) : undefined
  const removeFolder = () => folder && rmSync(folder, { recursive: true, force: true })
  const urls = others.urls ?? { paragon: 'http://localhost:4010', provider: 'http://localhost:4020' }
  const settings = {
    ...others,
    urls,
    adminToken,
    databaseUrl: databaseUrl ?? `file:${path.join(folder ?? '', 'sandbox.db')}`,
    project: { id: projects?.[0]?.id ?? 'sandbox', ...project },
    declarations,
  }
  try {
    const running = listen ? await startListening(settings, listen) : await startInProcess(settings)
    const fetch = inProcessFetch(running, running.urls)
    const control = createControlClient({ url: running.urls.paragon, adminToken, fetch })
    return {
      urls: running.urls,
      adminToken,
      control,
      project: await control.project(settings.project.id),
      fetch,
      async close() {
        await running.close()
        removeFolder()
      },
    }
  } catch (error) {
    removeFolder()
    throw error
  }
}

/** Throws a ConfigError with every problem. */
async function declarationsOf(projects: ProjectConfig[]) {
  const { checkConfig } = await import('./config/check-config.ts')
  return checkConfig({ projects }, 'createSandbox').projects
}

type Settings = Parameters<typeof import('./sandbox.ts')['createSandbox']>[0]
type Running = Sandbox & { urls: LocalSandbox['urls'] }

async function startInProcess(settings: Settings): Promise<Running> {
  const { createSandbox: compose } = await import('./sandbox.ts')
  return { ...(await compose(settings)), urls: settings.urls }
}

async function startListening(
  { urls: _, ...settings }: Settings,
  { port = 0, providerPort = 0, host }: NonNullable<LocalSandboxOptions['listen']>,
): Promise<Running> {
  const { startSandbox } = await import('./node.ts')
  const running: RunningSandbox = await startSandbox({ ...settings, port, providerPort, host })
  return { ...running, urls: { paragon: running.paragonUrl, provider: running.providerUrl } }
}

/** The sandbox's services by the address of a request, and not only by the sandbox's own. */
export function inProcessFetch(
  { paragon, provider, context }: Pick<Sandbox, 'paragon' | 'provider' | 'context'>,
  urls: LocalSandbox['urls'],
): LocalSandbox['fetch'] {
  const origins = { paragon: originsOf(urls.paragon), provider: new URL(urls.provider).origin }
  return async (request) => {
    const url = new URL(request.url)
    if (origins.paragon.includes(url.origin)) return paragon(request)
    if (url.origin === origins.provider) return provider(request)
    if (url.protocol === 'https:' && paragonHosts.includes(url.host)) {
      return paragon(new Request(`${urls.paragon}${pathHere(url)}${url.search}`, request))
    }
    return context.fetch(request)
  }
}
