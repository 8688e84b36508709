import { z } from 'zod'
import { content, empty, type Operation, ok } from '../../openapi/operation.ts'
import { refusalsOf } from '../refusals.ts'
import { retrieval } from './collection-resources.ts'
import { collectionBody } from './collections.ts'
import { globalDescribe, objectDescribe, objectSummaryShape } from './describe-shapes.ts'
import { searchSchema } from './search/parameters.ts'

const DATA = '/services/data/:version'
const SOBJECT = `${DATA}/sobjects/:type`
const COLLECTION = `${DATA}/composite/sobjects`

const text = z.string()
const optional = z.string().optional()
/** As Salesforce writes them in JSON. */
const dateTime = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/)
const id = z.string().regex(/^\w{18}$/)

/** developer.salesforce.com, REST API Developer Guide, "Status Codes and Error Responses". */
const refusals = refusalsOf(
  z
    .array(z.object({ message: text, errorCode: text, fields: z.array(text).optional() }))
    .min(1)
    .meta({ id: 'SalesforceErrors' }),
)
/** 404: of a version that there is not, whatever the rest of the path. */
const refused = refusals(401, 403, 404)
const written = { ...refused, ...refusals(400, 413, 415) }
/** Below a type, `describe`, `updated` and `deleted` are no ids: no such method is for them. */
const notAnId = refusals(405)

const address = z.record(text, z.union([text, z.number(), z.null()]))
const attributes = z.object({ type: text, url: text })
/** A record with the fields that were asked for; which fields there are, its describe says. A parent is a record, too. */
const record: z.ZodType = z
  .object({ attributes })
  .catchall(z.union([text, z.number(), z.boolean(), z.null(), z.lazy(() => record), address]))
  .meta({ id: 'SalesforceRecord' })
const query = z
  .object({ totalSize: z.int(), done: z.boolean(), nextRecordsUrl: optional, records: z.array(record) })
  .meta({ id: 'SalesforceQueryResult' })
const found = z.object({ searchRecords: z.array(record) })

const saved = { id, success: z.literal(true), errors: z.array(z.never()) }
/** "sObject Collections": what became of each record. */
const results = z.array(
  z
    .union([
      z.object({ ...saved, created: z.boolean().optional() }),
      z.object({
        success: z.literal(false),
        errors: z.array(z.object({ statusCode: text, message: text, fields: z.array(text) })).min(1),
      }),
    ])
    .meta({ id: 'SalesforceSaveResult' }),
)
/** Several records have the value by which one was asked for; where each is. */
const several = { 300: ok(z.array(text), 'Several records have this value') }

/** Fields by their names. */
const fields = z.record(text, z.union([text, z.number(), z.boolean(), z.null()]))

const documented = { source: 'documented' } as const
const read = { ...documented, method: 'GET', access: 'read' } as const
const chosen = z.object({ fields: optional.describe('Names, separated by commas; default: all') })
const span = z.object({ start: text.describe('Such as 2026-01-15T09:00:00+00:00'), end: text })
const batchSize = z.object({ 'sforce-query-options': optional.describe('batchSize=, from 200 to 2000') })
const allOrNone = z.boolean().optional()

/** "Query for User Information": whatever is refused is refused in plain words. */
const userInfo = {
  path: '/services/oauth2/userinfo',
  summary: 'Whose token it is, and of which org',
  source: 'documented',
  access: 'read',
  responses: {
    200: ok(
      z.object({
        sub: text,
        email: optional,
        email_verified: z.boolean().optional(),
        name: optional,
        picture: optional,
        user_id: text,
        organization_id: text,
        preferred_username: text,
        nickname: text,
        given_name: text,
        family_name: text,
        zoneinfo: text,
        profile: text,
        urls: z.object({ rest: text, sobjects: text, search: text, query: text, custom_domain: text }),
        active: z.boolean(),
        user_type: text,
        language: text,
        locale: text,
        utcOffset: z.int(),
        updated_at: dateTime,
        is_app_installed: z.boolean(),
      }),
    ),
    403: content('Missing_OAuth_Token or Bad_OAuth_Token', 'text/plain'),
  },
} as const

