import path from 'node:path'
import { Hono } from 'hono'
import { assetResponse, createAssets } from '../../built-assets.ts'
import type { Context } from '../../context.ts'
import { packageRoot } from '../../package-root.ts'
import { Problem } from '../problem.ts'
import { connectMePage } from './page.ts'

/** Its own script and style and nothing inline, and no frame around it: whoever has the admin token enters it here. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * `GET /_sandbox/connect-me?project=`: what a host app pastes to speak to this sandbox. Without the admin token, because
 * there is no secret in it; its script asks for the token when a user token is to be made.
 *
 * @param assetFolder where its script and style are built; by default `dist/connect-me` of this package
 */
export function connectMeRoutes(
  ctx: Pick<Context, 'urls' | 'store'>,
  assetFolder = path.join(packageRoot, 'dist', 'connect-me'),
): Hono {
  const assets = createAssets(assetFolder, {
    'connect-me.js': 'text/javascript; charset=utf-8',
    'connect-me.css': 'text/css; charset=utf-8',
  })
  return new Hono()
    .get('/connect-me', async (c) => {
      const projectId = c.req.query('project') || undefined
      const isKnown = projectId !== undefined && (await ctx.store.projects.find(projectId)) !== undefined
      const [script, style] = await Promise.all([assets.read('connect-me.js'), assets.read('connect-me.css')])
      const hashes = { script: script?.hash, style: style?.hash }
      const page = connectMePage({ url: ctx.urls.paragon, projectId, isKnown, hashes })
      return c.html(page, projectId !== undefined && !isKnown ? 404 : 200, {
        'Content-Security-Policy': policy,
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cache-Control': 'no-cache',
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
      })
    })
    .get('/connect-me/assets/:name', async (c) => {
      const name = c.req.param('name')
      const asset = assets.isName(name) ? await assets.read(name) : undefined
      if (asset === undefined) {
        const detail = assets.isName(name)
          ? `The page has not been built: ${name} is missing. Run "npm run demo", which builds it.`
          : `The page has no asset "${name}".`
        throw new Problem(404, 'Not Found', detail)
      }
      return assetResponse(c.req.raw, asset)
    })
}
