import { z } from 'zod'
import { type Answer, type Operation, ok } from '../../openapi/operation.ts'
import { channel, channelId, matches, member, message, messageWithLink, team, ts } from './openapi-schemas.ts'

/** What any method may be refused with (docs.slack.dev/apis/web-api#responses, and every method's page). */
const COMMON = [
  ...['not_authed', 'invalid_auth', 'token_expired', 'token_revoked', 'missing_scope', 'invalid_arguments'],
  ...[
    'invalid_charset',
    'invalid_json',
    'json_not_object',
    'invalid_form_data',
    'missing_post_type',
    'invalid_post_type',
  ],
] as const

const CHANNEL = ['channel_not_found'] as const
const PAGE = ['invalid_cursor', 'invalid_limit'] as const
const NAME = [
  'invalid_name_required',
  'invalid_name_maxlength',
  'invalid_name_specials',
  'invalid_name_punctuation',
  'name_taken',
] as const
const CONTENT = [
  'no_text',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'too_many_attachments',
] as const
const ITEM = [
  ...['no_item_specified', 'bad_timestamp', 'file_not_found', 'file_comment_not_found', 'message_not_found'],
  ...CHANNEL,
] as const
const OF_CHANNEL = [...CHANNEL, 'method_not_supported_for_channel_type'] as const

interface Method {
  name: string
  summary: string
  access: 'read' | 'write'
  args?: z.ZodRawShape
  answer?: z.ZodRawShape
  /** Beside those of every method. */
  errors?: readonly string[]
}

const text = z.string()
const texts = z.string().optional()
const flag = z.boolean().optional()
const paging = { cursor: texts, limit: z.int().min(0).optional() }
/** Empty on the last page. */
const next = { response_metadata: z.object({ next_cursor: text }).optional() }
const users = z.string().describe('Ids of users, with commas between')
const inChannel = { channel: text.describe('The id of a conversation') }
const period = { latest: texts, oldest: texts, inclusive: flag }
const list = (description: string) =>
  z
    .union([z.array(z.looseObject({})), z.string().describe('The same as JSON text')])
    .describe(description)
    .optional()
const content = { text: texts, blocks: list('Block Kit'), attachments: list('Attachments') }
const item = { channel: text, timestamp: ts.describe('Of the message') }

