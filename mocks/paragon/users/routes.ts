import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import type { Authority } from '../caller.ts'
import { parse, parseJson, readJson } from '../request-body.ts'
import { mergeMeta, userBody } from './operations.ts'
import { metaBody, metaHeader } from './schemas.ts'

export function userRoutes(ctx: Context, authority: Authority): Hono {
  const json = (body: string) => new Response(body, { headers: { 'content-type': 'application/json' } })

  return new Hono()
    .get('/projects/:projectId/sdk/me', async (c) => {
      let caller = await authority.authorise(c)
      const header = c.req.header('x-paragon-user-metadata')
      if (header)
        caller = await mergeMeta(
          ctx,
          caller,
          parse(metaHeader, parseJson(header, 'X-Paragon-User-Metadata'), 'metadata'),
        )
      return json(userBody(caller))
    })
    .patch('/projects/:projectId/sdk/me', async (c) => {
      const caller = await authority.authorise(c)
      const { meta } = await readJson(c.req.raw, metaBody)
      return json(userBody(await mergeMeta(ctx, caller, meta)))
    })
}
