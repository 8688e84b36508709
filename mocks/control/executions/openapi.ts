import { z } from 'zod'
import { instant, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { executionFields } from '../../paragon/task-history/openapi.ts'
import { executionStatuses } from '../../store/workflow-executions.ts'
import { ofProject, problems } from '../problem-answers.ts'
import { executionQuery } from './schemas.ts'

const fields = { ...executionFields, workflow: z.string().describe('Null when it is gone').nullable() }

const step = z.object({
  id: uuid,
  path: z.string(),
  type: z.string(),
  status: z.enum(executionStatuses),
  attempts: z.int(),
  responseStatus: z.int().nullable(),
  dateStarted: instant,
  dateEnded: instant.nullable(),
  isLargeInput: z.boolean(),
  isLargeOutput: z.boolean(),
  input: z.unknown(),
  output: z.unknown(),
})

const read = { access: 'read', source: 'assumed', method: 'GET' } as const
const path = '/_sandbox/projects/:id/executions'

export const executionOperations: readonly Operation[] = [
  {
    ...read,
    path,
    operationId: 'listExecutions',
    summary: 'Runs of workflows, newest first',
    query: executionQuery,
    responses: {
      200: ok(z.object({ executions: z.array(z.object(fields)), nextCursor: z.string().nullable() })),
      ...ofProject,
      ...problems(422),
    },
  },
  {
    ...read,
    path: `${path}/:executionId`,
    operationId: 'getExecution',
    summary: 'One run with its steps, and what each was given and put out',
    responses: { 200: ok(z.object({ ...fields, steps: z.array(step) })), ...ofProject },
  },
]
