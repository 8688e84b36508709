import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import type { Authority } from '../caller.ts'
import { readJson } from '../request-body.ts'
import type { WorkflowEngine } from '../workflows/engine/engine.ts'
import { selectorsOf } from '../workflows/routes.ts'
import { triggerEvent } from './operations.ts'
import { eventBody } from './schemas.ts'

export function eventRoutes(ctx: Context, authority: Authority, engine: WorkflowEngine): Hono {
  const paths = ['/projects/:projectId/sdk/events/trigger', '/v2/projects/:projectId/sdk/events/trigger']
  return new Hono().on('POST', paths, async (c) => {
    const caller = await authority.authorise(c)
    await triggerEvent(ctx, engine, caller, await readJson(c.req.raw, eventBody), selectorsOf(c))
    // A receipt, whether or not any workflow runs (docs: app-events). The body is assumed.
    return c.json({}, 201)
  })
}
