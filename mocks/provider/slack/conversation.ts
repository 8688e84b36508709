import { z } from 'zod'
import type { ProviderRecord } from '../../store/provider-records.ts'
import type { SlackCall } from './api.ts'
import { channelNotFound, SlackError } from './errors.ts'
import { slackId } from './ids.ts'
import { CONVERSATION_TYPES, scopeOf } from './scopes.ts'

export const CONVERSATIONS = 'slack/channels'
/** Ids of channels by their names, of which a workspace has each once. */
export const CHANNEL_NAMES = 'slack/channel-names'

const statement = z.object({ value: z.string(), creator: z.string(), last_set: z.number() })

export const conversationData = z.object({
  type: z.enum(CONVERSATION_TYPES),
  /** Empty for a direct message. */
  name: z.string(),
  creator: z.string(),
  /** User ids, in the order they came. */
  members: z.array(z.string()),
  isGeneral: z.boolean(),
  isArchived: z.boolean(),
  topic: statement,
  purpose: statement,
  previousNames: z.array(z.string()),
})

export type ConversationData = z.infer<typeof conversationData>

/** A channel, or a direct message between two people or more. */
export interface Conversation extends ConversationData {
  id: string
  dateCreated: Date
  dateModified: Date
}

export const NO_STATEMENT = { value: '', creator: '', last_set: 0 }

export function toConversation({ id, data, dateCreated, dateModified }: ProviderRecord): Conversation {
  return { ...conversationData.parse(data), id, dateCreated, dateModified }
}

export function isMember({ account }: SlackCall, { members }: Conversation): boolean {
  return members.includes(account.id)
}

/** Public channels are seen by everyone; of the rest only those who are in it know. */
export function isVisible(call: SlackCall, conversation: Conversation): boolean {
  return conversation.type === 'public_channel' || isMember(call, conversation)
}

/** The conversation of an id. Throws `channel_not_found` when there is none that the account may know of. */
export async function findConversation(call: SlackCall, id: string): Promise<Conversation> {
  const found = await call.records.find(call.account.id, CONVERSATIONS, id)
  const conversation = found && toConversation(found)
  if (!conversation || !isVisible(call, conversation)) throw channelNotFound()
  return conversation
}

/** The conversation that `channel` names, which the token's scopes must cover by its type. */
export async function readConversation(call: SlackCall, what: 'read' | 'history' | 'write'): Promise<Conversation> {
  const conversation = await findConversation(call, call.args.required('channel'))
  call.demand(scopeOf(conversation.type, what))
  return conversation
}

/** Throws `method_not_supported_for_channel_type` for a direct message. */
export function demandChannel({ type }: Conversation): void {
  if (type === 'im' || type === 'mpim') throw new SlackError('method_not_supported_for_channel_type')
}

export function demandMember(call: SlackCall, conversation: Conversation): void {
  if (!isMember(call, conversation)) throw new SlackError('not_in_channel')
}

export function demandActive({ isArchived }: Conversation): void {
  if (isArchived) throw new SlackError('is_archived')
}

/** Puts a conversation with changes in its place, and answers it. */
export async function changeConversation(
  { clock, records, account }: SlackCall,
  { id, dateCreated: _, dateModified: __, ...data }: Conversation,
  changes: Partial<ConversationData>,
): Promise<Conversation> {
  const changed = await records.update(account.id, CONVERSATIONS, id, { ...data, ...changes }, clock.timestamp())
  if (!changed) throw channelNotFound()
  return toConversation(changed)
}

/** Of the conversation of some people: the same, whoever of them opens it. */
export function directMessageId(members: readonly string[]): string {
  const people = [...new Set(members)].sort()
  return slackId(people.length > 2 ? 'G' : 'D', ...people)
}

/** A conversation with one other (or with oneself), or with several; `name` is that of a conversation with several. */
export function directMessage(creator: string, others: readonly string[], name = ''): ConversationData {
  return {
    type: name === '' ? 'im' : 'mpim',
    name,
    creator,
    members: [...new Set([creator, ...others])],
    isGeneral: false,
    isArchived: false,
    topic: NO_STATEMENT,
    purpose: NO_STATEMENT,
    previousNames: [],
  }
}
