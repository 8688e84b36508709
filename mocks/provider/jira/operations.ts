import { z } from 'zod'
import type { Random } from '../../random.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderRecord, RecordRows } from '../../store/provider-records.ts'
import { isStorable } from '../../store/storable-text.ts'
import type { ProviderContext } from '../provider-context.ts'
import { invalidField, issueNotFound, JiraError, projectNotFound } from './errors.ts'
import {
  ATTACHMENTS,
  attachmentsOf,
  commentsOf,
  find,
  ISSUES,
  type IssueData,
  issueData,
  KEYS,
  PRIORITIES,
  PROJECTS,
  type ProjectData,
  projectData,
  STATUSES,
  TYPES,
} from './issues.ts'
import { type Clause, type Facts, matchesClause, parseJql } from './jql.ts'

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
export const newIssue = z.object({ fields: issueFields })
export const transition = z.object({ transition: z.object({ id: z.string() }) })
export const newComment = z.object({ body: adf })

export interface Project extends ProjectData {
  id: string
}
export interface Issue extends IssueData {
  id: string
}

const oldestFirst = { order: 'dateCreated', direction: 'asc' } as const

export async function projectsOf(ctx: ProviderContext, { id }: Account): Promise<Project[]> {
  const found = await ctx.store.provider.records.list(id, PROJECTS, oldestFirst)
  return found.map((record) => ({ id: record.id, ...projectData.parse(record.data) }))
}

/** Throws JiraError 404. */
export async function findProject(ctx: ProviderContext, account: Account, idOrKey: string): Promise<Project> {
  const found = (await projectsOf(ctx, account)).find(({ id, key }) => id === idOrKey || key === idOrKey.toUpperCase())
  if (!found) throw projectNotFound(idOrKey)
  return found
}

const toIssue = ({ id, data }: ProviderRecord): Issue => ({ id, ...issueData.parse(data) })

/** An issue by its id or its key. Throws JiraError 404. */
export async function findIssue(
  { id: accountId }: Account,
  idOrKey: string,
  records: RecordRows,
): Promise<{ issue: Issue; record: ProviderRecord }> {
  const key = /^\d+$/.test(idOrKey) ? undefined : await records.find(accountId, KEYS, idOrKey.toUpperCase())
  const id = key ? z.object({ issueId: z.string() }).parse(key.data).issueId : idOrKey
  const record = await records.find(accountId, ISSUES, id)
  if (!record) throw issueNotFound()
  return { issue: toIssue(record), record }
}

/** Makes an issue in a project, under the next number of it. */
export async function createIssue(
  ctx: ProviderContext,
  account: Account,
  fields: z.infer<typeof issueFields>,
): Promise<Issue> {
  const { project, summary } = fields
  if (!project) throw invalidField('project', 'Specify a valid project ID or key')
  if (summary === undefined) throw invalidField('summary', 'You must specify a summary of the issue.')
  const { id: projectId } = await findProject(ctx, account, project.id ?? project.key ?? '').catch(() => {
    throw invalidField('project', 'Specify a valid project ID or key')
  })
  if (!fields.issuetype) throw invalidField('issuetype', 'Specify an issue type')
  const changes = changesOf(account, fields)
  const accountId = account.id
  return ctx.store.provider.records.write(accountId, async (records) => {
    const found = await records.find(accountId, PROJECTS, projectId)
    const data = projectData.parse(found?.data)
    const now = ctx.clockOf(account.projectId).timestamp()
    const lastNumber = data.lastNumber + 1
    await records.update(accountId, PROJECTS, projectId, { ...data, lastNumber }, now)
    const issue: IssueData = {
      key: `${data.key}-${lastNumber}`,
      projectId,
      summary,
      description: null,
      type: 'Task',
      status: 'To Do',
      priority: 'Medium',
      labels: [],
      duedate: null,
      assignee: null,
      reporter: accountId,
      created: now.toISOString(),
      updated: now.toISOString(),
      resolved: null,
      ...changes,
    }
    // Numbers that go up across all projects; an issue that was deleted leaves a gap.
    const id = String(20_000 + (await records.count(accountId, KEYS)))
    const row = { accountId, dateCreated: now, dateModified: now }
    await records.create({ ...row, kind: ISSUES, id, data: { ...issue } })
    await records.create({ ...row, kind: KEYS, id: issue.key, data: { issueId: id } })
    return { id, ...issue }
  })
}

