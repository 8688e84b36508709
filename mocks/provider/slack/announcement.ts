import type { SlackCall } from './api.ts'
import { CONVERSATIONS, toConversation } from './conversation.ts'
import { tellOfMessage } from './events.ts'
import { addMessage, type MessageData } from './message.ts'

/** What Slack itself writes into a channel (docs.slack.dev/reference/events/message#subtypes), in the name of a user. */
const WORDS = {
  channel_join: 'has joined the channel',
  channel_leave: 'has left the channel',
  channel_archive: 'archived the channel',
  channel_unarchive: 'un-archived the channel',
}

export async function announce(call: SlackCall, channel: string, subtype: keyof typeof WORDS, user = call.account.id) {
  await write(call, channel, { user, subtype, text: `<@${user}> ${WORDS[subtype]}` })
}

export async function announceName(call: SlackCall, channel: string, before: string, after: string) {
  const text = `has renamed the channel from "${before}" to "${after}"`
  await write(call, channel, { user: call.account.id, subtype: 'channel_name', text })
}

async function write(call: SlackCall, channel: string, data: MessageData) {
  const message = await addMessage(call, channel, data)
  const conversation = await call.records.find(call.account.id, CONVERSATIONS, channel)
  if (conversation) tellOfMessage(call, toConversation(conversation), message)
}
