import { z } from 'zod'
import { empty, instant, type Operation, ok } from '../../../openapi/operation.ts'
import { hubspotRefusals, refusedByHubspot } from '../refusals.ts'

const BASE = '/crm/v4/objects/:fromType/:fromId/associations'

const end = z.object({ id: z.string() })
const refused = { ...refusedByHubspot, ...hubspotRefusals(404) }

/** developers.hubspot.com/docs/api-reference/crm-associations-v4/guide */
export const associationOperations: readonly Operation[] = [
  {
    method: 'PUT',
    path: `${BASE}/default/:toType/:toId`,
    operationId: 'associateObjects',
    summary: 'Ties two objects together, without a label',
    source: 'documented',
    access: 'write',
    responses: {
      200: ok(
        z.object({
          status: z.literal('COMPLETE'),
          results: z.array(
            z.object({
              from: end,
              to: end,
              associationSpec: z.object({
                associationCategory: z.literal('HUBSPOT_DEFINED'),
                associationTypeId: z.int(),
              }),
            }),
          ),
          startedAt: instant,
          completedAt: instant,
        }),
      ),
      ...refused,
    },
  },
  {
    method: 'GET',
    path: `${BASE}/:toType`,
    operationId: 'listAssociations',
    summary: 'The objects of a type that an object is tied to, a page at a time',
    source: 'documented',
    access: 'read',
    query: z.object({ limit: z.int().min(1).max(500).optional(), after: z.string().optional() }),
    responses: {
      200: ok(
        z.object({
          results: z.array(
            z.object({
              toObjectId: z.int(),
              associationTypes: z.array(
                z.object({ category: z.literal('HUBSPOT_DEFINED'), typeId: z.int(), label: z.string().nullable() }),
              ),
            }),
          ),
          paging: z.object({ next: z.object({ after: z.string(), link: z.string() }) }).optional(),
        }),
      ),
      ...refused,
    },
  },
  {
    method: 'DELETE',
    path: `${BASE}/:toType/:toId`,
    operationId: 'dissociateObjects',
    summary: 'Ends whatever ties two objects together',
    source: 'documented',
    access: 'write',
    responses: { 204: empty(), ...refused },
  },
]
