import type { SlackCall, SlackMethod } from './api.ts'
import {
  CONVERSATIONS,
  type Conversation,
  directMessage,
  directMessageId,
  readConversation,
  toConversation,
} from './conversation.ts'
import { SlackError } from './errors.ts'
import { requireMember } from './member.ts'
import { conversationResource } from './resources.ts'
import { scopeOf } from './scopes.ts'

/** Beside the account's owner (docs.slack.dev/reference/methods/conversations.open). */
const MOST_OTHERS = 8

export const directMessageMethods: Record<string, SlackMethod> = {
  'conversations.open': {
    scopes: [scopeOf('im', 'write'), scopeOf('mpim', 'write')],
    writes: true,
    async run(call) {
      const { args } = call
      args.refuse('prevent_creation')
      const { conversation, isNew } = args.text('channel')
        ? { conversation: await readDirectMessage(call), isNew: false }
        : await openConversation(call, readUsers(args.text('users')))
      call.demand(scopeOf(conversation.type, 'write'))
      return {
        ...(!isNew && { no_op: true, already_open: true }),
        channel: args.flag('return_im')
          ? { ...conversationResource(call, conversation), is_open: true }
          : { id: conversation.id },
      }
    },
  },
}

/** The conversation with some others, or with oneself; made when there is none. Throws `user_not_found`. */
export async function openConversation(call: SlackCall, userIds: readonly string[]) {
  const { account, records, clock } = call
  const handles: string[] = []
  for (const id of [account.id, ...userIds]) handles.push((await requireMember(records, account.id, id)).handle)
  const others = userIds.filter((id) => id !== account.id)
  const name = others.length > 1 ? `mpdm-${[...new Set(handles)].join('--')}-1` : ''
  const data = directMessage(account.id, others, name)
  const id = directMessageId(data.members)
  const existing = await records.find(account.id, CONVERSATIONS, id)
  if (existing) return { conversation: toConversation(existing), isNew: false }
  const now = clock.timestamp()
  const record = { accountId: account.id, kind: CONVERSATIONS, id, data, dateCreated: now, dateModified: now }
  await records.create(record)
  return { conversation: toConversation(record), isNew: true }
}

async function readDirectMessage(call: SlackCall): Promise<Conversation> {
  const conversation = await readConversation(call, 'write')
  if (conversation.type === 'im' || conversation.type === 'mpim') return conversation
  throw new SlackError('method_not_supported_for_channel_type')
}

function readUsers(text = ''): string[] {
  const ids = [
    ...new Set(
      text
        .split(',')
        .map((id) => id.trim())
        .filter(Boolean),
    ),
  ]
  if (ids.length === 0) throw new SlackError('users_list_not_supplied')
  if (ids.length > MOST_OTHERS) throw new SlackError('too_many_users')
  return ids
}
