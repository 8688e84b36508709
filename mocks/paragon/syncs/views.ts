import type { Integration } from '../../store/projects.ts'
import type { SyncRecord } from '../../store/sync-records.ts'
import type { Sync } from '../../store/syncs.ts'
import { writeCursor } from './cursor.ts'

/** The answer to `POST /api/syncs`; `credentialId` is the only key that is not documented. */
export function enabledView(sync: Sync, integration: Integration) {
  return {
    id: sync.id,
    userId: sync.userId,
    integration: integration.type,
    pipeline: sync.pipeline,
    projectId: sync.projectId,
    status: sync.status,
    credentialId: sync.credentialId,
  }
}

/** An element of `GET /api/syncs`. */
export function listedView(sync: Sync, integration: Integration) {
  return {
    id: sync.id,
    integration: integration.type,
    pipeline: sync.pipeline,
    status: sync.status,
    ...(sync.reason !== null && { reason: sync.reason }),
    configurationName: sync.configurationName,
    credentialId: sync.credentialId,
    dateCreated: sync.dateCreated,
    dateUpdated: sync.dateUpdated,
  }
}

/** `GET /api/syncs/:syncId`. Assumed: `totalRecords` counts as in `paging`, `syncedRecordsCount` without what is deleted. */
export function statusView(sync: Sync, lastSeen: number) {
  return {
    status: sync.status,
    summary: {
      totalRecords: sync.recordCount,
      syncedRecordsCount: sync.recordCount - sync.deletedCount,
      lastSyncedAt: sync.dateLastSynced,
      latestCursor: sync.sequence > 0 ? writeCursor(sync, { sequence: sync.sequence, seen: lastSeen }) : null,
    },
    credentialId: sync.credentialId,
    ...(sync.frequency !== null && { incrementalAccumulatorFrequency: sync.frequency }),
    ...(sync.rateLimitBackoffMs !== null && { rateLimitBackoffMs: sync.rateLimitBackoffMs }),
    ...(sync.reason !== null && { reason: sync.reason }),
  }
}

/** A record; of one that is deleted its content is gone (docs: managed-sync/sync-api), and the shape is assumed. */
export function recordView({ id, externalId, data, dateSynced }: SyncRecord) {
  return data === null ? { id, externalId, deleted: true } : { id, externalId, ...data, syncedAt: dateSynced }
}
