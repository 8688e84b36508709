import type { Json } from './connected-users.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'
import { type NewJob, putJob } from './jobs.ts'
import type { Sealer } from './sealer.ts'
import { type NewWebhookDelivery, putDelivery } from './webhook-deliveries.ts'

/** An app's wish to hear of one kind of event in one account. */
export interface TriggerSubscription {
  id: string
  projectId: string
  personaId: string
  /** The user token's `sub`. */
  userId: string
  credentialId: string
  /** Type, such as "googledrive". */
  integration: string
  type: string
  parameters: Json
  /** Where to send events instead of the project's webhook; its headers may be secrets. */
  webhookOverride: WebhookOverride | null
  status: TriggerSubscriptionStatus
  error: string | null
  /** How often in a row the third party could not be asked. */
  failureCount: number
  /** Up to where the third party has been asked. */
  cursor: Json
  dateCreated: Date
  /** When its owner last changed it. */
  dateUpdated: Date
  dateLastReceivedEvent: Date | null
}

export type TriggerSubscriptionStatus = 'ACTIVE' | 'ERRORED'

export interface WebhookOverride {
  url: string
  headers?: Record<string, string> | undefined
  metadata?: Json | undefined
}

export type NewTriggerSubscription = Omit<
  TriggerSubscription,
  'userId' | 'status' | 'error' | 'failureCount' | 'dateUpdated' | 'dateLastReceivedEvent'
>

export interface TriggerSubscriptions {
  /** Stores it, and the job that looks for its events if it needs one; undefined when its account is gone. */
  create(subscription: NewTriggerSubscription, job: NewJob | undefined): Promise<TriggerSubscription | undefined>
  find(projectId: string, id: string): Promise<TriggerSubscription | undefined>
  /** Oldest first. */
  listOf(personaId: string): Promise<TriggerSubscription[]>
  /** Ids of those that are active for an account at the provider, and of one of the types. */
  watching(projectId: string, providerId: string, types: readonly string[]): Promise<string[]>
  /** What its owner changes; it is active again, with the job that looks for its events. Undefined when it is gone. */
  change(
    id: string,
    change: Pick<TriggerSubscription, 'parameters' | 'webhookOverride' | 'cursor' | 'dateUpdated'>,
    job: NewJob | undefined,
  ): Promise<TriggerSubscription | undefined>
  /** False when there was none. */
  remove(id: string): Promise<boolean>
  /**
   * Writes down in one transaction what was found: the messages to send, those that were sent before left out, and from
   * where to go on. Nothing when its owner has changed it since it was read. Answers how many messages are new.
   */
  record(
    subscription: TriggerSubscription,
    found: { deliveries: readonly NewWebhookDelivery[]; cursor: Json; date: Date },
  ): Promise<number>
  /** Writes down that it could not be served; nothing when its owner has changed it since then. */
  fail(
    subscription: Pick<TriggerSubscription, 'id' | 'dateUpdated'>,
    failure: { status: TriggerSubscriptionStatus; error: string | null; failureCount: number },
  ): Promise<void>
}

export function createTriggerSubscriptions(prisma: PrismaClient, sealer: Sealer): TriggerSubscriptions {
  const sealed = (override: WebhookOverride | null) => (override ? sealer.seal(JSON.stringify(override)) : null)
  const json = (value: Json) => value as Prisma.InputJsonObject

  const toSubscription = ({ credential, sealedOverride, ...row }: Row): TriggerSubscription => ({
    ...row,
    userId: credential.persona.userId,
    status: row.status as TriggerSubscriptionStatus,
    parameters: row.parameters as Json,
    cursor: row.cursor as Json,
    webhookOverride: sealedOverride ? (JSON.parse(sealer.open(sealedOverride)) as WebhookOverride) : null,
  })

  async function find(tx: Prisma.TransactionClient, where: Prisma.TriggerSubscriptionWhereUniqueInput) {
    const row = await tx.triggerSubscription.findUnique({ where, include: withOwner })
    return row ? toSubscription(row) : undefined
  }

  return {
    create({ webhookOverride, parameters, cursor, ...columns }, job) {
      return prisma.$transaction(async (tx) => {
        const { credentialId, id, dateCreated } = columns
        if (!(await tx.credential.findUnique({ where: { id: credentialId }, select: { id: true } }))) return undefined
        await tx.triggerSubscription.create({
          data: {
            ...columns,
            parameters: json(parameters),
            cursor: json(cursor),
            sealedOverride: sealed(webhookOverride),
            status: 'ACTIVE',
            dateUpdated: dateCreated,
          },
        })
        if (job) await putJob(tx, job)
        return find(tx, { id })
      })
    },

    find: (projectId, id) => find(prisma, { id, projectId }),

    async listOf(personaId) {
      const rows = await prisma.triggerSubscription.findMany({
        where: { personaId },
        orderBy: [{ dateCreated: 'asc' }, { id: 'asc' }],
        include: withOwner,
      })
      return rows.map(toSubscription)
    },

    async watching(projectId, providerId, types) {
      const rows = await prisma.triggerSubscription.findMany({
        where: { type: { in: [...types] }, status: 'ACTIVE', credential: { projectId, providerId } },
        select: { id: true },
      })
      return rows.map(({ id }) => id)
    },

    change(id, { parameters, webhookOverride, cursor, dateUpdated }, job) {
      return prisma.$transaction(async (tx) => {
        const { count } = await tx.triggerSubscription.updateMany({
          where: { id },
          data: {
            parameters: json(parameters),
            cursor: json(cursor),
            sealedOverride: sealed(webhookOverride),
            dateUpdated,
            status: 'ACTIVE',
            error: null,
            failureCount: 0,
          },
        })
        if (count === 0) return undefined
        if (job) await putJob(tx, job)
        return find(tx, { id })
      })
    },

    async remove(id) {
      const { count } = await prisma.triggerSubscription.deleteMany({ where: { id } })
      return count === 1
    },

    record({ id, dateUpdated }, { deliveries, cursor, date }) {
      return prisma.$transaction(async (tx) => {
        const isCurrent = await tx.triggerSubscription.updateMany({
          where: { id, dateUpdated, status: 'ACTIVE' },
          data: { cursor: json(cursor), failureCount: 0 },
        })
        if (isCurrent.count === 0) return 0
        let count = 0
        for (const delivery of deliveries) if (await putDelivery(tx, sealer, delivery)) count += 1
        if (count > 0) await tx.triggerSubscription.update({ where: { id }, data: { dateLastReceivedEvent: date } })
        return count
      })
    },

    async fail({ id, dateUpdated }, failure) {
      await prisma.triggerSubscription.updateMany({ where: { id, dateUpdated, status: 'ACTIVE' }, data: failure })
    },
  }
}

const withOwner = {
  credential: { select: { persona: { select: { userId: true } } } },
} satisfies Prisma.TriggerSubscriptionInclude

type Row = Prisma.TriggerSubscriptionGetPayload<{ include: typeof withOwner }>
