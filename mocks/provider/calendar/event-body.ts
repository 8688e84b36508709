import { z } from 'zod'
import type { CalendarEvent } from '../../store/calendar-events.ts'
import { isStorable } from '../../store/storable-text.ts'
import { type GoogleApiError, invalidValue, parseError } from '../google/errors.ts'
import { invalid, notSimulated, required, timeRangeEmpty } from './errors.ts'
import { eventTimeSchema, readEventTime } from './event-time.ts'
import { mergePatch } from './merge-patch.ts'
import { eventTimes } from './resources.ts'
import { CALENDAR_TIME_ZONE, formatIn } from './time-zone.ts'

const text = z.string().refine(isStorable).nullish()
const flag = z.boolean().nullish()
const properties = z.record(z.string(), z.string().nullable()).nullish()

const attendee = z.object({
  email: z.string().regex(/^[^\s@]+@[^\s@]+$/),
  displayName: text,
  optional: flag,
  resource: flag,
  comment: text,
  additionalGuests: z.int().nonnegative().nullish(),
  responseStatus: z.enum(['needsAction', 'declined', 'tentative', 'accepted']).default('needsAction'),
})

/**
 * The fields of an event that a client may write (developers.google.com/workspace/calendar/api/v3/reference/events).
 * Others are ignored, as Google does with fields it alone writes.
 */
export const bodySchema = z.object({
  status: z.enum(['confirmed', 'tentative', 'cancelled']).nullish(),
  summary: text,
  description: text,
  location: text,
  start: eventTimeSchema.nullish(),
  end: eventTimeSchema.nullish(),
  sequence: z.int().nonnegative().nullish(),
  attendees: z.array(attendee).max(200).nullish(),
  colorId: text,
  transparency: z.enum(['opaque', 'transparent']).nullish(),
  visibility: z.enum(['default', 'public', 'private', 'confidential']).nullish(),
  guestsCanInviteOthers: flag,
  guestsCanModify: flag,
  guestsCanSeeOtherGuests: flag,
  reminders: z
    .object({
      useDefault: flag,
      overrides: z
        .array(z.object({ method: z.enum(['email', 'popup']), minutes: z.int().min(0).max(40_320) }))
        .max(5)
        .nullish(),
    })
    .nullish(),
  extendedProperties: z.object({ private: properties, shared: properties }).nullish(),
  source: z.object({ url: text, title: text }).nullish(),
})

/** What a body says of an event; the rest is the store's and the clock's. */
export type EventFields = Omit<CalendarEvent, 'id' | 'accountId' | 'sequence' | 'dateCreated' | 'dateUpdated'> & {
  /** Undefined when the body names none. */
  sequence: number | undefined
}

/**
 * Reads the body of a write; with an event given, its fields stay as they are where the body names no others. Throws
 * GoogleApiError 400.
 */
export function readEventBody(body: unknown = {}, patched?: CalendarEvent): EventFields {
  refuseWhatIsNotSimulated(body)
  const given = parse(body)
  const { start, end, status, summary, description, location, sequence, attendees, ...others } = parse(
    mergePatch(patched ? writableFields(patched) : {}, given),
  )
  const until = readEventTime('end', end)
  const from = readEventTime('start', start)
  if (from.isAllDay !== until.isAllDay) {
    throw invalid('Start and end times must either both be date or both be dateTime.')
  }
  if (until.date < from.date) throw timeRangeEmpty()
  return {
    status: status ?? 'confirmed',
    summary: summary ?? null,
    description: description ?? null,
    location: location ?? null,
    isAllDay: from.isAllDay,
    dateStart: from.date,
    dateEnd: until.date,
    startTimeZone: from.timeZone,
    endTimeZone: until.timeZone,
    details: {
      ...others,
      ...(attendees && { attendees: attendees.map((each) => ({ email: each.email, ...sent(each) })) }),
    },
    sequence: sequence ?? undefined,
  }
}

/** A null says what a field that is left out says; a patch does not go into lists. */
function sent(fields: object) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

function parse(body: unknown): z.infer<typeof bodySchema> {
  const parsed = bodySchema.safeParse(body)
  if (parsed.success) return parsed.data
  throw refusal(parsed.error.issues[0])
}

function refusal(issue: z.core.$ZodIssue | undefined): GoogleApiError {
  const [field, ...below] = issue?.path ?? []
  if (field === undefined) return parseError()
  if (field === 'attendees' && below.at(-1) === 'email') {
    return issue?.code === 'invalid_type' ? required('Missing attendee email.') : invalid('Invalid attendee email.')
  }
  return invalidValue(String(field))
}

/** An event that lacked what was asked for would pass for one that has it. */
function refuseWhatIsNotSimulated(body: unknown): void {
  if (typeof body !== 'object' || body === null) return
  for (const [field, value] of Object.entries(body)) {
    const isEmpty = value === null || (Array.isArray(value) && value.length === 0)
    const isUnknown = ['recurrence', 'conferenceData', 'attachments'].includes(field) && !isEmpty
    if (isUnknown || (field === 'eventType' && value !== 'default')) throw notSimulated(field)
  }
}

/** An event as a client would write it. */
function writableFields(event: CalendarEvent) {
  const { status, summary, description, location, details } = event
  return { status, summary, description, location, ...eventTimes(event, formatIn(CALENDAR_TIME_ZONE)), ...details }
}
