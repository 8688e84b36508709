import { z } from 'zod'
import { content, instant, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { syncStatuses } from '../../store/syncs.ts'
import { forUser, refusals } from '../error-answers.ts'
import { enableBody, listQuery, recordsQuery, updateBody } from './schemas.ts'

const one = '/api/syncs/:syncId'
const status = z.enum(syncStatuses)

const listed = z
  .object({
    id: uuid,
    integration: z.string(),
    pipeline: z.string(),
    status,
    reason: z.string().optional(),
    configurationName: z.string().nullable(),
    credentialId: uuid,
    dateCreated: instant,
    dateUpdated: instant,
  })
  .meta({ id: 'Sync' })

/** What else a record has depends on its pipeline. */
const record = z
  .looseObject({
    id: uuid,
    externalId: z.string(),
    syncedAt: instant.optional(),
    deleted: z.literal(true).optional(),
  })
  .meta({ id: 'SyncRecord' })

const state = z.object({ id: uuid, status })
const refused = { ...forUser, ...refusals(403) }

export const syncOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/api/syncs',
    operationId: 'enableSync',
    summary: 'Starts a sync of one account, or finds the one there is',
    source: 'documented',
    access: 'write',
    body: enableBody,
    responses: {
      200: ok(
        z.object({
          id: uuid,
          userId: z.string(),
          integration: z.string(),
          pipeline: z.string(),
          projectId: z.string(),
          status,
          credentialId: uuid,
        }),
      ),
      ...refused,
      ...refusals(400, 409, 413),
    },
  },
  {
    method: 'GET',
    path: '/api/syncs',
    operationId: 'listSyncs',
    summary: 'The syncs of the user',
    source: 'documented',
    access: 'read',
    query: listQuery,
    responses: { 200: ok(z.object({ data: z.array(listed) })), ...refused, ...refusals(400) },
  },
  {
    method: 'GET',
    path: one,
    operationId: 'getSyncStatus',
    summary: 'How a sync is doing',
    source: 'documented',
    access: 'read',
    responses: {
      200: ok(
        z.object({
          status,
          summary: z.object({
            totalRecords: z.int(),
            syncedRecordsCount: z.int(),
            lastSyncedAt: instant.nullable(),
            latestCursor: z.string().nullable(),
          }),
          credentialId: uuid,
          incrementalAccumulatorFrequency: z.string().optional(),
          rateLimitBackoffMs: z.int().optional(),
          reason: z.string().optional(),
        }),
      ),
      ...refused,
    },
  },
  {
    method: 'PATCH',
    path: one,
    operationId: 'updateSync',
    summary: 'Has a sync read another account',
    source: 'documented',
    access: 'write',
    body: updateBody,
    responses: {
      200: ok(z.object({ id: uuid, data: z.object({ credentialId: uuid }), message: z.string() })),
      ...refused,
      ...refusals(400, 409, 413),
    },
  },
  {
    method: 'DELETE',
    path: one,
    operationId: 'deleteSync',
    summary: 'Removes a sync with its records',
    source: 'documented',
    access: 'write',
    responses: { 200: ok(z.object({ id: uuid })), ...refused },
  },
  {
    method: 'POST',
    path: `${one}/disable`,
    operationId: 'disableSync',
    summary: 'Stops a sync where it is',
    source: 'documented',
    access: 'write',
    responses: { 200: ok(state), ...refused, ...refusals(409) },
  },
  {
    method: 'POST',
    path: `${one}/reenable`,
    operationId: 'reenableSync',
    summary: 'Goes on with a sync that was stopped, or that failed',
    source: 'documented',
    access: 'write',
    responses: { 200: ok(state), ...refused, ...refusals(400, 409) },
  },
  {
    method: 'GET',
    path: `${one}/records`,
    operationId: 'pullRecords',
    summary: 'What has changed since a cursor',
    source: 'documented',
    access: 'read',
    query: recordsQuery,
    responses: {
      200: ok(
        z.object({
          data: z.array(record),
          paging: z.object({
            totalRecords: z.int(),
            totalActiveRecords: z.int(),
            remainingRecords: z.int(),
            cursor: z.string().nullable(),
            lastSeen: z.number().nullable(),
          }),
        }),
      ),
      ...refused,
      ...refusals(400),
    },
  },
  {
    method: 'GET',
    path: `${one}/records/:recordId`,
    operationId: 'getRecord',
    summary: 'One record',
    source: 'documented',
    access: 'read',
    responses: { 200: ok(z.object({ data: record })), ...refused },
  },
  {
    method: 'GET',
    path: `${one}/records/:recordId/content`,
    operationId: 'getRecordContent',
    summary: 'The content of a file, from the third party',
    source: 'documented',
    access: 'read',
    responses: { 200: content('The content', '*/*'), ...refused, ...refusals(400, 429, 502, 504) },
  },
]
