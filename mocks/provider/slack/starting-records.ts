import type { DemoMessage } from '../../catalog/demo-slack.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderRecord } from '../../store/provider-records.ts'
import { pictureUrl } from '../oauth/claims.ts'
import type { ProviderContext } from '../provider-context.ts'
import {
  CHANNEL_NAMES,
  CONVERSATIONS,
  type ConversationData,
  directMessage,
  directMessageId,
  NO_STATEMENT,
} from './conversation.ts'
import { SLACKBOT, slackId } from './ids.ts'
import { MEMBERS } from './member.ts'
import { type MessageData, rowsOfMessage } from './message.ts'
import { tsOf } from './timestamps.ts'
import { demoWorkspaceOf } from './workspace.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** How long a workspace has been there; older than anything said in it. */
const AGE = 365 * DAY

/** The rows of the workspace that an account starts with, not stored yet. */
export function startingRecords(ctx: Pick<ProviderContext, 'clock' | 'urls'>, account: Account): ProviderRecord[] {
  const demo = demoWorkspaceOf(account)
  const now = ctx.clock.now()
  const founded = now - AGE
  const userIds = new Map([
    ['me', account.id],
    [demo.handle, account.id],
    ...demo.members.map(({ handle }) => [handle, slackId('U', account.id, handle)] as const),
  ])
  const userId = (handle: string) => {
    const id = userIds.get(handle)
    if (id === undefined) throw new Error(`Nobody is called ${handle} in ${demo.name}.`)
    return id
  }
  const everyone = [account.id, ...demo.members.map(({ handle }) => userId(handle))]
  const owner = demo.members.find((member) => member.owner)
  const creator = owner ? userId(owner.handle) : account.id
  /** Rows of one kind get dates that keep them in their order. */
  const rowsOf = (kind: string, entries: readonly { id: string; data: Record<string, unknown> }[]): ProviderRecord[] =>
    entries.map(({ id, data }, index) => {
      const date = new Date(founded + index * MINUTE)
      return { accountId: account.id, kind, id, data, dateCreated: date, dateModified: date }
    })

  const members = [
    { id: SLACKBOT, handle: 'slackbot', name: 'Slackbot', email: null, title: '', isOwner: false, picture: null },
    {
      id: account.id,
      handle: demo.handle,
      name: account.name,
      email: account.email,
      title: demo.title,
      isOwner: false,
      picture: pictureUrl(ctx, account),
    },
    ...demo.members.map(({ handle, name, email, title, owner: isOwner = false }) => ({
      id: userId(handle),
      handle,
      name,
      email,
      title,
      isOwner,
      picture: null,
    })),
  ].map(({ id, ...data }) => ({ id, data }))

  const channels = demo.channels.map((channel) => ({
    id: slackId('C', account.id, channel.name),
    messages: channel.messages,
    data: {
      type: channel.private ? 'private_channel' : 'public_channel',
      name: channel.name,
      creator,
      members: channel.members?.map(userId) ?? everyone,
      isGeneral: channel.general ?? false,
      isArchived: channel.archived ?? false,
      topic: statement(channel.topic),
      purpose: statement(channel.purpose),
      previousNames: [],
    } satisfies ConversationData,
  }))
  const directs = Object.entries(demo.directMessages).map(([handle, messages]) => ({
    id: directMessageId([account.id, userId(handle)]),
    messages,
    data: directMessage(account.id, [userId(handle)]),
  }))

  return [
    ...rowsOf(MEMBERS, members),
    ...rowsOf(CONVERSATIONS, [...channels, ...directs]),
    ...rowsOf(
      CHANNEL_NAMES,
      channels.map(({ id, data }) => ({ id: data.name, data: { id } })),
    ),
    ...[...channels, ...directs].flatMap(({ id, messages }) => messageRows(id, messages)),
  ]

  function statement(value: string | undefined) {
    return value === undefined ? NO_STATEMENT : { value, creator, last_set: Math.floor(founded / 1000) }
  }

  function messageRows(channel: string, messages: readonly DemoMessage[]): ProviderRecord[] {
    let count = 0
    const rows = (message: DemoMessage, parent?: MessageData['parent']): ProviderRecord[] => {
      count += 1
      const ts = tsOf(new Date(now - message.minutesAgo * MINUTE), count)
      const user = userId(message.from)
      const replies = message.thread?.map((reply) => ({
        user: userId(reply.from),
        rows: rows(reply, { ts, user }),
      }))
      const latest = replies?.at(-1)?.rows[0]?.id
      const users: Record<string, number> = {}
      for (const reply of replies ?? []) users[reply.user] = (users[reply.user] ?? 0) + 1
      const data: MessageData = {
        user,
        text: message.text.replaceAll(/<@([a-z]+)>/g, (_, handle: string) => `<@${userId(handle)}>`),
        ...(message.reactions && {
          reactions: Object.entries(message.reactions).map(([name, who]) => ({ name, users: who.map(userId) })),
        }),
        ...(parent && { parent }),
        ...(latest !== undefined && { replies: { users, latest } }),
      }
      return [...rowsOfMessage(account.id, channel, ts, data), ...(replies?.flatMap((reply) => reply.rows) ?? [])]
    }
    return messages.flatMap((message) => rows(message))
  }
}
