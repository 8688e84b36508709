import type { Context } from '../../context.ts'
import type { ConnectedUser, UserWrites } from '../../store/connected-users.ts'
import type { NewJob } from '../../store/jobs.ts'
import type { Project } from '../../store/projects.ts'
import type { NewExecution, WorkflowExecution } from '../../store/workflow-executions.ts'
import { enabledPlaces, hasRequiredSettings, isOnUntouched, placeOf, workflowSetting } from './enablement.ts'
import { newExecution } from './new-execution.ts'
import { nextDue, scheduleOf, scheduleSubject } from './schedule.ts'

/**
 * Brings a user's workflows in line with what the user has connected and turned on, as part of the write that changed it:
 * starts what an integration that has become enabled starts, schedules what is on, and ends what runs for an account, a
 * configuration or a workflow that is so no more. To be called last in the write; `ctx.scheduler.wake()` after it.
 */
export async function settleWorkflows(ctx: Context, project: Project, writes: UserWrites): Promise<void> {
  const user = await writes.current()
  await startEnabled(ctx, project, user, writes)
  await writes.keepSchedules([...schedulesOf(ctx, project, user)])
  const stopped = new Map<string, WorkflowExecution[]>()
  for (const execution of await writes.activeExecutions()) {
    const place = placeOf(project, user, execution)
    if (typeof place === 'string') stopped.set(place, [...(stopped.get(place) ?? []), execution])
  }
  for (const [reason, executions] of stopped) await writes.stopExecutions(executions, reason)
}

/** The same for everybody who has connected an integration, whose workflows are no longer what they were. */
export async function settleUsersOf(ctx: Context, projectId: string, integrationId: string): Promise<void> {
  const project = await ctx.store.projects.find(projectId)
  if (!project) return
  for (const userId of await ctx.store.connectedUsers.connectedTo(integrationId)) {
    const user = await ctx.store.connectedUsers.find(projectId, userId)
    if (!user) continue
    await ctx.store.connectedUsers.write(user, ctx.clockOf(projectId).timestamp(), (writes) =>
      settleWorkflows(ctx, project, writes),
    )
  }
  ctx.scheduler.wake()
}

/** Fires Integration Enabled triggers, once for each configuration (`configMeta.isIntegrationEnableTriggered`). */
async function startEnabled(ctx: Context, project: Project, user: ConnectedUser, writes: UserWrites): Promise<void> {
  const started: NewExecution[] = []
  for (const credential of user.credentials) {
    const integration = project.integrations.find(({ id }) => id === credential.integrationId)
    if (!integration?.isActive || credential.status !== 'VALID') continue
    for (const configuration of credential.configurations) {
      const place = { integration, credential, configuration }
      if (configuration.enableTriggered || !hasRequiredSettings(place)) continue
      await writes.updateConfiguration(configuration.id, { enableTriggered: true })
      for (const workflow of integration.workflows.filter(isOnUntouched)) {
        if (workflowSetting(workflow, configuration).enabled) {
          started.push(newExecution(ctx, user, { ...place, workflow }, {}))
        }
      }
    }
  }
  await writes.startExecutions(started)
}

function* schedulesOf(
  ctx: Context,
  project: Project,
  user: ConnectedUser,
): Generator<Omit<NewJob, 'projectId' | 'kind'>> {
  const now = new Date(ctx.clockOf(project.id).now())
  for (const place of enabledPlaces(project, user, (workflow) => scheduleOf(workflow) !== undefined)) {
    const schedule = scheduleOf(place.workflow)
    if (!schedule) continue
    yield {
      id: ctx.randomOf(project.id).uuid(),
      subject: scheduleSubject(user, place, schedule),
      payload: {
        userId: user.userId,
        credentialId: place.credential.id,
        configurationId: place.configuration.id,
        workflowId: place.workflow.id,
      },
      dateDue: nextDue(schedule, now),
    }
  }
}
