import { z } from 'zod'
import { content, empty, instant, type Operation, ok } from '../../openapi/operation.ts'
import { refusalsOf } from '../refusals.ts'
import { attachmentData, attachmentQuery, newTask, taskChange, taskData, taskQuery } from './schemas.ts'

const refusals = refusalsOf(
  z
    .object({ error: z.object({ type: z.string(), message: z.string(), param: z.string().optional() }) })
    .meta({ id: 'TaskLabError' }),
)
const refused = refusals(401, 403)

const task = z
  .object({ id: z.string(), ...taskData.shape, created_at: instant, updated_at: instant })
  .meta({ id: 'TaskLabTask' })
const attachment = z
  .object({ id: z.string(), task_id: z.string(), ...attachmentData.shape, created_at: instant })
  .meta({ id: 'TaskLabAttachment' })

const attachments = '/v1/tasks/:id/attachments'

/** A third party of the sandbox's own: nobody else describes it. */
export const taskLabOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v1/me',
    operationId: 'getMe',
    summary: 'Whose token it is',
    source: 'assumed',
    access: 'read',
    responses: { 200: ok(z.object({ id: z.string(), email: z.string(), name: z.string() })), ...refused },
  },
  {
    method: 'GET',
    path: '/v1/tasks',
    operationId: 'listTasks',
    summary: 'Tasks, oldest first, a page at a time',
    source: 'assumed',
    access: 'read',
    query: taskQuery,
    responses: {
      200: ok(z.object({ data: z.array(task), next_cursor: z.string().nullable() })),
      ...refused,
      ...refusals(400),
    },
  },
  {
    method: 'POST',
    path: '/v1/tasks',
    operationId: 'createTask',
    summary: 'Makes a task',
    source: 'assumed',
    access: 'write',
    body: newTask,
    responses: { 201: ok(task, 'Made'), ...refused, ...refusals(400, 413) },
  },
  {
    method: 'GET',
    path: '/v1/tasks/:id',
    operationId: 'getTask',
    summary: 'One task',
    source: 'assumed',
    access: 'read',
    responses: { 200: ok(task), ...refused, ...refusals(404) },
  },
  {
    method: 'PATCH',
    path: '/v1/tasks/:id',
    operationId: 'updateTask',
    summary: 'Changes a task; what is left out stays',
    source: 'assumed',
    access: 'write',
    body: taskChange,
    responses: { 200: ok(task), ...refused, ...refusals(400, 404, 413) },
  },
  {
    method: 'DELETE',
    path: '/v1/tasks/:id',
    operationId: 'deleteTask',
    summary: 'Removes a task with all that is attached to it',
    source: 'assumed',
    access: 'write',
    responses: { 204: empty(), ...refused, ...refusals(404) },
  },
  {
    method: 'GET',
    path: attachments,
    operationId: 'listAttachments',
    summary: 'What is attached to a task',
    source: 'assumed',
    access: 'read',
    responses: { 200: ok(z.object({ data: z.array(attachment) })), ...refused, ...refusals(404) },
  },
  {
    method: 'POST',
    path: attachments,
    operationId: 'addAttachment',
    summary: 'Attaches the body to a task, whatever it is',
    source: 'assumed',
    access: 'write',
    query: attachmentQuery,
    body: { mediaTypes: ['*/*'] },
    isBodyOptional: true,
    responses: { 201: ok(attachment, 'Attached'), ...refused, ...refusals(400, 404, 413) },
  },
  {
    method: 'GET',
    path: `${attachments}/:attachmentId`,
    operationId: 'downloadAttachment',
    summary: 'What was attached, as it came',
    source: 'assumed',
    access: 'read',
    responses: {
      200: content('The content, of the media type that it came with', '*/*'),
      ...refused,
      ...refusals(404),
    },
  },
  {
    method: 'DELETE',
    path: `${attachments}/:attachmentId`,
    operationId: 'deleteAttachment',
    summary: 'Removes an attachment',
    source: 'assumed',
    access: 'write',
    responses: { 204: empty(), ...refused, ...refusals(404) },
  },
]
