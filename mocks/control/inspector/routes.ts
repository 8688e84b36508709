import path from 'node:path'
import { Hono } from 'hono'
import { assetResponse, createAssets } from '../../built-assets.ts'
import { packageRoot } from '../../package-root.ts'
import { Problem } from '../problem.ts'
import { inspectorPage } from './page.ts'

/** Its own script and style and nothing inline, its own address to speak to, and no frame around it: it steers the sandbox. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * `GET /_sandbox`, the inspector, and its script and style, without the admin token: the page asks for it, and sends it with
 * each call of the control API. `assetFolder`: where it is built; by default `dist/inspector` of this package.
 */
export function inspectorRoutes(assetFolder = path.join(packageRoot, 'dist', 'inspector')): Hono {
  const assets = createAssets(assetFolder, {
    'inspector.js': 'text/javascript; charset=utf-8',
    'inspector.css': 'text/css; charset=utf-8',
  })
  return new Hono()
    .get('/', async (c) => {
      const [script, style] = await Promise.all([assets.read('inspector.js'), assets.read('inspector.css')])
      return c.html(inspectorPage({ script: script?.hash, style: style?.hash }), 200, {
        'Content-Security-Policy': policy,
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cache-Control': 'no-cache',
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
      })
    })
    .get('/assets/:name', async (c) => {
      const name = c.req.param('name')
      const asset = assets.isName(name) ? await assets.read(name) : undefined
      if (asset === undefined) {
        const detail = assets.isName(name)
          ? `The inspector has not been built: ${name} is missing. Run "npm run demo", which builds it.`
          : `The inspector has no asset "${name}".`
        throw new Problem(404, 'Not Found', detail)
      }
      return assetResponse(c.req.raw, asset)
    })
}
