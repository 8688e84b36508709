import { z } from 'zod'
import { anyObject, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { credential, credentialStatus, workflowSettings } from '../credentials/openapi.ts'
import { forUser, refusals } from '../error-answers.ts'
import { metaBody } from './schemas.ts'

const integrationState = z.union([
  z.object({
    enabled: z.literal(false),
    allCredentials: z.array(z.never()),
    configuredWorkflows: z.object({}),
  }),
  z.object({
    enabled: z.boolean(),
    allCredentials: z.array(credential),
    configuredWorkflows: workflowSettings,
    credentialId: uuid,
    credentialStatus,
    providerId: z.string(),
    providerData: anyObject,
    credentialConfigId: uuid,
    configMeta: anyObject,
    sharedSettings: anyObject,
    workflowSettings,
  }),
])

/** A connected user with every integration of the project: `userView`. */
const user = z
  .object({
    authenticated: z.literal(true),
    userId: z.string(),
    integrations: z.record(z.string(), integrationState),
    meta: anyObject,
    project: z.object({
      id: z.string(),
      name: z.string(),
      billingPlan: z.string(),
      accessibleFeatures: z.array(z.string()),
    }),
    resources: z.array(z.unknown()),
  })
  .meta({ id: 'User' })

export const userOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/projects/:projectId/sdk/me',
    operationId: 'getUser',
    summary: 'The user, with the accounts that the token may see',
    source: 'documented',
    access: 'read',
    headers: z.object({
      'x-paragon-user-metadata': z.string().describe('JSON, merged into the metadata; SDK 2.2.4 and older').optional(),
    }),
    responses: { 200: ok(user), ...forUser, ...refusals(400) },
  },
  {
    method: 'PATCH',
    path: '/projects/:projectId/sdk/me',
    operationId: 'setUserMetadata',
    summary: 'Merges metadata into the user’s',
    source: 'documented',
    access: 'write',
    body: metaBody,
    responses: { 200: ok(user), ...forUser, ...refusals(400, 413) },
  },
]
