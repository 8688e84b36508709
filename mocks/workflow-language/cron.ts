/**
 * The minimal subset of cron's five fields (minute, hour, day of month, month, day of week; UTC): `*`, numbers, ranges
 * `a-b`, steps `*` + `/n`, and lists of these. As in Vixie cron, when both days are restricted either one is enough, and 7
 * is Sunday too.
 */
export interface Cron {
  minutes: number[]
  hours: number[]
  matchesDay(date: Date): boolean
}

const fields = [
  { name: 'minute', first: 0, last: 59 },
  { name: 'hour', first: 0, last: 23 },
  { name: 'day of month', first: 1, last: 31 },
  { name: 'month', first: 1, last: 12 },
  { name: 'day of week', first: 0, last: 7 },
] as const

/** Throws a RangeError that says what is wrong. */
export function parseCron(text: string): Cron {
  const parts = text.trim().split(/\s+/)
  if (parts.length !== fields.length) throw new RangeError('a cron expression has five fields')
  const [minutes, hours, days, months, weekdays] = fields.map((field, index) =>
    parseField(parts[index] ?? '', field),
  ) as [number[], number[], number[], number[], number[]]
  const isRestricted = (index: number) => !parts[index]?.startsWith('*')
  const eitherDay = isRestricted(2) && isRestricted(4)
  return {
    minutes,
    hours,
    matchesDay(date) {
      if (!months.includes(date.getUTCMonth() + 1)) return false
      const isDay = days.includes(date.getUTCDate())
      const isWeekday = weekdays.includes(date.getUTCDay()) || (date.getUTCDay() === 0 && weekdays.includes(7))
      return eitherDay ? isDay || isWeekday : isDay && isWeekday
    },
  }
}

function parseField(text: string, { name, first, last }: (typeof fields)[number]): number[] {
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const match = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part)
    const from = match?.[1] === undefined ? first : Number(match[1])
    const to = match?.[2] !== undefined ? Number(match[2]) : match?.[1] === undefined ? last : from
    const step = Number(match?.[3] ?? 1)
    const isSingle = match?.[1] !== undefined && match[2] === undefined
    if (!match || from < first || to > last || from > to || step < 1 || (isSingle && match[3] !== undefined)) {
      throw new RangeError(`"${part}" is no ${name} of a cron expression`)
    }
    for (let value = from; value <= to; value += step) values.add(value)
  }
  return [...values].sort((a, b) => a - b)
}

/** Of days: a leap day comes again within eight years. */
const FURTHEST = 8 * 366
const DAY = 24 * 60 * 60_000

/** The first time after another that a cron expression names; undefined when it never comes, as on 30 February. */
export function nextTime({ minutes, hours, matchesDay }: Cron, after: Date): Date | undefined {
  const midnight = Math.floor(after.getTime() / DAY) * DAY
  for (let day = 0; day <= FURTHEST; day += 1) {
    const start = midnight + day * DAY
    if (!matchesDay(new Date(start))) continue
    for (const hour of hours) {
      for (const minute of minutes) {
        const time = start + (hour * 60 + minute) * 60_000
        if (time > after.getTime()) return new Date(time)
      }
    }
  }
  return undefined
}
