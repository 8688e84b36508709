import type { z } from 'zod'
import type { Context } from '../../context.ts'
import { executionView, stepDataView } from '../../paragon/task-history/view.ts'
import type { Project } from '../../store/projects.ts'
import type { WorkflowExecution } from '../../store/workflow-executions.ts'
import { writeCursor } from '../page.ts'
import { Problem } from '../problem.ts'
import { requireProject } from '../projects/require-project.ts'
import type { executionQuery } from './schemas.ts'

/** A page of the runs of a project's workflows, newest first. */
export async function listExecutions(
  ctx: Context,
  projectId: string,
  { cursor, limit, ...filter }: z.infer<typeof executionQuery>,
) {
  const project = await requireProject(ctx, projectId)
  const found = await ctx.store.workflowExecutions.latest(projectId, filter, { older: cursor, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return {
    executions: page.map((execution) => namedView(execution, project)),
    nextCursor: last ? writeCursor(last.dateStarted, last.id) : null,
  }
}

/** A run with its steps in the order that they began; what each was given and put out is beside it, unless it is large. */
export async function describeExecution(ctx: Context, projectId: string, executionId: string) {
  const project = await requireProject(ctx, projectId)
  const execution = await ctx.store.workflowExecutions.find(projectId, executionId.toLowerCase())
  const loaded = execution && (await ctx.store.workflowExecutions.load(execution.id))
  if (!execution || !loaded) throw new Problem(404, 'Not Found', `There is no execution "${executionId}".`)
  return {
    ...namedView(execution, project),
    steps: loaded.steps.map((step) => ({
      id: step.id,
      path: step.path,
      type: step.type,
      status: step.status,
      attempts: step.attempts,
      responseStatus: step.responseStatus,
      dateStarted: step.dateStarted,
      dateEnded: step.dateEnded,
      ...stepDataView(step),
    })),
  }
}

/** As Task History has it, with the name of its workflow; null when that is gone. */
function namedView(execution: WorkflowExecution, project: Project) {
  const workflows = project.integrations.flatMap((integration) => integration.workflows)
  const workflow = workflows.find(({ id }) => id === execution.workflowId)
  return { ...executionView(execution), workflow: workflow?.definition.slug ?? null }
}
