import { z } from 'zod'
import { instant, type Operation, ok, uuid } from '../../openapi/operation.ts'
import { syncStatuses } from '../../store/syncs.ts'
import { ofProject, problems } from '../problem-answers.ts'
import { syncQuery } from './schemas.ts'

const sync = z.object({
  id: uuid,
  userId: z.string(),
  integration: z.string().nullable(),
  pipeline: z.string(),
  configurationName: z.string().nullable(),
  credentialId: uuid,
  status: z.enum(syncStatuses),
  reason: z.string().nullable(),
  frequency: z.string().nullable(),
  recordCount: z.int(),
  dateLastSynced: instant.nullable(),
  dateCreated: instant,
  dateUpdated: instant,
})

export const syncOperations: readonly Operation[] = [
  {
    access: 'read',
    source: 'assumed',
    method: 'GET',
    path: '/_sandbox/projects/:id/syncs',
    operationId: 'listProjectSyncs',
    summary: 'Managed Syncs, newest first',
    query: syncQuery,
    responses: {
      200: ok(z.object({ syncs: z.array(sync), nextCursor: z.string().nullable() })),
      ...ofProject,
      ...problems(422),
    },
  },
]
