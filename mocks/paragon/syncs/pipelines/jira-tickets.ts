import { z } from 'zod'
import { zip } from '../../../zip.ts'
import type { AccountApi } from '../account-api.ts'
import { toMarkdown } from './atlassian-document.ts'
import { forEachOf, instant } from './file-records.ts'
import { definePipeline, type Item } from './pipeline.ts'
import { ticketMarkdown } from './ticket-markdown.ts'

const API = '/rest/api/3'
const PAGE_SIZE = 100
const MINUTE = 60_000

/** One project, by its number (docs: managed-sync/integrations/jira). */
const configuration = z.strictObject({ projectId: z.string().regex(/^\d{1,18}$/, 'must be the number of a project') })

const watched = z.object({
  /** Milliseconds since the epoch; everything before was seen. */
  since: z.number(),
  /** Of a look that has more pages: when it began, and where it goes on. */
  began: z.number().optional(),
  token: z.string().optional(),
  site: z.string(),
})

const user = z
  .object({ accountId: z.string(), displayName: z.string().optional(), emailAddress: z.string().optional() })
  .nullish()
const named = z.object({ id: z.string().optional(), name: z.string() }).nullish()

const issue = z.object({
  id: z.string(),
  key: z.string(),
  fields: z.looseObject({
    summary: z.string(),
    description: z.unknown(),
    issuetype: named,
    status: z
      .object({ id: z.string().optional(), name: z.string(), statusCategory: z.object({ key: z.string() }).optional() })
      .nullish(),
    priority: named,
    project: z.object({ id: z.string(), key: z.string(), name: z.string() }).nullish(),
    labels: z.array(z.string()).nullish(),
    duedate: z.string().nullish(),
    resolutiondate: z.string().nullish(),
    assignee: user,
    creator: user,
  }),
})
type Issue = z.infer<typeof issue>

const page = z.object({ issues: z.array(issue), nextPageToken: z.string().nullish() })
const sites = z.array(z.object({ id: z.string(), url: z.string() })).min(1)

/** Where the site is that issues link to. */
async function siteUrl(api: AccountApi): Promise<string> {
  const [site] = await api.json(sites, 'https://api.atlassian.com/oauth/token/accessible-resources')
  return site?.url ?? ''
}

function search(api: AccountApi, jql: string, nextPageToken: string | undefined) {
  const fields = ['*navigable']
  return api.json(page, `${API}/search/jql`, {
    jql,
    fields,
    maxResults: PAGE_SIZE,
    ...(nextPageToken && { nextPageToken }),
  })
}

/**
 * The issues of a project in Jira: searched for, and from then on by their last change. A search does not find what was
 * deleted; the next reading of everything does.
 */
export const jiraTickets = definePipeline({
  integration: 'jira',
  name: 'tickets',
  keepsAccess: false,
  configuration,
  cursor: z.object({ token: z.string().optional(), site: z.string() }),
  watched,

  async watch(api): Promise<z.infer<typeof watched>> {
    return { since: api.now(), site: await siteUrl(api) }
  },

  async list(api, { projectId }, at) {
    const site = at?.site ?? (await siteUrl(api))
    const { issues, nextPageToken } = await search(api, `project = ${projectId} ORDER BY created ASC`, at?.token)
    const items = issues.map((each) => itemOf(each, site))
    return { items, next: nextPageToken ? { token: nextPageToken, site } : undefined }
  },

  async changes(api, { projectId }, { since, began = api.now(), token, site }) {
    // How long ago, because dates in a search are those of the account's time zone; whole minutes, and one more.
    const minutes = Math.max(0, Math.ceil((api.now() - since) / MINUTE)) + 1
    const jql = `project = ${projectId} AND updated >= "-${minutes}m" ORDER BY updated ASC`
    const { issues, nextPageToken } = await search(api, jql, token)
    const items = issues.map((each) => itemOf(each, site))
    const cursor = nextPageToken ? { since, began, token: nextPageToken, site } : { since: began, site }
    return { items, removed: [], cursor, hasMore: Boolean(nextPageToken) }
  },

  content: archive,
})

const PRIORITIES: Record<string, string> = {
  highest: 'urgent',
  high: 'high',
  medium: 'normal',
  low: 'low',
  lowest: 'low',
}

/**
 * A Ticket (docs: managed-sync/api/ticket-schema). What `status`, `assignees`, `createdBy` and `project` consist of is not
 * documented, and assumed, as are the priorities that Jira's own stand for; of one that a site made up, `normal`.
 */
function itemOf({ id, key, fields }: Issue, site: string): Item {
  const { status, priority, project } = fields
  return {
    externalId: id,
    data: {
      title: fields.summary,
      status: { id: status?.id ?? null, name: status?.name ?? null, category: categoryOf(status?.statusCategory?.key) },
      priority: PRIORITIES[priority?.name.toLowerCase() ?? ''] ?? 'normal',
      type: fields.issuetype?.name ?? '',
      assignees: fields.assignee ? [personOf(fields.assignee)] : [],
      originalRecord: { id, key, fields },
      description: fields.description ? toMarkdown(fields.description) : null,
      createdBy: fields.creator ? personOf(fields.creator) : null,
      tags: fields.labels ?? [],
      dueAt: fields.duedate ? instant(`${fields.duedate}T00:00:00Z`) : null,
      resolvedAt: instant(fields.resolutiondate?.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')),
      externalUrl: site ? `${site}/browse/${key}` : null,
      project: project ? { id: project.id, key: project.key, name: project.name } : null,
    },
  }
}

function categoryOf(key: string | undefined): string {
  if (key === 'done') return 'closed'
  return key === 'indeterminate' ? 'in_progress' : 'open'
}

function personOf({ accountId, displayName, emailAddress }: NonNullable<z.infer<typeof user>>) {
  return { id: accountId, name: displayName ?? null, email: emailAddress?.toLowerCase() ?? null }
}

const details = z.object({
  key: z.string(),
  fields: z.object({
    attachment: z.array(z.object({ id: z.string(), filename: z.string() })).nullish(),
    comment: z
      .object({
        comments: z.array(z.object({ author: user, created: z.string(), body: z.unknown() })),
      })
      .nullish(),
  }),
})

/** A ticket with its comments as Markdown, and its attachments, in a ZIP archive (docs: managed-sync/api/download-content). */
async function archive(
  api: AccountApi,
  { externalId, data }: { externalId: string; data: Record<string, unknown> },
): Promise<Response> {
  const { key, fields } = await api.json(
    details,
    `${API}/issue/${encodeURIComponent(externalId)}?fields=attachment,comment`,
  )
  const comments = (fields.comment?.comments ?? []).map(({ author, created, body }) => ({
    author: author?.displayName ?? '',
    createdAt: instant(created.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) ?? '',
    body: toMarkdown(body),
  }))
  const attachments = await forEachOf(fields.attachment ?? [], async ({ id, filename }) => {
    const content = await api.download(`${API}/attachment/content/${encodeURIComponent(id)}`)
    return { id, filename, content: new Uint8Array(await content.arrayBuffer()) }
  })
  const taken = new Set<string>()
  const files = attachments.map(({ id, filename, content }) => {
    const safe = filename.replaceAll(/[/\\]/g, '_')
    const name = taken.has(safe) ? `${id} ${safe}` : safe
    taken.add(name)
    return { path: `attachments/${name}`, content }
  })
  const markdown = { path: `${key}.md`, content: Buffer.from(ticketMarkdown(data, comments)) }
  return new Response(zip([markdown, ...files], new Date(api.now())), {
    headers: { 'content-type': 'application/zip' },
  })
}
