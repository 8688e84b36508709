import { z } from 'zod'

const text = z.string()
const flag = z.boolean()
const teamId = z.string().regex(/^T[A-Z0-9]+$/)
const userId = z.string()
export const channelId = z.string().regex(/^[CDG][A-Z0-9]+$/)
export const ts = z.string().regex(/^\d{10}\.\d{6}$/)

const statement = z.object({ value: text, creator: text, last_set: z.int() })

/** docs.slack.dev/reference/objects/conversation-object; what a direct message has no place for is missing there. */
export const channel = z
  .object({
    id: channelId,
    created: z.int(),
    updated: z.int(),
    is_archived: flag,
    is_im: flag,
    is_org_shared: flag,
    context_team_id: teamId,
    user: userId.optional(),
    is_user_deleted: flag.optional(),
    priority: z.int().optional(),
    is_open: flag.optional(),
    name: text.optional(),
    name_normalized: text.optional(),
    is_channel: flag.optional(),
    is_group: flag.optional(),
    is_mpim: flag.optional(),
    is_private: flag.optional(),
    is_general: flag.optional(),
    is_member: flag.optional(),
    unlinked: z.int().optional(),
    is_shared: flag.optional(),
    is_ext_shared: flag.optional(),
    is_pending_ext_shared: flag.optional(),
    pending_shared: z.array(text).optional(),
    pending_connected_team_ids: z.array(text).optional(),
    shared_team_ids: z.array(teamId).optional(),
    parent_conversation: z.null().optional(),
    creator: userId.optional(),
    topic: statement.optional(),
    purpose: statement.optional(),
    previous_names: z.array(text).optional(),
    num_members: z.int().optional(),
    last_read: ts.optional(),
  })
  .meta({ id: 'Conversation' })

/** docs.slack.dev/reference/events/message */
const messageFields = {
  type: z.literal('message'),
  subtype: text.optional(),
  hidden: z.literal(true).optional(),
  user: userId,
  text,
  ts,
  team: teamId,
  username: text.optional(),
  icons: z.object({ emoji: text.optional(), image_64: text.optional() }).optional(),
  blocks: z.array(z.looseObject({ type: text, block_id: text })).optional(),
  attachments: z.array(z.looseObject({ id: z.unknown(), fallback: z.unknown() })).optional(),
  edited: z.object({ user: userId, ts }).optional(),
  thread_ts: ts.optional(),
  parent_user_id: userId.optional(),
  reply_count: z.int().optional(),
  reply_users_count: z.int().optional(),
  latest_reply: ts.optional(),
  reply_users: z.array(userId).optional(),
  is_locked: flag.optional(),
  subscribed: flag.optional(),
  reactions: z.array(z.object({ name: text, users: z.array(userId), count: z.int() })).optional(),
}
export const message = z.object(messageFields).meta({ id: 'Message' })
export const messageWithLink = z.object({ ...messageFields, permalink: text }).meta({ id: 'MessageWithLink' })

/** docs.slack.dev/reference/objects/user-object */
export const member = z
  .object({
    id: userId,
    team_id: teamId,
    name: text,
    deleted: flag,
    real_name: text,
    tz: text,
    tz_label: text,
    tz_offset: z.int(),
    profile: z.object({
      title: text,
      phone: text,
      skype: text,
      real_name: text,
      real_name_normalized: text,
      display_name: text,
      display_name_normalized: text,
      first_name: text,
      last_name: text,
      status_text: text,
      status_emoji: text,
      status_expiration: z.int(),
      email: text.optional(),
      image_24: text.optional(),
      image_32: text.optional(),
      image_48: text.optional(),
      image_72: text.optional(),
      image_192: text.optional(),
      image_512: text.optional(),
      team: teamId,
    }),
    is_admin: flag,
    is_owner: flag,
    is_primary_owner: flag,
    is_restricted: flag,
    is_ultra_restricted: flag,
    is_bot: flag,
    is_app_user: flag,
    is_email_confirmed: flag,
    updated: z.int(),
  })
  .meta({ id: 'User' })

/** docs.slack.dev/reference/methods/team.info */
export const team = z
  .object({
    id: teamId,
    name: text,
    domain: text,
    url: text,
    email_domain: text,
    icon: z.object({ image_default: z.literal(true) }),
  })
  .meta({ id: 'Team' })

/** docs.slack.dev/reference/methods/search.messages */
export const matches = z
  .object({
    total: z.int(),
    pagination: z.object({
      total_count: z.int(),
      page: z.int(),
      per_page: z.int(),
      page_count: z.int(),
      first: z.int(),
      last: z.int(),
    }),
    paging: z.object({ count: z.int(), total: z.int(), page: z.int(), pages: z.int() }),
    matches: z.array(
      z.object({
        iid: text,
        team: teamId,
        type: z.literal('message'),
        channel: z.object({
          id: channelId,
          name: text,
          is_channel: flag,
          is_group: flag,
          is_im: flag,
          is_mpim: flag,
          is_private: flag,
          is_shared: flag,
          is_ext_shared: flag,
          is_org_shared: flag,
          is_pending_ext_shared: flag,
          pending_shared: z.array(text),
        }),
        user: userId,
        username: text,
        ts,
        blocks: z.array(z.looseObject({ type: text, block_id: text })).optional(),
        text,
        permalink: text,
      }),
    ),
  })
  .meta({ id: 'SearchMatches' })
