import type { JournalEntry } from '../../../client/journal-control.ts'

/** A request with all that it led to. */
export interface Trace {
  id: string
  /** In the order of a story: what an entry led to comes after it, `depth` steps further in. */
  rows: { entry: JournalEntry; depth: number }[]
}

/** Puts entries that belong together in one; the trace in which something happened last comes first. */
export function tracesOf(entries: readonly JournalEntry[]): Trace[] {
  const byTrace = new Map<string, JournalEntry[]>()
  for (const entry of [...entries].sort((left, right) => right.cursor - left.cursor)) {
    const known = byTrace.get(entry.traceId)
    if (known) known.push(entry)
    else byTrace.set(entry.traceId, [entry])
  }
  return [...byTrace].map(([id, members]) => ({ id, rows: inOrder(members) }))
}

/** Ids are counted from when a request began, cursors from when it was answered: a cause has the lower id. */
function inOrder(entries: readonly JournalEntry[]): Trace['rows'] {
  const sorted = [...entries].sort((left, right) => Number(left.id) - Number(right.id))
  const ids = new Set(sorted.map(({ id }) => id))
  const children = new Map<string | undefined, JournalEntry[]>()
  for (const entry of sorted) {
    // One whose cause is not among them, filtered away or no longer kept, begins anew.
    const parent = entry.parentId !== null && ids.has(entry.parentId) ? entry.parentId : undefined
    children.set(parent, [...(children.get(parent) ?? []), entry])
  }
  const rowsBelow = (parent: string | undefined, depth: number): Trace['rows'] =>
    (children.get(parent) ?? []).flatMap((entry) => [{ entry, depth }, ...rowsBelow(entry.id, depth + 1)])
  return rowsBelow(undefined, 0)
}
