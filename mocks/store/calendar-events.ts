import type { Prisma, PrismaClient } from './generated/client.ts'

/** Rows read at a time while looking for a page of matches. */
const BATCH = 200

export type EventStatus = 'confirmed' | 'tentative' | 'cancelled'

/** An event in the only calendar of an account. */
export interface CalendarEvent {
  /** Unique within the account. */
  id: string
  accountId: string
  /** "cancelled" is deleted: kept, so that it can be listed and restored. */
  status: EventStatus
  summary: string | null
  description: string | null
  location: string | null
  isAllDay: boolean
  /** Of an event that takes whole days: midnight UTC of its first day. */
  dateStart: Date
  /** Exclusive; of an event that takes whole days: midnight UTC after its last day. */
  dateEnd: Date
  /** IANA names; null for an event that takes whole days. */
  startTimeZone: string | null
  endTimeZone: string | null
  details: EventDetails
  /** Counts the changes of time. */
  sequence: number
  dateCreated: Date
  /** Later with every write. */
  dateUpdated: Date
}

/** What else a client has written, as JSON. */
export interface EventDetails {
  attendees?: EventAttendee[] | null | undefined
  [field: string]: unknown
}

export interface EventAttendee {
  email: string
  displayName?: string | null | undefined
  [field: string]: unknown
}

/** Always ascending. */
export type EventOrder = 'dateCreated' | 'dateStart' | 'dateUpdated'

/** A place in a sorted list: the last event seen, and its date in that order. */
export interface EventPosition {
  id: string
  date: Date
}

export interface EventQuery {
  /** Whether deleted events are listed, too. */
  withDeleted: boolean
  /** Exclusive. */
  endsAfter?: Date | undefined
  /** Exclusive. */
  startsBefore?: Date | undefined
  /** Inclusive. */
  updatedSince?: Date | undefined
  /** Lower case; each must occur in an event's texts. */
  terms: readonly string[]
  order: EventOrder
  after?: EventPosition | undefined
  limit: number
}

/** The events of each account. No function reaches an event of an account other than the one named. */
export interface CalendarEvents {
  /** Deleted events, too. */
  find(accountId: string, eventId: string): Promise<CalendarEvent | undefined>
  list(accountId: string, query: EventQuery): Promise<CalendarEvent[]>
  /** Of all events, deleted ones too. */
  summaries(accountId: string): Promise<string[]>
  /** When an event of the account was last written; undefined when there is none. */
  lastUpdate(accountId: string): Promise<Date | undefined>
  /** Answers false, and stores nothing, when the account has an event with that id. */
  create(event: CalendarEvent): Promise<boolean>
  /** Answers false, and changes nothing, when the event has been written since `before` was read. */
  replace(before: CalendarEvent, after: CalendarEvent): Promise<boolean>
}

export function createCalendarEvents(prisma: PrismaClient): CalendarEvents {
  return {
    async find(accountId, eventId) {
      const row = await prisma.calendarEvent.findUnique({ where: { accountId_id: { accountId, id: eventId } } })
      return row ? asEvent(row) : undefined
    },

    async list(accountId, { withDeleted, endsAfter, startsBefore, updatedSince, terms, order, after, limit }) {
      const where: Prisma.CalendarEventWhereInput = {
        accountId,
        ...(!withDeleted && { status: { not: 'cancelled' } }),
        ...(endsAfter && { dateEnd: { gt: endsAfter } }),
        ...(startsBefore && { dateStart: { lt: startsBefore } }),
        ...(updatedSince && { dateUpdated: { gte: updatedSince } }),
      }
      const take = terms.length > 0 ? Math.max(BATCH, limit) : limit
      const found: CalendarEvent[] = []
      let position = after
      for (;;) {
        const rows = await prisma.calendarEvent.findMany({
          where: { AND: [where, position ? beyond(order, position) : {}] },
          orderBy: [{ [order]: 'asc' }, { id: 'asc' }],
          take,
        })
        const matching = rows.map(asEvent).filter((event) => mentions(event, terms))
        found.push(...matching.slice(0, limit - found.length))
        const last = rows.at(-1)
        if (found.length === limit || !last || rows.length < take) return found
        position = { id: last.id, date: last[order] }
      }
    },

    async summaries(accountId) {
      const rows = await prisma.calendarEvent.findMany({ where: { accountId }, select: { summary: true } })
      return rows.flatMap(({ summary }) => summary ?? [])
    },

    async lastUpdate(accountId) {
      const newest = await prisma.calendarEvent.findFirst({
        where: { accountId },
        orderBy: { dateUpdated: 'desc' },
        select: { dateUpdated: true },
      })
      return newest?.dateUpdated
    },

    async create(event) {
      try {
        await prisma.calendarEvent.create({ data: eventRow(event) })
        return true
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'P2002') return false
        throw error
      }
    },

    async replace({ accountId, id, dateUpdated }, after) {
      const { count } = await prisma.calendarEvent.updateMany({
        where: { accountId, id, dateUpdated },
        data: eventRow(after),
      })
      return count === 1
    },
  }
}

/** The columns of an event, for a statement that stores it. */
export function eventRow({ details, ...columns }: CalendarEvent): Prisma.CalendarEventCreateManyInput {
  return { ...columns, details: details as Prisma.InputJsonObject }
}

type Row = Prisma.CalendarEventGetPayload<object>

/** Only `eventRow` writes these columns. */
function asEvent({ status, details, ...columns }: Row): CalendarEvent {
  return { ...columns, status: status as EventStatus, details: details as EventDetails }
}

/** Events that come after a position; the id makes every order total. */
function beyond(order: EventOrder, { id, date }: EventPosition): Prisma.CalendarEventWhereInput {
  return { OR: [{ [order]: { gt: date } }, { [order]: date, id: { gt: id } }] }
}

/** Left to the program, because Prisma's `contains` takes `%` and `_` in the text for wildcards. */
function mentions(event: CalendarEvent, terms: readonly string[]): boolean {
  if (terms.length === 0) return true
  const people = (event.details.attendees ?? []).flatMap(({ email, displayName }) => [email, displayName])
  const text = [event.summary, event.description, event.location, ...people].join('\n').toLowerCase()
  return terms.every((term) => text.includes(term))
}
