import { z } from 'zod'
import type { Json } from '../../../store/connected-users.ts'
import { flag, option } from '../../actionkit/inputs.ts'
import type { ThirdParty } from '../../credentials/third-party.ts'
import type { Change, TriggerType } from '../trigger-type.ts'

/** docs: actionkit/integrations/googleCalendar/triggers/GOOGLE_CALENDAR_TRIGGER_EVENT_CREATED */
const parameters = z.strictObject({
  calendarId: option('Calendar', 'calendars', {
    subtitle: 'Defaults to the user’s primary calendar if left blank.',
  }).default('primary'),
  // The sandbox's calendars do not expand recurring events, so that there is nothing to collapse.
  collapseRecurringEventUpdates: flag('Collapse Recurring Event Updates', {
    subtitle: 'If on, recurring event updates will not be expanded into multiple instances of the event.',
  }).default(true),
})

const event = z.looseObject({
  id: z.string(),
  status: z.string(),
  created: z.iso.datetime(),
  updated: z.iso.datetime(),
})
type CalendarEvent = z.infer<typeof event>
const page = z.object({ items: z.array(event), nextPageToken: z.string().optional() })

/** What has changed since a time, deleted events too, in the order of the changes. */
async function* eventsSince(account: ThirdParty, calendarId: string, from: Date): AsyncIterable<CalendarEvent> {
  const path = `calendars/${encodeURIComponent(calendarId)}/events`
  const query = { updatedMin: from.toISOString(), orderBy: 'updated', maxResults: 250 }
  for (let pageToken: string | undefined; ; ) {
    const { items, nextPageToken } = page.parse(await account.json('GET', path, { query: { ...query, pageToken } }))
    yield* items
    if (nextPageToken === undefined) return
    pageToken = nextPageToken
  }
}

/** The changes of a calendar, told of when they are such events; `key` names one, and again when the app is to hear again. */
function changes(isWanted: (event: CalendarEvent, from: Date) => boolean, key: (event: CalendarEvent) => string) {
  return async function* (account: ThirdParty, given: unknown, from: Date): AsyncIterable<Change> {
    const { calendarId } = parameters.parse(given)
    for await (const each of eventsSince(account, calendarId, from)) {
      const isTold = each.status !== 'cancelled' && isWanted(each, from)
      yield { key: key(each), payload: isTold ? each : undefined, date: new Date(each.updated) }
    }
  }
}

async function someEvents(account: ThirdParty, given: unknown): Promise<Json[]> {
  const { calendarId } = parameters.parse(given)
  const path = `calendars/${encodeURIComponent(calendarId)}/events`
  return page.parse(await account.json('GET', path, { query: { maxResults: 3 } })).items
}

const common = { triggerModel: 'POLLING', parameters, examples: someEvents } as const

export const googleCalendarTriggers: readonly TriggerType[] = [
  {
    ...common,
    type: 'GOOGLE_CALENDAR_TRIGGER_EVENT_CREATED',
    title: 'New Event',
    description: 'Trigger when a new Google Calendar Event is created',
    // What changes may have been made long ago.
    changesSince: changes(
      ({ created }, from) => new Date(created) >= from,
      ({ id }) => id,
    ),
  },
  {
    ...common,
    type: 'GOOGLE_CALENDAR_TRIGGER_EVENT_UPDATED',
    title: 'Event Updated',
    description: 'Trigger when a Google Calendar Event is updated',
    changesSince: changes(
      ({ created, updated }) => updated !== created,
      ({ id, updated }) => `${id}@${updated}`,
    ),
  },
]
