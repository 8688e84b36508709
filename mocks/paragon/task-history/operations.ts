import type { Context } from '../../context.ts'
import type { Project } from '../../store/projects.ts'
import { TRIGGER } from '../../store/workflow-executions.ts'
import { accountInvalid, conflict, notFound, workflowNotEnabled } from '../api-error.ts'
import { enabledPlaces } from '../workflows/enablement.ts'
import type { WorkflowEngine } from '../workflows/engine/engine.ts'
import { newExecution } from '../workflows/new-execution.ts'
import type { ExecutionsQuery } from './schemas.ts'
import { executionView, stepDataView, stepViews } from './view.ts'

/** Records on a page (docs: apis/task-history, "Pagination"). */
const PAGE = 100

export async function listExecutions(ctx: Context, project: Project, query: ExecutionsQuery) {
  const { beforeDate, afterDate, offset, sortBy, ...filter } = query
  const { executions, total } = await ctx.store.workflowExecutions.list(
    project.id,
    { ...filter, before: beforeDate, after: afterDate },
    { order: sortBy === 'ASC' ? 'asc' : 'desc', offset, limit: PAGE },
  )
  const next = offset + executions.length
  return {
    workflowExecutions: executions.map(executionView),
    nextLink: next < total && executions.length > 0 ? pageLink(ctx, project, query, next) : null,
    total,
  }
}

function pageLink(ctx: Context, project: Project, query: ExecutionsQuery, offset: number): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, offset })) {
    if (value !== undefined) parameters.set(name, value instanceof Date ? value.toISOString() : String(value))
  }
  return `${ctx.urls.paragon}/projects/${project.id}/task-history/workflow-executions?${parameters}`
}

export async function getExecution(ctx: Context, project: Project, id: string) {
  const execution = await requireExecution(ctx, project, id)
  const steps = await ctx.store.workflowExecutions.steps(execution.id)
  return { ...executionView(execution), stepExecutions: stepViews(execution, steps) }
}

export async function getStep(ctx: Context, project: Project, id: string, stepExecutionId: string) {
  const execution = await requireExecution(ctx, project, id)
  const step = await ctx.store.workflowExecutions.step(execution.id, stepExecutionId.toLowerCase())
  if (!step) throw notFound(`Step execution "${stepExecutionId}" not found.`)
  return stepDataView(step)
}

/**
 * Runs a run again: with what its trigger brought, by the workflow as it was then (docs: apis/task-history, "Replay"), as
 * the same account. Assumed: the account must still be connected and valid, and the workflow on.
 */
export async function replay(ctx: Context, engine: WorkflowEngine, project: Project, id: string) {
  const original = await requireExecution(ctx, project, id)
  const loaded = await ctx.store.workflowExecutions.load(original.id)
  const trigger = loaded?.steps.find(({ path }) => path === TRIGGER)
  const user = await ctx.store.connectedUsers.find(project.id, original.userId)
  const credential = user?.credentials.find((each) => each.id === original.credentialId)
  if (!loaded || !trigger || !user || !credential) throw conflict('The account of this run is no longer connected.')
  const place = [...enabledPlaces(project, user, (workflow) => workflow.id === original.workflowId)].find(
    ({ configuration }) => configuration.id === original.configurationId,
  )
  if (!place) throw workflowNotEnabled(original.workflowId)
  if (credential.status !== 'VALID') throw accountInvalid(place.integration.definition.name)
  const workflow = { ...place.workflow, definition: loaded.definition }
  const again = newExecution(ctx, user, { ...place, workflow }, JSON.parse(trigger.output ?? 'null'))
  await engine.start([again])
  return {
    id: again.id,
    userId: again.userId,
    workflowId: workflow.id,
    status: 'EXECUTING' as const,
    dateStarted: again.dateStarted,
  }
}

async function requireExecution(ctx: Context, project: Project, id: string) {
  const execution = await ctx.store.workflowExecutions.find(project.id, id.toLowerCase())
  if (!execution) throw notFound(`Workflow execution "${id}" not found.`)
  return execution
}
