import type { Context } from '../../context.ts'
import type { Project } from '../../store/projects.ts'
import type { Sync, SyncEmission } from '../../store/syncs.ts'
import type { NewWebhookDelivery } from '../../store/webhook-deliveries.ts'
import { signatureOf, webhookSecretOf } from '../../webhooks/signature.ts'

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

/** The one way by which events leave the engine: makes of what is told what is to be stored with it. */
export type Teller = (told: Told) => SyncEmission

/** Whom a delivery is made for: see `Webhooks.onEnd`. */
export const SYNC = 'sync'

/** What is told of the syncs of a project; events go nowhere when it has no address for them. */
export async function createTeller(ctx: Context, project: Project): Promise<Teller> {
  const { syncWebhookUrl: url } = project
  const send = url === null ? undefined : await createSender(ctx, project.id, url)
  return ({ events = [], log = [] }) => ({
    log: log.map((entry) => ({ ...entry })),
    deliveries: send ? events.map((event) => send(SYNC, event.syncInstanceId, event)) : [],
  })
}

/**
 * The message that is sent to an address first, for its owner to show that it is there (public code of the vendor's; no
 * document says what else is in it).
 */
export async function verificationOf(ctx: Context, projectId: string, url: string): Promise<NewWebhookDelivery> {
  const send = await createSender(ctx, projectId, url)
  return send('sync-webhook', projectId, { event: 'webhook_verification' })
}

/**
 * Assumed: signed as what triggers send; nothing about a signature was readable. Nor does the documented body name the
 * event: so that a receiver can tell what comes twice, a header does (assumed).
 */
async function createSender(ctx: Context, projectId: string, url: string) {
  const secret = await webhookSecretOf(ctx, projectId)
  return (ownerKind: string, ownerId: string, message: object): NewWebhookDelivery => {
    const body = JSON.stringify(message)
    const eventId = ctx.randomOf(projectId).uuid()
    const headers = { 'x-paragon-signature': signatureOf(secret, body), 'x-paragon-event-id': eventId }
    return ctx.webhooks.prepare({ projectId, ownerKind, ownerId, eventId, url, headers, body })
  }
}