const methods: readonly Method[] = [
  {
    name: 'auth.test',
    summary: 'Whose token it is',
    access: 'read',
    answer: { url: text, team: text, user: text, team_id: text, user_id: text, is_enterprise_install: z.boolean() },
    errors: ['user_not_found'],
  },
  {
    name: 'team.info',
    summary: 'The workspace',
    access: 'read',
    args: { team: texts },
    answer: { team },
    errors: ['team_not_found'],
  },
  {
    name: 'users.list',
    summary: 'The people in the workspace',
    access: 'read',
    args: paging,
    answer: { members: z.array(member), cache_ts: z.int(), ...next },
    errors: PAGE,
  },
  {
    name: 'users.info',
    summary: 'One of them',
    access: 'read',
    args: { user: text },
    answer: { user: member },
    errors: ['user_not_found'],
  },
  {
    name: 'users.lookupByEmail',
    summary: 'One of them by their e-mail address',
    access: 'read',
    args: { email: text },
    answer: { user: member },
    errors: ['users_not_found'],
  },
  {
    name: 'conversations.list',
    summary: 'Channels and direct messages that the user may see, a page at a time',
    access: 'read',
    args: {
      types: z.string().describe('Of public_channel, private_channel, mpim and im, with commas between').optional(),
      exclude_archived: flag,
      ...paging,
    },
    answer: { channels: z.array(channel), ...next },
    errors: ['invalid_types', ...PAGE],
  },
  {
    name: 'conversations.info',
    summary: 'A conversation',
    access: 'read',
    args: { ...inChannel, include_num_members: flag },
    answer: { channel },
    errors: CHANNEL,
  },
  {
    name: 'conversations.members',
    summary: 'Who is in a conversation, a page at a time',
    access: 'read',
    args: { ...inChannel, ...paging },
    answer: { members: z.array(text), ...next },
    errors: [...CHANNEL, ...PAGE],
  },
  {
    name: 'conversations.create',
    summary: 'Makes a channel',
    access: 'write',
    args: { name: text, is_private: flag },
    answer: { channel },
    errors: NAME,
  },
  {
    name: 'conversations.rename',
    summary: 'Gives a channel another name',
    access: 'write',
    args: { ...inChannel, name: text },
    answer: { channel },
    errors: [...OF_CHANNEL, ...NAME, 'is_archived', 'not_in_channel'],
  },
  {
    name: 'conversations.archive',
    summary: 'Archives a channel',
    access: 'write',
    args: inChannel,
    errors: [...OF_CHANNEL, 'already_archived', 'cant_archive_general', 'not_in_channel'],
  },
  {
    name: 'conversations.unarchive',
    summary: 'Opens an archived channel again',
    access: 'write',
    args: inChannel,
    errors: [...OF_CHANNEL, 'not_archived'],
  },
  {
    name: 'conversations.join',
    summary: 'Joins a public channel',
    access: 'write',
    args: inChannel,
    answer: { channel },
    errors: [...OF_CHANNEL, 'is_archived'],
  },
  {
    name: 'conversations.leave',
    summary: 'Leaves a channel',
    access: 'write',
    args: inChannel,
    answer: { not_in_channel: z.literal(true).optional() },
    errors: [...OF_CHANNEL, 'is_archived', 'cant_leave_general', 'last_member'],
  },
  {
    name: 'conversations.invite',
    summary: 'Takes users into a channel',
    access: 'write',
    args: { ...inChannel, users },
    answer: { channel },
    errors: [
      ...OF_CHANNEL,
      ...['no_user', 'is_archived', 'not_in_channel', 'cant_invite_self', 'user_not_found', 'already_in_channel'],
    ],
  },
  {
    name: 'conversations.open',
    summary: 'Opens direct messages with one user or several',
    access: 'write',
    args: { users: users.optional(), channel: texts, return_im: flag },
    answer: {
      no_op: z.literal(true).optional(),
      already_open: z.literal(true).optional(),
      channel: z.union([z.object({ id: channelId }), channel]),
    },
    errors: [...OF_CHANNEL, 'users_list_not_supplied', 'too_many_users', 'user_not_found'],
  },
  {
    name: 'conversations.history',
    summary: 'The messages of a conversation, the newest first, a page at a time',
    access: 'read',
    args: { ...inChannel, ...period, ...paging },
    answer: {
      messages: z.array(message),
      has_more: z.boolean(),
      pin_count: z.int(),
      channel_actions_ts: z.null(),
      channel_actions_count: z.int(),
      ...next,
    },
    errors: [...CHANNEL, ...PAGE, 'invalid_ts_latest', 'invalid_ts_oldest'],
  },
  {
    name: 'conversations.replies',
    summary: 'A thread, a page at a time',
    access: 'read',
    args: { ...inChannel, ts, ...period, ...paging },
    answer: { messages: z.array(message), has_more: z.boolean(), ...next },
    errors: [...CHANNEL, ...PAGE, 'invalid_ts_latest', 'invalid_ts_oldest', 'thread_not_found'],
  },
  {
    name: 'chat.postMessage',
    summary: 'Posts a message, or a reply',
    access: 'write',
    args: {
      channel: text.describe('The id or the name of a channel, or the id of a user'),
      ...content,
      thread_ts: ts.optional(),
      reply_broadcast: flag,
      username: texts,
      icon_emoji: texts,
      icon_url: texts,
      as_user: flag,
    },
    answer: { channel: channelId, ts, message },
    errors: [...CHANNEL, ...CONTENT, 'invalid_thread_ts', 'is_archived', 'not_in_channel'],
  },
  {
    name: 'chat.update',
    summary: 'Edits a message of one’s own',
    access: 'write',
    args: { ...inChannel, ts, ...content },
    answer: { channel: channelId, ts, text, message },
    errors: [...CHANNEL, ...CONTENT, 'message_not_found', 'cant_update_message', 'is_inactive', 'msg_too_long'],
  },
  {
    name: 'chat.delete',
    summary: 'Deletes a message of one’s own',
    access: 'write',
    args: { ...inChannel, ts },
    answer: { channel: channelId, ts },
    errors: [...CHANNEL, 'message_not_found', 'cant_delete_message'],
  },
  {
    name: 'chat.getPermalink',
    summary: 'The address of a message',
    access: 'read',
    args: { ...inChannel, message_ts: ts },
    answer: { channel: channelId, permalink: text },
    errors: [...CHANNEL, 'message_not_found'],
  },
  {
    name: 'reactions.add',
    summary: 'Reacts to a message',
    access: 'write',
    args: { name: text.describe('Of an emoji, without colons'), ...item },
    errors: [...ITEM, 'invalid_name', 'is_archived', 'already_reacted'],
  },
  {
    name: 'reactions.remove',
    summary: 'Takes a reaction back',
    access: 'write',
    args: { name: text.describe('Of an emoji, without colons'), ...item },
    errors: [...ITEM, 'invalid_name', 'no_reaction'],
  },
  {
    name: 'reactions.get',
    summary: 'A message with the reactions to it',
    access: 'read',
    args: item,
    answer: { type: z.literal('message'), channel: channelId, message: messageWithLink },
    errors: ITEM,
  },
  {
    name: 'search.messages',
    summary: 'Searches messages',
    access: 'read',
    args: {
      query: text,
      sort: z.enum(['score', 'timestamp']).optional(),
      sort_dir: z.enum(['asc', 'desc']).optional(),
      count: z.int().min(1).optional(),
      page: z.int().min(1).optional(),
      highlight: flag,
    },
    answer: { query: text, messages: matches },
    errors: ['no_query'],
  },
]

