import { z } from 'zod'
import type { Context } from '../../context.ts'
import { derivedUuid } from '../../derived-uuid.ts'
import type { ConnectedUser } from '../../store/connected-users.ts'
import type { Job } from '../../store/jobs.ts'
import type { Workflow } from '../../store/projects.ts'
import { SCHEDULE_JOB } from '../../store/workflow-executions.ts'
import { nextTime, parseCron } from '../../workflow-language/cron.ts'
import type { Trigger } from '../../workflow-language/definition.ts'
import { enabledPlaces, type WorkflowPlace } from './enablement.ts'
import { newExecution } from './new-execution.ts'

type Schedule = Extract<Trigger, { type: 'schedule' }>

export function scheduleOf({ definition: { trigger } }: Workflow): Schedule | undefined {
  return trigger.type === 'schedule' ? trigger : undefined
}

/** Names the job of a schedule in one place; another schedule is another job. */
export function scheduleSubject(user: ConnectedUser, { configuration, workflow }: WorkflowPlace, schedule: Schedule) {
  const times = schedule.every ? `every ${schedule.every.minutes}` : schedule.cron
  return [user.personaId, configuration.id, workflow.id, times].join('/')
}

/** When a schedule that was set at one time, or came due then, is due next. */
export function nextDue(schedule: Schedule, after: Date): Date {
  if (schedule.every) return new Date(after.getTime() + schedule.every.minutes * 60_000)
  const next = nextTime(parseCron(schedule.cron ?? ''), after)
  if (!next) throw new Error(`"${schedule.cron}" names a time that never comes.`)
  return next
}

/** The same when some times may have been missed because the sandbox was off: they are not made up for (assumed). */
export function nextDueAfter(schedule: Schedule, due: Date, now: Date): Date {
  if (!schedule.every) return nextDue(schedule, due > now ? due : now)
  const period = schedule.every.minutes * 60_000
  const missed = Math.max(0, Math.floor((now.getTime() - due.getTime()) / period))
  return new Date(due.getTime() + (missed + 1) * period)
}

const payloadSchema = z.object({
  userId: z.string(),
  credentialId: z.string(),
  configurationId: z.string(),
  workflowId: z.string(),
})

/** Starts scheduled runs when their time has come. */
export function handleSchedules(ctx: Context): void {
  ctx.scheduler.handle(SCHEDULE_JOB, async ({ projectId, subject, payload, dateDue }: Job) => {
    const { userId, credentialId, configurationId, workflowId } = payloadSchema.parse(payload)
    const project = await ctx.store.projects.find(projectId)
    const user = await ctx.store.connectedUsers.find(projectId, userId)
    if (!project || !user) return undefined
    const [place] = [...enabledPlaces(project, user, ({ id }) => id === workflowId)].filter(
      ({ credential, configuration }) => credential.id === credentialId && configuration.id === configurationId,
    )
    const schedule = place && scheduleOf(place.workflow)
    if (!place || !schedule) return undefined
    // One run for each time, also when a process dies between starting it and saying so.
    const id = derivedUuid(projectId, `${subject}/${dateDue.getTime()}`)
    if (!(await ctx.store.workflowExecutions.find(projectId, id))) {
      // The scheduler looks for what is due after each job, so that there is no need to wake it.
      await ctx.store.workflowExecutions.start([newExecution(ctx, user, place, { date: dateDue.toISOString() }, id)])
    }
    return nextDueAfter(schedule, dateDue, new Date(ctx.clockOf(projectId).now()))
  })
}
