import { z } from 'zod'

/** The query of `GET /_sandbox/projects/:id/users`. */
export const userQuery = z.strictObject({
  /** The `nextCursor` of the answer before. */
  cursor: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
