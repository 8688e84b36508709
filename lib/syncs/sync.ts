import { z } from 'zod'

/** What the Sync API says of a sync, a record and who may use it (https://docs.useparagon.com/managed-sync/sync-api). */
export const statuses = ['INITIALIZING', 'ACTIVE', 'IDLE', 'RATE_LIMITED', 'DISABLED', 'ERRORED'] as const
export type SyncStatus = (typeof statuses)[number]

/** A sync, with its status. */
export const sync = z.object({
  id: z.string(),
  integration: z.string(),
  pipeline: z.string(),
  /** `configurationName`, which tells syncs of the same pipeline apart. */
  name: z.string().optional(),
  status: z.enum(statuses),
  /** Why it is as it is. */
  reason: z.string().optional(),
  /** The account that it reads. */
  credentialId: z.string().optional(),
  dateCreated: z.iso.datetime(),
  recordCount: z.number(),
  lastSyncedAt: z.iso.datetime().optional(),
  /** The place after the newest record; none before the first. */
  latestCursor: z.string().optional(),
  /** Such as "5m"; only when it was asked for. */
  frequency: z.string().optional(),
  /** How long it waits for the third party, in milliseconds, while it is RATE_LIMITED. */
  rateLimitBackoffMs: z.number().optional(),
})
export type Sync = z.infer<typeof sync>

export const syncList = z.object({ syncs: z.array(sync) })

/** A record, or what is left of one that was deleted. What else it has depends on its pipeline. */
export const syncRecord = z.looseObject({
  id: z.string(),
  externalId: z.string().nullish(),
  deleted: z.boolean().optional(),
})
export type SyncRecord = z.infer<typeof syncRecord>

export const recordsPage = z.object({
  /** In the order of their last change, oldest first. */
  records: z.array(syncRecord),
  /** Without what was deleted. */
  activeCount: z.number(),
  /** After this page. */
  remaining: z.number(),
  /** The place after this page, which stays good: what is asked for with it later is what has changed since. */
  cursor: z.string().nullable(),
})
export type RecordsPage = z.infer<typeof recordsPage>

/** Who may use a file, each under the greatest role that they have. `*@` with a domain is everyone in it, `*` is anyone. */
export const fileAccess = z.object({
  owners: z.array(z.string()),
  writers: z.array(z.string()),
  readers: z.array(z.string()),
})
export type FileAccess = z.infer<typeof fileAccess>

/** How a sync stood at one moment, for telling later what has changed since. */
export const syncMark = z.object({
  cursor: z.string().nullable(),
  activeCount: z.number(),
  lastSyncedAt: z.string().nullable(),
})
export type SyncMark = z.infer<typeof syncMark>

/** What has changed since a mark. */
export const syncChanges = z.object({
  created: z.number(),
  updated: z.number(),
  deleted: z.number(),
  /** Whether there is more than was counted. */
  hasMore: z.boolean(),
})
export type SyncChanges = z.infer<typeof syncChanges>

/** What a sync is enabled with. */
export const newSync = z.strictObject({
  integration: z.string().min(1),
  pipeline: z.string().min(1),
  configuration: z.record(z.string(), z.unknown()).optional(),
  configurationName: z.string().trim().min(1).max(200).optional(),
  /** Left out: the oldest account that works. */
  credentialId: z.uuid().optional(),
})
export type NewSync = z.infer<typeof newSync>
