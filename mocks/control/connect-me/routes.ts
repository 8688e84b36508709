import path from 'node:path'
import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import { packageRoot } from '../../package-root.ts'
import { builtPage, pageHeaders } from '../built-page.ts'
import { connectMePage } from './page.ts'

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
  const built = builtPage('connect-me', assetFolder, 'The page')
  return new Hono()
    .get('/connect-me', async (c) => {
      const projectId = c.req.query('project') || undefined
      const isKnown = projectId !== undefined && (await ctx.store.projects.find(projectId)) !== undefined
      const page = connectMePage({ url: ctx.urls.paragon, projectId, isKnown, hashes: await built.hashes() })
      return c.html(page, projectId !== undefined && !isKnown ? 404 : 200, pageHeaders("'self'"))
    })
    .get('/connect-me/assets/:name', built.asset)
}
