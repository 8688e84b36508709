import type { RecordPosition } from '../../store/provider-records.ts'
import { fingerprint } from '../../store/sealer.ts'
import { SlackError } from './errors.ts'

/**
 * A `next_cursor`: the record seen last, in the list that `list` defines, in base64 as Slack's are: what a client does
 * not encode in an address arrives broken here as there (docs.slack.dev/apis/web-api/pagination).
 */
export function writeCursor(list: readonly unknown[], { date, id }: RecordPosition): string {
  return Buffer.from(`${nameOf(list)}:${date.getTime()}:${id}`).toString('base64')
}

/** The position that a cursor names; none for the first page. Throws `invalid_cursor` for one of another list. */
export function readCursor(list: readonly unknown[], text: string | undefined): RecordPosition | undefined {
  if (!text) return undefined
  const decoded = Buffer.from(text, 'base64').toString('utf8')
  const [, name, date, id] = /^([\w-]+):(\d{1,15}):([\w.]+)$/.exec(decoded) ?? []
  if (name !== nameOf(list) || id === undefined) throw new SlackError('invalid_cursor')
  return { date: new Date(Number(date)), id }
}

function nameOf(list: readonly unknown[]): string {
  return fingerprint(JSON.stringify(list)).slice(0, 12)
}
