import { z } from 'zod'
import { anyObject, content, instant, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { executionStatuses } from '../../store/workflow-executions.ts'
import { executionQuery } from '../executions/schemas.ts'
import { ofProject, problems, withBody } from '../problem-answers.ts'
import { newSetupValues } from '../setup-values/schemas.ts'
import { syncQuery } from '../syncs/schemas.ts'
import { userQuery } from '../users/schemas.ts'

const one = '/_sandbox/projects/:id'
const nextCursor = z.string().nullable()
const read = { method: 'GET', source: 'assumed', access: 'read' } as const
const listed = { ...ofProject, ...problems(422) }

const account = z.object({
  id: uuid,
  integration: z.string(),
  integrationId: uuid,
  externalId: z.string().nullable(),
  status: z.string(),
  name: z.string(),
  providerId: z.string(),
  isDefault: z.boolean(),
  refreshFailureCount: z.int(),
  dateCreated: instant,
  dateRefreshed: instant,
  dateValidUntil: instant.nullable(),
})

/** As Task History has it, with the name of its workflow. */
const execution = z.looseObject({ id: uuid, userId: z.string(), workflow: z.string().nullable() })
const step = z.looseObject({ id: uuid, path: z.string(), type: z.string(), status: z.enum(executionStatuses) })
const sync = z.looseObject({ id: uuid, userId: z.string(), pipeline: z.string(), status: z.string() })

export const inspectorOperations: readonly Operation[] = [
  {
    ...read,
    path: '/_sandbox',
    operationId: 'getInspector',
    summary: 'The inspector',
    isPublic: true,
    responses: { 200: content('The page', 'text/html') },
  },
  {
    ...read,
    path: '/_sandbox/assets/:name',
    operationId: 'getInspectorAsset',
    summary: 'Script and style of the inspector',
    isPublic: true,
    responses: {
      200: content('The file', 'text/javascript', 'text/css'),
      304: { description: 'It is the one that the client has' },
      ...problems(404),
    },
  },
  {
    method: 'POST',
    source: 'assumed',
    access: 'write',
    path: `${one}/setup-values`,
    operationId: 'issueSetupValues',
    summary: 'What a user would copy from the third party’s settings to connect',
    body: newSetupValues,
    responses: { 201: ok(z.object({ values: anyObject }), 'Created'), ...withBody },
  },
  {
    ...read,
    path: `${one}/users`,
    operationId: 'listUsers',
    summary: 'Connected users with their accounts',
    query: userQuery,
    responses: {
      200: ok(
        z.object({
          users: z.array(z.object({ userId: z.string(), dateCreated: instant, credentials: z.array(account) })),
          nextCursor,
        }),
      ),
      ...listed,
    },
  },
  {
    ...read,
    path: `${one}/executions`,
    operationId: 'listExecutions',
    summary: 'Runs of workflows, newest first',
    query: executionQuery,
    responses: { 200: ok(z.object({ executions: z.array(execution), nextCursor })), ...listed },
  },
  {
    ...read,
    path: `${one}/executions/:executionId`,
    operationId: 'getExecution',
    summary: 'One run with its steps',
    responses: { 200: ok(execution.extend({ steps: z.array(step) })), ...ofProject },
  },
  {
    ...read,
    path: `${one}/syncs`,
    operationId: 'listProjectSyncs',
    summary: 'Managed Syncs of all users, newest first',
    query: syncQuery,
    responses: { 200: ok(z.object({ syncs: z.array(sync), nextCursor })), ...listed },
  },
]
