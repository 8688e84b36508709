import type { CalendarEvent } from '../../store/calendar-events.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { ANY, type Shape, scalars } from '../google/field-mask.ts'
import { CALENDAR_TIME_ZONE } from './time-zone.ts'

/** Of every calendar; minutes before an event. */
const DEFAULT_REMINDERS = [{ method: 'popup', minutes: 10 }]

const PERSON: Shape = scalars('id email displayName self')
const TIME: Shape = scalars('date dateTime timeZone')
const REMINDER: Shape = scalars('method minutes')

/** Every field of Calendar's Event (developers.google.com/workspace/calendar/api/v3/reference/events), sent here or not. */
export const EVENT: Shape = {
  ...scalars('kind etag id status htmlLink created updated summary description location colorId recurrence'),
  ...scalars('recurringEventId transparency visibility iCalUID sequence attendeesOmitted hangoutLink'),
  ...scalars('anyoneCanAddSelf guestsCanInviteOthers guestsCanModify guestsCanSeeOtherGuests privateCopy locked'),
  ...scalars('eventType endTimeUnspecified'),
  creator: PERSON,
  organizer: PERSON,
  start: TIME,
  end: TIME,
  originalStartTime: TIME,
  attendees: scalars('id email displayName organizer self resource optional responseStatus comment additionalGuests'),
  reminders: { useDefault: null, overrides: REMINDER },
  source: scalars('url title'),
  extendedProperties: ANY,
  conferenceData: ANY,
  gadget: ANY,
  attachments: ANY,
  workingLocationProperties: ANY,
  outOfOfficeProperties: ANY,
  focusTimeProperties: ANY,
  birthdayProperties: ANY,
}

export const EVENTS: Shape = {
  ...scalars('kind etag summary description updated timeZone accessRole nextPageToken nextSyncToken'),
  defaultReminders: REMINDER,
  items: EVENT,
}

export const CALENDAR: Shape = {
  ...scalars('kind etag id summary description location timeZone dataOwner autoAcceptInvitations'),
  conferenceProperties: ANY,
}

export const CALENDAR_LIST_ENTRY: Shape = {
  ...scalars('kind etag id summary description location timeZone summaryOverride colorId backgroundColor'),
  ...scalars('foregroundColor hidden selected accessRole primary deleted dataOwner autoAcceptInvitations'),
  defaultReminders: REMINDER,
  notificationSettings: ANY,
  conferenceProperties: ANY,
}

export const CALENDAR_LIST: Shape = {
  ...scalars('kind etag nextPageToken nextSyncToken'),
  items: CALENDAR_LIST_ENTRY,
}

/** The calendar that each account has, and its only one: its id is the account's e-mail address. */
export function calendarResource(account: Account) {
  return {
    kind: 'calendar#calendar',
    etag: etagOf(account.dateCreated),
    id: account.email,
    summary: account.email,
    timeZone: CALENDAR_TIME_ZONE,
    conferenceProperties: { allowedConferenceSolutionTypes: [] },
  }
}

export function calendarListEntry(account: Account) {
  return {
    ...calendarResource(account),
    kind: 'calendar#calendarListEntry',
    colorId: '14',
    backgroundColor: '#9fe1e7',
    foregroundColor: '#000000',
    selected: true,
    accessRole: 'owner',
    defaultReminders: DEFAULT_REMINDERS,
    primary: true,
  }
}

export function calendarList(account: Account) {
  return { kind: 'calendar#calendarList', etag: etagOf(account.dateCreated), items: [calendarListEntry(account)] }
}

/** A page of a list of events; `updated` is when the calendar last changed. */
export function eventList(account: Account, updated: Date, items: object[], nextPageToken: string | undefined) {
  return {
    kind: 'calendar#events',
    etag: etagOf(updated),
    summary: account.email,
    updated: updated.toISOString(),
    timeZone: CALENDAR_TIME_ZONE,
    accessRole: 'owner',
    defaultReminders: DEFAULT_REMINDERS,
    ...(nextPageToken !== undefined && { nextPageToken }),
    items,
  }
}

/** `format` writes the times, as `formatIn` does. */
export function eventResource(account: Account, event: CalendarEvent, format: (instant: Date) => string) {
  const { id, status, summary, description, location, sequence, dateCreated, dateUpdated } = event
  const { attendees, reminders, ...details } = event.details
  const owner = { email: account.email, displayName: account.name, self: true }
  return {
    kind: 'calendar#event',
    etag: etagOf(dateUpdated),
    id,
    status,
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${id} ${account.email}`).toString('base64url')}`,
    created: dateCreated.toISOString(),
    updated: dateUpdated.toISOString(),
    ...(summary !== null && { summary }),
    ...(description !== null && { description }),
    ...(location !== null && { location }),
    creator: owner,
    organizer: owner,
    ...eventTimes(event, format),
    iCalUID: `${id}@google.com`,
    sequence,
    ...details,
    ...(attendees && {
      attendees: attendees.map((attendee) =>
        attendee.email.toLowerCase() === account.email ? { ...attendee, organizer: true, self: true } : attendee,
      ),
    }),
    reminders: reminders ?? { useDefault: true },
    eventType: 'default',
  }
}

export function eventTimes(event: CalendarEvent, format: (instant: Date) => string) {
  const time = (instant: Date, timeZone: string | null) =>
    event.isAllDay
      ? { date: instant.toISOString().slice(0, 'yyyy-mm-dd'.length) }
      : { dateTime: format(instant), timeZone }
  return { start: time(event.dateStart, event.startTimeZone), end: time(event.dateEnd, event.endTimeZone) }
}

/** Changes with every write. */
export function etagOf(updated: Date): string {
  return `"${updated.getTime() * 2}"`
}
