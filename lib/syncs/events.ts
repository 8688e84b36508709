import { z } from 'zod'

/** What every webhook of a sync says (https://docs.useparagon.com/managed-sync/webhooks). */
const head = {
  /** The integration. */
  sync: z.string(),
  syncInstanceId: z.string(),
  /** Older descriptions do not have it. */
  credentialId: z.string().optional(),
  user: z.object({ id: z.string() }),
}
const record = z.object({ recordId: z.string(), model: z.string() })

/** What is to be done with a webhook: the kinds of events that Paragon documents, and the check of the address. */
export const syncWebhook = z.discriminatedUnion('event', [
  z.object({ event: z.literal('webhook_verification') }),
  z.object({
    event: z.literal('sync_complete'),
    ...head,
    data: z.object({ model: z.string(), syncedAt: z.string(), numRecords: z.number() }),
  }),
  z.object({ event: z.literal('sync_errored'), ...head, error: z.object({ message: z.string() }) }),
  z.object({ event: z.enum(['record_created', 'record_updated', 'record_deleted']), ...head, data: record }),
  z.object({ event: z.literal('record_errored'), ...head, error: record.extend({ message: z.string() }) }),
])
export type SyncWebhook = z.infer<typeof syncWebhook>
export type SyncEvent = Exclude<SyncWebhook, { event: 'webhook_verification' }>

/** An event as the app keeps it, and shows it to the user whom it is about. */
export const keptEvent = z.object({
  id: z.string(),
  /** On the app's clock. */
  receivedAt: z.iso.datetime(),
  event: z.enum([
    'sync_complete',
    'sync_errored',
    'record_created',
    'record_updated',
    'record_deleted',
    'record_errored',
  ]),
  integration: z.string(),
  syncId: z.string(),
  credentialId: z.string().optional(),
  recordId: z.string().optional(),
  /** `numRecords` of a sync that is complete. */
  recordCount: z.number().optional(),
  /** What went wrong. */
  message: z.string().optional(),
})
export type KeptEvent = z.infer<typeof keptEvent>

export const knownEvents: readonly string[] = ['webhook_verification', ...keptEvent.shape.event.options]

/** What the app's pages are told of its webhook. */
export const eventList = z.object({
  /** Whether the app can check what it is sent. */
  isSetUp: z.boolean(),
  /** The address for Paragon to send to. */
  url: z.string(),
  /** When Paragon last verified that address, since the app was started. */
  verifiedAt: z.iso.datetime().optional(),
  /** Of the user, newest first. */
  events: z.array(keptEvent),
})
export type EventList = z.infer<typeof eventList>

export function kept(given: SyncEvent, id: string, receivedAt: Date): KeptEvent {
  const { event, sync, syncInstanceId, credentialId } = given
  const rest =
    event === 'sync_complete'
      ? { recordCount: given.data.numRecords }
      : event === 'sync_errored'
        ? { message: given.error.message }
        : event === 'record_errored'
          ? { recordId: given.error.recordId, message: given.error.message }
          : { recordId: given.data.recordId }
  return {
    id,
    receivedAt: receivedAt.toISOString(),
    event,
    integration: sync,
    syncId: syncInstanceId,
    ...(credentialId && { credentialId }),
    ...rest,
  }
}
