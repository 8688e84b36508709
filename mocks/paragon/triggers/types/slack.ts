import { z } from 'zod'
import type { Json } from '../../../store/connected-users.ts'
import { readSlack } from '../../actionkit/tools/slack/slack-call.ts'
import type { ThirdParty } from '../../credentials/third-party.ts'
import type { TriggerType, WebhookTrigger } from '../trigger-type.ts'

/** The triggers of Slack take none (docs: actionkit/integrations/slack/triggers). */
const parameters = z.strictObject({})

const event = z.looseObject({
  type: z.string(),
  event_ts: z.string(),
  channel_type: z.string().optional(),
  channel: z.union([z.string(), z.looseObject({ id: z.string() })]),
})
type SlackEvent = z.infer<typeof event>

/** Slack sends the whole event (docs.slack.dev/apis/events-api), and that is the payload. */
function onEvent(isWanted: (event: SlackEvent) => boolean): WebhookTrigger['receive'] {
  return async (_account, _parameters, { data }) => {
    const told = event.parse(data)
    const channel = typeof told.channel === 'string' ? told.channel : told.channel.id
    return isWanted(told) ? { key: `${told.type}/${channel}/${told.event_ts}`, payload: data } : undefined
  }
}

const conversations = z.object({ channels: z.array(z.looseObject({ id: z.string(), created: z.number() })) })
const history = z.object({ messages: z.array(z.looseObject({ ts: z.string() })) })

/** The newest messages of the first conversation of some kind, as events. */
function newestMessages(types: string, channelType: string) {
  return async (account: ThirdParty): Promise<Json[]> => {
    const { channels } = conversations.parse(await readSlack(account, 'conversations.list', { types, limit: 1 }))
    const [channel] = channels
    if (!channel) return []
    const { messages } = history.parse(
      await readSlack(account, 'conversations.history', { channel: channel.id, limit: 3 }),
    )
    return messages.map((message) => ({
      ...message,
      channel: channel.id,
      channel_type: channelType,
      event_ts: message.ts,
    }))
  }
}

const common = { triggerModel: 'WEBHOOK', topic: 'slack/event', parameters } as const

export const slackTriggers: readonly TriggerType[] = [
  {
    ...common,
    type: 'SLACK_TRIGGER_CHANNEL_MESSAGE_POSTED',
    title: 'Channel Message Sent',
    description: 'Trigger when a channel message is posted in Slack',
    receive: onEvent(
      ({ type, channel_type }) => type === 'message' && ['channel', 'group'].includes(channel_type ?? ''),
    ),
    examples: newestMessages('public_channel', 'channel'),
  },
  {
    ...common,
    type: 'SLACK_TRIGGER_DIRECT_MESSAGE_CREATED',
    title: 'Direct Message Created',
    description: 'Trigger when a direct message is created in Slack',
    receive: onEvent(({ type, channel_type }) => type === 'message' && ['im', 'mpim'].includes(channel_type ?? '')),
    examples: newestMessages('im', 'im'),
  },
  {
    ...common,
    type: 'SLACK_TRIGGER_CHANNEL_CREATED',
    title: 'Channel Created',
    description: 'Trigger when a channel was created in Slack',
    receive: onEvent(({ type }) => type === 'channel_created'),
    async examples(account) {
      const { channels } = conversations.parse(await readSlack(account, 'conversations.list', { limit: 3 }))
      return channels.map((channel) => ({ type: 'channel_created', channel, event_ts: `${channel.created}.000000` }))
    },
  },
]
