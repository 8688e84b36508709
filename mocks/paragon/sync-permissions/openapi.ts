import { z } from 'zod'
import { content, type Operation, ok } from '../../openapi/operation.ts'
import { forUser, refusals } from '../error-answers.ts'
import { batchCheckBody, checkBody, expandBody, listObjectsBody, listUsersBody } from './schemas.ts'

const base = '/api/permissions/:syncId'
const refused = { ...forUser, ...refusals(400, 403, 413) }
const common = { method: 'POST', source: 'documented', access: 'read' } as const
const ndjson = content('One JSON value a line', 'application/x-ndjson')

const userset = z.object({ userset: z.string() })
const leaf = z.union([
  z.object({ users: z.object({ users: z.array(z.string()) }) }),
  z.object({ computed: userset }),
  z.object({ tupleToUserset: z.object({ tupleset: z.string(), computed: z.array(userset) }) }),
])

export const syncPermissionOperations: readonly Operation[] = [
  {
    ...common,
    path: '/api/permissions/streamed-list-objects',
    operationId: 'streamAllObjects',
    summary: 'What someone may use, over all syncs',
    source: 'assumed',
    body: listObjectsBody,
    responses: { 200: ndjson, ...refusals(400, 401, 413) },
  },
  {
    ...common,
    path: `${base}/check`,
    operationId: 'checkAccess',
    summary: 'Whether someone may use a file or a folder',
    body: checkBody,
    responses: { 200: ok(z.object({ hasAccess: z.boolean() })), ...refused },
  },
  {
    ...common,
    path: `${base}/batch-check`,
    operationId: 'batchCheckAccess',
    summary: 'The same for many at once',
    body: batchCheckBody,
    responses: {
      200: ok(
        z.object({
          result: z.array(
            z.object({
              allowed: z.boolean(),
              request: z.object({ object: z.string(), user: z.string(), role: z.string() }),
              error: z.string().optional(),
            }),
          ),
        }),
      ),
      ...refused,
    },
  },
  {
    ...common,
    path: `${base}/list-users`,
    operationId: 'listUsersWithAccess',
    summary: 'Who may use a file or a folder',
    body: listUsersBody,
    responses: { 200: ok(z.object({ users: z.array(z.string()) })), ...refused },
  },
  {
    ...common,
    path: `${base}/list-objects`,
    operationId: 'listObjects',
    summary: 'What someone may use',
    body: listObjectsBody,
    responses: { 200: ok(z.object({ objects: z.array(z.string()) })), ...refused },
  },
  {
    ...common,
    path: `${base}/streamed-list-objects`,
    operationId: 'streamObjects',
    summary: 'The same, one by one',
    body: listObjectsBody,
    responses: { 200: ndjson, ...refused },
  },
  {
    ...common,
    path: `${base}/expand`,
    operationId: 'expandAccess',
    summary: 'Why someone may use a file or a folder',
    body: expandBody,
    responses: {
      200: ok(
        z.object({
          tree: z.object({
            root: z.object({
              name: z.string(),
              union: z.object({ nodes: z.array(z.object({ name: z.string(), leaf })) }),
            }),
          }),
        }),
      ),
      ...refused,
    },
  },
]
