import type { SlackCall, SlackMethod } from './api.ts'
import { type Conversation, demandActive, findConversation } from './conversation.ts'
import { SlackError } from './errors.ts'
import { changeMessage, type Message, requireMessage } from './message.ts'
import { messageResource, permalinkOf } from './resources.ts'
import { isTs } from './timestamps.ts'

/** The name of an emoji without its colons, with a skin tone or without. Which ones a workspace has is not known here. */
const EMOJI = /^[\p{L}\p{N}_+'-]{1,100}(::skin-tone-[2-6])?$/u

export const reactionMethods: Record<string, SlackMethod> = {
  'reactions.add': {
    scopes: ['reactions:write'],
    writes: true,
    async run(call) {
      const name = readEmoji(call)
      const { conversation, message } = await readItem(call)
      demandActive(conversation)
      const reactions = message.reactions ?? []
      const users = reactions.find((each) => each.name === name)?.users
      if (users?.includes(call.account.id)) throw new SlackError('already_reacted')
      await changeMessage(call, conversation.id, message, {
        reactions: users
          ? reactions.map((each) => (each.name === name ? { name, users: [...users, call.account.id] } : each))
          : [...reactions, { name, users: [call.account.id] }],
      })
      return {}
    },
  },

  'reactions.remove': {
    scopes: ['reactions:write'],
    writes: true,
    async run(call) {
      const name = readEmoji(call)
      const { conversation, message } = await readItem(call)
      const reactions = message.reactions ?? []
      const isMine = reactions.some((each) => each.name === name && each.users.includes(call.account.id))
      if (!isMine) throw new SlackError('no_reaction')
      await changeMessage(call, conversation.id, message, {
        reactions: reactions
          .map((each) =>
            each.name === name ? { name, users: each.users.filter((id) => id !== call.account.id) } : each,
          )
          .filter(({ users }) => users.length > 0),
      })
      return {}
    },
  },

  'reactions.get': {
    scopes: ['reactions:read'],
    async run(call) {
      const { conversation, message } = await readItem(call)
      const permalink = permalinkOf(call, conversation.id, message)
      return { type: 'message', channel: conversation.id, message: { ...messageResource(call, message), permalink } }
    },
  },
}

function readEmoji({ args }: SlackCall): string {
  const name = args.required('name')
  if (!EMOJI.test(name)) throw new SlackError('invalid_name')
  return name
}

/** The message that `channel` and `timestamp` name. A workspace of the sandbox has no files to react to. */
async function readItem(call: SlackCall): Promise<{ conversation: Conversation; message: Message }> {
  const { args } = call
  if (args.text('file')) throw new SlackError('file_not_found')
  if (args.text('file_comment')) throw new SlackError('file_comment_not_found')
  const [channel, timestamp] = [args.text('channel'), args.text('timestamp')]
  if (!channel || !timestamp) throw new SlackError('no_item_specified')
  if (!isTs(timestamp)) throw new SlackError('bad_timestamp')
  const conversation = await findConversation(call, channel)
  return { conversation, message: await requireMessage(call, conversation.id, timestamp) }
}
