import { z } from 'zod'
import type { Random } from '../../random.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderRecord, RecordPosition } from '../../store/provider-records.ts'
import type { ProviderContext } from '../provider-context.ts'
import { notFound, TaskLabError } from './errors.ts'
import { type AttachmentData, attachmentData, type TaskData, type TaskQuery, taskData } from './schemas.ts'
import { startingTasks } from './starting-tasks.ts'

const TASKS = 'tasklab/tasks'
/** One kind for each task, so that its attachments are found without looking at those of others. */
const attachmentsOf = (taskId: string) => `tasklab/attachments/${taskId}`

const newId = (random: Random, prefix: string) => `${prefix}_${random.secret(12)}`

/** Stores what an account starts with, the first time that it is used. */
export async function seedTasks(ctx: ProviderContext, account: Account): Promise<void> {
  const { id: accountId, projectId } = account
  await ctx.store.provider.seed(account, () => ({
    records: startingTasks(account).map((data) => {
      const now = ctx.clockOf(projectId).timestamp()
      return {
        accountId,
        kind: TASKS,
        id: newId(ctx.randomOf(projectId), 'tsk'),
        data,
        dateCreated: now,
        dateModified: now,
      }
    }),
  }))
}

/** One page of tasks, oldest first. Throws TaskLabError 400 for a cursor that is none of ours. */
export async function listTasks(ctx: ProviderContext, account: Account, { limit, cursor, status }: TaskQuery) {
  const found = await ctx.store.provider.records.list(account.id, TASKS, {
    order: 'dateCreated',
    direction: 'asc',
    after: cursor === undefined ? undefined : readCursor(cursor),
    matches: status && (({ data }) => data.status === status),
    limit: limit + 1,
  })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return { data: page.map(taskView), next_cursor: last && found.length > limit ? writeCursor(last) : null }
}

export async function getTask(ctx: ProviderContext, account: Account, id: string) {
  return taskView(await requireTask(ctx, account, id))
}

export async function createTask(ctx: ProviderContext, account: Account, data: TaskData) {
  const now = ctx.clockOf(account.projectId).timestamp()
  const record = {
    accountId: account.id,
    kind: TASKS,
    id: newId(ctx.randomOf(account.projectId), 'tsk'),
    data,
    dateCreated: now,
    dateModified: now,
  }
  await ctx.store.provider.records.create(record)
  return taskView(record)
}

export async function updateTask(ctx: ProviderContext, account: Account, id: string, change: object) {
  const { data } = await requireTask(ctx, account, id)
  const now = ctx.clockOf(account.projectId).timestamp()
  const updated = await ctx.store.provider.records.update(account.id, TASKS, id, { ...data, ...change }, now)
  if (!updated) throw notFound('task')
  return taskView(updated)
}

/** Removes a task with all that is attached to it. */
export async function deleteTask(ctx: ProviderContext, account: Account, id: string): Promise<void> {
  const { records } = ctx.store.provider
  if (!(await records.remove(account.id, TASKS, id))) throw notFound('task')
  const attachments = await records.list(account.id, attachmentsOf(id), { order: 'dateCreated', direction: 'asc' })
  for (const attachment of attachments) await removeAttachment(ctx, account, id, attachment.id)
}

export async function listAttachments(ctx: ProviderContext, account: Account, taskId: string) {
  await requireTask(ctx, account, taskId)
  const order = { order: 'dateCreated', direction: 'asc' } as const
  const found = await ctx.store.provider.records.list(account.id, attachmentsOf(taskId), order)
  return { data: found.map((record) => attachmentView(taskId, record)) }
}

export async function addAttachment(
  ctx: ProviderContext,
  account: Account,
  taskId: string,
  { name, contentType, content }: { name: string; contentType: string; content: Uint8Array },
) {
  await requireTask(ctx, account, taskId)
  const now = ctx.clockOf(account.projectId).timestamp()
  const kind = attachmentsOf(taskId)
  const data: AttachmentData = { name, content_type: contentType, size: content.byteLength }
  const record = {
    accountId: account.id,
    kind,
    id: newId(ctx.randomOf(account.projectId), 'att'),
    data,
    dateCreated: now,
    dateModified: now,
  }
  // The bytes first: whoever sees the attachment can have them.
  await ctx.store.provider.blobs.put(account.id, kind, record.id, content)
  await ctx.store.provider.records.create(record)
  return attachmentView(taskId, record)
}

export async function downloadAttachment(ctx: ProviderContext, account: Account, taskId: string, id: string) {
  const kind = attachmentsOf(taskId)
  const record = await ctx.store.provider.records.find(account.id, kind, id)
  const content = record && (await ctx.store.provider.blobs.find(account.id, kind, id))
  if (!record || !content) throw notFound('attachment')
  return { ...attachmentData.parse(record.data), content }
}

export async function deleteAttachment(ctx: ProviderContext, account: Account, taskId: string, id: string) {
  if (!(await removeAttachment(ctx, account, taskId, id))) throw notFound('attachment')
}

async function removeAttachment(ctx: ProviderContext, account: Account, taskId: string, id: string): Promise<boolean> {
  const kind = attachmentsOf(taskId)
  const wasThere = await ctx.store.provider.records.remove(account.id, kind, id)
  await ctx.store.provider.blobs.remove(account.id, kind, id)
  return wasThere
}

async function requireTask(ctx: ProviderContext, account: Account, id: string): Promise<ProviderRecord> {
  const record = await ctx.store.provider.records.find(account.id, TASKS, id)
  if (!record) throw notFound('task')
  return record
}

function taskView({ id, data, dateCreated, dateModified }: ProviderRecord) {
  return { id, ...taskData.parse(data), created_at: dateCreated, updated_at: dateModified }
}

function attachmentView(taskId: string, { id, data, dateCreated }: ProviderRecord) {
  return { id, task_id: taskId, ...attachmentData.parse(data), created_at: dateCreated }
}

const cursorContent = z.tuple([z.number(), z.string()])

function writeCursor({ dateCreated, id }: ProviderRecord): string {
  return Buffer.from(JSON.stringify([dateCreated.getTime(), id])).toString('base64url')
}

function readCursor(cursor: string): RecordPosition {
  try {
    const [time, id] = cursorContent.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return { date: new Date(time), id }
  } catch {
    throw new TaskLabError(400, 'cursor: is none of this list', 'cursor')
  }
}
