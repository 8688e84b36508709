import { Hono, type Context as HonoContext } from 'hono'
import type { Context } from '../../context.ts'
import type { Authority } from '../caller.ts'
import type { WorkflowEngine } from './engine/engine.ts'
import { type Selectors, setWorkflowEnabled, triggerByRequest, triggerByWebhook } from './operations.ts'
import { readTriggerData } from './trigger-data.ts'

export function workflowRoutes(ctx: Context, authority: Authority, engine: WorkflowEngine): Hono {
  const set = (enabled: boolean) => async (c: HonoContext) => {
    const caller = await authority.authorise(c)
    const workflowId = c.req.param('workflowId') ?? ''
    await setWorkflowEnabled(ctx, caller, { workflowId, enabled, ...selectorsOf(c) })
    return c.json({})
  }
  return new Hono()
    .post('/projects/:projectId/sdk/workflows/:workflowId', set(true))
    .delete('/projects/:projectId/sdk/workflows/:workflowId', set(false))
    .post('/projects/:projectId/sdk/triggers/:workflowId', async (c) => {
      const caller = await authority.authorise(c)
      const data = await readTriggerData(c.req.raw)
      const input = { workflowId: c.req.param('workflowId'), data, signal: c.req.raw.signal, ...selectorsOf(c) }
      return triggerByRequest(ctx, engine, caller, input)
    })
    .post('/triggers/connect/:projectId/:integrationId/custom-triggers/:triggerId', async (c) => {
      const data = await readTriggerData(c.req.raw)
      await triggerByWebhook(ctx, engine, { ...c.req.param(), credentialId: c.req.query('id'), data })
      // Assumed.
      return c.json({})
    })
}

export function selectorsOf(c: HonoContext): Selectors {
  return {
    credential: c.req.header('x-paragon-credential'),
    configuration: c.req.header('x-paragon-configuration-id'),
  }
}
