import { Hono, type Context as HonoContext } from 'hono'
import type { Context } from '../../context.ts'
import { parse } from '../request-body.ts'
import type { WorkflowEngine } from '../workflows/engine/engine.ts'
import { authoriseApiKey } from './api-key.ts'
import { getExecution, getStep, listExecutions, replay } from './operations.ts'
import { createRateLimit } from './rate-limit.ts'
import { executionsQuery } from './schemas.ts'

export function taskHistoryRoutes(ctx: Context, engine: WorkflowEngine, { isLimited }: { isLimited: boolean }): Hono {
  const base = '/projects/:projectId/task-history/workflow-executions'
  const count = isLimited ? createRateLimit(ctx.clockOf) : () => {}
  const authorise = async (c: HonoContext) => {
    const project = await authoriseApiKey(ctx, c)
    count(project.id)
    return project
  }

  return new Hono()
    .get(base, async (c) => {
      const project = await authorise(c)
      return c.json(await listExecutions(ctx, project, parse(executionsQuery, c.req.query(), 'query')))
    })
    .get(`${base}/:executionId`, async (c) => {
      const project = await authorise(c)
      return c.json(await getExecution(ctx, project, c.req.param('executionId')))
    })
    .get(`${base}/:executionId/step-executions/:stepExecutionId`, async (c) => {
      const project = await authorise(c)
      return c.json(await getStep(ctx, project, c.req.param('executionId'), c.req.param('stepExecutionId')))
    })
    .post(`${base}/:executionId/replay`, async (c) => {
      const project = await authorise(c)
      return c.json(await replay(ctx, engine, project, c.req.param('executionId')), 201)
    })
}
