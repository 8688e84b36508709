import type { Sync, SyncEmission } from '../../store/syncs.ts'

/** What a project's webhook is told of its syncs (docs: managed-sync/webhooks). */
export type SyncEvent = SyncEventBase &
  (
    | { event: 'sync_complete'; data: { model: string; syncedAt: string; numRecords: number } }
    | { event: 'sync_errored'; error: { message: string } }
    | { event: 'record_created' | 'record_updated'; data: { recordId: string; model: string } }
    | { event: 'record_deleted'; data: { model: string; recordId: string } }
    | { event: 'record_errored'; error: { message: string; recordId: string; model: string } }
  )

interface SyncEventBase {
  /** The integration. */
  sync: string
  syncInstanceId: string
  credentialId: string
  user: { id: string }
}

export type SyncType = 'INITIAL' | 'INCREMENTAL' | 'FULL'

/** What of a sync belongs into a project's log (docs: managed-sync/monitoring). */
export interface SyncLog {
  syncId: string
  /** Groups what belongs to one run. */
  traceId: string
  userId: string
  integration: string
  pipeline: string
  syncEvent: `${SyncType}_SYNC_STARTED` | `${SyncType}_SYNC_COMPLETED` | 'SYNC_RUN_RATE_LIMITED' | 'SYNC_RUN_ERROR'
  syncType: SyncType
  syncStatus: Sync['status']
  credentialId: string
  summary?: { created: number; updated: number; deleted: number }
  error?: string
}

/** What a step of a sync has to tell: committed with the step, or not at all. */
export interface Told {
  events?: readonly SyncEvent[]
  log?: readonly SyncLog[]
}

/** The one way by which events leave the engine. */
export function emission({ log = [] }: Told): SyncEmission {
  return { log: log.map((entry) => ({ ...entry })) }
}
