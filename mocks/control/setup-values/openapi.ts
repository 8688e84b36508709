import { z } from 'zod'
import { anyObject, type Operation, ok } from '../../openapi/operation.ts'
import { withBody } from '../problem-answers.ts'
import { newSetupValues } from './schemas.ts'

export const setupValuesOperations: readonly Operation[] = [
  {
    method: 'POST',
    source: 'assumed',
    access: 'write',
    path: '/_sandbox/projects/:id/setup-values',
    operationId: 'issueSetupValues',
    summary: 'What a user would copy from the third party’s settings to connect',
    body: newSetupValues,
    responses: { 201: ok(z.object({ values: anyObject }), 'Created'), ...withBody },
  },
]
