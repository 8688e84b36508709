import type { Sync, SyncMark } from './sync'

/**
 * Whether a sync that was moved has read all as its new account. A move is accepted before it shows in the status: so it is
 * not enough that the sync is IDLE, it must have been synced later than it had been when it was moved.
 */
export function isReconciled({ status, lastSyncedAt }: Sync, mark: Pick<SyncMark, 'lastSyncedAt'>): boolean {
  if (status !== 'IDLE' || lastSyncedAt === undefined) return false
  return mark.lastSyncedAt === null || Date.parse(lastSyncedAt) > Date.parse(mark.lastSyncedAt)
}
