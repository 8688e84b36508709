import type { RecordPosition } from '../../store/provider-records.ts'
import { announce, announceName } from './announcement.ts'
import type { SlackCall, SlackMethod } from './api.ts'
import { checkChannelName } from './channel-name.ts'
import {
  CHANNEL_NAMES,
  CONVERSATIONS,
  type Conversation,
  type ConversationData,
  changeConversation,
  demandActive,
  demandChannel,
  demandMember,
  isMember,
  isVisible,
  NO_STATEMENT,
  readConversation,
  toConversation,
} from './conversation.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { invalidArguments, missingScope, SlackError } from './errors.ts'
import { tellOfChannel } from './events.ts'
import { slackId } from './ids.ts'
import { requireMember } from './member.ts'
import { conversationResource } from './resources.ts'
import { CONVERSATION_TYPES, type ConversationType, scopeOf, scopesOf } from './scopes.ts'

const PAGE = { standard: 100, most: 1000 }
const CHANNEL_SCOPES = [scopeOf('public_channel', 'write'), scopeOf('private_channel', 'write')]
/** docs.slack.dev/reference/methods/conversations.invite */
const MAX_INVITED = 100

export const channelMethods: Record<string, SlackMethod> = {
  'conversations.list': {
    scopes: scopesOf('read'),
    async run(call) {
      const { account, args, records } = call
      const types = readTypes(args.text('types') || 'public_channel')
      const lacking = types.map((type) => scopeOf(type, 'read')).filter((scope) => !call.scopes.includes(scope))
      if (lacking.length > 0) throw missingScope(lacking, call.scopes)
      const withoutArchived = args.flag('exclude_archived')
      const limit = args.limit(PAGE)
      const list = ['conversations.list', account.id, [...types].sort(), withoutArchived]
      const found = await records.list(account.id, CONVERSATIONS, {
        order: 'dateCreated',
        direction: 'asc',
        after: readCursor(list, args.text('cursor')),
        matches: (record) => {
          const conversation = toConversation(record)
          const isWanted = types.includes(conversation.type) && !(withoutArchived && conversation.isArchived)
          return isWanted && isVisible(call, conversation)
        },
        limit: limit + 1,
      })
      const page = found.slice(0, limit)
      const last = found.length > limit ? page.at(-1) : undefined
      return {
        channels: page.map(toConversation).map((conversation) => ({
          ...conversationResource(call, conversation),
          ...(conversation.type !== 'im' && { num_members: conversation.members.length }),
        })),
        response_metadata: { next_cursor: last ? writeCursor(list, { date: last.dateCreated, id: last.id }) : '' },
      }
    },
  },

  'conversations.info': {
    scopes: scopesOf('read'),
    async run(call) {
      const conversation = await readConversation(call, 'read')
      return {
        channel: {
          ...conversationResource(call, conversation),
          ...(call.args.flag('include_num_members') && { num_members: conversation.members.length }),
        },
      }
    },
  },

  'conversations.members': {
    scopes: scopesOf('read'),
    async run(call) {
      const { id, members } = await readConversation(call, 'read')
      const limit = call.args.limit(PAGE)
      const list = ['conversations.members', id]
      const after = readCursor(list, call.args.text('cursor'))
      const start = after ? placeAfter(members, after) : 0
      const page = members.slice(start, start + limit)
      const last = members.length > start + limit ? page.at(-1) : undefined
      const position = last && { date: new Date(start + limit - 1), id: last }
      return { members: page, response_metadata: { next_cursor: position ? writeCursor(list, position) : '' } }
    },
  },

  'conversations.create': {
    scopes: CHANNEL_SCOPES,
    writes: true,
    async run(call) {
      const { account, args, clock, random, records } = call
      const name = checkChannelName(args.required('name'))
      const type = args.flag('is_private') ? 'private_channel' : 'public_channel'
      call.demand(scopeOf(type, 'write'))
      const id = slackId('C', random.uuid())
      await takeName(call, name, id)
      const now = clock.timestamp()
      const data: ConversationData = {
        type,
        name,
        creator: account.id,
        members: [account.id],
        isGeneral: false,
        isArchived: false,
        topic: NO_STATEMENT,
        purpose: NO_STATEMENT,
        previousNames: [],
      }
      const record = { accountId: account.id, kind: CONVERSATIONS, id, data, dateCreated: now, dateModified: now }
      await records.create(record)
      tellOfChannel(call, toConversation(record))
      await announce(call, id, 'channel_join')
      return { channel: { ...conversationResource(call, toConversation(record)), last_read: '0000000000.000000' } }
    },
  },

  'conversations.rename': {
    scopes: CHANNEL_SCOPES,
    writes: true,
    async run(call) {
      const conversation = await readChannel(call)
      const name = checkChannelName(call.args.required('name'))
      demandActive(conversation)
      demandMember(call, conversation)
      if (name === conversation.name) return { channel: conversationResource(call, conversation) }
      await takeName(call, name, conversation.id)
      await call.records.remove(call.account.id, CHANNEL_NAMES, conversation.name)
      const previousNames = [conversation.name, ...conversation.previousNames.filter((each) => each !== name)]
      const renamed = await changeConversation(call, conversation, { name, previousNames })
      await announceName(call, conversation.id, conversation.name, name)
      return { channel: conversationResource(call, renamed) }
    },
  },

  'conversations.archive': {
    scopes: CHANNEL_SCOPES,
    writes: true,
    async run(call) {
      const conversation = await readChannel(call)
      if (conversation.isArchived) throw new SlackError('already_archived')
      if (conversation.isGeneral) throw new SlackError('cant_archive_general')
      demandMember(call, conversation)
      await announce(call, conversation.id, 'channel_archive')
      await changeConversation(call, conversation, { isArchived: true })
      return {}
    },
  },

  'conversations.unarchive': {
    scopes: CHANNEL_SCOPES,
    writes: true,
    async run(call) {
      const conversation = await readChannel(call)
      if (!conversation.isArchived) throw new SlackError('not_archived')
      await changeConversation(call, conversation, { isArchived: false })
      await announce(call, conversation.id, 'channel_unarchive')
      return {}
    },
  },

  'conversations.join': {
    scopes: [scopeOf('public_channel', 'write')],
    writes: true,
    async run(call) {
      const conversation = await readConversation(call, 'write')
      if (conversation.type !== 'public_channel') throw new SlackError('method_not_supported_for_channel_type')
      demandActive(conversation)
      if (isMember(call, conversation)) {
        call.warn('already_in_channel')
        return { channel: conversationResource(call, conversation) }
      }
      return { channel: conversationResource(call, await addMembers(call, conversation, [call.account.id])) }
    },
  },

  'conversations.leave': {
    scopes: CHANNEL_SCOPES,
    writes: true,
    async run(call) {
      const { account } = call
      const conversation = await readChannel(call)
      demandActive(conversation)
      if (conversation.isGeneral) throw new SlackError('cant_leave_general')
      // Not an error: docs.slack.dev/reference/methods/conversations.leave
      if (!isMember(call, conversation)) return { not_in_channel: true }
      if (conversation.type === 'private_channel' && conversation.members.length === 1) {
        throw new SlackError('last_member')
      }
      await announce(call, conversation.id, 'channel_leave')
      await changeConversation(call, conversation, { members: conversation.members.filter((id) => id !== account.id) })
      return {}
    },
  },

  'conversations.invite': {
    scopes: CHANNEL_SCOPES,
    writes: true,
    async run(call) {
      const { account, args, records } = call
      args.refuse('force')
      const conversation = await readChannel(call)
      const ids = [
        ...new Set(
          args
            .required('users')
            .split(',')
            .map((id) => id.trim())
            .filter(Boolean),
        ),
      ]
      if (ids.length === 0) throw new SlackError('no_user')
      if (ids.length > MAX_INVITED) throw invalidArguments(`no more than ${MAX_INVITED} users [json-pointer:/users]`)
      demandActive(conversation)
      demandMember(call, conversation)
      for (const id of ids) {
        if (id === account.id) throw new SlackError('cant_invite_self')
        await requireMember(records, account.id, id)
        if (conversation.members.includes(id)) throw new SlackError('already_in_channel')
      }
      return { channel: conversationResource(call, await addMembers(call, conversation, ids)) }
    },
  },
}