function queryOperations(path: string, name: string, what: string): Operation[] {
  return [
    {
      ...read,
      path: `${DATA}/${path}`,
      operationId: name,
      summary: `Records by SOQL${what}, a page at a time`,
      query: z.object({ q: text, explain: optional }),
      headers: batchSize,
      responses: { 200: ok(query), ...refused, ...refusals(400) },
    },
    {
      ...read,
      path: `${DATA}/${path}/:locator`,
      operationId: `${name}More`,
      summary: 'The page that nextRecordsUrl leads to',
      headers: batchSize,
      responses: { 200: ok(query), ...refused, ...refusals(400) },
    },
  ]
}

export const salesforceOperations: readonly Operation[] = [
  {
    ...read,
    path: '/services/data',
    operationId: 'listVersions',
    summary: 'The versions of the API',
    isPublic: true,
    responses: { 200: ok(z.array(z.object({ label: text, url: text, version: text })).min(1)) },
  },
  { ...userInfo, method: 'GET', operationId: 'getUserInfo' },
  { ...userInfo, method: 'POST', operationId: 'postUserInfo' },
  {
    ...read,
    path: DATA,
    operationId: 'listResources',
    summary: 'What a version has, and where',
    responses: { 200: ok(z.record(text, text)), ...refused },
  },
  {
    ...read,
    path: `${DATA}/limits`,
    operationId: 'getLimits',
    summary: 'What the org may use, and what is left of it',
    responses: {
      200: ok(
        z.object({
          DailyApiRequests: z.object({ Max: z.int(), Remaining: z.int() }),
          DataStorageMB: z.object({ Max: z.int(), Remaining: z.int() }),
        }),
      ),
      ...refused,
    },
  },
  {
    ...read,
    path: `${DATA}/sobjects`,
    operationId: 'describeGlobal',
    summary: 'The objects of the org',
    responses: { 200: ok(globalDescribe), ...refused },
  },
  {
    ...read,
    path: SOBJECT,
    operationId: 'getObject',
    summary: 'An object, and the records of it that changed last',
    responses: { 200: ok(z.object({ objectDescribe: objectSummaryShape, recentItems: z.array(record) })), ...refused },
  },
  {
    ...documented,
    method: 'POST',
    path: SOBJECT,
    operationId: 'createRecord',
    summary: 'Makes a record',
    access: 'write',
    body: fields,
    responses: { 201: ok(z.object(saved), 'Made'), ...written },
  },
  {
    ...read,
    path: `${SOBJECT}/describe`,
    operationId: 'describeObject',
    summary: 'An object with its fields, and what refers to it',
    responses: { 200: ok(objectDescribe), ...refused },
  },
  {
    ...read,
    path: `${SOBJECT}/updated`,
    operationId: 'listUpdated',
    summary: 'The ids of records that were made or changed in a span of time',
    query: span,
    responses: { 200: ok(z.object({ ids: z.array(id), latestDateCovered: dateTime })), ...refused, ...refusals(400) },
  },
  {
    ...read,
    path: `${SOBJECT}/deleted`,
    operationId: 'listDeleted',
    summary: 'The records that were deleted in a span of time',
    query: span,
    responses: {
      200: ok(
        z.object({
          deletedRecords: z.array(z.object({ id, deletedDate: dateTime })),
          earliestDateAvailable: dateTime,
          latestDateCovered: dateTime,
        }),
      ),
      ...refused,
      ...refusals(400),
    },
  },
  {
    ...read,
    path: `${SOBJECT}/:id`,
    operationId: 'getRecord',
    summary: 'One record',
    query: chosen,
    responses: { 200: ok(record), ...refused, ...refusals(400) },
  },
  {
    ...documented,
    method: 'PATCH',
    path: `${SOBJECT}/:id`,
    operationId: 'updateRecord',
    summary: 'Changes fields of a record',
    access: 'write',
    body: fields,
    responses: { 204: empty(), ...written, ...notAnId },
  },
  {
    ...documented,
    method: 'DELETE',
    path: `${SOBJECT}/:id`,
    operationId: 'deleteRecord',
    summary: 'Puts a record, and what goes with it, into the recycle bin',
    access: 'write',
    responses: { 204: empty(), ...refused, ...refusals(400), ...notAnId },
  },
  {
    ...read,
    path: `${SOBJECT}/:field/:value`,
    operationId: 'getRecordByExternalId',
    summary: 'One record, by the value of a field',
    query: chosen,
    responses: { 200: ok(record), ...several, ...refused, ...refusals(400) },
  },
  {
    ...documented,
    method: 'PATCH',
    path: `${SOBJECT}/:field/:value`,
    operationId: 'upsertRecord',
    summary: 'Changes the record that has a value in a field, or makes one',
    access: 'write',
    query: z.object({ updateOnly: z.boolean().optional() }),
    body: fields,
    responses: {
      200: ok(z.object({ ...saved, created: z.literal(false) }), 'Changed'),
      201: ok(z.object({ ...saved, created: z.literal(true) }), 'Made'),
      204: empty('Changed, before version 46'),
      ...several,
      ...written,
    },
  },
  {
    ...documented,
    method: 'DELETE',
    path: `${SOBJECT}/:field/:value`,
    operationId: 'deleteRecordByExternalId',
    summary: 'Puts the record that has a value in a field into the recycle bin',
    access: 'write',
    responses: { 204: empty(), ...several, ...refused, ...refusals(400) },
  },
  ...queryOperations('query', 'query', ''),
  ...queryOperations('queryAll', 'queryAll', ', those in the recycle bin included'),
  {
    ...read,
    path: `${DATA}/search`,
    operationId: 'search',
    summary: 'Records by SOSL',
    query: z.object({ q: text }),
    responses: { 200: ok(found), ...refused, ...refusals(400) },
  },
  {
    ...read,
    path: `${DATA}/parameterizedSearch`,
    operationId: 'searchByParameters',
    summary: 'Records that have words, without SOSL',
    query: z.object({
      q: text,
      in: searchSchema.shape.in.unwrap().optional(),
      fields: optional,
      sobject: optional.describe(
        'Names of objects, separated by commas; of each NAME.fields, NAME.where and NAME.limit',
      ),
      defaultLimit: z.int().min(1).max(2000).optional(),
      overallLimit: z.int().min(1).max(2000).optional(),
    }),
    responses: { 200: ok(found), ...refused, ...refusals(400) },
  },
  {
    ...documented,
    method: 'POST',
    path: `${DATA}/parameterizedSearch`,
    operationId: 'searchByBody',
    summary: 'The same, by a body',
    access: 'read',
    body: searchSchema,
    responses: { 200: ok(found), ...written },
  },
  {
    ...documented,
    method: 'POST',
    path: COLLECTION,
    operationId: 'createRecords',
    summary: 'Makes several records',
    access: 'write',
    body: collectionBody,
    responses: { 200: ok(results), ...written },
  },
  {
    ...documented,
    method: 'PATCH',
    path: COLLECTION,
    operationId: 'updateRecords',
    summary: 'Changes several records',
    access: 'write',
    body: collectionBody,
    responses: { 200: ok(results), ...written },
  },
  {
    ...documented,
    method: 'DELETE',
    path: COLLECTION,
    operationId: 'deleteRecords',
    summary: 'Puts several records into the recycle bin',
    access: 'write',
    query: z.object({ ids: text.describe('Separated by commas'), allOrNone }),
    responses: { 200: ok(results), ...refused, ...refusals(400) },
  },
  {
    ...read,
    path: `${COLLECTION}/:type`,
    operationId: 'retrieveRecords',
    summary: 'Several records, in the order of their ids; null for one that there is not',
    query: z.object({ ids: text.describe('Separated by commas'), fields: text.describe('Separated by commas') }),
    responses: { 200: ok(z.array(record.nullable())), ...refused, ...refusals(400) },
  },
  {
    ...documented,
    method: 'POST',
    path: `${COLLECTION}/:type`,
    operationId: 'retrieveRecordsByBody',
    summary: 'The same, by a body',
    access: 'read',
    body: retrieval,
    responses: { 200: ok(z.array(record.nullable())), ...written },
  },
  {
    ...documented,
    method: 'PATCH',
    path: `${COLLECTION}/:type/:field`,
    operationId: 'upsertRecords',
    summary: 'Changes the records that have values in a field, and makes the others',
    access: 'write',
    body: collectionBody,
    responses: { 200: ok(results), ...written },
  },
]
