import { z } from 'zod'
import { fingerprint } from '../../store/sealer.ts'
import type { Sync } from '../../store/syncs.ts'
import { badRequest } from '../api-error.ts'

/** The place after a record: its sequence, and when it was synced, in milliseconds since the epoch. */
export interface Position {
  sequence: number
  seen: number
}

const shape = z.tuple([z.string(), z.int().min(0), z.int().min(0)])

/** Of another sync, or of one that was deleted and made again, a cursor means nothing. */
const nameOf = ({ id, dateCreated }: Sync) => fingerprint(`${id} ${dateCreated.getTime()}`).slice(0, 10)

/** Opaque to callers. Stands for the last record of a page, and stays good whatever is synced later. */
export function writeCursor(sync: Sync, { sequence, seen }: Position): string {
  return Buffer.from(JSON.stringify([nameOf(sync), sequence, seen])).toString('base64url')
}

/** Throws a 400 for a cursor that is made up, or another sync's. */
export function readCursor(sync: Sync, cursor: string): Position {
  const [name, sequence, seen] = shape.safeParse(parsed(cursor)).data ?? []
  if (name !== nameOf(sync) || sequence === undefined || seen === undefined || sequence > sync.sequence) {
    throw badRequest('`cursor` is not one that this sync has given out.')
  }
  return { sequence, seen }
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
