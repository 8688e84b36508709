import { z } from 'zod'
import { anyObject, empty, instant, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { forUser, refusals } from '../error-answers.ts'
import { integrationAnswer } from '../integrations/openapi.ts'
import { configurationBody, configurationMetaBody, installBody, settingsBody } from './schemas.ts'

const base = '/projects/:projectId/sdk/credentials'

export const credentialStatus = z.enum(['VALID', 'INVALID', 'PENDING'])

/** By the ids of workflows. */
export const workflowSettings = z.record(uuid, z.object({ enabled: z.boolean(), settings: anyObject }))

const configuration = z
  .object({
    id: uuid,
    connectCredentialId: uuid,
    workflowSettings,
    sharedSettings: anyObject,
    configMeta: anyObject,
    isDefault: z.boolean(),
    externalId: z.string().optional(),
    dateCreated: instant,
    dateUpdated: instant,
  })
  .meta({ id: 'Configuration' })

const credentialFields = {
  id: uuid,
  dateCreated: instant,
  dateUpdated: instant,
  projectId: z.string(),
  integrationId: uuid,
  personaId: uuid,
  config: z.object({ configuredWorkflows: workflowSettings, sharedSettings: anyObject }),
  isPreviewCredential: z.boolean(),
  providerId: z.string(),
  providerData: anyObject,
  status: credentialStatus,
  dateRefreshed: instant,
  dateValidUntil: instant.optional(),
  refreshFailureCount: z.int(),
  isRefreshing: z.boolean(),
  externalId: z.string().optional(),
  configurations: z.array(configuration),
}

/** A connected account: `credentialView`. */
export const credential = z.object(credentialFields).meta({ id: 'Credential' })

const settled = z.object({ ...credentialFields, errors: z.array(z.unknown()), credential })

/** `GET /sdk/credentials?integration=`: the integration, and one account of it. */
const account = integrationAnswer.extend({
  credentialId: uuid,
  credentialStatus,
  providerId: z.string(),
  providerData: anyObject,
  accountAuth: z.object({ OAUTH_ACCESS_TOKEN: z.string(), DOMAIN: z.string().optional() }).optional(),
})

const byCredential = z.object({ 'x-paragon-credential': z.string().optional() })
const byConfiguration = z.object({ 'x-paragon-configuration-id': z.string().optional() })

export const credentialOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: base,
    operationId: 'listCredentials',
    summary: 'The accounts of the user, or one integration with its account',
    source: 'documented',
    access: 'read',
    query: z.object({
      integration: z.string().optional(),
      includeAccountAuth: z.string().optional(),
    }),
    headers: byCredential,
    responses: {
      200: ok(z.union([z.array(credential), account])),
      204: empty('The user has no account of the integration'),
      ...forUser,
      ...refusals(400, 403, 502, 504),
    },
  },
  {
    method: 'POST',
    path: base,
    operationId: 'createCredential',
    summary:
      'The account that a popup has connected; connects one by a code of the app’s own, or by what the user entered',
    source: 'sdk',
    access: 'write',
    body: installBody,
    responses: { 200: ok(credential), ...forUser, ...refusals(400, 403, 409, 413, 502, 504) },
  },
  {
    method: 'GET',
    path: `${base}/:credentialId`,
    operationId: 'getCredential',
    summary: 'One account',
    source: 'sdk',
    access: 'read',
    responses: { 200: ok(credential), ...forUser, ...refusals(403) },
  },
  {
    method: 'PATCH',
    path: `${base}/:credentialId`,
    operationId: 'updateSettings',
    summary: 'Replaces User Settings of a configuration of an account',
    source: 'documented',
    access: 'write',
    headers: byConfiguration,
    body: settingsBody,
    responses: { 200: ok(settled), ...forUser, ...refusals(400, 403, 413) },
  },
  {
    method: 'POST',
    path: `${base}/:credentialId/complete-setup`,
    operationId: 'completeSetup',
    summary: 'Answers what an integration asks after the sign-in: a PENDING account becomes VALID',
    source: 'sdk',
    access: 'write',
    body: installBody,
    responses: { 200: ok(credential), ...forUser, ...refusals(400, 403, 409, 413, 502) },
  },
  {
    method: 'POST',
    path: `${base}/:credentialId/configurations`,
    operationId: 'createConfiguration',
    summary: 'A further configuration of an account',
    source: 'sdk',
    access: 'write',
    body: configurationBody,
    isBodyOptional: true,
    responses: { 200: ok(credential), ...forUser, ...refusals(400, 403, 409, 413) },
  },
  {
    method: 'PATCH',
    path: `${base}/:credentialId/configurations`,
    operationId: 'updateConfiguration',
    summary: 'Replaces what an app keeps with a configuration',
    source: 'sdk',
    access: 'write',
    headers: byConfiguration,
    body: configurationMetaBody,
    responses: { 200: ok(credential), ...forUser, ...refusals(400, 403, 409, 413, 502) },
  },
  {
    method: 'DELETE',
    path: `${base}/:credentialId/configurations`,
    operationId: 'deleteConfiguration',
    summary: 'Removes a configuration, unless it is the default one',
    source: 'sdk',
    access: 'write',
    headers: byConfiguration,
    responses: { 200: ok(credential), ...forUser, ...refusals(400, 403) },
  },
]
