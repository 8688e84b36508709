import { z } from 'zod'
import { eventDestinations } from '../event-destinations/schemas.ts'

/** `POST /_sandbox/projects`. */
export const newProject = z.strictObject({
  /** Default: a new UUID. */
  id: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'letters, digits, dots, dashes and underscores')
    // The SDK takes any URL that contains the word for a Proxy call (trap T19).
    .refine((id) => !id.includes('proxy'), 'must not contain "proxy"')
    .optional(),
  name: z.string().min(1).max(200).optional(),
  /** CSP sources; default: this machine on any port. */
  allowedOrigins: z.array(z.string().min(1)).optional(),
  /** Where ActionKit's triggers send events that have no address of their own. */
  webhookUrl: z.string().optional(),
  /** Where the events of syncs go. */
  syncWebhookUrl: z.string().optional(),
  /** Default: a mail for each failed workflow. */
  eventDestinations: eventDestinations.optional(),
})
export type NewProjectInput = z.infer<typeof newProject>

/** `PATCH /_sandbox/projects/:id`. */
export const projectChange = z.strictObject({
  /** Null takes it away. */
  webhookUrl: z.string().nullable().optional(),
  syncWebhookUrl: z.string().nullable().optional(),
  /** In the place of those that are there. */
  eventDestinations: eventDestinations.optional(),
})

/** `POST /_sandbox/projects/:id/tokens`. */
export const newToken = z.strictObject({
  sub: z.string().min(1),
  /** JWT Permissions, as they are: a test may want a claim that nobody understands. */
  permissions: z.unknown().optional(),
  /** Seconds; default one hour. */
  expiresIn: z.int().min(-86_400).max(31_536_000).optional(),
  /** Added to the token, over the standard ones. */
  claims: z.record(z.string(), z.unknown()).optional(),
})
