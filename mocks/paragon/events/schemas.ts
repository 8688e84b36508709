import { z } from 'zod'

/** `POST /sdk/events/trigger`. The payload is held to no schema (docs: workflows/triggers/app-events). */
export const eventBody = z.object({
  name: z.string().min(1),
  payload: z.record(z.string(), z.unknown()).default({}),
})
export type AppEvent = z.infer<typeof eventBody>
