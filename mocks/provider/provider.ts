import { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Context } from '../context.ts'
import { avatarSvg } from './avatar.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { driveRoutes } from './drive/routes.ts'
import { hubspotRoutes } from './hubspot/routes.ts'
import { authorizeRoutes } from './oauth/authorize-routes.ts'
import { discoveryDocument, PATHS } from './oauth/discovery.ts'
import { OAuthError } from './oauth/errors.ts'
import { tokenRoutes } from './oauth/token-routes.ts'
import { errorPage } from './pages/error-page.ts'
import { favicon, sendPage } from './pages/page.ts'
import type { ProviderContext } from './provider-context.ts'
import { INSTANCE_HOSTS } from './salesforce/org.ts'
import { salesforceRoutes } from './salesforce/routes.ts'
import { createSigner } from './signer.ts'
import { slackRoutes } from './slack/routes.ts'
import { taskLabRoutes } from './tasklab/routes.ts'

type Fetch = (request: Request) => Response | Promise<Response>

export interface Provider {
  /** Everything on the provider's own origin: OAuth, its pages, and the third-party APIs by path. */
  fetch: Fetch
  /** What answers for each host that a third-party API has in real life; see `findHost`. */
  hosts: Record<string, Fetch>
  /** Removes the codes, tokens and grants that have expired; for the start, and now and then. */
  prune(): Promise<void>
}

/** What answers for a host: by its name, or by a name such as "*.my.salesforce.com" with `*` for its first label. */
export function findHost(hosts: Provider['hosts'], host: string): Fetch | undefined {
  const name = [host, host.replace(/^[^.]+/, '*')].find((each) => Object.hasOwn(hosts, each))
  return name === undefined ? undefined : hosts[name]
}

/** The OAuth provider and the third-party APIs behind it. */
export function createProvider(base: Context): Provider {
  const ctx: ProviderContext = { ...base, signer: createSigner(base, base.store.provider.keys, PATHS) }
  const google = new Hono().route('/', driveRoutes(ctx)).route('/', calendarRoutes(ctx))
  const hubspot = hubspotRoutes(ctx)
  const slack = slackRoutes(ctx)
  const salesforce = salesforceRoutes(ctx)
  const taskLab = taskLabRoutes(ctx)
  const app = new Hono()

  app.use('/.well-known/*', cors())
  app.use(PATHS.jwks, cors())
  app.get(PATHS.wellKnownDocument, async (c) => c.json(await discoveryDocument(ctx)))
  // The same document by the name of RFC 8414.
  app.get('/.well-known/oauth-authorization-server', async (c) => c.json(await discoveryDocument(ctx)))
  app.get(PATHS.jwks, async (c) => c.json(await ctx.signer.document(PATHS.jwks)))
  app.route('/', authorizeRoutes(ctx))
  app.route('/', tokenRoutes(ctx))
  app.route('/', google)
  for (const path of ['/crm/*', '/account-info/*', '/oauth/v1/*']) app.all(path, (c) => hubspot.fetch(c.req.raw))
  app.route('/', slack)
  app.route('/', salesforce)
  app.route('/tasklab', taskLab)

  app.get('/favicon.svg', (c) =>
    c.body(favicon, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' }),
  )
  app.get('/avatars/:file{.+\\.svg}', async (c) => {
    const account = await ctx.store.provider.accounts.find(c.req.param('file').slice(0, -'.svg'.length))
    if (!account) return c.notFound()
    return c.body(avatarSvg(account), 200, {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Cache-Control': 'public, max-age=86400',
      'Content-Security-Policy': "default-src 'none'",
      // Pages of other origins show it, those that ask for COEP included.
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
    })
  })

  app.notFound((c) => sendPage(c, errorPage(404, 'There is nothing here', 'No page of the provider has this address.')))
  app.onError((error, c) => {
    if (error instanceof OAuthError) {
      return sendPage(c, errorPage(error.status === 413 ? 413 : 400, 'This request cannot be completed', error.message))
    }
    console.error(error)
    return sendPage(c, errorPage(500, 'Something went wrong', 'The provider could not answer. Try again.'))
  })

  const hosts = {
    'www.googleapis.com': google,
    'api.hubapi.com': hubspot,
    'slack.com': slack,
    [INSTANCE_HOSTS]: salesforce,
    'login.salesforce.com': salesforce,
    'api.tasklab.example': taskLab,
  }
  ctx.routes.learn(ctx.urls.provider, app.routes)
  ctx.routes.learn(ctx.urls.provider, hubspot.routes)
  for (const [host, { routes }] of Object.entries(hosts)) ctx.routes.learn(host, routes)

  return {
    fetch: (request) => app.fetch(request),
    hosts: Object.fromEntries(Object.entries(hosts).map(([host, api]) => [host, (request) => api.fetch(request)])),
    prune: () => ctx.store.provider.tokens.prune(new Date(ctx.clock.now())),
  }
}
