import { z } from 'zod'
import { content, type Operation } from '../../openapi/operation.ts'
import { refusals } from '../error-answers.ts'

export const portalOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/ui',
    operationId: 'getPortal',
    summary: 'The Connect Portal, which the SDK frames',
    source: 'sdk',
    access: 'read',
    isPublic: true,
    query: z.object({ projectId: z.string().optional() }),
    responses: { 200: content('The page', 'text/html') },
  },
  {
    method: 'GET',
    path: '/ui/assets/:name',
    operationId: 'getPortalAsset',
    summary: 'Script and style of the portal',
    source: 'assumed',
    access: 'read',
    isPublic: true,
    query: z.object({ v: z.string().describe('Digest of the version that is asked for').optional() }),
    responses: {
      200: content('The file', 'text/javascript', 'text/css'),
      304: { description: 'It is the one that the client has' },
      ...refusals(404),
    },
  },
]
