import type { SlackCall, SlackMethod } from './api.ts'
import { readAuthorName } from './author-name.ts'
import { CHANNEL_NAMES, type Conversation, demandActive, demandMember, findConversation } from './conversation.ts'
import { openConversation } from './direct-message-methods.ts'
import { channelNotFound, SlackError } from './errors.ts'
import { tellOfMessage } from './events.ts'
import { SLACKBOT } from './ids.ts'
import {
  addMessage,
  BROADCAST,
  changeMessage,
  findMessage,
  type Message,
  type MessageData,
  removeMessage,
  requireMessage,
  TOMBSTONE,
  threadOf,
} from './message.ts'
import { readContent, saysSomething } from './message-content.ts'
import { messageResource, permalinkOf } from './resources.ts'
import { isTs, tsOf } from './timestamps.ts'

/**
 * Characters: a longer text is cut when it is posted, and refused in an edit
 * (docs.slack.dev/reference/methods/chat.postMessage#truncating, docs.slack.dev/reference/methods/chat.update#errors).
 */
const LONGEST_POST = 40_000
const LONGEST_EDIT = 4_000

const SCOPES = ['chat:write']

export const chatMethods: Record<string, SlackMethod> = {
  'chat.postMessage': {
    scopes: SCOPES,
    writes: true,
    async run(call) {
      const { account, args } = call
      const name = args.required('channel')
      const { text = '', blocks = [], attachments = [] } = readContent(call)
      if (!saysSomething({ text, blocks, attachments })) throw new SlackError('no_text')
      const threadTs = args.text('thread_ts')
      if (threadTs !== undefined && !isTs(threadTs)) {
        throw new SlackError('invalid_thread_ts', { messages: [`[ERROR] ${threadTs} is not a valid thread_ts`] })
      }
      const conversation = await conversationCalled(call, name)
      demandActive(conversation)
      demandMember(call, conversation)
      if (text.length > LONGEST_POST) call.warn('message_truncated')

      const authorName = readAuthorName(args)
      const parent = threadTs === undefined ? undefined : await threadParent(call, conversation.id, threadTs)
      const message = await addMessage(call, conversation.id, {
        user: account.id,
        text: text.slice(0, LONGEST_POST),
        ...(blocks.length > 0 && { blocks }),
        ...(attachments.length > 0 && { attachments }),
        ...(authorName && { authorName }),
        ...(parent && { parent: { ts: parent.ts, user: parent.user } }),
        ...(parent && args.flag('reply_broadcast') && { subtype: BROADCAST }),
      })
      if (parent) await countReply(call, conversation.id, parent, message)
      tellOfMessage(call, conversation, message)
      return { channel: conversation.id, ts: message.ts, message: messageResource(call, message) }
    },
  },

  'chat.update': {
    scopes: SCOPES,
    writes: true,
    async run(call) {
      const { account, args, clock } = call
      args.refuse('reply_broadcast')
      const { conversation, message } = await readMessage(call, 'ts')
      const sent = readContent(call)
      if (!isWrittenBy(account.id, message)) throw new SlackError('cant_update_message')
      if (conversation.isArchived) throw new SlackError('is_inactive')
      if (sent.text !== undefined && sent.text.length > LONGEST_EDIT) throw new SlackError('msg_too_long')
      const isSent = Object.values(sent).some((part) => part !== undefined)
      const text = sent.text ?? message.text
      const blocks = sent.blocks ?? message.blocks
      const attachments = sent.attachments ?? message.attachments
      if (!isSent || !saysSomething({ text, blocks, attachments })) throw new SlackError('no_text')
      const edited = { user: account.id, ts: tsOf(clock.timestamp()) }
      const changed = await changeMessage(call, conversation.id, message, {
        text,
        blocks: blocks?.length ? blocks : undefined,
        attachments: attachments?.length ? attachments : undefined,
        edited,
      })
      return { channel: conversation.id, ts: changed.ts, text, message: messageResource(call, changed) }
    },
  },

  'chat.delete': {
    scopes: SCOPES,
    writes: true,
    async run(call) {
      const { conversation, message } = await readMessage(call, 'ts')
      if (!isWrittenBy(call.account.id, message)) throw new SlackError('cant_delete_message')
      if (message.replies) {
        // The replies keep something to hang from.
        await changeMessage(call, conversation.id, message, {
          user: SLACKBOT,
          subtype: TOMBSTONE,
          text: 'This message was deleted.',
          blocks: undefined,
          attachments: undefined,
          authorName: undefined,
          edited: undefined,
          reactions: undefined,
        })
      } else {
        await removeMessage(call, conversation.id, message)
        if (message.parent) await discountReply(call, conversation.id, message.parent.ts, message)
      }
      return { channel: conversation.id, ts: message.ts }
    },
  },

  'chat.getPermalink': {
    scopes: [],
    async run(call) {
      const { conversation, message } = await readMessage(call, 'message_ts')
      return { channel: conversation.id, permalink: permalinkOf(call, conversation.id, message) }
    },
  },
}