/** What the fields say, as it is stored. Throws JiraError 400, which names the field. */
function changesOf(
  { id: accountId }: Account,
  { summary, description, issuetype, priority, labels, duedate, assignee }: z.infer<typeof issueFields>,
): Partial<IssueData> {
  const type = issuetype && find(TYPES, issuetype)
  if (issuetype && !type) throw invalidField('issuetype', 'Specify a valid issue type')
  const level = priority && find(PRIORITIES, priority)
  if (priority && !level) throw invalidField('priority', 'The priority selected is invalid.')
  // A site has one user here.
  if (assignee?.accountId && assignee.accountId !== accountId) {
    throw invalidField('assignee', `User '${assignee.accountId}' cannot be assigned issues.`)
  }
  return {
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    ...(type && { type: type.name }),
    ...(level && { priority: level.name }),
    ...(labels && { labels: [...new Set(labels)] }),
    ...(duedate !== undefined && { duedate }),
    ...(assignee !== undefined && { assignee: assignee?.accountId ?? null }),
  }
}

export async function editIssue(
  ctx: ProviderContext,
  account: Account,
  idOrKey: string,
  { project, ...fields }: z.infer<typeof issueFields>,
): Promise<void> {
  if (project) throw invalidField('project', 'The project of an issue cannot be changed here.')
  await change(ctx, account, idOrKey, () => changesOf(account, fields))
}

/** Takes an issue to another status; a transition goes by the status that it leads to. */
export async function transitionIssue(
  ctx: ProviderContext,
  account: Account,
  idOrKey: string,
  id: string,
): Promise<void> {
  const status = STATUSES.find((each) => transitionId(each) === id)
  if (!status)
    throw new JiraError(400, `It seems that you have tried to perform a workflow operation (${id}) that is not valid.`)
  await change(ctx, account, idOrKey, (_, now) => ({
    status: status.name,
    resolved: status.category.key === 'done' ? now.toISOString() : null,
  }))
}

export const transitionId = ({ id }: { id: string }) => String(Number(id) - 9_980)

/** Changes an issue, and what says when it was last changed. */
async function change(
  ctx: ProviderContext,
  account: Account,
  idOrKey: string,
  changes: (issue: Issue, now: Date) => Partial<IssueData>,
): Promise<Issue> {
  return ctx.store.provider.records.write(account.id, async (records) => {
    const { issue, record } = await findIssue(account, idOrKey, records)
    const now = ctx.clockOf(account.projectId).timestamp()
    const data = { ...issueData.parse(record.data), ...changes(issue, now), updated: now.toISOString() }
    await records.update(account.id, ISSUES, issue.id, data, now)
    return { ...issue, ...data }
  })
}

/** Removes an issue with its comments and attachments. */
export async function deleteIssue(ctx: ProviderContext, account: Account, idOrKey: string): Promise<void> {
  const { records, blobs } = ctx.store.provider
  const { issue } = await findIssue(account, idOrKey, records)
  for (const kind of [commentsOf(issue.id), attachmentsOf(issue.id)]) {
    for (const { id } of await records.list(account.id, kind, oldestFirst)) {
      await records.remove(account.id, kind, id)
      if (kind !== attachmentsOf(issue.id)) continue
      await records.remove(account.id, ATTACHMENTS, id)
      await blobs.remove(account.id, ATTACHMENTS, id)
    }
  }
  // The key stays taken.
  await records.remove(account.id, ISSUES, issue.id)
}

export interface SearchInput {
  jql: string
  maxResults: number
  nextPageToken: string | undefined
}

const position = z.tuple([z.string(), z.number(), z.string()])

/** One page of the issues that a query finds. Throws JiraError 400. */
export async function searchIssues(
  ctx: ProviderContext,
  account: Account,
  { jql, maxResults, nextPageToken }: SearchInput,
) {
  const { clauses, order } = parseJql(jql, ctx.clockOf(account.projectId).now())
  const since = clauses.find(({ field, operator }) => field === 'updated' && operator.startsWith('>'))?.values[0]
  const projects = new Map((await projectsOf(ctx, account)).map((project) => [project.id, project]))
  const known = [...projects.values()].flatMap(({ id, key, name }) => [id, key.toLowerCase(), name.toLowerCase()])
  const unknown = clauses
    .filter(({ field }) => field === 'project')
    .flatMap(({ values }) => values.filter((value) => !known.includes(String(value))))
  if (unknown.length > 0) throw new JiraError(400, `The value '${unknown[0]}' does not exist for the field 'project'.`)
  const list = JSON.stringify([clauses.filter(({ field }) => field !== 'created' && field !== 'updated'), order])
  const found = await ctx.store.provider.records.list(account.id, ISSUES, {
    order: order.field === 'updated' ? 'dateModified' : 'dateCreated',
    direction: order.direction,
    ...(since !== undefined && { modifiedSince: new Date(Number(since)) }),
    after: nextPageToken ? readToken(nextPageToken, list) : undefined,
    matches: (record) => matches(clauses, toIssue(record), record, projects),
    limit: maxResults + 1,
  })
  const page = found.slice(0, maxResults)
  const last = page.at(-1)
  const hasMore = last !== undefined && found.length > maxResults
  const date = last && (order.field === 'updated' ? last.dateModified : last.dateCreated)
  return {
    issues: page.map(toIssue),
    nextPageToken: hasMore && date ? writeToken(list, date, last.id) : undefined,
  }
}

