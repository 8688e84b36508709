import { z } from 'zod'
import { popupFaults } from '../../faults/fault.ts'
import { callMatch } from '../journal/schemas.ts'

/** Milliseconds; longer than anything here waits for. */
const LONGEST_DELAY = 10 * 60 * 1000
const milliseconds = z.int().min(0).max(LONGEST_DELAY)

const delay = z.union(
  [
    milliseconds,
    z
      .strictObject({ min: milliseconds, max: milliseconds })
      .refine(({ min, max }) => min <= max, { path: ['max'], message: 'must not be less than min' }),
  ],
  { error: `must be milliseconds, or {min, max} of them, up to ${LONGEST_DELAY}` },
)

const headers = z.record(z.string(), z.string()).superRefine((given, context) => {
  for (const [name, value] of Object.entries(given)) {
    try {
      new Headers([[name, value]])
    } catch {
      context.addIssue({ code: 'custom', path: [name], message: 'is not a header' })
    }
  }
})

const respond = z
  .strictObject({
    status: z.int().min(200).max(599),
    headers: headers.optional(),
    /** Text as it is, anything else as JSON; without one, a refusal as the service words its own. */
    body: z.unknown().optional(),
  })
  .refine(({ status, body }) => body === undefined || ![204, 205, 304].includes(status), {
    path: ['body'],
    message: 'cannot be sent with this status (RFC 9110, section 6.4.1)',
  })

const kinds = ['respond', 'rateLimit', 'drop', 'corrupt', 'popup', 'token'] as const

const effect = z
  .strictObject({
    delay: delay.optional(),
    respond: respond.optional(),
    rateLimit: z.strictObject({ retryAfter: z.int().min(0).max(86_400) }).optional(),
    drop: z.enum(['before', 'after']).optional(),
    corrupt: z.enum(['truncated', 'malformed', 'content-type']).optional(),
    popup: z.enum(popupFaults).optional(),
    token: z.enum(['refused', 'revoked', 'unavailable']).optional(),
  })
  .superRefine((given, context) => {
    const chosen = kinds.filter((kind) => given[kind] !== undefined)
    if (chosen.length > 1) {
      const message = `can be one of ${kinds.join(', ')}, and not ${chosen.join(' and ')} at once`
      context.addIssue({ code: 'custom', message })
    }
    if (chosen.length === 0 && given.delay === undefined) {
      context.addIssue({ code: 'custom', message: `must be delay, one of ${kinds.join(', ')}, or both` })
    }
    if (given.popup === 'slow' && given.delay === undefined) {
      context.addIssue({ code: 'custom', path: ['delay'], message: 'says how slow; it is missing' })
    }
  })

/** `POST /_sandbox/projects/:id/faults`. */
export const newFault = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  match: callMatch.default({}),
  effect,
  /** How often it happens at most: with 1, the first request that matches, and no other. */
  times: z.int().min(1).max(1_000_000).optional(),
  /** Each so many-th request that matches. */
  every: z.int().min(1).max(1_000_000).default(1),
  /** Requests that match and are let through first. */
  skip: z.int().min(0).max(1_000_000).default(0),
})
