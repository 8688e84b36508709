import { z } from 'zod'
import { instant, type Operation, ok } from '../../openapi/operation.ts'
import { refusalsOf } from '../refusals.ts'
import { mail, messageData, messagesQuery } from './schemas.ts'

/** SendGrid, "How to use the SendGrid v3 API", errors. */
const refusals = refusalsOf(
  z
    .object({
      errors: z.array(z.object({ message: z.string(), field: z.string().nullable(), help: z.null() })).min(1),
    })
    .meta({ id: 'SendGridErrors' }),
)
const refused = refusals(401, 429)

const message = messageData
  .omit({ content: true })
  .extend({
    msg_id: z.string(),
    status: z.literal('delivered'),
    opens_count: z.int(),
    clicks_count: z.int(),
    last_event_time: instant,
  })
  .meta({ id: 'SendGridMessage' })

export const sendGridOperations: readonly Operation[] = [
  {
    method: 'GET',
    path: '/v3/user/username',
    operationId: 'getUsername',
    summary: 'Whose key it is',
    source: 'documented',
    access: 'read',
    responses: { 200: ok(z.object({ username: z.string(), user_id: z.int() })), ...refused },
  },
  {
    method: 'GET',
    path: '/v3/scopes',
    operationId: 'listScopes',
    summary: 'What the key allows',
    source: 'documented',
    access: 'read',
    responses: { 200: ok(z.object({ scopes: z.array(z.string()) })), ...refused },
  },
  {
    method: 'POST',
    path: '/v3/mail/send',
    operationId: 'sendMail',
    summary: 'Sends a mail; the header X-Message-Id says under which id',
    source: 'documented',
    access: 'write',
    body: mail,
    responses: {
      202: { description: 'It is on its way; there is no body' },
      ...refused,
      ...refusals(400, 403, 413),
    },
  },
  {
    method: 'GET',
    path: '/v3/messages',
    operationId: 'listMessages',
    summary: 'What was sent, the last first (Email Activity)',
    source: 'documented',
    access: 'read',
    query: messagesQuery,
    responses: { 200: ok(z.object({ messages: z.array(message) })), ...refused, ...refusals(400, 403) },
  },
]
