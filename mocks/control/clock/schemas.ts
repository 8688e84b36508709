import { z } from 'zod'

/** The furthest that one call may go, in milliseconds: ten years. */
const FURTHEST = 10 * 365 * 24 * 60 * 60 * 1000

/** `PUT /_sandbox/projects/:id/clock`. Without any field nothing changes. */
export const clockChange = z
  .strictObject({
    /** Milliseconds to go forward; all that falls due on the way is done, in order. */
    advance: z.int().min(0).max(FURTHEST).optional(),
    /** The same by the time to go to. */
    now: z.iso.datetime({ offset: true }).optional(),
    /** Whether the clock stands still from then on. */
    frozen: z.boolean().optional(),
  })
  .refine(({ advance, now }) => advance === undefined || now === undefined, {
    path: ['now'],
    message: 'cannot be given together with advance',
  })
export type ClockChange = z.infer<typeof clockChange>
