import path from 'node:path'
import { Hono } from 'hono'
import { packageRoot } from '../../package-root.ts'
import { builtPage, pageHeaders } from '../built-page.ts'
import { inspectorPage } from './page.ts'

/**
 * `GET /_sandbox`, the inspector, and its script and style, without the admin token: the page asks for it, and sends it with
 * each call of the control API. `assetFolder`: where it is built; by default `dist/inspector` of this package.
 */
export function inspectorRoutes(assetFolder = path.join(packageRoot, 'dist', 'inspector')): Hono {
  const built = builtPage('inspector', assetFolder, 'The inspector')
  return new Hono()
    .get('/', async (c) => c.html(inspectorPage(await built.hashes()), 200, pageHeaders("'none'")))
    .get('/assets/:name', built.asset)
}
