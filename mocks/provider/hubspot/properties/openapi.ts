import { z } from 'zod'
import { instant, type Operation, ok } from '../../../openapi/operation.ts'
import { hubspotRefusals, refusedByHubspot } from '../refusals.ts'
import { newPropertySchema } from './property-body.ts'

const BASE = '/crm/v3/properties/:objectType'

const { name, label, type, fieldType, groupName } = newPropertySchema.shape
/** developers.hubspot.com/docs/api-reference/crm-properties-v3/guide */
const property = z
  .object({
    updatedAt: instant.optional(),
    createdAt: instant.optional(),
    name,
    label,
    type,
    fieldType,
    description: z.string(),
    groupName,
    options: z.array(
      z.object({
        label: z.string(),
        value: z.string(),
        description: z.string().optional(),
        displayOrder: z.int(),
        hidden: z.boolean(),
      }),
    ),
    displayOrder: z.int(),
    calculated: z.literal(false),
    externalOptions: z.boolean(),
    referencedObjectType: z.literal('OWNER').optional(),
    archived: z.literal(false),
    hasUniqueValue: z.boolean(),
    hidden: z.boolean(),
    hubspotDefined: z.literal(true).optional(),
    modificationMetadata: z.object({
      archivable: z.boolean(),
      readOnlyDefinition: z.boolean(),
      readOnlyValue: z.boolean(),
    }),
    formField: z.boolean(),
  })
  .meta({ id: 'HubspotProperty' })

export const propertyOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: BASE,
    operationId: 'listProperties',
    summary: 'What objects of a type are made of',
    source: 'documented',
    access: 'read',
    query: z.object({ archived: z.boolean().optional() }),
    responses: { 200: ok(z.object({ results: z.array(property) })), ...refusedByHubspot },
  },
  {
    method: 'POST',
    path: BASE,
    operationId: 'createProperty',
    summary: 'Gives objects of a type another property',
    source: 'documented',
    access: 'write',
    body: newPropertySchema,
    responses: { 201: ok(property, 'Made'), ...refusedByHubspot, ...hubspotRefusals(409, 413, 415) },
  },
  {
    method: 'GET',
    path: `${BASE}/:propertyName`,
    operationId: 'getProperty',
    summary: 'One property',
    source: 'documented',
    access: 'read',
    responses: { 200: ok(property), ...refusedByHubspot, ...hubspotRefusals(404) },
  },
]
