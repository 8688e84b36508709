import { z } from 'zod'

/** Kinds of records. An issue is found by its id, and by its key through a record that names the id. */
export const PROJECTS = 'jira/projects'
export const ISSUES = 'jira/issues'
export const KEYS = 'jira/keys'
export const commentsOf = (issueId: string) => `jira/comments/${issueId}`
export const attachmentsOf = (issueId: string) => `jira/attachments/${issueId}`
/** Ids of attachments, by which their contents are asked for. */
export const ATTACHMENTS = 'jira/attachments'

export const projectData = z.object({
  key: z.string(),
  name: z.string(),
  /** The number that its last issue got. */
  lastNumber: z.int(),
})
export type ProjectData = z.infer<typeof projectData>

export const issueData = z.object({
  key: z.string(),
  projectId: z.string(),
  summary: z.string(),
  /** An Atlassian document. */
  description: z.record(z.string(), z.unknown()).nullable(),
  type: z.string(),
  status: z.string(),
  priority: z.string(),
  labels: z.array(z.string()),
  duedate: z.string().nullable(),
  /** Account ids. */
  assignee: z.string().nullable(),
  reporter: z.string(),
  created: z.string(),
  updated: z.string(),
  resolved: z.string().nullable(),
})
export type IssueData = z.infer<typeof issueData>

export const commentData = z.object({ body: z.record(z.string(), z.unknown()) })
export const attachmentData = z.object({ filename: z.string(), mimeType: z.string(), size: z.int() })

/** What every project has; ids as in a new site. */
export const TYPES = [
  { id: '10001', name: 'Task' },
  { id: '10002', name: 'Bug' },
  { id: '10003', name: 'Story' },
] as const
export const PRIORITIES = [
  { id: '1', name: 'Highest' },
  { id: '2', name: 'High' },
  { id: '3', name: 'Medium' },
  { id: '4', name: 'Low' },
  { id: '5', name: 'Lowest' },
] as const
export const STATUSES = [
  { id: '10000', name: 'To Do', category: { id: 2, key: 'new', colorName: 'blue-gray', name: 'To Do' } },
  {
    id: '10001',
    name: 'In Progress',
    category: { id: 4, key: 'indeterminate', colorName: 'yellow', name: 'In Progress' },
  },
  { id: '10002', name: 'Done', category: { id: 3, key: 'done', colorName: 'green', name: 'Done' } },
] as const

/** A document of paragraphs (developer.atlassian.com/cloud/jira/platform/apis/document/structure). */
export function documentOf(paragraphs: readonly string[]): Record<string, unknown> {
  const content = paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] }))
  return { type: 'doc', version: 1, content }
}

/** One of those by its id or its name. */
export function find<T extends { id: string; name: string }>(
  known: readonly T[],
  { id, name }: { id?: string | undefined; name?: string | undefined },
): T | undefined {
  return known.find((each) => (id === undefined ? each.name.toLowerCase() === name?.toLowerCase() : each.id === id))
}
