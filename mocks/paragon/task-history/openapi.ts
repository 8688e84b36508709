import { z } from 'zod'
import { instant, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { executionStatuses } from '../../store/workflow-executions.ts'
import { refusals } from '../error-answers.ts'
import { executionsQuery } from './schemas.ts'

const base = '/projects/:projectId/task-history/workflow-executions'
const status = z.enum(executionStatuses)

/** A run as Task History shows it. */
export const executionFields = {
  id: uuid,
  userId: z.string(),
  taskCount: z.int(),
  runDuration: z.number().describe('Milliseconds; null until the run has ended').nullable(),
  workflowId: uuid,
  status,
  dateEnded: instant.nullable(),
  dateStarted: instant,
  integration: z.string(),
  credentialId: uuid,
  configurationId: uuid,
  reason: z.string().optional(),
}
const execution = z.object(executionFields).meta({ id: 'WorkflowExecution' })

const step = z
  .object({
    id: uuid,
    stepId: uuid,
    name: z.string(),
    workflowExecutionId: uuid,
    status,
    type: z.string(),
    start: instant,
    end: instant.nullable(),
    next: z.array(uuid),
    prev: uuid.nullable(),
    inputSize: z.string(),
    outputSize: z.string(),
  })
  .meta({ id: 'StepExecution' })

const refused = refusals(401, 404, 429)

export const taskHistoryOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: base,
    operationId: 'listWorkflowExecutions',
    summary: 'Runs of workflows, a page at a time',
    source: 'documented',
    access: 'read',
    query: executionsQuery,
    responses: {
      200: ok(z.object({ workflowExecutions: z.array(execution), nextLink: z.string().nullable(), total: z.int() })),
      ...refused,
      ...refusals(400),
    },
  },
  {
    method: 'GET',
    path: `${base}/:executionId`,
    operationId: 'getWorkflowExecution',
    summary: 'One run and its steps',
    source: 'documented',
    access: 'read',
    responses: { 200: ok(z.object({ ...executionFields, stepExecutions: z.array(step) })), ...refused },
  },
  {
    method: 'GET',
    path: `${base}/:executionId/step-executions/:stepExecutionId`,
    operationId: 'getStepExecution',
    summary: 'What a step was given and put out',
    source: 'documented',
    access: 'read',
    responses: {
      200: ok(
        z.object({ isLargeInput: z.boolean(), isLargeOutput: z.boolean(), input: z.unknown(), output: z.unknown() }),
      ),
      ...refused,
    },
  },
  {
    method: 'POST',
    path: `${base}/:executionId/replay`,
    operationId: 'replayWorkflowExecution',
    summary: 'Runs a run again',
    source: 'documented',
    access: 'write',
    responses: {
      201: ok(
        z.object({
          id: uuid,
          userId: z.string(),
          workflowId: uuid,
          status: z.literal('EXECUTING'),
          dateStarted: instant,
        }),
      ),
      ...refused,
      ...refusals(400, 409),
    },
  },
]
