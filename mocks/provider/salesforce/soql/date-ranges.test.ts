import { expect, it } from 'vitest'
import { dateRange } from './date-ranges.ts'

/** A Thursday. */
const NOW = Date.UTC(2026, 0, 15, 9, 30)

const days = (name: string, count?: number) => {
  const range = dateRange(name, count, NOW)
  return range && [range.start, range.end].map((instant) => new Date(instant).toISOString().slice(0, 10))
}

// From the first day to the day after the last ("Date Formats and Date Literals in WHERE").
it.each([
  ['YESTERDAY', undefined, '2026-01-14', '2026-01-15'],
  ['TODAY', undefined, '2026-01-15', '2026-01-16'],
  ['TOMORROW', undefined, '2026-01-16', '2026-01-17'],
  ['LAST_WEEK', undefined, '2026-01-04', '2026-01-11'],
  ['THIS_WEEK', undefined, '2026-01-11', '2026-01-18'],
  ['NEXT_WEEK', undefined, '2026-01-18', '2026-01-25'],
  ['LAST_MONTH', undefined, '2025-12-01', '2026-01-01'],
  ['THIS_MONTH', undefined, '2026-01-01', '2026-02-01'],
  ['NEXT_MONTH', undefined, '2026-02-01', '2026-03-01'],
  ['LAST_QUARTER', undefined, '2025-10-01', '2026-01-01'],
  ['THIS_FISCAL_QUARTER', undefined, '2026-01-01', '2026-04-01'],
  ['NEXT_QUARTER', undefined, '2026-04-01', '2026-07-01'],
  ['LAST_YEAR', undefined, '2025-01-01', '2026-01-01'],
  ['THIS_YEAR', undefined, '2026-01-01', '2027-01-01'],
  ['NEXT_FISCAL_YEAR', undefined, '2027-01-01', '2028-01-01'],
  ['LAST_90_DAYS', undefined, '2025-10-17', '2026-01-16'],
  ['LAST_N_DAYS', 3, '2026-01-12', '2026-01-16'],
  ['NEXT_90_DAYS', undefined, '2026-01-16', '2026-04-16'],
  ['NEXT_N_DAYS', 7, '2026-01-16', '2026-01-23'],
  ['N_DAYS_AGO', 3, '2026-01-12', '2026-01-13'],
  ['LAST_N_WEEKS', 2, '2025-12-28', '2026-01-11'],
  ['NEXT_N_WEEKS', 2, '2026-01-18', '2026-02-01'],
  ['N_WEEKS_AGO', 1, '2026-01-04', '2026-01-11'],
  ['LAST_N_MONTHS', 2, '2025-11-01', '2026-01-01'],
  ['NEXT_N_MONTHS', 13, '2026-02-01', '2027-03-01'],
  ['N_MONTHS_AGO', 2, '2025-11-01', '2025-12-01'],
  ['LAST_N_QUARTERS', 2, '2025-07-01', '2026-01-01'],
  ['N_QUARTERS_AGO', 1, '2025-10-01', '2026-01-01'],
  ['LAST_N_YEARS', 1, '2025-01-01', '2026-01-01'],
  ['NEXT_N_FISCAL_YEARS', 1, '2027-01-01', '2028-01-01'],
  ['N_YEARS_AGO', 2, '2024-01-01', '2025-01-01'],
])('%s:%s is from %s to %s', (name, count, start, end) => {
  expect(days(name, count)).toEqual([start, end])
})

it.each([
  ['SOMEDAY', undefined],
  ['LAST_N_DAYS', undefined],
  ['THIS_WEEK', 3],
  ['TODAY', 1],
  ['LAST_N_DECADES', 1],
  ['N_DAYS', 1],
])('knows no %s:%s', (name, count) => {
  expect(dateRange(name, count, NOW)).toBeUndefined()
})
