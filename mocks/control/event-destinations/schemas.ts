import { z } from 'zod'
import { checkPayload, wholeEvent } from '../../paragon/monitoring/payload.ts'
import { eventTypes } from '../../store/project-events.ts'
import { webhookHeaders } from '../../webhooks/headers.ts'

const MOST_DESTINATIONS = 20

const shared = {
  /** Of one that is there, which is then changed; a new one gets its own. */
  id: z.string().optional(),
  events: z
    .array(z.enum(eventTypes))
    .min(1)
    .default([...eventTypes]),
  isEnabled: z.boolean().default(true),
}

const payload = z.json().superRefine((value, context) => {
  checkPayload(value, (message) => context.addIssue({ code: 'custom', message }))
})

/** `eventDestinations` of a project, each of the vendor's two types. */
export const eventDestinations = z
  .array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('EMAIL'), to: z.email(), ...shared }),
      z.strictObject({
        type: z.literal('WEBHOOK'),
        url: z.string(),
        headers: webhookHeaders.default({}),
        payload: payload.default(wholeEvent),
        ...shared,
      }),
    ]),
  )
  .max(MOST_DESTINATIONS)
export type EventDestinationsInput = z.infer<typeof eventDestinations>
