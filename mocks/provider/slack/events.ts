import type { SlackCall } from './api.ts'
import type { Conversation } from './conversation.ts'
import type { Message } from './message.ts'
import { conversationResource, messageResource } from './resources.ts'
import type { ConversationType } from './scopes.ts'
import { tsOf } from './timestamps.ts'

/** `channel_type` of a message event (docs.slack.dev/reference/events/message). */
const CHANNEL_TYPES: Record<ConversationType, string> = {
  public_channel: 'channel',
  private_channel: 'group',
  im: 'im',
  mpim: 'mpim',
}

export function tellOfMessage(call: SlackCall, { id, type }: Conversation, message: Message): void {
  const event = { channel: id, channel_type: CHANNEL_TYPES[type], event_ts: message.ts }
  call.tell({ ...messageResource(call, message), ...event })
}

/** docs.slack.dev/reference/events/channel_created */
export function tellOfChannel(call: SlackCall, conversation: Conversation): void {
  if (conversation.type !== 'public_channel') return
  const channel = conversationResource(call, conversation)
  call.tell({ type: 'channel_created', channel, event_ts: tsOf(conversation.dateCreated) })
}
