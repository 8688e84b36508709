import { z } from 'zod'
import { executionStatuses } from '../../store/workflow-executions.ts'
import { datedCursor } from '../page.ts'

/** The query of `GET /_sandbox/projects/:id/executions`. */
export const executionQuery = z.strictObject({
  userId: z.string().min(1).optional(),
  workflowId: z.string().min(1).optional(),
  /** Type, such as "googledrive". */
  integration: z.string().min(1).optional(),
  status: z.enum(executionStatuses).optional(),
  /** The `nextCursor` of the answer before. */
  cursor: datedCursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
