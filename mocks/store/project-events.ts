import type { Prisma, PrismaClient } from './generated/client.ts'
import { putJob } from './jobs.ts'

/** The kind of the job that tells a project's event destinations; its subject is the event's id. */
export const NOTICE_JOB = 'event-notice'

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
  /** An event of an id that was recorded before is the same one. The scheduler is to be woken afterwards. */
  record(event: ProjectEvent): Promise<void>
  find(projectId: string, eventId: string): Promise<ProjectEvent | undefined>
  /** Newest first, each with its place in the order of all. */
  list(projectId: string, query: EventQuery): Promise<(ProjectEvent & { sequence: number })[]>
}

export function createProjectEvents(prisma: PrismaClient): ProjectEvents {
  return {
    record: (event) => prisma.$transaction((tx) => recordEvent(tx, event)),

    async find(projectId, eventId) {
      const row = await prisma.projectEvent.findUnique({ where: { id: eventId, projectId }, omit: { sequence: true } })
      return row ? toEvent(row) : undefined
    },

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
      return rows.map(toEvent)
    },
  }
}

function toEvent<T extends { type: string; status: string }>({ type, status, ...columns }: T) {
  return { ...columns, type: type as ProjectEventType, status: status as ProjectEvent['status'] }
}

/**
 * `ProjectEvents.record` as part of a larger transaction: an event is committed with what it tells of, and with the job that
 * tells others of it. The scheduler is to be woken afterwards.
 */
export async function recordEvent(tx: Prisma.TransactionClient, event: ProjectEvent): Promise<void> {
  const { projectId } = event
  await tx.projectEvent.upsert({ where: { id: event.id }, create: event, update: {}, select: { sequence: true } })
  await putJob(tx, {
    id: `${NOTICE_JOB}/${event.dateCreated.toISOString()}/${event.id}`,
    projectId,
    kind: NOTICE_JOB,
    subject: event.id,
    // At once: of a clock that stands still the event's date may be ahead.
    dateDue: new Date(0),
  })
  const surplus = await tx.projectEvent.findFirst({
    where: { projectId },
    orderBy: { sequence: 'desc' },
    skip: KEPT,
    select: { sequence: true },
  })
  if (surplus) await tx.projectEvent.deleteMany({ where: { projectId, sequence: { lte: surplus.sequence } } })
}
