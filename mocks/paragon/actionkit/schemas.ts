import { z } from 'zod'

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean),
)
const flag = z.enum(['true', 'false']).transform((text) => text === 'true')

/** The query of `GET /projects/:id/tools` (docs: actionkit/api-reference/list-tools). */
export const toolsQuery = z.object({
  format: z.enum(['json_schema', 'paragon']).default('json_schema'),
  /** Whether to leave out what the user has not connected. */
  limit_to_available: flag.default(true),
  /** Whether to ask third parties anew for the fields of the user's records. */
  reload_fields: flag.default(false),
  integrations: list.optional(),
  categories: list.optional(),
})

/** `POST /projects/:id/tools`; `action` is the older name of `tool`, taken on either path (assumed). */
export const runBody = z
  .object({
    tool: z.string().optional(),
    action: z.string().optional(),
    parameters: z.record(z.string(), z.unknown()).default({}),
  })
  .transform(({ tool, action, parameters }, context) => {
    const name = tool ?? action
    if (name !== undefined && (action === undefined || action === name)) return { name, parameters }
    context.addIssue({ code: 'custom', path: ['tool'], message: 'the name of one tool is required' })
    return z.NEVER
  })
