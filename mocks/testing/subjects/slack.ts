import { channelId, signInAtSlack, userId } from '../../provider/slack/testing.ts'
import type { Subject } from './subject.ts'

const EMAIL = 'maya.chen@northwind.example'

export const slack: Subject = {
  service: 'slack',
  // Every answer has status 200.
  isRefusal: (_, text) => text.startsWith('{"ok":false'),
  async signIn(fixture) {
    const slack = await signInAtSlack(fixture, EMAIL)
    const general = await channelId(slack, 'general')
    const me = (await slack.ok('auth.test')).user_id
    const other = await userId(slack, 'jonas')
    let channels = 0
    return {
      token: slack.tokens.access_token,
      async furnish() {
        const create = async () =>
          (await slack.ok('conversations.create', { name: `channel-${channels++}` })).channel.id
        const [channel, left, archived] = [await create(), await create(), await create()]
        await slack.ok('conversations.leave', { channel: left })
        await slack.ok('conversations.archive', { channel: archived })
        const post = async (args: object) => (await slack.ok('chat.postMessage', { channel, ...args })).ts
        const ts = await post({ text: 'Ready for review' })
        await post({ text: 'Looks good', thread_ts: ts })
        await slack.ok('reactions.add', { channel, timestamp: ts, name: 'eyes' })
        const { response_metadata } = await slack.ok('users.list', { limit: 1 })
        const message = { channel, ts }
        const blocks = [{ type: 'section', text: { type: 'plain_text', text: 'Hello' } }]
        return {
          known: {
            channel: [channel, general, left, archived],
            user: [other, me],
            users: [other],
            email: [EMAIL, 'nobody@northwind.example'],
            team: [''],
            types: ['public_channel', 'public_channel,private_channel,mpim,im', 'shoes'],
            cursor: [response_metadata.next_cursor, ''],
            limit: ['1', '100', '-1'],
            ts: [ts],
            message_ts: [ts],
            timestamp: [ts],
            thread_ts: [ts],
            latest: [ts, 'soon'],
            oldest: ['0', ts],
            name: ['eyes', `named-${channels++}`],
            query: ['review', 'in:general from:me', 'after:2020-01-01'],
            count: ['1', '20', '0'],
            page: ['1'],
          },
          only: { reactions_get_get: { channel: [channel] }, conversations_replies_get: { channel: [channel] } },
          bodies: {
            auth_test: [{}],
            team_info: [{}],
            users_list: [{}, { limit: 1 }],
            users_info: [{ user: other }],
            users_lookupByEmail: [{ email: EMAIL }],
            conversations_info: [{ channel }],
            conversations_members: [{ channel }, { channel: general, limit: 2 }],
            search_messages: [{ query: 'review' }, { query: 'in:general', sort: 'timestamp', highlight: true }],
            conversations_list: [{}, { types: 'public_channel,im', limit: 1 }],
            conversations_create: [{ name: `made-${channels++}` }, { name: `made-${channels++}`, is_private: true }],
            conversations_rename: [{ channel, name: `renamed-${channels++}` }],
            conversations_archive: [{ channel }],
            conversations_unarchive: [{ channel: archived }],
            conversations_join: [{ channel: left }],
            conversations_leave: [{ channel }],
            conversations_invite: [{ channel, users: other }],
            conversations_open: [{ users: other }, { users: other, return_im: true }],
            conversations_history: [{ channel }, { channel, oldest: '0', limit: 1 }],
            conversations_replies: [message],
            chat_postMessage: [
              { channel, text: 'Hi' },
              { channel: other, text: 'Hi', blocks },
              { channel: '#general', attachments: [{ text: 'Look' }], username: 'Bot', icon_emoji: ':eyes:' },
              { channel, text: 'Yes', thread_ts: ts, reply_broadcast: true },
            ],
            chat_update: [
              { ...message, text: 'Changed' },
              { ...message, blocks },
            ],
            chat_delete: [message],
            chat_getPermalink: [{ channel, message_ts: ts }],
            reactions_add: [
              { channel, timestamp: ts, name: 'tada' },
              { channel, timestamp: ts, name: 'eyes' },
            ],
            reactions_remove: [{ channel, timestamp: ts, name: 'eyes' }],
            reactions_get: [{ channel, timestamp: ts }],
          },
        }
      },
    }
  },
}
