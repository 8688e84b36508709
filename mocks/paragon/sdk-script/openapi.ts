import { z } from 'zod'
import { content, type Operation } from '../../openapi/operation.ts'
import { refusals } from '../error-answers.ts'

export const sdkScriptOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/ui/scripts/sdk.js',
    operationId: 'getSdkScript',
    summary: 'The SDK for script tags: defines `paragon`, pointed at this sandbox',
    source: 'assumed',
    access: 'read',
    isPublic: true,
    query: z.object({ v: z.string().describe('Digest of the version that is asked for').optional() }),
    responses: {
      200: content('The script', 'text/javascript'),
      304: { description: 'It is the one that the client has' },
      ...refusals(404),
    },
  },
]
