import { z } from 'zod'

/** The query of `GET /_sandbox/projects/:id/sync-logs`. */
export const syncLogQuery = z.strictObject({
  syncId: z.string().min(1).optional(),
  /** `id` of a line: only those before it. */
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
