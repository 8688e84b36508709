import { z } from 'zod'
import { instant, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { ofProject, problems } from '../problem-answers.ts'
import { userQuery } from './schemas.ts'

const account = z
  .object({
    id: uuid,
    integration: z.string(),
    integrationId: uuid,
    externalId: z.string().nullable(),
    status: z.enum(['VALID', 'INVALID', 'PENDING']),
    name: z.string(),
    providerId: z.string(),
    isDefault: z.boolean().describe('Whether it acts where a call names none'),
    refreshFailureCount: z.int(),
    dateCreated: instant,
    dateRefreshed: instant,
    dateValidUntil: instant.nullable(),
  })
  .meta({ id: 'ConnectedAccount' })

const user = z.object({ userId: z.string(), dateCreated: instant, credentials: z.array(account) })

export const userOperations: readonly Operation[] = [
  {
    access: 'read',
    source: 'assumed',
    method: 'GET',
    path: '/_sandbox/projects/:id/users',
    operationId: 'listUsers',
    summary: 'Connected users with their accounts',
    query: userQuery,
    responses: {
      200: ok(z.object({ users: z.array(user), nextCursor: z.string().nullable() })),
      ...ofProject,
      ...problems(422),
    },
  },
]
