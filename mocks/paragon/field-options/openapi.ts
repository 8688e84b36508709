import { z } from 'zod'
import { type Operation, ok } from '../../openapi/operation.ts'
import { byThirdParty, forUser, refusals } from '../error-answers.ts'
import { optionsBody } from './schemas.ts'

const options = z.object({
  output: z.object({
    records: z.array(z.object({ value: z.string(), label: z.string(), subtitle: z.string().optional() })),
    nextPageCursor: z.string().nullable(),
  }),
})

export const fieldOptionOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/projects/:projectId/sdk/actions',
    operationId: 'getFieldOptions',
    summary: 'What an input offers, from the account’s third party',
    source: 'sdk',
    access: 'read',
    headers: z.object({ 'x-paragon-credential': z.string().optional() }),
    body: optionsBody,
    responses: { 200: ok(options), ...forUser, ...refusals(400, 403, 413), ...byThirdParty },
  },
]
