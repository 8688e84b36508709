import { z } from 'zod'
import { NotionError } from './errors.ts'

const richText = z.array(z.object({ text: z.object({ content: z.string().max(2000) }) }))

/** `POST /v1/pages`: a page below another, or at the top of the workspace. */
export const newPage = z.object({
  parent: z.union([
    z.object({ page_id: z.string() }),
    z.object({ type: z.literal('workspace'), workspace: z.literal(true) }),
  ]),
  properties: z.object({ title: z.union([richText, z.object({ title: richText })]) }),
})

/** `PATCH /v1/pages/:id`: what is left out stays. */
export const pageChange = z.object({
  properties: newPage.shape.properties.optional(),
  in_trash: z.boolean().optional(),
})

/** `POST /v1/search`. */
export const search = z.object({
  query: z.string().default(''),
  filter: z.object({ property: z.literal('object'), value: z.enum(['page', 'data_source', 'database']) }).optional(),
  sort: z
    .object({ timestamp: z.literal('last_edited_time'), direction: z.enum(['ascending', 'descending']) })
    .optional(),
  page_size: z.int().min(1).max(100).default(100),
  start_cursor: z.string().optional(),
})

/** What is kept of a page. */
export const pageData = z.object({ title: z.string(), parentId: z.string().nullable(), inTrash: z.boolean() })

export function titleOf({ title }: z.infer<typeof newPage>['properties']): string {
  return ('title' in title ? title.title : title).map(({ text }) => text.content).join('')
}

/** A value of the right form. Throws NotionError, which names the first field at fault. */
export function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = issue?.path.length ? `body.${issue.path.join('.')}` : 'body'
  throw new NotionError('validation_error', `body failed validation: ${where}: ${issue?.message ?? 'not valid'}`)
}
