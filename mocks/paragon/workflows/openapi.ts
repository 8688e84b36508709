import { z } from 'zod'
import { content, nothing, type Operation, ok } from '../../openapi/operation.ts'
import { forUser, refusals } from '../error-answers.ts'

const selectors = z.object({
  'x-paragon-credential': z.string().optional(),
  'x-paragon-configuration-id': z.string().optional(),
})

const anyBody = { mediaTypes: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'] }

export const workflowOperations: readonly Operation[] = [
  {
    method: 'POST',
    path: '/projects/:projectId/sdk/workflows/:workflowId',
    operationId: 'enableWorkflow',
    summary: 'Turns a workflow on for the user',
    source: 'sdk',
    access: 'write',
    headers: selectors,
    responses: { 200: ok(nothing), ...forUser, ...refusals(400, 403) },
  },
  {
    method: 'DELETE',
    path: '/projects/:projectId/sdk/workflows/:workflowId',
    operationId: 'disableWorkflow',
    summary: 'Turns a workflow off for the user',
    source: 'documented',
    access: 'write',
    headers: selectors,
    responses: { 200: ok(nothing), ...forUser, ...refusals(400, 403) },
  },
  {
    method: 'POST',
    path: '/projects/:projectId/sdk/triggers/:workflowId',
    operationId: 'triggerWorkflow',
    summary: 'Runs a workflow that has a Request trigger',
    source: 'documented',
    access: 'write',
    headers: selectors,
    body: anyBody,
    isBodyOptional: true,
    responses: {
      202: ok(nothing, 'The workflow runs, and has no Response step on its way'),
      '4XX': content('Refused; or what the Response step says', '*/*'),
      542: ok(
        z.object({
          message: z.string(),
          projectId: z.string(),
          workflowId: z.string(),
          executionId: z.string(),
          dateSubmitted: z.string(),
        }),
        'No Response step was reached in time',
      ),
      default: content('What the Response step of the workflow says; 500 when the workflow failed', '*/*'),
    },
  },
  {
    method: 'POST',
    path: '/triggers/connect/:projectId/:integrationId/custom-triggers/:triggerId',
    operationId: 'triggerWebhook',
    summary: 'A webhook of the third party, for a workflow with a Webhook trigger',
    source: 'documented',
    access: 'write',
    isPublic: true,
    query: z.object({ id: z.string().describe('Whose account: the id of its credential').optional() }),
    body: anyBody,
    isBodyOptional: true,
    responses: { 200: ok(nothing), ...refusals(400, 404, 413) },
  },
]
