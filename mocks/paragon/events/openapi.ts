import { z } from 'zod'
import { nothing, type Operation, ok } from '../../openapi/operation.ts'
import { forUser, refusals } from '../error-answers.ts'
import { eventBody } from './schemas.ts'

const trigger = {
  method: 'POST',
  summary: 'Sends an App Event to the workflows that listen for it',
  source: 'documented',
  access: 'write',
  headers: z.object({
    'x-paragon-credential': z.string().optional(),
    'x-paragon-configuration-id': z.string().optional(),
  }),
  body: eventBody,
  responses: { 201: ok(nothing, 'Received, whether or not any workflow runs'), ...forUser, ...refusals(400, 403, 413) },
} as const

export const eventOperations: readonly Operation[] = [
  { ...trigger, path: '/projects/:projectId/sdk/events/trigger', operationId: 'triggerEvent' },
  { ...trigger, path: '/v2/projects/:projectId/sdk/events/trigger', operationId: 'triggerEventV2', source: 'sdk' },
]
