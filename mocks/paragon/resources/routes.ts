import { Hono } from 'hono'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Authority } from '../caller.ts'
import { readJson } from '../request-body.ts'
import { connectResource } from './operations.ts'

const payload = z.record(z.string(), z.unknown())

export function resourceRoutes(ctx: Context, authority: Authority): Hono {
  return new Hono().post('/projects/:projectId/sdk/resources/:resourceId/connect', async (c) => {
    const caller = await authority.authorise(c)
    return c.json(await connectResource(ctx, caller, c.req.param('resourceId'), await readJson(c.req.raw, payload)))
  })
}
