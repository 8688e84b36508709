import { z } from 'zod'
import { SendGridError } from './errors.ts'

const mailbox = z.object({ email: z.email(), name: z.string().optional() })

/** `POST /v3/mail/send`, as far as a message is kept of it. */
export const mail = z.object({
  personalizations: z.array(z.object({ to: z.array(mailbox).min(1), subject: z.string().optional() })).min(1),
  from: mailbox,
  subject: z.string().min(1),
  content: z.array(z.object({ type: z.string().min(1), value: z.string().min(1) })).min(1),
})
export type Mail = z.infer<typeof mail>

/** Query of `GET /v3/messages`. */
export const messagesQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(10),
})

/** What is kept of a message to one person. */
export const messageData = z.object({
  from_email: z.string(),
  to_email: z.string(),
  subject: z.string(),
  content: z.array(z.object({ type: z.string(), value: z.string() })),
})

/** A value of the right form. Throws SendGridError 400, which names the first field at fault. */
export function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new SendGridError(400, issue?.message ?? 'Bad Request', issue?.path.join('.') || null)
}
