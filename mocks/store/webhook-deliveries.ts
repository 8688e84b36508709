import type { Prisma, PrismaClient } from './generated/client.ts'
import { putJob } from './jobs.ts'
import type { Sealer } from './sealer.ts'

/** The kind of the job that sends a delivery; its subject is the delivery's id. */
export const DELIVERY_JOB = 'webhook-delivery'

export type WebhookDeliveryStatus = 'PENDING' | 'DELIVERED' | 'FAILED'

export interface NewWebhookDelivery {
  id: string
  projectId: string
  /** What it is about and who is told how it ended, such as "trigger-subscription" and its id. */
  ownerKind: string
  ownerId: string
  /** There is one delivery for each event of an owner. */
  eventId: string
  url: string
  /** Kept sealed: an app may put secrets of its own in them. */
  headers: Record<string, string>
  /** JSON, as it is sent. */
  body: string
  /** On the project's clock; no two are the same. */
  dateCreated: Date
  /** When it is tried next; null when it is not. */
  dateNext: Date | null
}

export interface WebhookDelivery extends NewWebhookDelivery {
  status: WebhookDeliveryStatus
  attemptCount: number
  /** How many of the attempts were made before it was last put in the queue. */
  attemptBase: number
  dateUpdated: Date
}

export interface WebhookAttempt {
  /** From 1. */
  number: number
  /** On the project's clock. */
  dateCreated: Date
  /** HTTP status; null when there was no answer. */
  status: number | null
  /** Why it did not count as delivered. */
  error: string | null
  /** Milliseconds, as they pass outside. */
  duration: number
  /** The beginning of the answer. */
  response: string | null
}

export interface DeliveryQuery {
  status?: WebhookDeliveryStatus | undefined
  ownerKind?: string | undefined
  ownerId?: string | undefined
  /** The delivery seen last; newest come first. */
  after?: { date: Date; id: string } | undefined
  limit: number
}

/** What is sent to webhooks. A delivery and the job that sends it are stored together. */
export interface WebhookDeliveries {
  /** False when the owner has a delivery for that event already. */
  create(delivery: NewWebhookDelivery): Promise<boolean>
  find(projectId: string, deliveryId: string): Promise<WebhookDelivery | undefined>
  attempts(deliveryId: string): Promise<WebhookAttempt[]>
  list(projectId: string, query: DeliveryQuery): Promise<WebhookDelivery[]>
  /**
   * Writes down an attempt and what follows from it: a time to try again at, or an end. When the delivery was put in the
   * queue again in the meantime, it stays there.
   */
  recordAttempt(
    delivery: WebhookDelivery,
    attempt: Omit<WebhookAttempt, 'number'>,
    outcome: { status: WebhookDeliveryStatus; dateNext: Date | null },
  ): Promise<WebhookDelivery | undefined>
  /** Has it tried from the start; undefined when there is none. */
  requeue(projectId: string, deliveryId: string, now: Date): Promise<WebhookDelivery | undefined>
  /** Removes the oldest deliveries that have ended; the newest `keep` stay. */
  prune(projectId: string, keep: number): Promise<void>
}

