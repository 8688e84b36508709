import { content, empty, type Operation } from '../../openapi/operation.ts'
import { problems } from '../problem-answers.ts'

const page = { access: 'read', source: 'assumed', isPublic: true } as const

export const inspectorOperations: readonly Operation[] = [
  {
    ...page,
    method: 'GET',
    path: '/_sandbox',
    operationId: 'inspector',
    summary: 'The inspector, a page that asks for the token itself',
    responses: { 200: content('The page', 'text/html') },
  },
  {
    ...page,
    method: 'GET',
    path: '/_sandbox/assets/:name',
    operationId: 'inspectorAsset',
    summary: 'Its script and style',
    responses: {
      200: content('The file', 'text/javascript', 'text/css'),
      304: empty('It has not changed'),
      ...problems(404),
    },
  },
]