function matches(
  clauses: readonly Clause[],
  issue: Issue,
  record: ProviderRecord,
  projects: ReadonlyMap<string, Project>,
): boolean {
  const project = projects.get(issue.projectId)
  const status = STATUSES.find(({ name }) => name === issue.status)
  const texts = (...given: (string | undefined | null)[]) => given.flatMap((text) => text?.toLowerCase() ?? [])
  const facts: Facts = {
    project: texts(issue.projectId, project?.key, project?.name),
    key: texts(issue.key, issue.id),
    id: texts(issue.id, issue.key),
    status: texts(issue.status, status?.id),
    statuscategory: texts(status?.category.name, status?.category.key),
    priority: texts(issue.priority, find(PRIORITIES, { name: issue.priority })?.id),
    issuetype: texts(issue.type, find(TYPES, { name: issue.type })?.id),
    assignee: texts(issue.assignee ?? 'empty'),
    created: record.dateCreated.getTime(),
    updated: record.dateModified.getTime(),
  }
  return clauses.every((clause) => matchesClause(clause, facts))
}

function writeToken(list: string, date: Date, id: string): string {
  return Buffer.from(JSON.stringify([list, date.getTime(), id])).toString('base64url')
}

function readToken(text: string, list: string) {
  try {
    const [of, time, id] = position.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    if (of === list) return { date: new Date(time), id }
  } catch {}
  throw new JiraError(400, 'The provided next page token is invalid or expired.')
}

export async function listComments(ctx: ProviderContext, account: Account, idOrKey: string): Promise<ProviderRecord[]> {
  const { records } = ctx.store.provider
  const { issue } = await findIssue(account, idOrKey, records)
  return records.list(account.id, commentsOf(issue.id), oldestFirst)
}

export async function addComment(
  ctx: ProviderContext,
  account: Account,
  idOrKey: string,
  { body }: z.infer<typeof newComment>,
): Promise<ProviderRecord> {
  const issue = await change(ctx, account, idOrKey, () => ({}))
  const now = new Date(issue.updated)
  const kind = commentsOf(issue.id)
  const record = {
    accountId: account.id,
    kind,
    id: newNumber(ctx.randomOf(account.projectId)),
    data: { body },
    dateCreated: now,
    dateModified: now,
  }
  await ctx.store.provider.records.create(record)
  return record
}

export async function listAttachments(
  ctx: ProviderContext,
  account: Account,
  issueId: string,
): Promise<ProviderRecord[]> {
  return ctx.store.provider.records.list(account.id, attachmentsOf(issueId), oldestFirst)
}

export async function addAttachment(
  ctx: ProviderContext,
  account: Account,
  idOrKey: string,
  { filename, mimeType, content }: { filename: string; mimeType: string; content: Uint8Array },
): Promise<ProviderRecord> {
  const { records, blobs } = ctx.store.provider
  const issue = await change(ctx, account, idOrKey, () => ({}))
  const now = new Date(issue.updated)
  const id = newNumber(ctx.randomOf(account.projectId))
  const row = { accountId: account.id, id, dateCreated: now, dateModified: now }
  const data = { filename, mimeType, size: content.byteLength }
  // The bytes first: whoever sees the attachment can have them.
  await blobs.put(account.id, ATTACHMENTS, id, content)
  await records.create({ ...row, kind: ATTACHMENTS, data })
  const record = { ...row, kind: attachmentsOf(issue.id), data }
  await records.create(record)
  return record
}

/** Throws JiraError 404. */
export async function findAttachment(ctx: ProviderContext, accountId: string, id: string) {
  const { records, blobs } = ctx.store.provider
  const record = await records.find(accountId, ATTACHMENTS, id)
  const content = record && (await blobs.find(accountId, ATTACHMENTS, id))
  if (!record || !content) throw new JiraError(404, `The attachment with id '${id}' does not exist`)
  return { record, content }
}

/** Ten digits. */
function newNumber(random: Random): string {
  return String(1_000_000_000n + (BigInt(`0x${random.uuid().replaceAll('-', '')}`) % 9_000_000_000n))
}
