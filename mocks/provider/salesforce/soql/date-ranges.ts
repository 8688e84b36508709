/** From `start` up to and without `end`, in milliseconds. */
export interface DateRange {
  start: number
  end: number
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR'

const DAY = 24 * 60 * 60 * 1000

/** Days, and the counted forms that name their number instead of taking it. */
const SYNONYMS: Record<string, [name: string, count?: number]> = {
  YESTERDAY: ['LAST_DAY'],
  TODAY: ['THIS_DAY'],
  TOMORROW: ['NEXT_DAY'],
  LAST_90_DAYS: ['LAST_N_DAYS', 90],
  NEXT_90_DAYS: ['NEXT_N_DAYS', 90],
}

/**
 * What a date literal stands for (developer.salesforce.com, "Date Formats and Date Literals in WHERE"); undefined for a word
 * that is none, or that lacks its number. Days are UTC's, weeks begin on Sunday, and the fiscal year is the calendar's.
 */
export function dateRange(name: string, count: number | undefined, now: number): DateRange | undefined {
  const [long, fixed] = SYNONYMS[name] ?? [name]
  const counted = fixed ?? count
  const [, which, unit] = /^(LAST|THIS|NEXT)_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)$/.exec(long) ?? []
  if (which !== undefined && isUnit(unit)) {
    if (counted !== undefined) return undefined
    const from = { LAST: -1, THIS: 0, NEXT: 1 }[which] ?? 0
    return between(unit, now, from, from + 1)
  }
  const [, direction, units, agoUnits] =
    /^(?:(LAST|NEXT)_N_(?:FISCAL_)?([A-Z]+)S|N_(?:FISCAL_)?([A-Z]+)S_AGO)$/.exec(long) ?? []
  if (counted === undefined) return undefined
  if (isUnit(agoUnits)) return between(agoUnits, now, -counted, 1 - counted)
  if (!isUnit(units)) return undefined
  if (direction === 'NEXT') return between(units, now, 1, 1 + counted)
  // The last days include today, whole, as stored dates may run ahead of the clock by milliseconds; the last weeks, months,
  // quarters and years end where the present one begins.
  if (units === 'DAY') return between('DAY', now, -counted, 1)
  return between(units, now, -counted, 0)
}

function isUnit(text: string | undefined): text is Unit {
  return ['DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'].some((unit) => unit === text)
}

function between(unit: Unit, now: number, from: number, to: number): DateRange {
  return { start: startOf(unit, now, from), end: startOf(unit, now, to) }
}

/** The first instant of a unit, so many after the one that `now` is in. */
function startOf(unit: Unit, now: number, ahead: number): number {
  const date = new Date(now)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  switch (unit) {
    case 'DAY':
      return Date.UTC(year, month, day) + ahead * DAY
    case 'WEEK':
      return Date.UTC(year, month, day - date.getUTCDay()) + ahead * 7 * DAY
    case 'MONTH':
      return Date.UTC(year, month + ahead)
    case 'QUARTER':
      return Date.UTC(year, month - (month % 3) + ahead * 3)
    case 'YEAR':
      return Date.UTC(year + ahead, 0)
  }
}
