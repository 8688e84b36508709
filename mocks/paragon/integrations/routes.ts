import { Hono } from 'hono'
import { catalog } from '../../catalog/catalog.ts'
import type { Context } from '../../context.ts'
import { notFound } from '../api-error.ts'
import type { Authority } from '../caller.ts'
import { iconSvg } from './icons.ts'
import { integrationsBody, metadataView, uninstall } from './operations.ts'
import { windowPicture } from './picture.ts'

export function integrationRoutes(ctx: Context, authority: Authority): Hono {
  let picture: Uint8Array<ArrayBuffer> | undefined
  const icons = new Map(catalog.map((definition) => [definition.type, iconSvg(definition)]))

  return new Hono()
    .get('/projects/:projectId/sdk/integrations', async (c) => {
      const caller = await authority.authorise(c)
      return new Response(integrationsBody(ctx, caller), { headers: { 'content-type': 'application/json' } })
    })
    .get('/projects/:projectId/sdk/metadata', async (c) => {
      const { project } = await authority.authorise(c)
      return c.json(metadataView(ctx, project))
    })
    .delete('/projects/:projectId/sdk/integrations/:integrationId', async (c) => {
      const caller = await authority.authorise(c)
      await uninstall(ctx, caller, c.req.param('integrationId'), c.req.header('x-paragon-credential'))
      return c.json({})
    })
    .get('/images/:file{[\\w-]+\\.png}', (c) => {
      picture ??= windowPicture()
      return c.body(picture, 200, {
        'content-type': 'image/png',
        'cache-control': 'public, max-age=3600',
        'cross-origin-resource-policy': 'cross-origin',
      })
    })
    .get('/integrations/:file{.+\\.svg}', (c) => {
      const icon = icons.get(c.req.param('file').slice(0, -'.svg'.length))
      if (!icon) throw notFound('There is no integration of that name.')
      return c.body(icon, 200, {
        'content-type': 'image/svg+xml',
        'cache-control': 'public, max-age=3600',
        'cross-origin-resource-policy': 'cross-origin',
        'content-security-policy': "default-src 'none'",
      })
    })
}
