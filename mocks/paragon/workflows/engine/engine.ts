import type { Context } from '../../../context.ts'
import type { ConnectedUser } from '../../../store/connected-users.ts'
import type { Job } from '../../../store/jobs.ts'
import {
  EXECUTION_JOB,
  FAILURE_JOB,
  type NewExecution,
  TRIGGER,
  type WorkflowExecution,
} from '../../../store/workflow-executions.ts'
import { accountInvalidWords } from '../../api-error.ts'
import type { AccessTokens } from '../../credentials/access-token.ts'
import { placeOf, settingsFor, type WorkflowPlace } from '../enablement.ts'
import { Failed, Stopped, Suspended } from './outcome.ts'
import { createResponses, type Responses } from './responses.ts'
import { work } from './run.ts'

/** Told of each run that has failed by itself, once or more often when a process dies in between: `id` tells them apart. */
export type OnFailure = (execution: WorkflowExecution) => Promise<void>

export interface WorkflowEngine {
  /** Commits runs, all of one project, and sees to it that they are done. */
  start(executions: readonly NewExecution[]): Promise<void>
  responses: Responses
}

/** How often a run is taken up again when the sandbox itself fails. */
const ENGINE_ATTEMPTS = 5

/**
 * Runs workflows. A run is a job of the scheduler: it is done once, by whichever process, survives that process, and waits
 * on the project's clock. At once run as many as the scheduler does jobs; the others wait in its queue.
 */
export function createWorkflowEngine(
  ctx: Context,
  tokens: AccessTokens,
  { onFailure }: { onFailure?: OnFailure | undefined } = {},
): WorkflowEngine {
  const { workflowExecutions } = ctx.store
  const responses = createResponses(ctx)

  /** What a run acts on, as it is now; throws Failed when it may not act on it any more. */
  async function locate(execution: WorkflowExecution): Promise<WorkflowPlace & { user: ConnectedUser }> {
    const project = await ctx.store.projects.find(execution.projectId)
    const user = await ctx.store.connectedUsers.find(execution.projectId, execution.userId)
    if (!project || !user) throw new Failed('The user is gone.')
    const place = placeOf(project, user, execution)
    if (typeof place === 'string') throw new Failed(place)
    return { ...place, user }
  }

  /** Ends a run; one that has failed is reported, by a job that is committed with its end. */
  async function end(
    { id, projectId, dateStarted }: WorkflowExecution,
    status: 'SUCCEEDED' | 'FAILED',
    reason: string | null,
  ): Promise<void> {
    const now = ctx.clockOf(projectId).now()
    const isReported = status === 'FAILED' && onFailure !== undefined
    await workflowExecutions.end(id, {
      status,
      reason,
      // A clock that stands still may show less than the date of the beginning, which is like no other.
      date: new Date(Math.max(now, dateStarted.getTime())),
      after: isReported
        ? { id: ctx.randomOf(projectId).uuid(), projectId, kind: FAILURE_JOB, subject: id, dateDue: new Date(now) }
        : undefined,
    })
    if (isReported) ctx.scheduler.wake()
  }

  async function execute({ subject: id, attempts }: Job): Promise<Date | undefined> {
    const loaded = await workflowExecutions.load(id)
    if (!loaded || loaded.execution.dateEnded) return undefined
    const { execution, definition, steps } = loaded
    const trigger = steps.find(({ path }) => path === TRIGGER)
    if (!trigger) throw new Error(`Workflow execution ${id} has no trigger.`)
    try {
      if (attempts >= ENGINE_ATTEMPTS) throw new Failed('The sandbox failed; its log has the details.')
      const place = await locate(execution)
      if (steps.length === 1) requireValid(place)
      await work(ctx, tokens, {
        execution,
        steps: definition.steps,
        done: steps,
        trigger: { id: trigger.id, data: JSON.parse(trigger.output ?? 'null') },
        surroundings: {
          settings: settingsFor(place, execution.workflowId, definition),
          user: { id: place.user.userId, meta: place.user.meta },
          account: {
            id: place.credential.id,
            externalId: place.credential.externalId,
            providerId: place.credential.providerId,
            providerData: place.credential.providerData,
          },
          execution: { id },
        },
        account: () => locate(execution),
        onResponse: () => responses.look(id),
      })
      await end(execution, 'SUCCEEDED', null)
    } catch (error) {
      if (error instanceof Suspended) {
        if (error.isDelay) await workflowExecutions.setStatus(id, 'DELAYED')
        return new Date(error.until)
      }
      if (error instanceof Failed) await end(execution, 'FAILED', error.message)
      else if (!(error instanceof Stopped)) throw error
    }
    responses.look(id)
    return undefined
  }

  ctx.scheduler.handle(EXECUTION_JOB, execute)
  ctx.scheduler.handle(FAILURE_JOB, async ({ projectId, subject }) => {
    const execution = await workflowExecutions.find(projectId, subject)
    if (execution) await onFailure?.(execution)
    return undefined
  })

  return {
    async start(executions) {
      await workflowExecutions.start(executions)
      ctx.scheduler.wake()
    },
    responses,
  }
}

/** "Workflows for that account error until reconnected" (rest.md 3.1): the run is recorded, and fails before its first step. */
function requireValid({ credential, integration }: WorkflowPlace): void {
  if (credential.status !== 'VALID') {
    throw new Failed(accountInvalidWords(integration.definition.name))
  }
}
