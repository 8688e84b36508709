import { z } from 'zod'

/** `POST /_sandbox/projects/:id/setup-values`. */
export const newSetupValues = z.strictObject({
  /** Type, such as "sendgrid". */
  integration: z.string(),
  /** E-mail of an account at the provider; an OAuth app needs none. */
  account: z.string().optional(),
  /** For an integration that has several: "user-configured-oauth". */
  accountType: z.string().optional(),
})
