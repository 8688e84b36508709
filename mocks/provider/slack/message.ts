import { z } from 'zod'
import type { ProviderRecord } from '../../store/provider-records.ts'
import type { SlackCall } from './api.ts'
import { authorName } from './author-name.ts'
import { messageNotFound } from './errors.ts'
import { isTs, laterTs, positionOf, tsOf } from './timestamps.ts'

/** Every message of a conversation by its `ts`, replies too. */
export const messagesOf = (channel: string) => `slack/messages/${channel}`

/**
 * Which messages a list shows, by `ts` and without what is in them: those of a conversation's history, or the replies of
 * one thread. A message that was also sent to the channel from a thread is in both.
 */
export const historyOf = (channel: string) => `slack/history/${channel}`
export const threadOf = (channel: string, ts: string) => `slack/threads/${channel}/${ts}`

export const messageData = z.object({
  user: z.string(),
  text: z.string(),
  subtype: z.string().optional(),
  blocks: z.array(z.unknown()).optional(),
  attachments: z.array(z.unknown()).optional(),
  authorName: authorName.optional(),
  edited: z.object({ user: z.string(), ts: z.string() }).optional(),
  reactions: z.array(z.object({ name: z.string(), users: z.array(z.string()) })).optional(),
  /** Of a reply: the thread that it is in, by its first message and whose that is. */
  parent: z.object({ ts: z.string(), user: z.string() }).optional(),
  /** Of a message with replies: how many from whom, and the newest. */
  replies: z.object({ users: z.record(z.string(), z.number()), latest: z.string() }).optional(),
})

export type MessageData = z.infer<typeof messageData>

export interface Message extends MessageData {
  ts: string
}

export function toMessage({ id, data }: ProviderRecord): Message {
  return { ...messageData.parse(data), ts: id }
}

export async function findMessage({ records, account }: SlackCall, channel: string, ts: string) {
  const found = isTs(ts) ? await records.find(account.id, messagesOf(channel), ts) : undefined
  return found && toMessage(found)
}

/** Throws `message_not_found`. */
export async function requireMessage(call: SlackCall, channel: string, ts: string): Promise<Message> {
  const message = await findMessage(call, channel, ts)
  if (!message) throw messageNotFound()
  return message
}

/** The messages that rows of a list stand for, in their order. */
export async function messagesBehind({ records, account }: SlackCall, channel: string, rows: ProviderRecord[]) {
  const found = await records.findAmong(
    account.id,
    messagesOf(channel),
    rows.map(({ id }) => id),
  )
  const messages = new Map(found.map((record) => [record.id, toMessage(record)]))
  return rows.flatMap(({ id }) => messages.get(id) ?? [])
}

/** Stores a new message and lists it where it belongs. */
export async function addMessage(call: SlackCall, channel: string, data: MessageData): Promise<Message> {
  const { records, account, clock } = call
  const now = clock.timestamp()
  let ts = tsOf(now)
  // Another process may have used it.
  while (await records.find(account.id, messagesOf(channel), ts)) ts = laterTs(ts, 1)
  for (const row of rowsOfMessage(account.id, channel, ts, data)) await records.create(row)
  return { ...data, ts }
}

export async function changeMessage(
  { records, account, clock }: SlackCall,
  channel: string,
  { ts, ...data }: Message,
  changes: Partial<MessageData>,
): Promise<Message> {
  const changed = { ...data, ...changes }
  const stored = await records.update(account.id, messagesOf(channel), ts, changed, clock.timestamp())
  if (!stored) throw messageNotFound()
  return toMessage(stored)
}

export async function removeMessage({ records, account }: SlackCall, channel: string, { ts, parent }: Message) {
  await records.remove(account.id, messagesOf(channel), ts)
  await records.remove(account.id, historyOf(channel), ts)
  if (parent) await records.remove(account.id, threadOf(channel, parent.ts), ts)
}

/** The rows that a message is stored as: itself, and its place in each list that shows it. */
export function rowsOfMessage(accountId: string, channel: string, ts: string, data: MessageData): ProviderRecord[] {
  const { date } = positionOf(ts)
  const row = { accountId, id: ts, dateCreated: date, dateModified: date }
  const isInHistory = !data.parent || data.subtype === BROADCAST
  return [
    { ...row, kind: messagesOf(channel), data: { ...data } },
    ...(isInHistory ? [{ ...row, kind: historyOf(channel), data: {} }] : []),
    ...(data.parent ? [{ ...row, kind: threadOf(channel, data.parent.ts), data: {} }] : []),
  ]
}

/** A reply that was also sent to the channel. */
export const BROADCAST = 'thread_broadcast'
/** What is left of a deleted message while it has replies. */
export const TOMBSTONE = 'tombstone'