/** The message that `channel` and another argument name. */
async function readMessage(call: SlackCall, argument: string) {
  const [channel, ts] = [call.args.required('channel'), call.args.required(argument)]
  const conversation = await findConversation(call, channel)
  return { conversation, message: await requireMessage(call, conversation.id, ts) }
}

/** By id, by name with or without `#`, or the direct messages with a user by theirs. */
async function conversationCalled(call: SlackCall, name: string): Promise<Conversation> {
  const { records, account } = call
  if (/^[CDG][A-Z0-9]+$/.test(name)) return findConversation(call, name)
  if (/^U[A-Z0-9]+$/.test(name)) {
    // `user_not_found` would be said of another argument.
    const opened = await openConversation(call, [name]).catch((error) => {
      throw error instanceof SlackError ? channelNotFound() : error
    })
    return opened.conversation
  }
  const named = await records.find(account.id, CHANNEL_NAMES, name.replace(/^#/, ''))
  return findConversation(call, String(named?.data.id))
}

/**
 * The first message of a thread, by its `ts` or that of a reply. A reply to what is gone is posted to the channel all the
 * same, as Slack does (github.com/langchain-ai/open-swe/pull/2753, github.com/caipe-io/ai-platform-engineering/pull/1034).
 */
async function threadParent(call: SlackCall, channel: string, ts: string): Promise<Message | undefined> {
  const message = await findMessage(call, channel, ts)
  return message?.parent ? findMessage(call, channel, message.parent.ts) : message
}

/** What Slack itself wrote in someone's name is not theirs to change. */
function isWrittenBy(userId: string, { user, subtype }: MessageData): boolean {
  return user === userId && (subtype === undefined || subtype === BROADCAST)
}

async function countReply(call: SlackCall, channel: string, parent: Message, { user, ts }: Message): Promise<void> {
  const users = parent.replies?.users ?? {}
  const replies = { users: { ...users, [user]: (users[user] ?? 0) + 1 }, latest: ts }
  await changeMessage(call, channel, parent, { replies })
}

async function discountReply(call: SlackCall, channel: string, parentTs: string, { user }: Message): Promise<void> {
  const { records, account } = call
  const parent = await findMessage(call, channel, parentTs)
  if (!parent?.replies) return
  const [newest] = await records.list(account.id, threadOf(channel, parentTs), {
    order: 'dateCreated',
    direction: 'desc',
    limit: 1,
  })
  const { [user]: count = 0, ...others } = parent.replies.users
  const users = count > 1 ? { ...others, [user]: count - 1 } : others
  if (newest) await changeMessage(call, channel, parent, { replies: { users, latest: newest.id } })
  else if (parent.subtype === TOMBSTONE) await removeMessage(call, channel, parent)
  else await changeMessage(call, channel, parent, { replies: undefined })
}
