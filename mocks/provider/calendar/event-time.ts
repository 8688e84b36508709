import { z } from 'zod'
import { invalid, required } from './errors.ts'
import { CALENDAR_TIME_ZONE, instantIn, isTimeZone } from './time-zone.ts'

/** A whole day, or a moment with the zone it was planned in. */
export const eventTimeSchema = z.object({
  date: z.string().nullish(),
  dateTime: z.string().nullish(),
  timeZone: z.string().nullish(),
})

const moment = z.iso.datetime({ offset: true, local: true })
const SECOND = 1000

export interface EventTime {
  isAllDay: boolean
  date: Date
  timeZone: string | null
}

/** Reads the `start` or `end` of an event. Throws GoogleApiError 400, in Google's words. */
export function readEventTime(
  name: 'start' | 'end',
  given: z.infer<typeof eventTimeSchema> | null | undefined,
): EventTime {
  const { date, dateTime, timeZone } = given ?? {}
  if (typeof date !== 'string' && typeof dateTime !== 'string') throw required(`Missing ${name} time.`)
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
    throw invalid(`Invalid time zone definition for ${name} time.`)
  }
  if (typeof dateTime !== 'string') {
    if (!z.iso.date().safeParse(date).success) throw invalid(`Invalid ${name} time.`)
    return { isAllDay: true, date: storable(name, new Date(`${date}T00:00:00Z`)), timeZone: null }
  }
  if (typeof date === 'string' || !moment.safeParse(dateTime).success) throw invalid(`Invalid ${name} time.`)
  const hasOffset = /(Z|[+-]\d\d:\d\d)$/.test(dateTime)
  if (!hasOffset && typeof timeZone !== 'string') throw required(`Missing time zone definition for ${name} time.`)
  const zone = timeZone ?? CALENDAR_TIME_ZONE
  const instant = hasOffset ? new Date(dateTime) : instantIn(zone, dateTime)
  // Google keeps whole seconds.
  const seconds = new Date(Math.floor(instant.getTime() / SECOND) * SECOND)
  return { isAllDay: false, date: storable(name, seconds), timeZone: zone }
}

/** Only years of four digits are sorted by their text. */
function storable(name: 'start' | 'end', date: Date): Date {
  const year = date.getUTCFullYear()
  if (!(year >= 1 && year <= 9999)) throw invalid(`Invalid ${name} time.`)
  return date
}
