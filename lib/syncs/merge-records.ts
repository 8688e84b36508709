import type { SyncRecord } from './sync'

/** What is shown, with what was pulled after it: a record that has changed moves to the end, as it does at Paragon. */
export function mergeRecords(shown: readonly SyncRecord[], pulled: readonly SyncRecord[]): SyncRecord[] {
  const merged = new Map(shown.map((record) => [record.id, record]))
  for (const record of pulled) {
    merged.delete(record.id)
    merged.set(record.id, record)
  }
  return [...merged.values()]
}
