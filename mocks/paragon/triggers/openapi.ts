import { z } from 'zod'
import { anyObject, instant, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { inputFields, listErrors } from '../actionkit/openapi.ts'
import { byThirdParty, forUser, refusals } from '../error-answers.ts'
import { examplesBody, subscribeBody, subscriptionChange, subscriptionsQuery, triggersQuery } from './schemas.ts'

const subscriptions = '/projects/:projectId/trigger-subscriptions'
const headers = z.object({ 'x-paragon-credential': z.string().optional() })

const trigger = z
  .object({
    type: z.string(),
    triggerModel: z.enum(['WEBHOOK', 'POLLING']),
    title: z.string(),
    description: z.string(),
    parameters: z.array(z.object({ ...inputFields, label: z.string() })),
  })
  .meta({ id: 'Trigger' })

const subscription = z
  .object({
    id: uuid,
    type: z.string(),
    parameters: anyObject,
    status: z.enum(['ACTIVE', 'ERRORED']),
    error: z.string().optional(),
    dateCreated: instant,
    dateLastReceivedEvent: instant.nullable(),
    credentialId: uuid,
    webhookOverride: z
      .object({
        url: z.string(),
        headers: z.record(z.string(), z.string()).optional(),
        metadata: anyObject.optional(),
      })
      .optional(),
  })
  .meta({ id: 'TriggerSubscription' })

export const triggerOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/projects/:projectId/triggers',
    operationId: 'listTriggers',
    summary: 'What the user’s accounts can tell of',
    source: 'documented',
    access: 'read',
    query: triggersQuery,
    headers,
    responses: {
      200: ok(z.object({ triggers: z.record(z.string(), z.array(trigger)), errors: listErrors.optional() })),
      ...forUser,
      ...refusals(400, 403),
    },
  },
  {
    method: 'POST',
    path: '/projects/:projectId/triggers/examples',
    operationId: 'listExampleEvents',
    summary: 'Payloads as they could come',
    source: 'documented',
    access: 'read',
    headers,
    body: examplesBody,
    responses: { 200: ok(z.array(anyObject)), ...forUser, ...refusals(400, 403, 413), ...byThirdParty },
  },
  {
    method: 'POST',
    path: subscriptions,
    operationId: 'subscribe',
    summary: 'Has events of an account told to a webhook',
    source: 'documented',
    access: 'write',
    headers,
    body: subscribeBody,
    responses: { 200: ok(subscription), ...forUser, ...refusals(400, 403, 413), ...byThirdParty },
  },
  {
    method: 'GET',
    path: subscriptions,
    operationId: 'listSubscriptions',
    summary: 'The user’s subscriptions, by integration',
    source: 'documented',
    access: 'read',
    query: subscriptionsQuery,
    headers,
    responses: {
      200: ok(z.object({ triggers: z.record(z.string(), z.array(subscription)) })),
      ...forUser,
      ...refusals(400, 403),
    },
  },
  {
    method: 'PATCH',
    path: `${subscriptions}/:subscriptionId`,
    operationId: 'updateSubscription',
    summary: 'Changes a subscription, and has one that failed go on',
    source: 'documented',
    access: 'write',
    body: subscriptionChange,
    responses: { 200: ok(subscription), ...forUser, ...refusals(400, 403, 413), ...byThirdParty },
  },
  {
    method: 'DELETE',
    path: `${subscriptions}/:subscriptionId`,
    operationId: 'unsubscribe',
    summary: 'Ends a subscription',
    source: 'documented',
    access: 'write',
    responses: { 200: ok(z.object({ success: z.literal(true) })), ...forUser, ...refusals(403) },
  },
]
