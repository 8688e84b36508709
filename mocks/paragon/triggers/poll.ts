import { z } from 'zod'
import type { Json } from '../../store/connected-users.ts'
import type { Change, TriggerEvent } from './trigger-type.ts'

/**
 * Milliseconds that a poll looks back behind what it has seen last: a third party dates a record before it stores it, so
 * that one may come to light after a later one.
 */
const OVERLAP = 10_000

const cursorSchema = z.object({
  /** The latest date that was seen. */
  since: z.number(),
  /** What was seen of the time that is looked at again, by key, with its date. */
  seen: z.record(z.string(), z.number()),
})
type Cursor = z.infer<typeof cursorSchema>

/** Lists what has happened at a time or later, oldest first. */
type List = (from: Date) => AsyncIterable<Change>

/** Where a subscription begins: all that is there is seen, and told of to nobody. */
export async function firstCursor(list: List, now: Date): Promise<Json> {
  return (await look(list, { since: now.getTime(), seen: {} })).cursor
}

/** What has happened since the last look and was not seen by it, and where the next one begins. */
export function poll(list: List, cursor: Json): Promise<{ events: TriggerEvent[]; cursor: Json }> {
  return look(list, cursorSchema.parse(cursor))
}

async function look(list: List, before: Cursor): Promise<{ events: TriggerEvent[]; cursor: Json }> {
  const events: TriggerEvent[] = []
  const dates = new Map(Object.entries(before.seen))
  let { since } = before
  for await (const { key, payload, date } of list(new Date(since - OVERLAP))) {
    since = Math.max(since, date.getTime())
    if (!payload || dates.has(key)) continue
    dates.set(key, date.getTime())
    events.push({ key, payload })
  }
  const seen = Object.fromEntries([...dates].filter(([, date]) => date >= since - OVERLAP))
  return { events, cursor: { since, seen } }
}
