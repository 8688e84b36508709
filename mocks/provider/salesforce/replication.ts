import { formatDateTime, parseDateTime } from './date-time.ts'
import { SalesforceError } from './errors.ts'
import type { ObjectDefinition } from './objects/definitions.ts'
import { hasRecycleBin } from './objects/objects.ts'
import type { Org } from './operations.ts'
import { isDeleted, kindOf } from './records.ts'

const MINUTE = 60 * 1000
const DAY = 24 * 60 * MINUTE

export interface TimeSpan {
  start: string | undefined
  end: string | undefined
}

/** The ids of the records that were made or changed in a span of time, oldest change first ("sObject Get Updated"). */
export async function getUpdated({ account, clock, rows }: Org, object: ObjectDefinition, given: TimeSpan) {
  const now = clock.now()
  const { start, end } = readSpan(given, now, 30)
  const records = await rows.list(account.id, kindOf(object), {
    order: 'dateModified',
    direction: 'asc',
    modifiedSince: start,
    matches: (record) => record.dateModified < end && !isDeleted(record),
  })
  return { ids: records.map(({ id }) => id), latestDateCovered: latestDateCovered(end, now) }
}

/** The records that went into the recycle bin in a span of time ("sObject Get Deleted"). */
export async function getDeleted({ account, clock, rows }: Org, object: ObjectDefinition, given: TimeSpan) {
  if (!hasRecycleBin(object)) {
    throw new SalesforceError(400, 'INVALID_TYPE_FOR_OPERATION', `entity type cannot be replicated: ${object.name}`)
  }
  const now = clock.now()
  const { start, end } = readSpan(given, now, 15)
  const records = await rows.list(account.id, kindOf(object), {
    order: 'dateModified',
    direction: 'asc',
    modifiedSince: start,
    matches: (record) => record.dateModified < end && isDeleted(record),
  })
  return {
    // Nothing changes a deleted record, so its last change is its end.
    deletedRecords: records.map(({ id, dateModified }) => ({ id, deletedDate: formatDateTime(dateModified) })),
    earliestDateAvailable: formatDateTime(account.dateCreated),
    latestDateCovered: latestDateCovered(end, now),
  }
}

/** Where to start the next call. What happens from now on is not covered, so a span that reaches further is cut. */
function latestDateCovered(end: Date, now: number): string {
  return formatDateTime(new Date(Math.min(end.getTime(), now)))
}

/** Reads a span: seconds are ignored, and it must have a minute at least and lie within the last days. Throws SalesforceError 400. */
function readSpan(given: TimeSpan, now: number, days: number): { start: Date; end: Date } {
  const [start, end] = [readMinute('start', given.start), readMinute('end', given.end)]
  if (end.getTime() - start.getTime() < MINUTE) {
    throw invalidDate('endDate must be at least one minute greater than startDate')
  }
  // The documentation says that no more is returned; an error is assumed, as a gap would go unseen.
  if (start.getTime() < now - days * DAY) throw invalidDate(`startDate cannot be more than ${days} days ago`)
  return { start, end }
}

function readMinute(name: string, text: string | undefined): Date {
  if (!text) throw new SalesforceError(400, 'MISSING_ARGUMENT', `The ${name} parameter is required`)
  const date = parseDateTime(text)
  if (!date) throw invalidDate(`${name} is not a date and time such as 2026-01-15T09:00:00+00:00: ${text}`)
  return new Date(Math.floor(date.getTime() / MINUTE) * MINUTE)
}

function invalidDate(message: string): SalesforceError {
  return new SalesforceError(400, 'INVALID_REPLICATION_DATE', message)
}
