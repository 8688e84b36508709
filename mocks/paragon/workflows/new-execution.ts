import type { Context } from '../../context.ts'
import type { ConnectedUser } from '../../store/connected-users.ts'
import type { NewExecution } from '../../store/workflow-executions.ts'
import type { WorkflowPlace } from './enablement.ts'
import { triggerTypes } from './step-types.ts'

/** A run of a workflow in one place, to be committed; `data` is what the trigger brings. */
export function newExecution(
  ctx: Context,
  user: ConnectedUser,
  { integration, credential, configuration, workflow }: WorkflowPlace,
  data: unknown,
  id = ctx.randomOf(user.projectId).uuid(),
): NewExecution {
  const clock = ctx.clockOf(user.projectId)
  ctx.journal.cause(id)
  return {
    id,
    projectId: user.projectId,
    personaId: user.personaId,
    userId: user.userId,
    credentialId: credential.id,
    configurationId: configuration.id,
    workflow,
    integration: integration.type,
    trigger: {
      stepExecutionId: ctx.randomOf(user.projectId).uuid(),
      type: triggerTypes[workflow.definition.trigger.type],
      data,
    },
    dateStarted: clock.timestamp(),
    // Not a timestamp, which may be ahead of a clock that stands still: then it would never be due.
    job: { id: ctx.randomOf(user.projectId).uuid(), dateDue: new Date(clock.now()) },
  }
}
