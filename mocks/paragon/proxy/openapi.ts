import { z } from 'zod'
import { content, type Operation } from '../../openapi/operation.ts'

const headers = z.object({
  'x-paragon-credential': z.string().describe('Whose account: its id or external id').optional(),
  'x-paragon-proxy-url': z
    .string()
    .describe('Path and query, or the whole address, instead of the path here')
    .optional(),
  'x-paragon-use-raw-response': z.string().describe('"1" or "true": the answer as it came').optional(),
})

/** Methods that clients send; any other is passed on, too. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const hasBody = (method: string) => method !== 'GET' && method !== 'HEAD'

export const proxyOperations: readonly Operation[] = methods.map((method) => ({
  method,
  path: '/projects/:projectId/sdk/proxy/:type/*',
  operationId: `proxy${method[0]}${method.slice(1).toLowerCase()}`,
  summary: `Sends a ${method} to the third party as one account`,
  source: 'documented',
  access: method === 'GET' || method === 'HEAD' ? 'read' : 'write',
  headers,
  ...(hasBody(method) && { body: { mediaTypes: ['*/*'] }, isBodyOptional: true }),
  responses: {
    200: content('The answer: as it came, or wrapped as `{output}`', '*/*'),
    '4XX': content('What the third party refused, or what Paragon did, in its own form', '*/*'),
    default: content('What else the third party answers; 502, 503 and 504 when it did not', '*/*'),
  },
}))
