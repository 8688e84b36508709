import { z } from 'zod'
import type { CalendarEvent, EventOrder, EventPosition, EventQuery } from '../../store/calendar-events.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { GoogleApiError, invalidValue, outOfRange, parameter } from '../google/errors.ts'
import { listName, readPageToken, writePageToken } from '../google/page-token.ts'
import { notSimulated, timeRangeEmpty } from './errors.ts'

/** Parameters by name, as they came. */
export type Query = Record<string, string>

export interface Listing {
  /** Asks for one event more than a page has, which tells whether another page follows. */
  query: EventQuery
  pageSize: number
  /** The page token that leads on from the last event of a page. */
  tokenAfter(event: CalendarEvent): string
}

/** What narrows a list in ways that the sandbox does not know: to leave it out would answer with too much. */
const NOT_SIMULATED = [
  'syncToken',
  'iCalUID',
  'privateExtendedProperty',
  'sharedExtendedProperty',
  'eventTypes',
  'maxAttendees',
]

const MAX_INTEGER = 2 ** 31 - 1

/**
 * Reads the parameters of a list of events (developers.google.com/workspace/calendar/api/v3/reference/events/list). Throws
 * GoogleApiError 400.
 */
export function readListing(account: Account, given: Query): Listing {
  refuseParameters(given, NOT_SIMULATED)
  const timeMin = readInstant(given.timeMin, 'seconds')
  const timeMax = readInstant(given.timeMax, 'seconds')
  if (timeMin && timeMax && timeMin >= timeMax) throw timeRangeEmpty()
  const updatedSince = readInstant(given.updatedMin, 'milliseconds')
  const order = readOrder(given.orderBy, readFlag(given, 'singleEvents'))
  const showDeleted = readFlag(given, 'showDeleted')
  const terms = (given.q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const pageSize = readPageSize(given.maxResults, { standard: 250, most: 2500 })
  const list = listName(account.id, order, showDeleted, timeMin, timeMax, updatedSince, terms)
  return {
    query: {
      // What was deleted since then is part of what has changed since then.
      withDeleted: showDeleted || updatedSince !== undefined,
      endsAfter: timeMin,
      startsBefore: timeMax,
      updatedSince,
      terms,
      order,
      after: given.pageToken ? readPageToken(given.pageToken, list, positionSchema) : undefined,
      limit: pageSize + 1,
    },
    pageSize,
    tokenAfter: (event) => writePageToken(list, { id: event.id, date: event[order] } satisfies EventPosition),
  }
}

const positionSchema = z.object({
  id: z.string(),
  date: z.iso.datetime().transform((text) => new Date(text)),
})

export function refuseParameters(given: Query, names: readonly string[]): void {
  const name = names.find((each) => given[each])
  if (name !== undefined) throw notSimulated(name)
}

/** More than a page ever has is no error: the page is as long as pages get. */
export function readPageSize(text: string | undefined, { standard, most }: { standard: number; most: number }): number {
  if (!text) return standard
  const size = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(size >= 1 && size <= MAX_INTEGER)) throw outOfRange('maxResults', text, 1, MAX_INTEGER)
  return Math.min(size, most)
}

/** An RFC 3339 timestamp, whose offset is mandatory. */
function readInstant(text: string | undefined, precision: 'seconds' | 'milliseconds'): Date | undefined {
  if (!text) return undefined
  if (!z.iso.datetime({ offset: true }).safeParse(text).success) {
    throw new GoogleApiError(400, 'badRequest', 'Bad Request')
  }
  const instant = Date.parse(text)
  // "Milliseconds may be provided but are ignored", says Google of the times of events.
  return new Date(precision === 'seconds' ? Math.floor(instant / 1000) * 1000 : instant)
}

function readFlag(given: Query, name: string): boolean {
  const text = given[name]
  if (text && !['true', 'false'].includes(text)) throw invalidValue(name)
  return text === 'true'
}

/** Without an order Google promises a stable one: here that in which the events were made. */
function readOrder(text: string | undefined, singleEvents: boolean): EventOrder {
  if (!text) return 'dateCreated'
  if (text === 'updated') return 'dateUpdated'
  if (text !== 'startTime') throw invalidValue('orderBy')
  if (!singleEvents) {
    const message = 'The requested ordering is not available for the particular query.'
    throw new GoogleApiError(400, 'invalid', message, parameter('orderBy'))
  }
  return 'dateStart'
}
