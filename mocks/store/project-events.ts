import type { Prisma, PrismaClient } from './generated/client.ts'

/** Events kept of each project; the oldest give way. */
const KEPT = 1_000

/** The two that the vendor's Event Destinations can send (docs: monitoring, Event Destinations). */
export const eventTypes = ['CREDENTIAL_FAILURE', 'WORKFLOW_FAILURE'] as const
export type ProjectEventType = (typeof eventTypes)[number]

/** Something that went wrong for a connected user: the fields of the vendor's Event Logs (docs: monitoring/event-logs). */
export interface ProjectEvent {
  id: string
  projectId: string
  type: ProjectEventType
  personaId: string
  /** The user token's `sub`. */
  endUserId: string
  integrationId: string
  connectCredentialId: string
  connectCredentialConfigId: string | null
  workflowId: string | null
  traceId: string
  error: string
  status: 'SUCCEEDED' | 'FAILED'
  /** On the project's clock. */
  dateCreated: Date
}

export interface EventQuery {
  type?: ProjectEventType | undefined
  /** `endUserId`. */
  userId?: string | undefined
  /** Only events before the one with this sequence. */
  before?: number | undefined
  limit: number
}

export interface ProjectEvents {
  /** An event of an id that was recorded before is the same one. */
  record(event: ProjectEvent): Promise<void>
  /** Newest first, each with its place in the order of all. */
  list(projectId: string, query: EventQuery): Promise<(ProjectEvent & { sequence: number })[]>
}

export function createProjectEvents(prisma: PrismaClient): ProjectEvents {
  return {
    record: (event) => prisma.$transaction((tx) => recordEvent(tx, event)),

    async list(projectId, { type, userId, before, limit }) {
      const rows = await prisma.projectEvent.findMany({
        where: {
          projectId,
          ...(type && { type }),
          ...(userId !== undefined && { endUserId: userId }),
          ...(before !== undefined && { sequence: { lt: before } }),
        },
        orderBy: { sequence: 'desc' },
        take: limit,
      })
      return rows.map(({ type, status, ...columns }) => ({
        ...columns,
        type: type as ProjectEventType,
        status: status as ProjectEvent['status'],
      }))
    },
  }
}

/** `ProjectEvents.record` as part of a larger transaction: an event is committed with what it tells of. */
export async function recordEvent(tx: Prisma.TransactionClient, event: ProjectEvent): Promise<void> {
  const { projectId } = event
  await tx.projectEvent.upsert({ where: { id: event.id }, create: event, update: {}, select: { sequence: true } })
  const surplus = await tx.projectEvent.findFirst({
    where: { projectId },
    orderBy: { sequence: 'desc' },
    skip: KEPT,
    select: { sequence: true },
  })
  if (surplus) await tx.projectEvent.deleteMany({ where: { projectId, sequence: { lte: surplus.sequence } } })
}
