import { setTimeout as sleep } from 'node:timers/promises'
import { createClock, createProjectClocks } from './clock.ts'
import type { Context, Urls } from './context.ts'
import type { LoginClient } from './control/projects/provider-registration.ts'
import type { NewProjectInput } from './control/projects/schemas.ts'
import { signingKeyFromPem } from './control/projects/signing-key.ts'
import { startProjects } from './control/projects/start.ts'
import type { EgressOptions } from './egress/egress.ts'
import { EgressRefusedError } from './egress/egress-error.ts'
import { createFaults } from './faults/faults.ts'
import { createJournal, type JournalOptions } from './journal/journal.ts'
import { createRouteTable } from './journal/route-table.ts'
import { lazily, lazyFetch } from './lazily.ts'
import { findHost } from './provider/hosts.ts'
import { createPushes } from './pushes.ts'
import { createProjectRandoms, systemRandom } from './random.ts'
import { createScheduler } from './scheduler/scheduler.ts'
import { openStore, type StoreOptions } from './store/store.ts'
import { createTraffic, type Fetch } from './traffic.ts'
import { createWebhooks, type WebhookOptions } from './webhooks/webhooks.ts'

export interface SandboxOptions extends StoreOptions {
  urls: Urls
  /** Bearer token of the control API. */
  adminToken: string
  /** Milliseconds that a third party may keep silent; default: 30 seconds. */
  thirdPartyTimeout?: number | undefined
  /** Real hosts that requests may leave the sandbox for; default: none. What is simulated is never called for real. */
  egress?: EgressOptions | undefined
  /** Whether the vendor's documented limits of requests hold; default: no. */
  rateLimits?: boolean | undefined
  /** The project that is there from the start. */
  project: {
    id: string
    /** PEM, private or public; default: a new pair, whose private half `GET /_sandbox/projects/:id` tells. */
    signingKey?: string | undefined
    /** Opens Task History; default: a new one, which `GET /_sandbox/projects/:id` tells. */
    apiKey?: string | undefined
    /** Signs what is sent to webhooks; default: a new one, which `GET /_sandbox/projects/:id` tells. */
    webhookSecret?: string | undefined
    /** The host app's own sign-in at the provider. */
    loginClient?: LoginClient | undefined
  }
  /** What is declared of projects, that one's among them if anything is: made at start, and brought up to date. */
  declarations?: readonly ProjectDeclaration[] | undefined
  /** A snapshot of a project (control/snapshots), imported unless the project is there. */
  seed?: unknown
  webhooks?: WebhookOptions | undefined
  /** How a request reaches an app's webhook; default: over the network. */
  deliver?: ((request: Request) => Promise<Response>) | undefined
  journal?: JournalOptions | undefined
  /** How the delays of faults pass; default: in real time. */
  sleep?: Context['sleep'] | undefined
}

/** A declaration that was found to be in order (control/projects/schemas.ts). */
export type ProjectDeclaration = NewProjectInput & { id: string }

export interface Sandbox {
  /** Paragon and the control API. */
  paragon: Fetch
  /** The authorization server and the third-party APIs. */
  provider: Fetch
  context: Context
  /** Has other projects declared from now on; those that are declared no more stay as they are. Throws a Problem. */
  declare(declarations: readonly ProjectDeclaration[]): Promise<void>
  /** Before `close`, while answers are still under way: ends those that wait for something. */
  release(): void
  close(): Promise<void>
}

/** Assumed. */
const THIRD_PARTY_TIMEOUT = 30_000

export type { Fetch }

