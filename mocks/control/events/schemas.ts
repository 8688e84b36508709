import { z } from 'zod'
import { eventTypes } from '../../store/project-events.ts'
import { sequencePage } from '../page.ts'

/** Query of `GET /_sandbox/projects/:id/events`. */
export const eventsQuery = z.strictObject({
  type: z.enum(eventTypes).optional(),
  /** The connected user's `sub`. */
  userId: z.string().min(1).optional(),
  ...sequencePage,
})
export type EventsQuery = z.infer<typeof eventsQuery>
