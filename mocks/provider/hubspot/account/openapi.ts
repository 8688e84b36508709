import { z } from 'zod'
import { instant, type Operation, ok } from '../../../openapi/operation.ts'
import { hubspotRefusals, refusedByHubspot } from '../refusals.ts'

const OWNERS = '/crm/v3/owners'
const PIPELINES = '/crm/v3/pipelines/:objectType'

const dates = { createdAt: instant, updatedAt: instant }
/** developers.hubspot.com/docs/api-reference/crm-crm-owners-v3/guide */
const owner = z
  .object({
    id: z.string(),
    email: z.string(),
    type: z.literal('PERSON'),
    firstName: z.string(),
    lastName: z.string(),
    userId: z.int(),
    userIdIncludingInactive: z.int(),
    ...dates,
    archived: z.literal(false),
  })
  .meta({ id: 'HubspotOwner' })

/** developers.hubspot.com/docs/api-reference/crm-pipelines-v3/guide */
const stage = z
  .object({
    label: z.string(),
    displayOrder: z.int(),
    metadata: z.record(z.string(), z.string()),
    id: z.string(),
    ...dates,
    archived: z.literal(false),
  })
  .meta({ id: 'HubspotPipelineStage' })
const pipeline = z
  .object({
    label: z.string(),
    displayOrder: z.int(),
    id: z.string(),
    stages: z.array(stage),
    ...dates,
    archived: z.literal(false),
  })
  .meta({ id: 'HubspotPipeline' })

const read = { method: 'GET', source: 'documented', access: 'read' } as const
const archived = z.boolean().optional()
const found = { ...refusedByHubspot, ...hubspotRefusals(404) }

export const accountOperations: readonly Operation[] = [
  {
    ...read,
    path: '/oauth/v1/access-tokens/:token',
    operationId: 'getAccessToken',
    summary: 'What a token is and whose, to whoever holds it',
    isPublic: true,
    responses: {
      200: ok(
        z.object({
          token: z.string(),
          user: z.string(),
          hub_id: z.int(),
          hub_domain: z.string(),
          scopes: z.array(z.string()),
          app_id: z.int(),
          expires_in: z.int(),
          user_id: z.int(),
          token_type: z.literal('access'),
        }),
      ),
      ...hubspotRefusals(404),
    },
  },
  {
    ...read,
    path: '/account-info/v3/details',
    operationId: 'getAccountDetails',
    summary: 'What a hub is set up with',
    responses: {
      200: ok(
        z.object({
          portalId: z.int(),
          accountType: z.literal('STANDARD'),
          timeZone: z.string(),
          companyCurrency: z.string(),
          additionalCurrencies: z.array(z.string()),
          utcOffset: z.string(),
          utcOffsetMilliseconds: z.int(),
          uiDomain: z.string(),
          dataHostingLocation: z.string(),
        }),
      ),
      ...hubspotRefusals(401, 403, 429),
    },
  },
  {
    ...read,
    path: OWNERS,
    operationId: 'listOwners',
    summary: 'Who may own objects',
    query: z.object({
      limit: z.int().min(1).max(500).optional(),
      after: z.string().optional(),
      email: z.string().optional(),
      archived,
    }),
    responses: { 200: ok(z.object({ results: z.array(owner) })), ...refusedByHubspot },
  },
  {
    ...read,
    path: `${OWNERS}/:ownerId`,
    operationId: 'getOwner',
    summary: 'One owner, by its id or its user’s',
    query: z.object({ idProperty: z.enum(['id', 'userId']).optional(), archived }),
    responses: { 200: ok(owner), ...found },
  },
  {
    ...read,
    path: PIPELINES,
    operationId: 'listPipelines',
    summary: 'The pipelines that objects of a type pass through',
    responses: { 200: ok(z.object({ results: z.array(pipeline) })), ...refusedByHubspot },
  },
  {
    ...read,
    path: `${PIPELINES}/:pipelineId`,
    operationId: 'getPipeline',
    summary: 'One pipeline',
    responses: { 200: ok(pipeline), ...found },
  },
  {
    ...read,
    path: `${PIPELINES}/:pipelineId/stages`,
    operationId: 'listStages',
    summary: 'The stages of a pipeline, in their order',
    responses: { 200: ok(z.object({ results: z.array(stage) })), ...found },
  },
  {
    ...read,
    path: `${PIPELINES}/:pipelineId/stages/:stageId`,
    operationId: 'getStage',
    summary: 'One stage',
    responses: { 200: ok(stage), ...found },
  },
]
