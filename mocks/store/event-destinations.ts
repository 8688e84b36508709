import type { Prisma, PrismaClient, EventDestination as Row } from './generated/client.ts'
import type { ProjectEventType } from './project-events.ts'
import type { Sealer } from './sealer.ts'

/** Where a project sends word of what went wrong (docs: monitoring/event-destinations). */
export type EventDestination = EmailDestination | WebhookDestination

interface DestinationBase {
  id: string
  events: ProjectEventType[]
  isEnabled: boolean
  /** Since when it has been enabled, or last was; on the project's clock. */
  dateEnabled: Date
}

export interface EmailDestination extends DestinationBase {
  type: 'EMAIL'
  to: string
}

export interface WebhookDestination extends DestinationBase {
  type: 'WEBHOOK'
  url: string
  /** Kept sealed: an app may put secrets of its own in them. */
  headers: Record<string, string>
  /** JSON with references to the event in its texts. */
  payload: unknown
}

export interface EventDestinations {
  /** In the order in which they were given. */
  list(projectId: string): Promise<EventDestination[]>
  /** Puts these in the place of all that the project has. */
  replace(projectId: string, destinations: readonly EventDestination[]): Promise<void>
  disable(projectId: string, destinationId: string): Promise<void>
}

export function createEventDestinations(prisma: PrismaClient, sealer: Sealer): EventDestinations {
  return {
    async list(projectId) {
      const rows = await prisma.eventDestination.findMany({ where: { projectId }, orderBy: { position: 'asc' } })
      return rows.map((row) => toDestination(sealer, row))
    },

    async replace(projectId, destinations) {
      await prisma.$transaction([
        prisma.eventDestination.deleteMany({ where: { projectId } }),
        prisma.eventDestination.createMany({ data: destinationRows(sealer, projectId, destinations) }),
      ])
    },

    async disable(projectId, destinationId) {
      await prisma.eventDestination.updateMany({ where: { id: destinationId, projectId }, data: { isEnabled: false } })
    },
  }
}

/** What `EventDestinations.replace` writes, for a larger transaction. */
export function destinationRows(
  sealer: Sealer,
  projectId: string,
  destinations: readonly EventDestination[],
): Prisma.EventDestinationCreateManyInput[] {
  return destinations.map((destination, position) => {
    const { id, type, events, isEnabled, dateEnabled } = destination
    const shared = { id, projectId, position, type, events, isEnabled, dateEnabled }
    if (destination.type === 'EMAIL') return { ...shared, target: destination.to }
    const { url, headers, payload } = destination
    return { ...shared, target: url, sealedRequest: sealer.seal(JSON.stringify({ headers, payload })) }
  })
}

function toDestination(sealer: Sealer, { id, events, isEnabled, dateEnabled, target, sealedRequest }: Row) {
  const shared = { id, events: events as ProjectEventType[], isEnabled, dateEnabled }
  if (sealedRequest === null) return { ...shared, type: 'EMAIL' as const, to: target }
  const request = JSON.parse(sealer.open(sealedRequest)) as Pick<WebhookDestination, 'headers' | 'payload'>
  return { ...shared, type: 'WEBHOOK' as const, url: target, ...request }
}
