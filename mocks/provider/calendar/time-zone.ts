/** The time zone of every calendar, and of answers that are not asked for in another. */
export const CALENDAR_TIME_ZONE = 'UTC'

/** Whether it is a name of the IANA time zone database, such as "Europe/Berlin". */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    // An offset is none, though newer engines take one.
    return /^[A-Za-z]/.test(name)
  } catch {
    return false
  }
}

/** The instant at which clocks of a zone show a date and time, such as "2026-01-15T09:30:00". */
export function instantIn(timeZone: string, wallClock: string): Date {
  const offset = offsetsOf(timeZone)
  const wall = Date.parse(`${wallClock}Z`)
  // The offset is that of the instant, which is what is looked for: one step further it is right but in the hour that a
  // change of clocks skips, which no clock shows.
  return new Date(wall - offset(wall - offset(wall)))
}

/** Writes instants as clocks of a zone show them, with the offset: "2026-01-15T09:30:00+01:00" (RFC 3339). */
export function formatIn(timeZone: string): (instant: Date) => string {
  const offset = offsetsOf(timeZone)
  return (instant) => {
    const milliseconds = offset(instant.getTime())
    const wall = new Date(instant.getTime() + milliseconds).toISOString().slice(0, 'yyyy-mm-ddThh:mm:ss'.length)
    return `${wall}${offsetText(milliseconds)}`
  }
}

function offsetText(milliseconds: number): string {
  if (milliseconds === 0) return 'Z'
  const minutes = Math.abs(milliseconds) / 60_000
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  return `${milliseconds < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}

/** What a zone's clocks are ahead of UTC at an instant; both in milliseconds. */
function offsetsOf(timeZone: string): (instant: number) => number {
  if (timeZone === 'UTC') return () => 0
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  return (instant) => {
    const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
    return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  }
}
