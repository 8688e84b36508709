import type { Context } from '../../context.ts'
import { tell } from '../../paragon/monitoring/event-destinations.ts'
import type { ProjectEvent } from '../../store/project-events.ts'
import { Problem } from '../problem.ts'
import { requireProject } from '../projects/require-project.ts'

/** Sends a destination an event as an example, whether it is enabled or not; answers the event. */
export async function testDestination(
  ctx: Context,
  projectId: string,
  destinationId: string,
): Promise<{ event: ProjectEvent }> {
  const project = await requireProject(ctx, projectId)
  const destination = (await ctx.store.eventDestinations.list(projectId)).find(({ id }) => id === destinationId)
  if (!destination) throw new Problem(404, 'Not Found', `There is no event destination "${destinationId}".`)
  const [integration] = project.integrations
  const [type = 'WORKFLOW_FAILURE'] = destination.events
  const event: ProjectEvent = {
    id: ctx.randomOf(projectId).uuid(),
    projectId,
    type,
    personaId: ctx.randomOf(projectId).uuid(),
    endUserId: 'test-user',
    integrationId: integration?.id ?? ctx.randomOf(projectId).uuid(),
    connectCredentialId: ctx.randomOf(projectId).uuid(),
    connectCredentialConfigId: type === 'WORKFLOW_FAILURE' ? ctx.randomOf(projectId).uuid() : null,
    workflowId: type === 'WORKFLOW_FAILURE' ? (integration?.workflows[0]?.id ?? ctx.randomOf(projectId).uuid()) : null,
    traceId: ctx.randomOf(projectId).uuid(),
    error: 'This is a test of the event destination.',
    status: 'FAILED',
    dateCreated: ctx.clockOf(projectId).timestamp(),
  }
  await tell(ctx, project, destination, event)
  return { event }
}
