import type { Sync } from '../../store/syncs.ts'

export const MINUTE = 60_000
/** Everything is read again this long after the last time (docs: managed-sync/sync-api). */
export const FULL_PERIOD = 24 * 60 * MINUTE
/** While the third party cannot be reached, or does not say when it can be asked again: 1, 2, 4... seconds, at most this. */
const LONGEST_BACKOFF = 5 * MINUTE

const UNITS: Record<string, number> = { m: MINUTE, h: 60 * MINUTE }

/** "1m", "90m", "24h"; only "1m" is documented (managed-sync/api/get-sync-status), the others are assumed. */
export function isFrequency(text: string): boolean {
  const milliseconds = millisecondsOf(text)
  return milliseconds !== undefined && milliseconds >= MINUTE && milliseconds <= FULL_PERIOD
}

function millisecondsOf(text: string): number | undefined {
  const [, count = '', unit = ''] = /^([1-9]\d{0,3})([mh])$/.exec(text) ?? []
  const factor = UNITS[unit]
  return factor && Number(count) * factor
}

/** Between two readings of what has changed: every minute by default (docs: managed-sync/sync-api). */
export function periodOf({ frequency }: Pick<Sync, 'frequency'>): number {
  return (frequency && millisecondsOf(frequency)) || MINUTE
}

export function isFullDue({ dateLastFull, changes }: Sync, now: number): boolean {
  return !dateLastFull || !changes || now >= dateLastFull.getTime() + FULL_PERIOD
}

/** When to look again; `quietUntil` says how long nothing can have changed. */
export function nextLook(sync: Sync, now: number, quietUntil: number | undefined): number {
  const period = periodOf(sync)
  const periods = quietUntil === undefined ? 1 : Math.max(1, Math.floor((quietUntil - now) / period))
  const nextFull = sync.dateLastFull ? sync.dateLastFull.getTime() + FULL_PERIOD : Number.POSITIVE_INFINITY
  return Math.min(now + periods * period, Math.max(nextFull, now))
}

export function backoffOf(failures: number): number {
  return Math.min(1_000 * 2 ** failures, LONGEST_BACKOFF)
}
