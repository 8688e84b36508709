import { z } from 'zod'
import { sequencePage } from '../page.ts'

/** Query of `GET /_sandbox/projects/:id/emails`. */
export const emailsQuery = z.strictObject({
  /** The address. */
  to: z.string().min(1).optional(),
  ...sequencePage,
})
