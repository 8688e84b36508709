import { z } from 'zod'
import { reasonIn } from '../paragon/problem'
import {
  type FileAccess,
  type NewSync,
  type RecordsPage,
  type Sync,
  type SyncChanges,
  type SyncMark,
  type SyncRecord,
  statuses,
  syncRecord,
} from './sync'

export type SyncApiSettings = {
  /** Base URL of Paragon's Sync and Permissions API. */
  baseUrl: string
  /** A Paragon User Token with `aud`. */
  token: string
}

export type SyncApi = ReturnType<typeof createSyncApi>

/** How long to wait for Paragon, in milliseconds. */
const PATIENCE = 10_000
const CONTENT_PATIENCE = 30_000
/** Records of a page that people look at. */
const PAGE_SIZE = 50
/** Records of a page that is counted, and pages that are counted at a time. */
const COUNTED_PAGE_SIZE = 500
const COUNTED_PAGES = 20
/** Statuses that are asked for at once. */
const AT_ONCE = 8

/** Thrown when Paragon does not do what was asked; the message is for people. `status` is for the answer of the app. */
export class SyncApiError extends Error {
  override name = 'SyncApiError'
  readonly status: number

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
}

const listed = z.object({
  id: z.string(),
  integration: z.string(),
  pipeline: z.string(),
  configurationName: z.string().nullish(),
  credentialId: z.string().nullish(),
  dateCreated: z.iso.datetime(),
})
const status = z.object({
  status: z.enum(statuses),
  reason: z.string().nullish(),
  credentialId: z.string().nullish(),
  summary: z.object({
    syncedRecordsCount: z.number(),
    lastSyncedAt: z.iso.datetime().nullish(),
    latestCursor: z.string().nullish(),
  }),
  incrementalAccumulatorFrequency: z.string().nullish(),
  rateLimitBackoffMs: z.number().nullish(),
})
const pulled = z.object({
  data: z.array(syncRecord),
  paging: z.object({
    totalActiveRecords: z.number(),
    remainingRecords: z.number(),
    cursor: z.string().nullish(),
  }),
})
const enabled = z.object({ id: z.string(), credentialId: z.string().nullish() })
const users = z.object({ users: z.array(z.string()) })

const uuid = z.uuid()

/** What this needs of the outside; tests put their own in. */
const server = { fetch: (url: string, init: RequestInit) => fetch(url, init) }

/**
 * Paragon's Sync API and Permissions API (https://docs.useparagon.com/managed-sync/sync-api) as the user of a token. What the
 * token does not reach, JWT Permissions included, Paragon refuses. All throw SyncApiError.
 */