/** Every method takes its arguments by POST, as JSON or as a form; those that only read by GET, too (docs.slack.dev/apis/web-api#basics). */
export const slackOperations: readonly Operation[] = methods.flatMap((method) => {
  const { name, summary, access, args = {} } = method
  const operationId = name.replace('.', '_')
  const common = {
    path: `/api/${name}`,
    // One route takes them all by any HTTP method.
    route: '/api/:method',
    summary,
    source: 'documented',
    access,
    responses: answersOf(method),
  } as const
  const schema = z.object(args)
  const mediaTypes = ['application/json', 'application/x-www-form-urlencoded']
  const post = { ...common, method: 'POST', operationId, body: { mediaTypes, schema }, isBodyOptional: true } as const
  return access === 'read'
    ? [post, { ...common, method: 'GET', operationId: `${operationId}_get`, query: schema }]
    : [post]
})

/** Status 200 but for a body beyond measure; `ok` tells how it went. */
function answersOf({ answer = {}, errors = [] }: Method): Record<string, Answer> {
  const { response_metadata: metadata, ...fields } = answer
  const remarks = { messages: z.array(text).optional(), warnings: z.array(text).optional() }
  const done = z.object({
    ok: z.literal(true),
    ...fields,
    warning: texts,
    response_metadata: z.object({ ...(metadata && { next_cursor: texts }), ...remarks }).optional(),
  })
  const refused = z.object({
    ok: z.literal(false),
    error: z.enum([...COMMON, ...errors]),
    needed: z.string().describe('With missing_scope: scopes of which one would do').optional(),
    provided: texts,
    warning: texts,
    response_metadata: z.object(remarks).optional(),
  })
  return {
    200: ok(z.union([done, refused])),
    413: ok(z.object({ ok: z.literal(false), error: z.literal('request_too_large') }), 'The body is too large'),
  }
}
