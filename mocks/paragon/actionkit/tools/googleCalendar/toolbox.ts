import { z } from 'zod'
import { flag, instant, longText, option, pagination, requiredText, text } from '../../inputs.ts'
import { defineTool, type Toolbox } from '../../tool.ts'
import { googlePage } from '../google-page.ts'
import { getContacts, listDirectoryPeople, searchContacts, searchDirectoryPeople } from './people.ts'

/** Named in docs: actionkit/integrations/googleCalendar/triggers, which loads its options by the key `calendars`. */
const calendarId = option('Calendar', 'calendars', { subtitle: 'The primary calendar when left out' }).default(
  'primary',
)

const attendees = text('Attendees', {
  subtitle: 'E-mail addresses, separated by commas',
  example: 'ada@example.com, bo@example.com',
})

const eventId = requiredText('Event ID')

const details = {
  description: longText('Description').optional(),
  location: text('Location').optional(),
  attendees: attendees.optional(),
  timeZone: text('Time Zone', { example: 'Europe/Berlin' }).optional(),
}

interface Details {
  summary?: string | undefined
  startTime?: string | undefined
  endTime?: string | undefined
  description?: string | undefined
  location?: string | undefined
  attendees?: string | undefined
  timeZone?: string | undefined
}

const eventsOf = (calendar: string) => `calendars/${encodeURIComponent(calendar)}/events`
const eventOf = (calendar: string, event: string) => `${eventsOf(calendar)}/${encodeURIComponent(event)}`

/** What is sent to Google; what is not given is left as it is. */
function eventBody({ startTime, endTime, timeZone, attendees: emails, ...given }: Details) {
  const time = (dateTime: string | undefined) => dateTime && { dateTime, ...(timeZone && { timeZone }) }
  return {
    ...given,
    ...(startTime && { start: time(startTime) }),
    ...(endTime && { end: time(endTime) }),
    ...(emails !== undefined && {
      attendees: emails
        .split(',')
        .map((email) => ({ email: email.trim() }))
        .filter(({ email }) => email !== ''),
    }),
  }
}

const createEvent = defineTool({
  name: 'GOOGLE_CALENDAR_CREATE_EVENT',
  title: 'Create Event',
  description: 'Create an event in Google Calendar',
  parameters: z.strictObject({
    calendarId,
    summary: requiredText('Title'),
    startTime: instant('Start Time'),
    endTime: instant('End Time'),
    ...details,
  }),
  run: (account, { calendarId, ...given }) => account.json('POST', eventsOf(calendarId), { body: eventBody(given) }),
})

const updateEvent = defineTool({
  name: 'GOOGLE_CALENDAR_UPDATE_EVENT',
  title: 'Update Event',
  description: 'Change an event in Google Calendar; what is left out stays as it is',
  parameters: z.strictObject({
    calendarId,
    eventId,
    summary: text('Title').optional(),
    startTime: instant('Start Time').optional(),
    endTime: instant('End Time').optional(),
    ...details,
  }),
  run: (account, { calendarId, eventId, ...given }) =>
    account.json('PATCH', eventOf(calendarId, eventId), { body: eventBody(given) }),
})

const listEvents = defineTool({
  name: 'GOOGLE_CALENDAR_LIST_EVENTS',
  title: 'List Events',
  description: 'List the events of a calendar in Google Calendar, in the order of their start',
  parameters: z.strictObject({
    calendarId,
    after: instant('After', { subtitle: 'Only events that end after this' }).optional(),
    before: instant('Before', { subtitle: 'Only events that start before this' }).optional(),
    search: text('Search', { subtitle: 'Only events with these words' }).optional(),
    showDeleted: flag('Show Deleted').default(false),
    paginationParameters: pagination(2500),
  }),
  async run(account, { calendarId, after, before, search, showDeleted, paginationParameters }) {
    return googlePage(
      await account.json('GET', eventsOf(calendarId), {
        query: {
          singleEvents: true,
          orderBy: 'startTime',
          timeMin: after,
          timeMax: before,
          q: search,
          showDeleted,
          maxResults: paginationParameters?.limit ?? 100,
          pageToken: paginationParameters?.pageCursor ?? undefined,
        },
      }),
    )
  },
})

const getEventById = defineTool({
  name: 'GOOGLE_CALENDAR_GET_EVENT_BY_ID',
  title: 'Get Event By ID',
  description: 'Get an event in Google Calendar',
  parameters: z.strictObject({ calendarId, eventId }),
  run: (account, { calendarId, eventId }) => account.json('GET', eventOf(calendarId, eventId)),
})

const deleteEvent = defineTool({
  name: 'GOOGLE_CALENDAR_DELETE_EVENT',
  title: 'Delete Event',
  description: 'Delete an event in Google Calendar',
  parameters: z.strictObject({ calendarId, eventId }),
  async run(account, { calendarId, eventId }) {
    await account.json('DELETE', eventOf(calendarId, eventId))
    return {}
  },
})

const tools = [
  createEvent,
  updateEvent,
  listEvents,
  getEventById,
  deleteEvent,
  getContacts,
  searchContacts,
  listDirectoryPeople,
  searchDirectoryPeople,
]

/** Named as the vendor's are (docs: actionkit/integrations/googleCalendar/overview); what they take is assumed. */
export const googleCalendarToolbox: Toolbox = { categories: ['calendar'], tools: () => tools }