export function createSyncApi({ baseUrl, token }: SyncApiSettings, outside = server) {
  async function send(path: string, signal: AbortSignal, method = 'GET', body?: object): Promise<Response> {
    const response = await outside
      .fetch(`${baseUrl}/api${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        cache: 'no-store',
        signal,
      })
      .catch((cause: unknown) => {
        throw new SyncApiError(502, 'Paragon could not be reached. Try again in a moment.', { cause })
      })
    if (response.ok) return response
    throw refusal(response.status, reasonIn(await response.json().catch(() => undefined)))
  }

  async function ask<T>(path: string, schema: z.ZodType<T>, method?: string, body?: object): Promise<T> {
    const response = await send(path, AbortSignal.timeout(PATIENCE), method, body)
    const answer = schema.safeParse(await response.json().catch(() => undefined))
    if (answer.success) return answer.data
    throw new SyncApiError(502, 'Paragon answered what this app does not understand.', { cause: answer.error })
  }

  /** The path of a sync, or of something of it. Nothing but an id may become part of it. */
  function pathOf(syncId: string, recordId?: string): string {
    if (!uuid.safeParse(syncId).success) throw new SyncApiError(404, 'There is no such sync.')
    if (recordId === undefined) return `/syncs/${syncId}`
    if (!uuid.safeParse(recordId).success) throw new SyncApiError(404, 'There is no such record.')
    return `/syncs/${syncId}/records/${recordId}`
  }

  function pull(syncId: string, pageSize: number, cursor: string | null) {
    const query = new URLSearchParams({ pageSize: String(pageSize), ...(cursor && { cursor }) })
    return ask(`${pathOf(syncId)}/records?${query}`, pulled)
  }

  async function withStatus(entry: z.infer<typeof listed>): Promise<Sync | undefined> {
    try {
      return toSync(entry, await ask(pathOf(entry.id), status))
    } catch (error) {
      // Deleted between the two questions.
      if (error instanceof SyncApiError && error.status === 404) return undefined
      throw error
    }
  }

  return {
    /** The user's syncs with their status, oldest first. */
    async list(): Promise<Sync[]> {
      const { data } = await ask('/syncs', z.object({ data: z.array(listed) }))
      const syncs: (Sync | undefined)[] = []
      for (let at = 0; at < data.length; at += AT_ONCE) {
        syncs.push(...(await Promise.all(data.slice(at, at + AT_ONCE).map(withStatus))))
      }
      return syncs.filter((each) => each !== undefined)
    },

    /** Starts a sync, or finds the one of that integration, pipeline and name. `credentialId` is the account it reads. */
    async enable(wanted: NewSync): Promise<{ id: string; credentialId?: string | undefined }> {
      const { id, credentialId } = await ask('/syncs', enabled, 'POST', wanted)
      return { id, ...(credentialId && { credentialId }) }
    },

    /** Has another account read. Answers how the sync stood before, for `changesSince`. */
    async move(syncId: string, credentialId: string): Promise<SyncMark> {
      const path = pathOf(syncId)
      const { summary } = await ask(path, status)
      const { paging } = await pull(syncId, 1, null)
      await ask(path, z.unknown(), 'PATCH', { credentialId })
      return {
        cursor: summary.latestCursor ?? null,
        activeCount: paging.totalActiveRecords,
        lastSyncedAt: summary.lastSyncedAt ?? null,
      }
    },

    /**
     * What has changed since a mark, from the records that changed. A record does not say whether it is new: but how many
     * there are now, and how many went, says how many came.
     */
    async changesSince(syncId: string, mark: Pick<SyncMark, 'cursor' | 'activeCount'>): Promise<SyncChanges> {
      let [cursor, deleted, present, hasMore] = [mark.cursor, 0, 0, true]
      let activeCount = mark.activeCount
      for (let pages = 0; hasMore && pages < COUNTED_PAGES; pages += 1) {
        const { data, paging } = await pull(syncId, COUNTED_PAGE_SIZE, cursor)
        for (const record of data) {
          if (record.deleted) deleted += 1
          else present += 1
        }
        cursor = paging.cursor ?? cursor
        activeCount = paging.totalActiveRecords
        hasMore = paging.remainingRecords > 0 && data.length > 0
      }
      const created = Math.min(Math.max(activeCount - mark.activeCount + deleted, 0), present)
      return { created, updated: present - created, deleted, hasMore }
    },

    disable: (syncId: string) => ask(`${pathOf(syncId)}/disable`, z.unknown(), 'POST'),
    reenable: (syncId: string) => ask(`${pathOf(syncId)}/reenable`, z.unknown(), 'POST'),

    /** With all its records. */
    async remove(syncId: string): Promise<void> {
      await send(pathOf(syncId), AbortSignal.timeout(PATIENCE), 'DELETE')
    },

    /** What has changed since the place of a cursor, oldest change first; from the beginning without one. */
    async records(syncId: string, cursor: string | null): Promise<RecordsPage> {
      const { data, paging } = await pull(syncId, PAGE_SIZE, cursor)
      return {
        records: data,
        activeCount: paging.totalActiveRecords,
        remaining: paging.remainingRecords,
        cursor: paging.cursor ?? cursor,
      }
    },

    async record(syncId: string, recordId: string): Promise<SyncRecord> {
      return (await ask(pathOf(syncId, recordId), z.object({ data: syncRecord }))).data
    },

    /** The file behind a record, from the third party. Paragon has to begin in time; the rest of it may take longer. */
    async content(syncId: string, recordId: string): Promise<Response> {
      const patience = new AbortController()
      const timer = setTimeout(() => patience.abort(), CONTENT_PATIENCE)
      try {
        return await send(`${pathOf(syncId, recordId)}/content`, patience.signal)
      } finally {
        clearTimeout(timer)
      }
    },

    async access(syncId: string, recordId: string): Promise<FileAccess> {
      pathOf(syncId, recordId)
      const [owners, writers, readers] = await Promise.all(
        (['is_owner', 'can_write', 'can_read'] as const).map(async (role) => {
          const path = `/permissions/${syncId}/list-users`
          return (await ask(path, users, 'POST', { object: recordId, role })).users
        }),
      )
      return withGreatestRole(owners ?? [], writers ?? [], readers ?? [])
    },
  }
}

function toSync(entry: z.infer<typeof listed>, found: z.infer<typeof status>): Sync {
  const { id, integration, pipeline, configurationName, dateCreated } = entry
  const { summary, reason, incrementalAccumulatorFrequency, rateLimitBackoffMs } = found
  const credentialId = found.credentialId ?? entry.credentialId
  return {
    id,
    integration,
    pipeline,
    ...(configurationName && { name: configurationName }),
    status: found.status,
    ...(reason && { reason }),
    ...(credentialId && { credentialId }),
    dateCreated,
    recordCount: summary.syncedRecordsCount,
    ...(summary.lastSyncedAt && { lastSyncedAt: summary.lastSyncedAt }),
    ...(summary.latestCursor && { latestCursor: summary.latestCursor }),
    ...(incrementalAccumulatorFrequency && { frequency: incrementalAccumulatorFrequency }),
    ...(rateLimitBackoffMs && { rateLimitBackoffMs }),
  }
}

/** Who owns a file may write it, and who writes may read: all of them are named once. */
function withGreatestRole(owners: string[], writers: string[], readers: string[]): FileAccess {
  const without = (users: string[], ...others: string[][]) => users.filter((user) => !others.flat().includes(user))
  return { owners, writers: without(writers, owners), readers: without(readers, owners, writers) }
}

function refusal(status: number, reason: string): SyncApiError {
  if (status === 401) {
    return new SyncApiError(
      502,
      'Paragon does not take the app’s tokens. Check PARAGON_PROJECT_ID and PARAGON_SIGNING_KEY.',
    )
  }
  if (status === 429)
    return new SyncApiError(
      503,
      'Paragon, or the third party behind it, is being asked too often. Try again in a while.',
    )
  if (status < 500) return new SyncApiError(status, reason || 'Paragon refused, and gave no reason.')
  return new SyncApiError(502, 'Paragon is in trouble. Try again in a moment.')
}
