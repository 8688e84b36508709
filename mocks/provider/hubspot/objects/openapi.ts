import { z } from 'zod'
import { empty, instant, type Operation, ok } from '../../../openapi/operation.ts'
import { batchError, hubspotRefusals, refusedByHubspot } from '../refusals.ts'
import { searchSchema } from '../search/search-body.ts'
import {
  batchArchiveSchema,
  batchCreateSchema,
  batchReadSchema,
  batchUpdateSchema,
  createSchema,
  updateSchema,
} from './object-body.ts'

const BASE = '/crm/v3/objects/:objectType'

const objectFields = {
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
  createdAt: instant,
  updatedAt: instant,
  archived: z.boolean(),
  archivedAt: instant.optional(),
}
/** developers.hubspot.com/docs/api-reference/crm-contacts-v3/guide; which properties there are, the hub decides. */
const object = z.object(objectFields).meta({ id: 'HubspotObject' })
const withAssociations = z
  .object({
    ...objectFields,
    associations: z
      .record(z.string(), z.object({ results: z.array(z.object({ id: z.string(), type: z.string() })) }))
      .optional(),
  })
  .meta({ id: 'HubspotObjectWithAssociations' })

const batchFields = {
  status: z.literal('COMPLETE'),
  results: z.array(object),
  startedAt: instant,
  completedAt: instant,
}
const batch = z.object(batchFields).meta({ id: 'HubspotBatch' })
/** What is not done to an object that is called `search`: no such method is for that path. */
const notAnObject = hubspotRefusals(404, 405)

/** developers.hubspot.com/docs/api-reference/error-handling, "Multi-status errors". */
const partly = {
  207: ok(
    z
      .object({ ...batchFields, numErrors: z.int().min(1), errors: z.array(batchError) })
      .meta({ id: 'HubspotPartialBatch' }),
    'Of some objects; the errors tell of the others',
  ),
}

const list = z.string().describe('Names, separated by commas').optional()
const shown = { properties: list, propertiesWithHistory: list, associations: list, archived: z.boolean().optional() }
const idProperty = z.string().describe('A property whose values are unique, instead of the id').optional()

const documented = { source: 'documented' } as const
const written = { ...refusedByHubspot, ...hubspotRefusals(413, 415) }

export const objectOperations: readonly Operation[] = [
  {
    ...documented,
    method: 'GET',
    path: BASE,
    operationId: 'listObjects',
    summary: 'Objects of a type, a page at a time',
    access: 'read',
    query: z.object({ limit: z.int().min(1).max(100).optional(), after: z.string().optional(), ...shown }),
    responses: {
      200: ok(
        z.object({
          results: z.array(withAssociations),
          paging: z.object({ next: z.object({ after: z.string(), link: z.string() }) }).optional(),
        }),
      ),
      ...refusedByHubspot,
    },
  },
  {
    ...documented,
    method: 'POST',
    path: BASE,
    operationId: 'createObject',
    summary: 'Makes an object, tied to others if wanted',
    access: 'write',
    body: createSchema,
    responses: { 201: ok(object, 'Made'), ...written, ...hubspotRefusals(409) },
  },
  {
    ...documented,
    method: 'GET',
    path: `${BASE}/:objectId`,
    operationId: 'getObject',
    summary: 'One object',
    access: 'read',
    query: z.object({ ...shown, idProperty }),
    responses: { 200: ok(withAssociations), ...refusedByHubspot, ...notAnObject },
  },
  {
    ...documented,
    method: 'PATCH',
    path: `${BASE}/:objectId`,
    operationId: 'updateObject',
    summary: 'Changes properties of an object',
    access: 'write',
    query: z.object({ idProperty }),
    body: updateSchema,
    responses: { 200: ok(object), ...written, ...notAnObject, ...hubspotRefusals(409) },
  },
  {
    ...documented,
    method: 'DELETE',
    path: `${BASE}/:objectId`,
    operationId: 'archiveObject',
    summary: 'Archives an object',
    access: 'write',
    responses: { 204: empty(), ...refusedByHubspot, ...notAnObject },
  },
  {
    ...documented,
    method: 'POST',
    path: `${BASE}/search`,
    operationId: 'searchObjects',
    summary: 'Objects that meet filters, or hold words',
    access: 'read',
    body: searchSchema,
    isBodyOptional: true,
    responses: {
      200: ok(
        z.object({
          total: z.int(),
          results: z.array(object),
          paging: z.object({ next: z.object({ after: z.string() }) }).optional(),
        }),
      ),
      ...written,
    },
  },
  {
    ...documented,
    method: 'POST',
    path: `${BASE}/batch/read`,
    operationId: 'readObjects',
    summary: 'Several objects, each once',
    access: 'read',
    query: z.object({ archived: z.boolean().optional() }),
    body: batchReadSchema,
    responses: { 200: ok(batch), ...partly, ...written },
  },
  {
    ...documented,
    method: 'POST',
    path: `${BASE}/batch/create`,
    operationId: 'createObjects',
    summary: 'Makes several objects: all, or those that can be made when each has an objectWriteTraceId',
    access: 'write',
    body: batchCreateSchema,
    responses: { 201: ok(batch, 'Made'), ...partly, ...written, ...hubspotRefusals(409) },
  },
  {
    ...documented,
    method: 'POST',
    path: `${BASE}/batch/update`,
    operationId: 'updateObjects',
    summary: 'Changes several objects',
    access: 'write',
    body: batchUpdateSchema,
    responses: { 200: ok(batch), ...partly, ...written, ...hubspotRefusals(409) },
  },
  {
    ...documented,
    method: 'POST',
    path: `${BASE}/batch/archive`,
    operationId: 'archiveObjects',
    summary: 'Archives several objects',
    access: 'write',
    body: batchArchiveSchema,
    responses: { 204: empty(), ...written },
  },
]