/** The channel that `channel` names, which the token may change; no direct message. */
async function readChannel(call: SlackCall): Promise<Conversation> {
  const conversation = await readConversation(call, 'write')
  demandChannel(conversation)
  return conversation
}

function readTypes(text: string): ConversationType[] {
  const types = text.split(',').map((type) => type.trim())
  const known = CONVERSATION_TYPES.filter((type) => types.includes(type))
  if (known.length < new Set(types).size) throw new SlackError('invalid_types')
  return known
}

/** Throws `name_taken`; channels that are archived or hidden from the account keep theirs. */
async function takeName({ records, account, clock }: SlackCall, name: string, channel: string): Promise<void> {
  if (await records.find(account.id, CHANNEL_NAMES, name)) throw new SlackError('name_taken')
  const now = clock.timestamp()
  const row = { accountId: account.id, kind: CHANNEL_NAMES, id: name, data: { id: channel } }
  await records.create({ ...row, dateCreated: now, dateModified: now })
}

async function addMembers(call: SlackCall, conversation: Conversation, ids: readonly string[]): Promise<Conversation> {
  const changed = await changeConversation(call, conversation, { members: [...conversation.members, ...ids] })
  for (const id of ids) await announce(call, conversation.id, 'channel_join', id)
  return changed
}

/** `date` is the place that the member had: who has left since then is found by it. */
function placeAfter(members: readonly string[], { date, id }: RecordPosition): number {
  const place = members.indexOf(id)
  return place === -1 ? date.getTime() : place + 1
}
