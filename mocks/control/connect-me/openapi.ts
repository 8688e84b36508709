import { z } from 'zod'
import { content, empty, type Operation } from '../../openapi/operation.ts'
import { problems } from '../problem-answers.ts'

const page = { access: 'read', source: 'assumed', isPublic: true } as const

export const connectMeOperations: readonly Operation[] = [
  {
    ...page,
    method: 'GET',
    path: '/_sandbox/connect-me',
    operationId: 'connectMe',
    summary: 'A page with what a host app pastes to speak to this sandbox',
    query: z.object({ project: z.string().optional() }),
    responses: { 200: content('The page', 'text/html'), 404: content('There is no such project', 'text/html') },
  },
  {
    ...page,
    method: 'GET',
    path: '/_sandbox/connect-me/assets/:name',
    operationId: 'connectMeAsset',
    summary: 'Its script and style',
    query: z.object({ v: z.string().describe('Digest of the version that is asked for').optional() }),
    responses: {
      200: content('The file', 'text/javascript', 'text/css'),
      304: empty('It has not changed'),
      ...problems(404),
    },
  },
]
