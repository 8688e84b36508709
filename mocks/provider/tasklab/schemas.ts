import { z } from 'zod'
import { TaskLabError } from './errors.ts'

const fields = {
  title: z.string().trim().min(1).max(500),
  notes: z.string().max(10_000).nullable(),
  status: z.enum(['open', 'done']),
  due_date: z.iso.date().nullable(),
}

/** What is kept of a task; the rest is the record's own. */
export const taskData = z.object(fields)
export type TaskData = z.infer<typeof taskData>

/** `POST /v1/tasks`. */
export const newTask = z.strictObject({
  title: fields.title,
  notes: fields.notes.default(null),
  status: fields.status.default('open'),
  due_date: fields.due_date.default(null),
})

/** `PATCH /v1/tasks/:id`: what is left out stays. */
export const taskChange = z.strictObject(fields).partial()

/** Query of `GET /v1/tasks`. */
export const taskQuery = z.object({
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a number')
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(20),
  cursor: z.string().optional(),
  status: fields.status.optional(),
})
export type TaskQuery = z.infer<typeof taskQuery>

/** What is kept of an attachment; its bytes lie elsewhere. */
export const attachmentData = z.object({
  name: z.string().trim().min(1).max(255),
  content_type: z.string(),
  size: z.int(),
})
export type AttachmentData = z.infer<typeof attachmentData>

export const attachmentQuery = z.object({ name: attachmentData.shape.name })

/** A value of the right form. Throws TaskLabError 400, which names the first field at fault. */
export function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const [key] = issue?.code === 'unrecognized_keys' ? issue.keys : (issue?.path ?? [])
  const param = key === undefined ? undefined : String(key)
  throw new TaskLabError(400, `${param ?? 'The body'}: ${issue?.message ?? 'not of the right form'}`, param)
}
