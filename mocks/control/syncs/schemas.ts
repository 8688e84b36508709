import { z } from 'zod'
import { datedCursor } from '../page.ts'

/** The query of `GET /_sandbox/projects/:id/syncs`. */
export const syncQuery = z.strictObject({
  userId: z.string().min(1).optional(),
  /** The `nextCursor` of the answer before. */
  cursor: datedCursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
