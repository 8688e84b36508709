import type { Context } from '../../context.ts'
import type { EventDestination } from '../../store/event-destinations.ts'
import { NOTICE_JOB, type ProjectEvent } from '../../store/project-events.ts'
import type { Project } from '../../store/projects.ts'
import { eventEmail } from './event-email.ts'
import { fillPayload } from './payload.ts'

/** Whom a delivery is made for: see `Webhooks.onEnd`. */
export const EVENT_DESTINATION = 'event-destination'

/**
 * A webhook is disabled when so many events in a row could not be delivered to it (docs: monitoring/event-destinations say
 * "too many"; the number is assumed).
 */
const FAILURES_IN_A_ROW = 5

/**
 * Has a project's event destinations told of every event that is recorded. The job is committed with the event, and tells
 * each destination once.
 */
export function handleEventDestinations(ctx: Context): void {
  ctx.scheduler.handle(NOTICE_JOB, async ({ projectId, subject }) => {
    const [project, event] = await Promise.all([
      ctx.store.projects.find(projectId),
      ctx.store.projectEvents.find(projectId, subject),
    ])
    if (!project || !event) return undefined
    for (const destination of await ctx.store.eventDestinations.list(projectId)) {
      if (destination.isEnabled && destination.events.includes(event.type)) await tell(ctx, project, destination, event)
    }
    return undefined
  })

  ctx.webhooks.onEnd(EVENT_DESTINATION, async ({ projectId, ownerId: destinationId, status }) => {
    if (status !== 'FAILED') return
    const destination = (await ctx.store.eventDestinations.list(projectId)).find(({ id }) => id === destinationId)
    if (!destination?.isEnabled) return
    const about = { ownerKind: EVENT_DESTINATION, ownerId: destinationId }
    const { webhookDeliveries } = ctx.store
    const [failed, delivered] = await Promise.all([
      webhookDeliveries.list(projectId, { ...about, status: 'FAILED', limit: FAILURES_IN_A_ROW }),
      webhookDeliveries.list(projectId, { ...about, status: 'DELIVERED', limit: 1 }),
    ])
    const first = failed[FAILURES_IN_A_ROW - 1]
    const since = Math.max(destination.dateEnabled.getTime(), delivered[0]?.dateCreated.getTime() ?? 0)
    if (first && first.dateCreated.getTime() > since) {
      await ctx.store.eventDestinations.disable(projectId, destinationId)
    }
  })
}

/** Tells a destination of an event; one that it was told of before it is not told again. */
export async function tell(
  ctx: Context,
  project: Project,
  destination: EventDestination,
  event: ProjectEvent,
): Promise<void> {
  const { id: projectId } = project
  if (destination.type === 'WEBHOOK') {
    const { url, headers, payload } = destination
    const body = JSON.stringify(fillPayload(payload, event))
    // No document speaks of a signature.
    await ctx.webhooks.send({
      projectId,
      ownerKind: EVENT_DESTINATION,
      ownerId: destination.id,
      eventId: event.id,
      url,
      headers,
      body,
    })
    return
  }
  await ctx.store.sentEmails.send({
    ...eventEmail(project, event),
    id: ctx.randomOf(projectId).uuid(),
    projectId,
    destinationId: destination.id,
    eventId: event.id,
    to: destination.to,
    dateCreated: ctx.clockOf(projectId).timestamp(),
  })
}
