import { z } from 'zod'
import { eventTypes } from '../../store/project-events.ts'

/** Query of `GET /_sandbox/projects/:id/events`. */
export const eventsQuery = z.strictObject({
  type: z.enum(eventTypes).optional(),
  /** The connected user's `sub`. */
  userId: z.string().min(1).optional(),
  /** `nextCursor` of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'is not a cursor')
    .transform(Number)
    .optional(),
  limit: z
    .string()
    .regex(/^\d{1,4}$/, 'is not a number')
    .transform(Number)
    .pipe(z.int().min(1).max(1_000))
    .default(100),
})
export type EventsQuery = z.infer<typeof eventsQuery>
