import { createClock, createProjectClocks } from './clock.ts'
import type { Context, Urls } from './context.ts'
import { ensureProject } from './control/projects/operations.ts'
import type { LoginClient } from './control/projects/provider-registration.ts'
import { signingKeyFromPem } from './control/projects/signing-key.ts'
import { createControl } from './control/routes.ts'
import { createParagon } from './paragon/paragon.ts'
import { createProvider, findHost } from './provider/provider.ts'
import { systemRandom } from './random.ts'
import { createScheduler } from './scheduler/scheduler.ts'
import { openStore, type StoreOptions } from './store/store.ts'

export interface SandboxOptions extends StoreOptions {
  urls: Urls
  /** Bearer token of the control API. */
  adminToken: string
  /** The project that is there from the start. */
  project: {
    id: string
    /** PEM, private or public; default: a new pair, whose private half `GET /_sandbox/projects/:id` tells. */
    signingKey?: string | undefined
    /** The host app's own sign-in at the provider. */
    loginClient?: LoginClient | undefined
  }
}

export interface Sandbox {
  /** Paragon and the control API. */
  paragon: Fetch
  /** The authorization server and the third-party APIs. */
  provider: Fetch
  context: Context
  close(): Promise<void>
}

export type Fetch = (request: Request) => Response | Promise<Response>

/** Composes the simulated world over one database. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const store = await openStore(options)
  const clock = createClock()
  const clockOf = createProjectClocks(store, clock)
  const scheduler = createScheduler(store, clock, clockOf)
  const context: Context = {
    store,
    clock,
    clockOf,
    scheduler,
    random: systemRandom,
    urls: options.urls,
    fetch: (request) => dispatch(request),
  }
  const provider = createProvider(context)
  const paragon = createParagon(context)
  const control = createControl(context, options.adminToken)
  const providerOrigin = new URL(options.urls.provider).origin

  async function dispatch(request: Request): Promise<Response> {
    const url = new URL(request.url)
    if (url.origin === providerOrigin) return provider.fetch(request)
    const host = url.protocol === 'https:' ? findHost(provider.hosts, url.host) : undefined
    if (!host) throw new Error(`The sandbox calls no one but its own provider; not ${url.origin}`)
    return host(request)
  }

  const { id, signingKey, loginClient } = options.project
  await ensureProject(context, id, {
    signingKey: signingKey ? signingKeyFromPem(signingKey) : undefined,
    loginClient,
  })
  scheduler.start()
  const pruning = pruneRegularly(context, provider.prune)
  return {
    paragon: (request) => {
      // Parsing the URL would cost as much as all the rest of a cached answer.
      const path = request.url.slice(request.url.indexOf('/', 'https://'.length))
      if (path === '/health') return Response.json({ status: 'ok' })
      return path.startsWith('/_sandbox') ? control.fetch(request) : paragon.fetch(request)
    },
    provider: provider.fetch,
    context,
    async close() {
      await scheduler.stop()
      await pruning.stop()
      await store.close()
    },
  }
}

const PRUNE_INTERVAL = 60 * 60 * 1000

/** Removes what has expired, once now and then every hour, beside the requests and never in their way. */
function pruneRegularly({ store, clock }: Context, pruneProvider: () => Promise<void>) {
  let running = Promise.resolve()
  const prune = () => {
    running = Promise.all([store.oauthSessions.prune(new Date(clock.now())), pruneProvider()]).then(
      () => undefined,
      (error: unknown) => console.error('Expired rows could not be removed:', error),
    )
  }
  const first = setImmediate(prune)
  const timer = setInterval(prune, PRUNE_INTERVAL)
  timer.unref()
  return {
    stop() {
      clearImmediate(first)
      clearInterval(timer)
      return running
    },
  }
}
