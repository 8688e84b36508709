import { z } from 'zod'
import { type Answer, empty, instant, type Operation, ok } from '../../openapi/operation.ts'
import { fields, googleRefusals, masked } from '../google/openapi.ts'
import { bodySchema } from './event-body.ts'
import { EVENT_ID } from './event-id.ts'

const text = z.string()
const flag = z.boolean()
const properties = z.record(text, text)

const reminder = masked({ method: z.enum(['email', 'popup']), minutes: z.int() })
const person = masked({ email: text, displayName: text, self: flag })
const time = masked({ date: z.iso.date(), dateTime: z.iso.datetime({ offset: true }), timeZone: text.nullable() })

/** developers.google.com/workspace/calendar/api/v3/reference/events#resource, as far as events here have fields. */
const event = masked({
  kind: z.literal('calendar#event'),
  etag: text,
  id: text,
  status: z.enum(['confirmed', 'tentative', 'cancelled']),
  htmlLink: text,
  created: instant,
  updated: instant,
  summary: text,
  description: text,
  location: text,
  creator: person,
  organizer: person,
  start: time,
  end: time,
  iCalUID: text,
  sequence: z.int(),
  attendees: z.array(
    masked({
      email: text,
      displayName: text,
      organizer: flag,
      self: flag,
      optional: flag,
      resource: flag,
      comment: text,
      additionalGuests: z.int(),
      responseStatus: z.enum(['needsAction', 'declined', 'tentative', 'accepted']),
    }),
  ),
  colorId: text,
  transparency: z.enum(['opaque', 'transparent']),
  visibility: z.enum(['default', 'public', 'private', 'confidential']),
  guestsCanInviteOthers: flag,
  guestsCanModify: flag,
  guestsCanSeeOtherGuests: flag,
  reminders: masked({ useDefault: flag, overrides: z.array(reminder) }),
  extendedProperties: masked({ private: properties, shared: properties }),
  source: masked({ url: text, title: text }),
  eventType: z.literal('default'),
}).meta({ id: 'Event' })

const calendarFields = {
  etag: text,
  id: text,
  summary: text,
  timeZone: text,
  conferenceProperties: masked({ allowedConferenceSolutionTypes: z.array(text) }),
}
const calendar = masked({ kind: z.literal('calendar#calendar'), ...calendarFields }).meta({ id: 'Calendar' })
const entry = masked({
  kind: z.literal('calendar#calendarListEntry'),
  ...calendarFields,
  colorId: text,
  backgroundColor: text,
  foregroundColor: text,
  selected: flag,
  accessRole: z.literal('owner'),
  defaultReminders: z.array(reminder),
  primary: flag,
}).meta({ id: 'CalendarListEntry' })

const pageToken = z.string().describe('`nextPageToken` of the page before').optional()
const maxResults = z.int().min(1).optional()
const moment = z.iso.datetime({ offset: true }).optional()
const timeZone = z.string().describe('Of the times in the answer, such as Europe/Berlin').optional()
const bool = z.enum(['true', 'false']).optional()
const ifMatch = z.object({ 'if-match': z.string().describe('The etag that the event must have').optional() })

const read = { method: 'GET', source: 'documented', access: 'read' } as const
const write = { source: 'documented', access: 'write' } as const
const refused = googleRefusals(404)
const one: Record<string, Answer> = { 200: ok(event), ...refused }

const LIST = '/calendar/v3/users/me/calendarList'
const CALENDAR = '/calendar/v3/calendars/:calendarId'
const EVENTS = `${CALENDAR}/events`
const EVENT = `${EVENTS}/:eventId`

export const calendarOperations: readonly Operation[] = [
  {
    ...read,
    path: LIST,
    operationId: 'listCalendars',
    summary: 'The calendars in the account’s list: its own',
    query: z.object({ maxResults, pageToken, fields }),
    responses: {
      200: ok(masked({ kind: z.literal('calendar#calendarList'), etag: text, items: z.array(entry) })),
      ...googleRefusals(),
    },
  },
  {
    ...read,
    path: `${LIST}/:calendarId`,
    operationId: 'getCalendarListEntry',
    summary: 'A calendar as it is in the list',
    query: z.object({ fields }),
    responses: { 200: ok(entry), ...refused },
  },
  {
    ...read,
    path: CALENDAR,
    operationId: 'getCalendar',
    summary: 'A calendar',
    query: z.object({ fields }),
    responses: { 200: ok(calendar), ...refused },
  },
  {
    ...read,
    path: EVENTS,
    operationId: 'listEvents',
    summary: 'The events of a calendar, a page at a time',
    query: z.object({
      q: z.string().describe('Words that must be in the event').optional(),
      timeMin: moment,
      timeMax: moment,
      updatedMin: moment,
      orderBy: z.enum(['startTime', 'updated']).optional(),
      singleEvents: bool,
      showDeleted: bool,
      timeZone,
      maxResults,
      pageToken,
      fields,
    }),
    responses: {
      200: ok(
        masked({
          kind: z.literal('calendar#events'),
          etag: text,
          summary: text,
          updated: instant,
          timeZone: text,
          accessRole: z.literal('owner'),
          defaultReminders: z.array(reminder),
          nextPageToken: text,
          items: z.array(event),
        }),
      ),
      ...refused,
    },
  },
  {
    ...write,
    method: 'POST',
    path: EVENTS,
    operationId: 'insertEvent',
    summary: 'Makes an event',
    query: z.object({ fields }),
    body: bodySchema.extend({ id: z.string().regex(EVENT_ID).nullish() }),
    responses: { ...one, ...googleRefusals(409) },
  },
  {
    ...read,
    path: EVENT,
    operationId: 'getEvent',
    summary: 'An event; one that was deleted is cancelled',
    query: z.object({ timeZone, fields }),
    responses: one,
  },
  {
    ...write,
    method: 'PATCH',
    path: EVENT,
    operationId: 'patchEvent',
    summary: 'Changes the fields of an event that are sent',
    query: z.object({ fields }),
    headers: ifMatch,
    body: bodySchema,
    responses: { ...one, ...googleRefusals(412) },
  },
  {
    ...write,
    method: 'PUT',
    path: EVENT,
    operationId: 'updateEvent',
    summary: 'Replaces an event',
    query: z.object({ fields }),
    headers: ifMatch,
    body: bodySchema,
    responses: { ...one, ...googleRefusals(412) },
  },
  {
    ...write,
    method: 'DELETE',
    path: EVENT,
    operationId: 'deleteEvent',
    summary: 'Cancels an event',
    headers: ifMatch,
    responses: { 204: empty(), ...refused, ...googleRefusals(410, 412) },
  },
]
