import { z } from 'zod'
import { anyObject, content, nothing, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { forUser, refusals } from '../error-answers.ts'

/** An integration as the portal and headless apps are told of it: `integrationView`. */
export const integrationAnswer = z
  .object({
    id: uuid,
    type: z.string(),
    name: z.string(),
    brandColor: z.string(),
    isActive: z.boolean(),
    authenticationType: z.string(),
    needPreOauthInputs: z.boolean(),
    hasCredential: z.boolean(),
    connectedUserLimitOnDevCred: z.int(),
    connectedUserLimitReached: z.boolean(),
    customIntegrationId: z.string().nullable(),
    customIntegration: z
      .looseObject({ id: z.string(), name: z.string(), icon: z.string(), authenticationType: z.string() })
      .optional(),
    configs: z.array(
      z.object({
        id: uuid,
        values: z.object({
          accentColor: z.string(),
          paragonLink: z.boolean(),
          description: z.string(),
          overview: z.string(),
          sharedMeta: z.object({ inputs: z.array(anyObject) }),
          workflowMeta: z.record(uuid, z.looseObject({ id: uuid, order: z.int(), inputs: z.array(anyObject) })),
        }),
      }),
    ),
    workflows: z.array(
      z.object({
        id: uuid,
        description: z.string(),
        integrationId: uuid,
        customWebhookTriggerId: z.string().optional(),
      }),
    ),
    noPermissionWorkflows: z.array(z.unknown()),
    sdkIntegrationConfig: z.object({
      accountTypes: z.array(z.unknown()),
      authConfigInputs: z.array(z.unknown()),
      postOauthInputs: z.array(z.unknown()),
      oauthInputs: z.array(z.unknown()),
      dataSources: anyObject,
      authSchemeOptions: z.object({ packageInstallUrl: z.string() }).optional(),
    }),
  })
  .meta({ id: 'Integration' })

const metadata = z.object({ type: z.string(), name: z.string(), brandColor: z.string(), icon: z.string() })

export const integrationOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/projects/:projectId/sdk/integrations',
    operationId: 'listIntegrations',
    summary: 'The integrations of the project, with what a portal shows of them',
    source: 'documented',
    access: 'read',
    responses: { 200: ok(z.array(integrationAnswer)), ...forUser },
  },
  {
    method: 'GET',
    path: '/projects/:projectId/sdk/metadata',
    operationId: 'listMetadata',
    summary: 'Names, colours and icons of the integrations that are active',
    source: 'documented',
    access: 'read',
    responses: { 200: ok(z.array(metadata)), ...forUser },
  },
  {
    method: 'DELETE',
    path: '/projects/:projectId/sdk/integrations/:integrationId',
    operationId: 'uninstallIntegration',
    summary: 'Disconnects one account of an integration',
    source: 'documented',
    access: 'write',
    headers: z.object({ 'x-paragon-credential': z.string().optional() }),
    responses: { 200: ok(nothing), ...forUser, ...refusals(400, 403) },
  },
  {
    method: 'GET',
    path: '/images/:file{[\\w-]+\\.png}',
    operationId: 'getPicture',
    summary: 'A neutral picture in the place of those in the SDK’s instructions',
    source: 'assumed',
    access: 'read',
    isPublic: true,
    responses: { 200: content('The picture', 'image/png'), ...refusals(404) },
  },
  {
    method: 'GET',
    path: '/integrations/:file{.+\\.svg}',
    operationId: 'getIcon',
    summary: 'The icon of an integration',
    source: 'assumed',
    access: 'read',
    isPublic: true,
    responses: { 200: content('The icon', 'image/svg+xml'), ...refusals(404) },
  },
]
