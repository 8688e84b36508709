import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { mount } from 'hono/mount'
import type { Context } from '../context.ts'
import { lazily, lazyFetch } from '../lazily.ts'
import { avatarSvg } from './avatar.ts'
import { authorizeRoutes } from './oauth/authorize-routes.ts'
import { discoveryDocument, PATHS } from './oauth/discovery.ts'
import { OAuthError } from './oauth/errors.ts'
import { tokenRoutes } from './oauth/token-routes.ts'
import { errorPage } from './pages/error-page.ts'
import { favicon, sendPage } from './pages/page.ts'
import type { ProviderContext } from './provider-context.ts'
import { createSigner } from './signer.ts'
import { thirdParties } from './third-parties.ts'

type Fetch = (request: Request) => Response | Promise<Response>

export interface Provider {
  /** Everything on the provider's own origin: OAuth, its pages, and the third-party APIs by path. */
  fetch: Fetch
  /** What answers for each host that a third-party API has in real life; see `findHost`. */
  hosts: Record<string, Fetch>
}

/** The OAuth provider and the third-party APIs behind it. */
export function createProvider(base: Context): Provider {
  const ctx: ProviderContext = { ...base, signer: createSigner(base, base.store.provider.keys, PATHS) }
  const hosts: Provider['hosts'] = {}
  const app = new Hono()

  app.use('/.well-known/*', cors())
  app.use(PATHS.jwks, cors())
  app.get(PATHS.wellKnownDocument, async (c) => c.json(await discoveryDocument(ctx)))
  // The same document by the name of RFC 8414.
  app.get('/.well-known/oauth-authorization-server', async (c) => c.json(await discoveryDocument(ctx)))
  app.get(PATHS.jwks, async (c) => c.json(await ctx.signer.document(PATHS.jwks)))
  app.route('/', authorizeRoutes(ctx))
  app.route('/', tokenRoutes(ctx))
  for (const { hosts: names, paths, isPathOurs, load } of thirdParties) {
    const api = lazily(async () => {
      const loaded = await load(ctx)
      for (const name of names) ctx.routes.learn(name, loaded.routes)
      if (!isPathOurs) ctx.routes.learn(ctx.urls.provider, loaded.routes)
      return loaded
    })
    ctx.routes.later(api.get)
    const fetch = lazyFetch(api)
    for (const name of names) hosts[name] = fetch
    for (const path of paths) app.all(path, isPathOurs ? mount(fetch) : (c) => fetch(c.req.raw))
  }

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

  ctx.routes.learn(ctx.urls.provider, app.routes)
  return { fetch: (request) => app.fetch(request), hosts }
}