/**
 * Composes the simulated world over one database. Its services are loaded when they are first asked for, or when a job of
 * theirs comes due: loading all of them takes longer than everything else that a start does.
 */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = createClock()
  const store = await openStore(options, clock)
  const clockOf = createProjectClocks(store, clock)
  const randomOf = createProjectRandoms(store, systemRandom)
  const observed = {
    store,
    clock,
    random: systemRandom,
    urls: options.urls,
    sleep: options.sleep ?? ((milliseconds: number, signal: AbortSignal) => sleep(milliseconds, undefined, { signal })),
    journal: createJournal(clock, options.journal),
    faults: createFaults({ clock, random: systemRandom }),
    routes: createRouteTable(),
  }
  const traffic = createTraffic(observed)
  const scheduler = traffic.traced(createScheduler(store, clock, clockOf, () => paragon.get()))
  const base = {
    ...observed,
    clockOf,
    randomOf,
    scheduler,
    thirdPartyTimeout: options.thirdPartyTimeout ?? THIRD_PARTY_TIMEOUT,
    fetch: traffic.sent('call', (request) => dispatch(request)),
    deliver: traffic.sent('webhook', options.deliver ?? ((request) => fetch(request))),
  }
  const context: Context = { ...base, webhooks: createWebhooks(base, options.webhooks), pushes: createPushes() }
  const paragon = lazily(async () => {
    const { createParagon } = await import('./paragon/paragon.ts')
    return createParagon(context, { rateLimits: options.rateLimits })
  })
  const provider = lazily(async () => (await import('./provider/provider.ts')).createProvider(context))
  const control = lazily(async () => {
    const { createControl } = await import('./control/routes.ts')
    return createControl(context, options.adminToken)
  })
  const services = { paragon: lazyFetch(paragon), provider: lazyFetch(provider), control: lazyFetch(control) }
  observed.routes.later(paragon.get)
  observed.routes.later(provider.get)
  const egress = await openEgress(options.egress, context.thirdPartyTimeout)
  const providerOrigin = new URL(options.urls.provider).origin

  async function dispatch(request: Request): Promise<Response> {
    const url = new URL(request.url)
    if (url.origin === providerOrigin) return services.provider(request)
    const host = url.protocol === 'https:' ? findHost((await provider.get()).hosts, url.host) : undefined
    if (host) return host(request)
    if (egress?.allows(url)) return egress.fetch(request)
    throw new EgressRefusedError(
      `The sandbox does not simulate ${url.origin}, and may not call the real one (see --allow-egress).`,
    )
  }

  const receivedByParagon = traffic.received('paragon', services.paragon)
  const receivedByControl = observed.journal.includesControl
    ? traffic.received('control', services.control)
    : services.control
  const release = () => {
    paragon.loaded()?.release()
    traffic.release()
    observed.journal.release()
  }

  const { id, signingKey, apiKey, webhookSecret, loginClient } = options.project
  const given = {
    signingKey: signingKey ? signingKeyFromPem(signingKey) : undefined,
    apiKey,
    webhookSecret,
    loginClient,
  }
  const declare = (declarations: readonly ProjectDeclaration[]) =>
    startProjects(context, [
      { id, given, declaration: declarations.find((each) => each.id === id) },
      ...declarations.filter((each) => each.id !== id).map((declaration) => ({ id: declaration.id, declaration })),
    ])
  if (options.seed !== undefined) {
    const { seedProject } = await import('./control/snapshots/operations.ts')
    await seedProject(context, options.seed)
  }
  await declare(options.declarations ?? [])
  scheduler.start()
  const pruning = pruneRegularly(context)
  return {
    paragon: (request, wire) => {
      // Parsing the URL would cost as much as all the rest of a cached answer.
      const path = request.url.slice(request.url.indexOf('/', 'https://'.length))
      if (path === '/health') return Response.json({ status: 'ok' })
      return path.startsWith('/_sandbox') ? receivedByControl(request, wire) : receivedByParagon(request, wire)
    },
    provider: traffic.received('provider', services.provider),
    context,
    declare,
    release,
    async close() {
      release()
      context.webhooks.stop()
      await scheduler.stop()
      await pruning.stop()
      await store.close()
    },
  }
}

/** Loaded only when there is a way out: TLS takes its time. */
async function openEgress(options: EgressOptions | undefined, timeout: number) {
  if (!options || options.hosts.length === 0) return undefined
  const { createEgress } = await import('./egress/egress.ts')
  return createEgress(options, timeout)
}

/** Milliseconds. Nobody is to wait for it who has just started the sandbox. */
const FIRST_PRUNE = 10_000
const PRUNE_INTERVAL = 60 * 60 * 1000

/** Removes what has expired, soon after the start and then every hour, beside the requests and never in their way. */
function pruneRegularly({ store, clock }: Context) {
  let running = Promise.resolve()
  const prune = () => {
    const now = clock.now()
    running = Promise.all([
      store.oauthSessions.prune(new Date(now)),
      store.workflowExecutions.prune(now),
      store.provider.tokens.prune(new Date(now)),
    ]).then(
      () => undefined,
      (error: unknown) => console.error('Expired rows could not be removed:', error),
    )
  }
  const first = setTimeout(prune, FIRST_PRUNE)
  const timer = setInterval(prune, PRUNE_INTERVAL)
  first.unref()
  timer.unref()
  return {
    stop() {
      clearTimeout(first)
      clearInterval(timer)
      return running
    },
  }
}
