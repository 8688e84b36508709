import type { PrismaClient } from './generated/client.ts'

/** Mails kept of each project; the oldest give way. */
const KEPT = 1_000

/** A mail that would have been sent: nothing leaves the sandbox. */
export interface SentEmail {
  id: string
  projectId: string
  destinationId: string
  /** There is one mail for each event of a destination. */
  eventId: string
  to: string
  subject: string
  /** Plain text. */
  text: string
  /** On the project's clock. */
  dateCreated: Date
}

export interface EmailQuery {
  to?: string | undefined
  /** Only mails before the one with this sequence. */
  before?: number | undefined
  limit: number
}

export interface SentEmails {
  /** A mail about an event that its destination was told of before is the same one. */
  send(email: SentEmail): Promise<void>
  /** Newest first, each with its place in the order of all. */
  list(projectId: string, query: EmailQuery): Promise<(SentEmail & { sequence: number })[]>
}

export function createSentEmails(prisma: PrismaClient): SentEmails {
  return {
    async send(email) {
      const { projectId, destinationId, eventId } = email
      await prisma.$transaction(async (tx) => {
        await tx.sentEmail.upsert({
          where: { destinationId_eventId: { destinationId, eventId } },
          create: email,
          update: {},
          select: { sequence: true },
        })
        const surplus = await tx.sentEmail.findFirst({
          where: { projectId },
          orderBy: { sequence: 'desc' },
          skip: KEPT,
          select: { sequence: true },
        })
        if (surplus) await tx.sentEmail.deleteMany({ where: { projectId, sequence: { lte: surplus.sequence } } })
      })
    },

    list(projectId, { to, before, limit }) {
      return prisma.sentEmail.findMany({
        where: {
          projectId,
          ...(to !== undefined && { to }),
          ...(before !== undefined && { sequence: { lt: before } }),
        },
        orderBy: { sequence: 'desc' },
        take: limit,
      })
    },
  }
}
