import { z } from 'zod'
import { isStorable } from '../../store/storable-text.ts'

const named = z.object({ id: z.string().optional(), name: z.string().optional() })
const adf = z.looseObject({ type: z.literal('doc'), version: z.number(), content: z.array(z.unknown()) })

/** `fields` that a client may write; others are refused, as Jira does with fields that are on no screen. */
const issueFields = z.strictObject({
  project: z.object({ id: z.string().optional(), key: z.string().optional() }).optional(),
  summary: z
    .string()
    .trim()
    .min(1)
    .max(255)
    .refine((text) => isStorable(text) && !/[\r\n]/.test(text), { message: 'must be one line' })
    .optional(),
  description: adf.nullable().optional(),
  issuetype: named.optional(),
  priority: named.optional(),
  labels: z.array(z.string().regex(/^\S+$/, 'must not have spaces')).max(100).optional(),
  duedate: z.iso.date().nullable().optional(),
  assignee: z.object({ accountId: z.string().nullable() }).nullable().optional(),
})
export type IssueFields = z.infer<typeof issueFields>

export const newIssue = z.object({ fields: issueFields })
export const transition = z.object({ transition: z.object({ id: z.string() }) })
export const newComment = z.object({ body: adf })

export const searchBody = z.object({
  jql: z.string().default(''),
  maxResults: z.int().min(1).optional(),
  nextPageToken: z.string().nullish(),
  fields: z.array(z.string()).optional(),
})
