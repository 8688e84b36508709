/** `types` of conversations.list. */
export const CONVERSATION_TYPES = ['public_channel', 'private_channel', 'mpim', 'im'] as const
export type ConversationType = (typeof CONVERSATION_TYPES)[number]

const FAMILIES: Record<ConversationType, string> = {
  public_channel: 'channels',
  private_channel: 'groups',
  mpim: 'mpim',
  im: 'im',
}

/** The scope that allows something of conversations of one type, such as "groups:history". */
export function scopeOf(type: ConversationType, what: 'read' | 'history' | 'write'): string {
  return `${FAMILIES[type]}:${what}`
}

/** The scopes that allow it of one type or another. */
export function scopesOf(what: 'read' | 'history' | 'write'): string[] {
  return CONVERSATION_TYPES.map((type) => scopeOf(type, what))
}

const READ_PRIVATE = 'See the private channels and direct messages you are in'
const READ_PRIVATE_MESSAGES = 'Read what is written in your private channels and direct messages'
const MANAGE_PRIVATE = 'Manage your private channels, and start direct messages'

/**
 * What the consent page says of each scope of a user token, in this order (docs.slack.dev/reference/scopes). A token
 * stands for a person here, as Slack's user tokens do; bots have scopes of their own, which the sandbox does not know.
 */
export const SLACK_MEANINGS: Record<string, string> = {
  'team:read': 'See the name and address of your workspace',
  'users:read': 'See the people in your workspace',
  'users:read.email': 'See the e-mail addresses of people in your workspace',
  'channels:read': 'See the public channels of your workspace',
  'groups:read': READ_PRIVATE,
  'mpim:read': READ_PRIVATE,
  'im:read': READ_PRIVATE,
  'channels:history': 'Read what is written in public channels',
  'groups:history': READ_PRIVATE_MESSAGES,
  'mpim:history': READ_PRIVATE_MESSAGES,
  'im:history': READ_PRIVATE_MESSAGES,
  'search:read': 'Search your workspace',
  'channels:write': 'Create, join and manage public channels',
  'groups:write': MANAGE_PRIVATE,
  'mpim:write': MANAGE_PRIVATE,
  'im:write': MANAGE_PRIVATE,
  'chat:write': 'Send, edit and delete messages as you',
  'reactions:read': 'See the reactions to messages',
  'reactions:write': 'Add and remove your reactions to messages',
  'files:read': 'See the files shared in conversations you are in',
}
