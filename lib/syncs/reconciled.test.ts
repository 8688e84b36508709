import { expect, it } from 'vitest'
import { isReconciled } from './reconciled'
import type { Sync } from './sync'

const at = (minute: number) => `2030-05-06T10:0${minute}:00.000Z`
const sync = (status: Sync['status'], lastSyncedAt?: string): Sync => ({
  id: 's',
  integration: 'googledrive',
  pipeline: 'files',
  status,
  dateCreated: at(0),
  recordCount: 3,
  ...(lastSyncedAt && { lastSyncedAt }),
})

it('is idle, and synced since', () => {
  expect(isReconciled(sync('IDLE', at(3)), { lastSyncedAt: at(2) })).toBe(true)
  expect(isReconciled(sync('IDLE', at(3)), { lastSyncedAt: null })).toBe(true)
})

it.each<[Sync, string | null]>([
  [sync('IDLE', at(2)), at(2)],
  // As the page knew it before the sync was moved.
  [sync('IDLE', at(1)), at(2)],
  [sync('ACTIVE', at(3)), at(2)],
  [sync('ERRORED', at(3)), at(2)],
  [sync('DISABLED', at(3)), at(2)],
  [sync('IDLE'), null],
])('is not %j, when it had been synced at %s', (shown, lastSyncedAt) => {
  expect(isReconciled(shown, { lastSyncedAt })).toBe(false)
})
