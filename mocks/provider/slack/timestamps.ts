import type { RecordPosition } from '../../store/provider-records.ts'

/**
 * A `ts`: seconds and six digits of microseconds, unique in its conversation and the id of a message. Of one length, so
 * that the order of the texts is that of the times.
 */
const TS = /^(\d{10})\.(\d{6})$/
const SECOND = 1_000_000n

export function isTs(text: string): boolean {
  return TS.test(text)
}

/** `micros`: 0 to 999, beyond the milliseconds of the date. */
export function tsOf(date: Date, micros = 0): string {
  return format(BigInt(date.getTime()) * 1000n + BigInt(micros))
}

/** The `ts` so many microseconds later. */
export function laterTs(ts: string, micros: number): string {
  return format(microsOf(ts) + BigInt(micros))
}

/** Where the record of a `ts` stands in a list by date. */
export function positionOf(ts: string): RecordPosition {
  return { date: new Date(Number(microsOf(ts) / 1000n)), id: ts }
}

/** A bound of a period: fewer digits will do, as in "1700000000" or "0". Undefined for what is no time. */
export function readBound(text: string): string | undefined {
  const [, seconds, fraction = ''] = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(text) ?? []
  return seconds === undefined ? undefined : `${seconds.padStart(10, '0')}.${fraction.padEnd(6, '0')}`
}

function microsOf(ts: string): bigint {
  const [, seconds = '0', micros = '0'] = TS.exec(ts) ?? []
  return BigInt(seconds) * SECOND + BigInt(micros)
}

function format(micros: bigint): string {
  const known = micros < 0n ? 0n : micros
  return `${String(known / SECOND).padStart(10, '0')}.${String(known % SECOND).padStart(6, '0')}`
}
