import { anyObject, type Operation, ok } from '../../openapi/operation.ts'
import { credential } from '../credentials/openapi.ts'
import { forUser, refusals } from '../error-answers.ts'

export const resourceOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/projects/:projectId/sdk/resources/:resourceId/connect',
    operationId: 'connectResource',
    summary: 'Connects the account of a resource with what the app knows of it',
    source: 'sdk',
    access: 'write',
    body: anyObject,
    responses: { 200: ok(credential), ...forUser, ...refusals(400, 403, 409, 413, 502, 504) },
  },
]
