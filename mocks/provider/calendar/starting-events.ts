import type { DemoEvent } from '../../catalog/demo-events.ts'
import type { Random } from '../../random.ts'
import type { CalendarEvent } from '../../store/calendar-events.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { newEventId } from './event-id.ts'

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The rows of events around a day, not stored yet; `now` in milliseconds since the epoch. */
export function startingEvents(
  random: Random,
  account: Pick<Account, 'id'>,
  events: readonly DemoEvent[],
  now: number,
): CalendarEvent[] {
  const today = now - (now % DAY)
  return events.map(({ summary, description, location, day, time, length, attendees }, index) => {
    const isAllDay = time === undefined
    const start = today + day * DAY + (isAllDay ? 0 : timeOfDay(time))
    // Dates of their own keep the events in the order of the list.
    const date = new Date(now - (events.length - index) * HOUR)
    return {
      id: newEventId(random),
      accountId: account.id,
      status: 'confirmed',
      summary,
      description: description ?? null,
      location: location ?? null,
      isAllDay,
      dateStart: new Date(start),
      dateEnd: new Date(start + length * (isAllDay ? DAY : MINUTE)),
      startTimeZone: isAllDay ? null : 'UTC',
      endTimeZone: isAllDay ? null : 'UTC',
      details: attendees ? { attendees: attendees.map((email) => ({ email, responseStatus: 'accepted' })) } : {},
      sequence: 0,
      dateCreated: date,
      dateUpdated: date,
    }
  })
}

/** Milliseconds after midnight of a time such as "09:30". */
function timeOfDay(time: string): number {
  return Date.parse(`1970-01-01T${time}Z`)
}
