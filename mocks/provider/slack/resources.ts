import type { SlackCall } from './api.ts'
import { type Conversation, isMember } from './conversation.ts'
import type { Member } from './member.ts'
import { type Message, TOMBSTONE } from './message.ts'

/** Users that a message with replies names; the rest are only counted (docs.slack.dev/messaging/retrieving-messages). */
const REPLY_USERS = 5

const seconds = (date: Date) => Math.floor(date.getTime() / 1000)

/** A conversation as Slack shows it (docs.slack.dev/reference/objects/conversation-object). */
export function conversationResource(call: SlackCall, conversation: Conversation) {
  const { id, type, name, creator, members, isArchived, dateCreated, dateModified } = conversation
  const common = {
    id,
    created: seconds(dateCreated),
    is_archived: isArchived,
    is_im: type === 'im',
    is_org_shared: false,
    context_team_id: call.team.id,
    updated: dateModified.getTime(),
  }
  if (type === 'im') {
    // A conversation with oneself has no other.
    const user = members.find((member) => member !== call.account.id) ?? call.account.id
    return { ...common, user, is_user_deleted: false, priority: 0 }
  }
  return {
    ...common,
    name,
    // Private channels of today are channels; a group message still is a group.
    is_channel: type !== 'mpim',
    is_group: type === 'mpim',
    is_mpim: type === 'mpim',
    is_private: type !== 'public_channel',
    is_general: conversation.isGeneral,
    is_member: isMember(call, conversation),
    unlinked: 0,
    name_normalized: name,
    is_shared: false,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    pending_connected_team_ids: [],
    shared_team_ids: [call.team.id],
    parent_conversation: null,
    creator,
    topic: conversation.topic,
    purpose: conversation.purpose,
    previous_names: conversation.previousNames,
  }
}

/** A message as Slack shows it (docs.slack.dev/reference/events/message). */
export function messageResource({ account, team }: SlackCall, message: Message) {
  const { ts, user, text, blocks, authorName, attachments, edited, reactions, parent, replies } = message
  // A message under another name is one of a bot's to whoever reads it (docs.slack.dev/reference/events/message/bot_message).
  const subtype = message.subtype ?? (authorName && 'bot_message')
  const users = Object.entries(replies?.users ?? {})
  return {
    type: 'message',
    ...(subtype !== undefined && { subtype }),
    ...(subtype === TOMBSTONE && { hidden: true }),
    user,
    text,
    ts,
    team: team.id,
    ...authorName,
    ...(blocks && { blocks }),
    ...(attachments && { attachments }),
    ...(edited && { edited }),
    ...(parent && { thread_ts: parent.ts, parent_user_id: parent.user }),
    ...(replies && {
      thread_ts: ts,
      reply_count: users.reduce((sum, [, count]) => sum + count, 0),
      reply_users_count: users.length,
      latest_reply: replies.latest,
      reply_users: users.slice(0, REPLY_USERS).map(([id]) => id),
      is_locked: false,
      subscribed: user === account.id || account.id in replies.users,
    }),
    ...(reactions &&
      reactions.length > 0 && { reactions: reactions.map((each) => ({ ...each, count: each.users.length })) }),
  }
}

export function permalinkOf({ team }: SlackCall, channel: string, { ts, parent }: Message): string {
  const link = `${team.url}archives/${channel}/p${ts.replace('.', '')}`
  return parent ? `${link}?thread_ts=${parent.ts}&cid=${channel}` : link
}

/**
 * A user as Slack shows it (docs.slack.dev/reference/objects/user-object): the address only to a token that may see it.
 */
export function memberResource({ team, scopes }: SlackCall, member: Member) {
  const { id, handle, name, email, title, isOwner, picture, dateModified } = member
  const [first = '', ...others] = name.split(' ')
  const images = [24, 32, 48, 72, 192, 512].map((size) => [`image_${size}`, picture])
  return {
    id,
    team_id: team.id,
    name: handle,
    deleted: false,
    real_name: name,
    tz: 'Etc/UTC',
    tz_label: 'Coordinated Universal Time',
    tz_offset: 0,
    profile: {
      title,
      phone: '',
      skype: '',
      real_name: name,
      real_name_normalized: name,
      display_name: handle,
      display_name_normalized: handle,
      first_name: first,
      last_name: others.join(' '),
      status_text: '',
      status_emoji: '',
      status_expiration: 0,
      ...(email !== null && scopes.includes('users:read.email') && { email }),
      ...(picture !== null && Object.fromEntries(images)),
      team: team.id,
    },
    is_admin: isOwner,
    is_owner: isOwner,
    is_primary_owner: isOwner,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    is_app_user: false,
    is_email_confirmed: email !== null,
    updated: seconds(dateModified),
  }
}
