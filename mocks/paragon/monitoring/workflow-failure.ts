import type { Context } from '../../context.ts'
import type { WorkflowExecution } from '../../store/workflow-executions.ts'
import { findIntegrationByType } from '../selectors.ts'

/** Keeps that a run has failed by itself. The run's id is the event's, so that telling it twice is telling it once. */
export async function recordWorkflowFailure(ctx: Context, execution: WorkflowExecution): Promise<void> {
  const { id, projectId, personaId, userId, credentialId, configurationId, workflowId, reason } = execution
  const project = await ctx.store.projects.find(projectId)
  const integration = project && findIntegrationByType(project, execution.integration)
  if (!integration) return
  await ctx.store.projectEvents.record({
    id,
    type: 'WORKFLOW_FAILURE',
    projectId,
    personaId,
    endUserId: userId,
    integrationId: integration.id,
    connectCredentialId: credentialId,
    connectCredentialConfigId: configurationId,
    workflowId,
    traceId: id,
    error: reason ?? 'The workflow failed.',
    status: 'FAILED',
    dateCreated: ctx.clockOf(projectId).timestamp(),
  })
  ctx.scheduler.wake()
}
