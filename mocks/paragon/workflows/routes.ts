import { Hono, type Context as HonoContext } from 'hono'
import type { Context } from '../../context.ts'
import type { Authority } from '../caller.ts'
import { setWorkflowEnabled } from './operations.ts'

export function workflowRoutes(ctx: Context, authority: Authority): Hono {
  const set = (enabled: boolean) => async (c: HonoContext) => {
    await setWorkflowEnabled(ctx, await authority.authorise(c), {
      workflowId: c.req.param('workflowId') ?? '',
      enabled,
      credential: c.req.header('x-paragon-credential'),
      configuration: c.req.header('x-paragon-configuration-id'),
    })
    return c.json({})
  }
  return new Hono()
    .post('/projects/:projectId/sdk/workflows/:workflowId', set(true))
    .delete('/projects/:projectId/sdk/workflows/:workflowId', set(false))
}
