import path from 'node:path'
import { Hono } from 'hono'
import { assetResponse, createAssets } from '../../built-assets.ts'
import type { Context } from '../../context.ts'
import { packageRoot } from '../../package-root.ts'
import { loopbackOrigins } from '../allowed-origins.ts'
import { notFound } from '../api-error.ts'
import { portalPolicy } from './content-security-policy.ts'
import { portalPage } from './page.ts'

export interface PortalOptions {
  /** The origins that may frame the portal for this project; undefined for a project that is not known. */
  allowedOrigins(projectId: string): Promise<readonly string[] | undefined>
  /** Where the built portal is; by default `dist/portal` of this package. */
  assetFolder?: string
}

/**
 * The Connect Portal: `GET /ui[?projectId=]`, the page that the SDK frames, and its script and style.
 *
 * No X-Frame-Options, because a foreign page frames it by design, and no Cross-Origin-Opener-Policy, because the SDK's
 * popup must keep its opener.
 */
export function portalRoutes(ctx: Pick<Context, 'urls'>, options: PortalOptions): Hono {
  const assets = createAssets(options.assetFolder ?? path.join(packageRoot, 'dist', 'portal'), {
    'portal.js': 'text/javascript; charset=utf-8',
    'portal.css': 'text/css; charset=utf-8',
  })
  const providerOrigin = new URL(ctx.urls.provider).origin
  const app = new Hono()

  app.get('/ui', async (c) => {
    // The SDK's frame carries the project only when it knows it (a reload); before that anyone on this machine may frame.
    const projectId = c.req.query('projectId')
    const allowedOrigins = projectId === undefined ? undefined : await options.allowedOrigins(projectId)
    const [script, style] = await Promise.all([assets.read('portal.js'), assets.read('portal.css')])
    return c.html(portalPage({ script: script?.hash, style: style?.hash }), 200, {
      'Content-Security-Policy': portalPolicy({ providerOrigin, allowedOrigins: allowedOrigins ?? loopbackOrigins }),
      'Cache-Control': 'no-cache',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    })
  })

  app.get('/ui/assets/:name', async (c) => {
    const name = c.req.param('name')
    if (!assets.isName(name)) throw notFound(`The portal has no asset "${name}".`)
    const asset = await assets.read(name)
    if (asset === undefined) {
      throw notFound(`The Connect Portal has not been built: ${name} is missing. Run "npm run demo", which builds it.`)
    }
    return assetResponse(c.req.raw, asset)
  })

  return app
}