export function createWebhookDeliveries(prisma: PrismaClient, sealer: Sealer): WebhookDeliveries {
  const toDelivery = ({ sealedHeaders, status, ...row }: Row): WebhookDelivery => ({
    ...row,
    status: status as WebhookDeliveryStatus,
    headers: JSON.parse(sealer.open(sealedHeaders)) as Record<string, string>,
  })

  async function find(tx: Prisma.TransactionClient, projectId: string, id: string) {
    const row = await tx.webhookDelivery.findUnique({ where: { id, projectId } })
    return row ? toDelivery(row) : undefined
  }

  return {
    create: (delivery) => prisma.$transaction((tx) => putDelivery(tx, sealer, delivery)),

    find: (projectId, deliveryId) => find(prisma, projectId, deliveryId),

    attempts(deliveryId) {
      return prisma.webhookAttempt.findMany({
        where: { deliveryId },
        orderBy: { number: 'asc' },
        omit: { deliveryId: true },
      })
    },

    async list(projectId, { status, ownerKind, ownerId, after, limit }) {
      const rows = await prisma.webhookDelivery.findMany({
        where: {
          projectId,
          ...(status && { status }),
          ...(ownerKind !== undefined && { ownerKind }),
          ...(ownerId !== undefined && { ownerId }),
          ...(after && {
            OR: [{ dateCreated: { lt: after.date } }, { dateCreated: after.date, id: { lt: after.id } }],
          }),
        },
        orderBy: [{ dateCreated: 'desc' }, { id: 'desc' }],
        take: limit,
      })
      return rows.map(toDelivery)
    },

    recordAttempt({ id, projectId, attemptBase }, attempt, { status, dateNext }) {
      return prisma.$transaction(async (tx) => {
        const [counted] = await tx.webhookDelivery.updateManyAndReturn({
          where: { id },
          data: { attemptCount: { increment: 1 }, dateUpdated: attempt.dateCreated },
          select: { attemptCount: true },
        })
        if (!counted) return undefined
        await tx.webhookAttempt.create({ data: { ...attempt, deliveryId: id, number: counted.attemptCount } })
        await tx.webhookDelivery.updateMany({ where: { id, attemptBase }, data: { status, dateNext } })
        return find(tx, projectId, id)
      })
    },

    requeue(projectId, deliveryId, now) {
      return prisma.$transaction(async (tx) => {
        const delivery = await find(tx, projectId, deliveryId)
        if (!delivery) return undefined
        await tx.webhookDelivery.update({
          where: { id: deliveryId },
          data: { status: 'PENDING', attemptBase: delivery.attemptCount, dateNext: now, dateUpdated: now },
        })
        await putJob(tx, jobOf(delivery, now))
        return find(tx, projectId, deliveryId)
      })
    },

    async prune(projectId, keep) {
      const ended = { projectId, status: { in: ['DELIVERED', 'FAILED'] } }
      const [first] = await prisma.webhookDelivery.findMany({
        where: ended,
        orderBy: [{ dateCreated: 'desc' }, { id: 'desc' }],
        skip: keep,
        take: 1,
        select: { dateCreated: true },
      })
      if (first)
        await prisma.webhookDelivery.deleteMany({ where: { ...ended, dateCreated: { lte: first.dateCreated } } })
    },
  }
}

/**
 * `WebhookDeliveries.create` as part of a larger transaction: what happened is committed with the message that tells of
 * it. The scheduler is to be woken afterwards.
 */
export async function putDelivery(
  tx: Prisma.TransactionClient,
  sealer: Sealer,
  { headers, ...columns }: NewWebhookDelivery,
): Promise<boolean> {
  const { projectId, ownerKind, ownerId, eventId, dateCreated, dateNext } = columns
  const key = { projectId_ownerKind_ownerId_eventId: { projectId, ownerKind, ownerId, eventId } }
  if (await tx.webhookDelivery.findUnique({ where: key, select: { id: true } })) return false
  await tx.webhookDelivery.create({
    data: {
      ...columns,
      sealedHeaders: sealer.seal(JSON.stringify(headers)),
      status: 'PENDING',
      dateUpdated: dateCreated,
    },
  })
  if (dateNext) await putJob(tx, jobOf(columns, dateNext))
  return true
}

type Row = Prisma.WebhookDeliveryGetPayload<object>

/** Of what is due at the same time the queue does first what has the lower id: here, what was stored first. */
function jobOf(
  { id, projectId, dateCreated }: Pick<NewWebhookDelivery, 'id' | 'projectId' | 'dateCreated'>,
  dateDue: Date,
) {
  const jobId = `${DELIVERY_JOB}/${dateCreated.toISOString()}/${id}`
  return { id: jobId, projectId, kind: DELIVERY_JOB, subject: id, dateDue }
}
