import type { Context } from '../../context.ts'
import { ApiError, badRequest, errorCodes, notFound } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { accountApi, SyncFailure } from './account-api.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { disconnectedReason } from './engine.ts'
import { credentialOf, requireSync } from './find-sync.ts'
import { findPipeline } from './pipelines/registry.ts'
import { recordView, statusView } from './views.ts'

/** `GET /api/syncs/:syncId`. */
export async function syncStatus(ctx: Context, caller: Caller, syncId: string) {
  const { sync } = await requireSync(ctx, caller, syncId)
  const { records } = ctx.store.syncRecords.page(sync.id, sync.sequence - 1, 1)
  return statusView(sync, records[0]?.dateSynced.getTime() ?? 0)
}

/** `GET /api/syncs/:syncId/records`: what has changed since a cursor, oldest change first. */
export async function pullRecords(
  ctx: Context,
  caller: Caller,
  syncId: string,
  { pageSize, cursor }: { pageSize: number; cursor: string | undefined },
) {
  const { sync } = await requireSync(ctx, caller, syncId)
  const from = cursor === undefined ? undefined : readCursor(sync, cursor)
  const { records, remaining, total, deleted } = ctx.store.syncRecords.page(sync.id, from?.sequence ?? 0, pageSize)
  const last = records.at(-1)
  const end = last ? { sequence: last.sequence, seen: last.dateSynced.getTime() } : from
  return {
    data: records.map(recordView),
    paging: {
      totalRecords: total,
      totalActiveRecords: total - deleted,
      remainingRecords: remaining,
      // Of a page without records: the one given, so that it can be kept and asked with again.
      cursor: end ? writeCursor(sync, end) : null,
      // Documented as a number; assumed: when the last record was synced, in milliseconds since the epoch.
      lastSeen: end?.seen ?? null,
    },
  }
}

/** `GET /api/syncs/:syncId/records/:recordId`. */
export async function getRecord(ctx: Context, caller: Caller, syncId: string, recordId: string) {
  const { sync } = await requireSync(ctx, caller, syncId)
  return { data: recordView(await requireRecord(ctx, sync.id, recordId)) }
}

/** `GET /api/syncs/:syncId/records/:recordId/content`: asked of the third party now, as the account; nothing of it is kept. */
export async function recordContent(
  ctx: Context,
  tokens: AccessTokens,
  caller: Caller,
  syncId: string,
  recordId: string,
): Promise<Response> {
  const { sync, integration } = await requireSync(ctx, caller, syncId)
  const { externalId, data, objectType } = await requireRecord(ctx, sync.id, recordId)
  const pipeline = findPipeline(integration.type, sync.pipeline)
  if (!pipeline?.content) throw badRequest(`Records of "${sync.pipeline}" have no content.`)
  if (objectType === 'folder') throw badRequest('A folder has no content.')
  const credential = credentialOf(caller, sync)
  if (!credential) throw new ApiError(400, errorCodes.credentialInvalid, disconnectedReason(sync.credentialId))
  const api = accountApi(ctx, tokens, { user: caller.user, integration, credential })
  const response = await asApiErrors(pipeline.content(api, { externalId, data: data ?? {} }), sync.credentialId)
  return new Response(response.body, {
    headers: {
      'content-type': response.headers.get('content-type') ?? 'application/octet-stream',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
    },
  })
}

async function requireRecord(ctx: Context, syncId: string, recordId: string) {
  const record = await ctx.store.syncRecords.find(syncId, recordId.toLowerCase())
  if (!record) throw notFound(`Record "${recordId}" not found.`)
  return record
}

/** Never 401 or 403, which would log the SDK out. */
async function asApiErrors(call: Promise<Response>, credentialId: string): Promise<Response> {
  try {
    return await call
  } catch (error) {
    if (!(error instanceof SyncFailure)) throw error
    if (error.kind === 'disconnected') {
      throw new ApiError(400, errorCodes.credentialInvalid, disconnectedReason(credentialId))
    }
    const passed = error.status === 404 || error.status === 429 ? error.status : undefined
    const status = passed ?? (error.kind === 'refused' ? 400 : 502)
    throw new ApiError(status, errorCodes.provider, error.message, { credentialId })
  }
}
