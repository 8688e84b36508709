import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ProviderFixture, startProvider } from '../testing.ts'
import { channelId, type SlackAnswer, type SlackClient, signInAtSlack, userId } from './testing.ts'

const WORK = 'maya.chen@northwind.example'

let fixture: ProviderFixture
let work: SlackClient
let me: string
/** A channel of its own for each test, with its maker in it. */
let channel: string
let count = 0

beforeAll(async () => {
  fixture = await startProvider()
  work = await signInAtSlack(fixture, WORK)
  me = (await work.ok('auth.test')).user_id
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})
beforeEach(async () => {
  channel = (await work.ok('conversations.create', { name: `channel-${count++}` })).channel.id
})

interface Shown {
  ts: string
  text: string
}

const send = (args: Record<string, unknown> = {}): Promise<SlackAnswer> =>
  work.ok('chat.postMessage', { channel, text: 'Hello', ...args })
const history = (args: Record<string, unknown> = {}) => work.ok('conversations.history', { channel, ...args })
const replies = (ts: string, args: Record<string, unknown> = {}) =>
  work.ok('conversations.replies', { channel, ts, ...args })
const texts = ({ messages }: SlackAnswer): string[] => messages.map(({ text }: Shown) => text)
const newest = async () => (await history({ limit: 1 })).messages[0]

/** Sends so many messages, named by their number. */
async function sendMany(many: number, args: Record<string, unknown> = {}): Promise<string[]> {
  const sent: string[] = []
  for (let index = 0; index < many; index++) sent.push((await send({ text: String(index), ...args })).ts)
  return sent
}

/** Every page of a method, by its cursors. */
async function pages(method: string, args: Record<string, unknown>): Promise<string[][]> {
  const found: string[][] = []
  for (let cursor: string | undefined; ; ) {
    const page = await work.ok(method, { channel, ...args, ...(cursor !== undefined && { cursor }) })
    found.push(texts(page))
    cursor = page.response_metadata?.next_cursor
    expect(page.has_more).toBe(cursor !== undefined)
    if (cursor === undefined) return found
  }
}

describe('chat.postMessage', () => {
  it('posts as the account, with a time that no other message has', async () => {
    const first = await send({ text: 'This message was sent with Paragon Connect :exploding_head:' })
    expect(first).toEqual({
      ok: true,
      channel,
      ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
      message: {
        type: 'message',
        user: me,
        text: 'This message was sent with Paragon Connect :exploding_head:',
        ts: first.ts,
        team: expect.stringMatching(/^T/),
      },
    })
    const others = await Promise.all(Array.from({ length: 8 }, () => send()))
    expect(new Set([first, ...others].map(({ ts }) => ts)).size).toBe(9)
    expect((await history({ limit: 9 })).messages.map(({ ts }: Shown) => ts)).toEqual(
      [first, ...others]
        .map(({ ts }) => ts)
        .sort()
        .reverse(),
    )
  })

  it('takes a time from no other process', async () => {
    const now = fixture.ctx.clockOf('project').now()
    const { timestamp } = fixture.ctx.clockOf('project')
    fixture.ctx.clockOf('project').timestamp = () => new Date(now)
    const sent = [await send(), await send(), await send()].map(({ ts }) => Number(ts.slice(-6)) % 1000)
    fixture.ctx.clockOf('project').timestamp = timestamp
    expect(sent).toEqual([sent[0], (sent[0] ?? 0) + 1, (sent[0] ?? 0) + 2])
  })

  it('finds a channel by its name, and a person by their id', async () => {
    const general = await channelId(work, 'general')
    expect((await send({ channel: '#general' })).channel).toBe(general)
    expect((await send({ channel: 'general' })).channel).toBe(general)
    expect((await send({ channel: 'leadership' })).channel).toBe(await channelId(work, 'leadership'))
    const amara = await userId(work, 'amara')
    const direct = await send({ channel: amara })
    expect(direct.channel).toMatch(/^D/)
    const opened = await work.ok('conversations.open', { users: amara })
    expect(opened).toMatchObject({ already_open: true, channel: { id: direct.channel } })
  })

  it('takes blocks and attachments, as JSON or as text of it', async () => {
    const blocks = [
      { type: 'section', text: { type: 'mrkdwn', text: '*Hi*' } },
      { type: 'divider', block_id: 'mine' },
    ]
    const attachments = [{ text: 'attached', color: 'good' }, { fallback: 'instead' }]
    const { message } = await work.ok('chat.postMessage', { channel, blocks, attachments })
    expect(message.blocks).toEqual([{ ...blocks[0], block_id: expect.any(String) }, blocks[1]])
    expect(message.attachments).toEqual([
      { id: 1, fallback: 'attached', ...attachments[0] },
      { id: 2, fallback: 'instead' },
    ])
    expect(await newest()).toEqual(message)
    const form = new URLSearchParams({
      channel,
      blocks: JSON.stringify(blocks),
      attachments: JSON.stringify(attachments),
    })
    const sent = await work.call('chat.postMessage', form)
    expect(sent.message.blocks.map(({ type }: { type: string }) => type)).toEqual(['section', 'divider'])
    expect(sent.message.attachments).toEqual(message.attachments)
  })

  it('goes under another name and picture, unless it is to be as the user', async () => {
    const named = await send({ username: 'Deploys', icon_emoji: ':rocket:', icon_url: 'https://icon.example/a.png' })
    const shown = { user: me, username: 'Deploys', icons: { emoji: ':rocket:' }, subtype: 'bot_message' }
    expect(named.message).toMatchObject(shown)
    expect(await newest()).toMatchObject(shown)
    expect((await send({ icon_url: 'https://icon.example/a.png' })).message).toMatchObject({
      icons: { image_64: 'https://icon.example/a.png' },
    })
    for (const args of [
      { username: 'Deploys', as_user: true },
      { username: '', icon_emoji: null },
    ]) {
      const { message } = await send(args)
      expect([message.username, message.icons, message.subtype]).toEqual([undefined, undefined, undefined])
    }
    // It stays its author's to change and to delete.
    const changed = await work.ok('chat.update', { channel, ts: named.ts, text: 'Done' })
    expect(changed.message).toMatchObject({ ...shown, text: 'Done' })
    await work.ok('chat.delete', { channel, ts: named.ts })
  })

  it('cuts a text that is too long, and says so', async () => {
    const long = await send({ text: 'x'.repeat(40_001) })
    expect(long).toMatchObject({ warning: 'message_truncated', response_metadata: { warnings: ['message_truncated'] } })
    expect(long.message.text).toHaveLength(40_000)
    expect((await newest()).text).toHaveLength(40_000)
    expect(await send({ text: 'x'.repeat(40_000) })).not.toHaveProperty('warning')
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['no channel of that id', { channel: 'CXXXXXXX0' }, 'channel_not_found'],
    ['no channel of that name', { channel: '#nowhere' }, 'channel_not_found'],
    ['an empty channel', { channel: '' }, 'channel_not_found'],
    ['no user of that id', { channel: 'U0' }, 'channel_not_found'],
    ['a channel it is not in', { channel: 'support' }, 'not_in_channel'],
    ['an archived channel', { channel: 'q3-launch' }, 'is_archived'],
    ['no text', { text: undefined }, 'no_text'],
    ['an empty text', { text: ' \n' }, 'no_text'],
    ['no blocks in the list', { text: '', blocks: [], attachments: [] }, 'no_text'],
    ['blocks that are no list', { blocks: { type: 'section' } }, 'invalid_blocks_format'],
    ['blocks that are no JSON', { blocks: '[{' }, 'invalid_blocks_format'],
    ['a block without a type', { blocks: [{ type: 'divider' }, {}] }, 'invalid_blocks'],
    ['too many blocks', { blocks: Array(51).fill({ type: 'divider' }) }, 'invalid_blocks'],
    ['attachments that are no list', { attachments: 'attached' }, 'invalid_attachments'],
    ['attachments that are none', { attachments: ['attached'] }, 'invalid_attachments'],
    ['too many attachments', { attachments: Array(101).fill({ text: 'x' }) }, 'too_many_attachments'],
    ['a thread that is no time', { thread_ts: '0' }, 'invalid_thread_ts'],
    ['a thread that is a number', { thread_ts: 1602251441.0017 }, 'invalid_thread_ts'],
    ['an empty thread', { thread_ts: '' }, 'invalid_thread_ts'],
    ['Markdown, which is not simulated', { markdown_text: '**Hi**' }, 'invalid_arguments'],
    ['metadata, which is not simulated', { metadata: { event_type: 'x' } }, 'invalid_arguments'],
  ])('refuses %s', async (_, args, error) => {
    const before = await fixture.ctx.store.prisma.providerRecord.count()
    expect(await work.refused('chat.postMessage', { channel, text: 'Hello', ...args })).toBe(error)
    expect(await fixture.ctx.store.prisma.providerRecord.count()).toBe(before)
  })

  it('says what is wrong where a code does not', async () => {
    const call = (args: Record<string, unknown>) => work.call('chat.postMessage', { channel, text: 'Hello', ...args })
    const messages = async (args: Record<string, unknown>) => (await call(args)).response_metadata.messages
    expect(await messages({ thread_ts: '0' })).toEqual(['[ERROR] 0 is not a valid thread_ts'])
    expect(await messages({ blocks: [{ type: 'divider' }, {}] })).toEqual([
      '[ERROR] missing required field: type [json-pointer:/blocks/1]',
    ])
    expect(await messages({ text: ['a'] })).toEqual(['[ERROR] must be a string [json-pointer:/text]'])
  })
})

describe('a thread', () => {
  it('shows its replies below its first message, and is counted there', async () => {
    const { ts } = await send({ text: 'First' })
    const one = await send({ text: 'One', thread_ts: ts })
    expect(one.message).toMatchObject({ thread_ts: ts, parent_user_id: me })
    const two = await send({ text: 'Two', thread_ts: ts })
    const facts = { thread_ts: ts, reply_count: 2, reply_users_count: 1, reply_users: [me], latest_reply: two.ts }
    expect((await history()).messages).toHaveLength(2)
    expect(await newest()).toMatchObject({ text: 'First', subscribed: true, ...facts })
    const { messages, has_more } = await replies(ts)
    expect([messages.map(({ text }: Shown) => text), has_more]).toEqual([['First', 'One', 'Two'], false])
    expect(messages[0]).toMatchObject(facts)
    expect(await replies(two.ts)).toEqual(await replies(ts))
    // A reply to a reply is one in the same thread.
    expect((await send({ text: 'Three', thread_ts: one.ts })).message.thread_ts).toBe(ts)
    expect((await newest()).reply_count).toBe(3)
  })

  it('counts replies that come at the same time', async () => {
    const { ts } = await send()
    await Promise.all(Array.from({ length: 8 }, () => send({ thread_ts: ts })))
    expect(await newest()).toMatchObject({ reply_count: 8, reply_users_count: 1 })
  })

  it('names those who replied, and counts the others', async () => {
    const launch = await channelId(work, 'launch')
    const { messages } = await work.ok('conversations.history', { channel: launch })
    const found = messages.find(({ text }: Shown) => text.startsWith('Can we move'))
    const [jonas, priya] = [await userId(work, 'jonas'), await userId(work, 'priya')]
    expect(found).toMatchObject({ reply_count: 2, reply_users: [jonas, priya], reply_users_count: 2 })
  })

  it('may show a reply in the channel, too', async () => {
    const { ts } = await send({ text: 'First' })
    const both = await send({ text: 'Both', thread_ts: ts, reply_broadcast: true })
    expect(both.message).toMatchObject({ subtype: 'thread_broadcast', thread_ts: ts })
    expect(texts(await history()).slice(0, 2)).toEqual(['Both', 'First'])
    expect(texts(await replies(ts))).toEqual(['First', 'Both'])
    await work.ok('chat.update', { channel, ts: both.ts, text: 'Changed' })
    expect(texts(await history())[0]).toBe('Changed')
    expect(texts(await replies(ts))).toEqual(['First', 'Changed'])
    await work.ok('chat.delete', { channel, ts: both.ts })
    expect(texts(await history())[0]).toBe('First')
    expect(texts(await replies(ts))).toEqual(['First'])
  })

  it('that is gone leaves a reply to it in the channel', async () => {
    const { ts } = await send()
    await work.ok('chat.delete', { channel, ts })
    const { message } = await send({ text: 'Alone', thread_ts: ts })
    expect(message).not.toHaveProperty('thread_ts')
    expect((await newest()).text).toBe('Alone')
  })

  it('comes page by page without gaps, its first message once', async () => {
    const { ts } = await send({ text: 'First' })
    const sent = await sendMany(7, { thread_ts: ts })
    await send({ text: 'Another' })
    for (const limit of [1, 2, 3, 8]) {
      const found = await pages('conversations.replies', { ts, limit })
      expect(found.flat()).toEqual(['First', '0', '1', '2', '3', '4', '5', '6'])
      expect(found.every((page) => page.length <= limit)).toBe(true)
    }
    const [, second = '', , , , sixth = ''] = sent
    expect((await pages('conversations.replies', { ts, oldest: second, limit: 2 })).flat()).toEqual([
      'First',
      '2',
      '3',
      '4',
      '5',
      '6',
    ])
    expect(
      (await pages('conversations.replies', { ts, oldest: second, latest: sixth, inclusive: true, limit: 1 })).flat(),
    ).toEqual(['First', '1', '2', '3', '4', '5'])
    const { response_metadata } = await replies(ts, { limit: 2 })
    const other = await send()
    const stray = { channel, ts: other.ts, cursor: response_metadata.next_cursor }
    expect(await work.refused('conversations.replies', stray)).toBe('invalid_cursor')
  })

  it.each<[Record<string, unknown>, string]>([
    [{ ts: '1700000000.000100' }, 'thread_not_found'],
    [{ ts: '' }, 'thread_not_found'],
    [{ ts: 'yesterday' }, 'thread_not_found'],
    [{ channel: 'C0', ts: '1700000000.000100' }, 'channel_not_found'],
    [{ cursor: 'invented' }, 'invalid_cursor'],
    [{ limit: 'all' }, 'invalid_limit'],
    [{ oldest: 'yesterday' }, 'invalid_ts_oldest'],
    [{ latest: 'tomorrow' }, 'invalid_ts_latest'],
  ])('asked for with %j is refused', async (args, error) => {
    const { ts } = await send()
    expect(await work.refused('conversations.replies', { channel, ts, ...args })).toBe(error)
  })
})

describe('conversations.history', () => {
  it('comes page by page without gaps, the newest first, also while others write', async () => {
    await sendMany(7)
    for (const limit of [1, 2, 3, 8]) {
      const found = await pages('conversations.history', { limit })
      expect(found.flat()).toEqual(['6', '5', '4', '3', '2', '1', '0', expect.stringContaining('joined')])
      expect(found.every((page) => page.length <= limit)).toBe(true)
    }
    const first = await history({ limit: 3 })
    await send({ text: 'later' })
    const rest = await history({ limit: 100, cursor: first.response_metadata.next_cursor })
    expect(texts(rest).slice(0, -1)).toEqual(['3', '2', '1', '0'])
    expect(rest).toMatchObject({ has_more: false, pin_count: 0 })
    expect(rest).not.toHaveProperty('response_metadata')
  })

  it('shows a period, without its ends or with them', async () => {
    const sent = await sendMany(6)
    const [, one = '', , three = '', four = ''] = sent
    expect(texts(await history({ oldest: one, latest: four }))).toEqual(['3', '2'])
    expect(texts(await history({ oldest: one, latest: four, inclusive: true }))).toEqual(['4', '3', '2', '1'])
    expect(texts(await history({ latest: one }))[0]).toBe('0')
    expect(texts(await history({ oldest: four }))).toEqual(['5'])
    expect(texts(await history({ oldest: four, inclusive: '1' }))).toEqual(['5', '4'])
    // One message, as Slack's page tells to fetch it, and the other way that is in use.
    expect(texts(await history({ latest: three, inclusive: true, limit: 1 }))).toEqual(['3'])
    expect(texts(await history({ oldest: three, inclusive: true, limit: 1 }))).toEqual(['3'])
    const all = await history()
    expect(await history({ inclusive: true })).toEqual(all)
    expect(texts(await history({ oldest: '0', latest: '9999999999' }))).toEqual(texts(all))
    expect(texts(await history({ latest: '1' }))).toEqual([])
    const pagedBack = await pages('conversations.history', { oldest: one, latest: four, inclusive: true, limit: 3 })
    expect(pagedBack).toEqual([['4', '3', '2'], ['1']])
  })

  it('is paged forward from its oldest message when only that is given', async () => {
    const sent = await sendMany(6)
    const found = await pages('conversations.history', { oldest: sent[0], limit: 2 })
    expect(found).toEqual([['2', '1'], ['4', '3'], ['5']])
    const { response_metadata } = await history({ oldest: sent[0], limit: 2 })
    const cursor = response_metadata.next_cursor
    expect(await work.refused('conversations.history', { channel, cursor })).toBe('invalid_cursor')
  })

  it('of a public channel is for everyone to read', async () => {
    const support = await channelId(work, 'support')
    expect(texts(await work.ok('conversations.history', { channel: support }))).toContain(
      'Fabrikam asks for two drives per user, again.',
    )
  })

  it.each<[Record<string, unknown>, string]>([
    [{ channel: 'C0' }, 'channel_not_found'],
    [{ channel: '#general' }, 'channel_not_found'],
    [{ cursor: 'invented' }, 'invalid_cursor'],
    [{ limit: 'all' }, 'invalid_limit'],
    [{ limit: -1 }, 'invalid_limit'],
    [{ oldest: 'slack:C1:1712345678.123456' }, 'invalid_ts_oldest'],
    [{ latest: '1712345678123456' }, 'invalid_ts_latest'],
  ])('asked for with %j is refused', async (args, error) => {
    expect(await work.refused('conversations.history', { channel, ...args })).toBe(error)
  })
})

describe('chat.update', () => {
  it('changes one’s own message and says when', async () => {
    const blocks = [{ type: 'divider', block_id: 'a' }]
    const { ts } = await send({ text: 'Before', blocks })
    const changed = await work.ok('chat.update', { channel, ts, text: 'After' })
    expect(changed).toMatchObject({ channel, ts, text: 'After' })
    const edited = { user: me, ts: expect.stringMatching(/^\d{10}\.\d{6}$/) }
    expect(changed.message).toMatchObject({ text: 'After', user: me, blocks, edited })
    expect(await newest()).toEqual(changed.message)
    expect(changed.message.edited.ts > ts).toBe(true)
    const bare = await work.ok('chat.update', { channel, ts, blocks: [] })
    expect(bare.message).not.toHaveProperty('blocks')
    expect(bare.text).toBe('After')
    const attached = await work.ok('chat.update', { channel, ts, text: '', attachments: [{ text: 'x' }] })
    expect(attached.message).toMatchObject({ text: '', attachments: [{ id: 1, text: 'x', fallback: 'x' }] })
  })

  it('keeps the replies and reactions of a message', async () => {
    const { ts } = await send()
    await send({ thread_ts: ts })
    await work.ok('reactions.add', { channel, timestamp: ts, name: 'eyes' })
    const { message } = await work.ok('chat.update', { channel, ts, text: 'After' })
    expect(message).toMatchObject({ reply_count: 1, reactions: [{ name: 'eyes' }] })
  })

  it('is refused where it cannot be', async () => {
    const { ts } = await send({ text: 'Mine' })
    const update = (args: Record<string, unknown>) => work.refused('chat.update', { channel, ts, text: 'x', ...args })
    expect(await update({ channel: 'C0' })).toBe('channel_not_found')
    expect(await update({ ts: '1700000000.000100' })).toBe('message_not_found')
    expect(await update({ ts: 'yesterday' })).toBe('message_not_found')
    expect(await update({ text: undefined })).toBe('no_text')
    expect(await update({ text: '' })).toBe('no_text')
    expect(await update({ text: 'x'.repeat(4001) })).toBe('msg_too_long')
    expect(await update({ text: undefined, blocks: 'x' })).toBe('invalid_blocks_format')
    expect(await update({ reply_broadcast: true })).toBe('invalid_arguments')
    const theirs = (await work.ok('conversations.history', { channel: await channelId(work, 'support') })).messages[0]
    expect(await update({ channel: await channelId(work, 'support'), ts: theirs.ts })).toBe('cant_update_message')
    const joined = (await history()).messages.at(-1)
    expect(await update({ ts: joined.ts })).toBe('cant_update_message')
    const archived = await channelId(work, 'q3-launch')
    const old = (await work.ok('conversations.history', { channel: archived })).messages[0]
    expect(await update({ channel: archived, ts: old.ts })).toBe('is_inactive')
    expect((await newest()).text).toBe('Mine')
  })
})

describe('chat.delete', () => {
  it('removes one’s own message', async () => {
    const { ts } = await send()
    expect(await work.ok('chat.delete', { channel, ts })).toEqual({ ok: true, channel, ts })
    expect((await history()).messages).toHaveLength(1)
    expect(await work.refused('chat.delete', { channel, ts })).toBe('message_not_found')
    expect(await work.refused('conversations.replies', { channel, ts })).toBe('thread_not_found')
  })

  it('counts a thread down', async () => {
    const { ts } = await send({ text: 'First' })
    const [one = '', two = ''] = await sendMany(2, { thread_ts: ts })
    await work.ok('chat.delete', { channel, ts: two })
    expect(await newest()).toMatchObject({ reply_count: 1, latest_reply: one, reply_users: [me] })
    await work.ok('chat.delete', { channel, ts: one })
    const { messages } = await replies(ts)
    expect(messages).toEqual([await newest()])
    expect(messages[0]).not.toHaveProperty('reply_count')
  })

  it('leaves a sign where replies hang from, until the last of them is gone', async () => {
    const { ts } = await send({ text: 'First' })
    const reply = await send({ thread_ts: ts })
    await work.ok('reactions.add', { channel, timestamp: ts, name: 'eyes' })
    await work.ok('chat.delete', { channel, ts })
    const sign = await newest()
    expect(sign).toMatchObject({
      subtype: 'tombstone',
      hidden: true,
      user: 'USLACKBOT',
      text: 'This message was deleted.',
      ts,
      reply_count: 1,
    })
    expect(sign).not.toHaveProperty('reactions')
    expect(await work.refused('chat.delete', { channel, ts })).toBe('cant_delete_message')
    expect((await work.ok('search.messages', { query: '"This message was deleted"' })).messages.total).toBe(0)
    await work.ok('chat.delete', { channel, ts: reply.ts })
    expect((await history()).messages).toHaveLength(1)
  })

  it('is refused where it cannot be', async () => {
    const remove = (args: Record<string, unknown>) => work.refused('chat.delete', { channel, ...args })
    expect(await remove({ channel: 'C0', ts: '1700000000.000100' })).toBe('channel_not_found')
    expect(await remove({ ts: '1700000000.000100' })).toBe('message_not_found')
    expect(await remove({ ts: '' })).toBe('message_not_found')
    const launch = await channelId(work, 'launch')
    const theirs = (await work.ok('conversations.history', { channel: launch })).messages.find(({ text }: Shown) =>
      text.startsWith('New hero'),
    )
    expect(await remove({ channel: launch, ts: theirs.ts })).toBe('cant_delete_message')
    expect(await remove({ ts: (await newest()).ts })).toBe('cant_delete_message')
  })
})

describe('chat.getPermalink', () => {
  it('links to a message, and to a reply in its thread', async () => {
    const { ts } = await send()
    const link = (at: string) => work.ok('chat.getPermalink', { channel, message_ts: at })
    const base = `https://northwind-product.slack.com/archives/${channel}/p`
    expect(await link(ts)).toEqual({ ok: true, channel, permalink: `${base}${ts.replace('.', '')}` })
    const reply = await send({ thread_ts: ts })
    const permalink = `${base}${reply.ts.replace('.', '')}?thread_ts=${ts}&cid=${channel}`
    expect(await link(reply.ts)).toEqual({ ok: true, channel, permalink })
    const missing = { channel, message_ts: '1700000000.000100' }
    expect(await work.refused('chat.getPermalink', missing)).toBe('message_not_found')
    expect(await work.refused('chat.getPermalink', { ...missing, channel: 'C0' })).toBe('channel_not_found')
  })
})

describe('reactions', () => {
  const add = (timestamp: string, name: string) => work.ok('reactions.add', { channel, timestamp, name })
  const get = async (timestamp: string) => work.ok('reactions.get', { channel, timestamp })

  it('are added, shown with the message, and removed', async () => {
    const { ts } = await send()
    await add(ts, 'eyes')
    await add(ts, '+1::skin-tone-3')
    const mine = { users: [me], count: 1 }
    const reactions = [
      { name: 'eyes', ...mine },
      { name: '+1::skin-tone-3', ...mine },
    ]
    expect((await newest()).reactions).toEqual(reactions)
    expect(await get(ts)).toEqual({
      ok: true,
      type: 'message',
      channel,
      message: { ...(await newest()), permalink: expect.stringContaining(`/archives/${channel}/p`) },
    })
    expect(await work.refused('reactions.add', { channel, timestamp: ts, name: 'eyes' })).toBe('already_reacted')
    expect(await work.ok('reactions.remove', { channel, timestamp: ts, name: 'eyes' })).toEqual({ ok: true })
    expect((await get(ts)).message.reactions).toEqual(reactions.slice(1))
    expect(await work.refused('reactions.remove', { channel, timestamp: ts, name: 'eyes' })).toBe('no_reaction')
    await work.ok('reactions.remove', { channel, timestamp: ts, name: '+1::skin-tone-3' })
    expect((await get(ts)).message).not.toHaveProperty('reactions')
  })

  it('join those of others, and leave theirs alone', async () => {
    const launch = await channelId(work, 'support')
    const { ts } = await work.ok('conversations.history', { channel: launch }).then(({ messages }) => messages[0])
    await work.ok('reactions.add', { channel: launch, timestamp: ts, name: 'eyes' })
    const general = await channelId(work, 'general')
    const { messages } = await work.ok('conversations.history', { channel: general })
    const planned = messages.find(({ text }: Shown) => text.includes('23 February'))
    const item = { channel: general, timestamp: planned.ts, name: 'rocket' }
    expect(await work.refused('reactions.remove', item)).toBe('no_reaction')
    await work.ok('reactions.add', item)
    const users = [await userId(work, 'amara'), await userId(work, 'priya')]
    const rocket = async () => (await work.ok('reactions.get', item)).message.reactions[0]
    expect(await rocket()).toEqual({ name: 'rocket', users: [...users, me], count: 3 })
    await work.ok('reactions.remove', item)
    expect(await rocket()).toEqual({ name: 'rocket', users, count: 2 })
  })

  it('added at the same time are all there, one of a kind once', async () => {
    const { ts } = await send()
    await Promise.all(['eyes', 'tada', 'rocket', 'wave'].map((name) => add(ts, name)))
    expect((await newest()).reactions).toHaveLength(4)
    const item = { channel, timestamp: ts, name: 'fire' }
    const answers = await Promise.all([1, 2, 3].map(() => work.call('reactions.add', item)))
    expect(answers.map(({ ok, error }) => ok || error).sort()).toEqual(['already_reacted', 'already_reacted', true])
  })

  it.each<[Record<string, unknown>, string]>([
    [{ channel: undefined }, 'no_item_specified'],
    [{ timestamp: undefined }, 'no_item_specified'],
    [{ timestamp: 'yesterday' }, 'bad_timestamp'],
    [{ timestamp: '1700000000.000100' }, 'message_not_found'],
    [{ channel: 'C0' }, 'channel_not_found'],
    [{ name: ':eyes:' }, 'invalid_name'],
    [{ name: '' }, 'invalid_name'],
  ])('with %j are refused', async (args, error) => {
    const { ts: timestamp } = await send()
    const item = { channel, timestamp, name: 'eyes', ...args }
    for (const method of ['reactions.add', 'reactions.remove']) expect(await work.refused(method, item)).toBe(error)
    if (!('name' in args)) expect(await work.refused('reactions.get', item)).toBe(error)
  })

  it('of files are none, as there are no files', async () => {
    for (const [item, error] of [
      [{ file: 'F1' }, 'file_not_found'],
      [{ file_comment: 'Fc1' }, 'file_comment_not_found'],
    ] as const) {
      expect(await work.refused('reactions.get', item)).toBe(error)
      expect(await work.refused('reactions.remove', { ...item, name: 'eyes' })).toBe(error)
    }
  })
})

describe('search.messages', () => {
  const search = async (query: string, args: Record<string, unknown> = {}) =>
    work.ok('search.messages', { query, ...args })
  const found = async (query: string, args: Record<string, unknown> = {}) =>
    (await search(query, args)).messages.matches.map(({ text }: Shown) => text)

  it('finds what is written anywhere that one may look, replies too, the newest first', async () => {
    const { ts } = await send({ text: 'Needle in the channel' })
    const reply = await send({ text: 'needle in a thread', thread_ts: ts })
    const direct = await send({ channel: await userId(work, 'priya'), text: 'NEEDLE between us' })
    const { messages, query } = await search('needle')
    expect(query).toBe('needle')
    expect(messages.matches.map((match: Shown) => match.text)).toEqual([
      'NEEDLE between us',
      'needle in a thread',
      'Needle in the channel',
    ])
    expect(messages).toMatchObject({
      total: 3,
      paging: { count: 20, total: 3, page: 1, pages: 1 },
      pagination: { total_count: 3, page: 1, per_page: 20, page_count: 1, first: 1, last: 3 },
    })
    expect(messages.matches[1]).toMatchObject({
      iid: expect.any(String),
      type: 'message',
      user: me,
      username: 'maya',
      ts: reply.ts,
      channel: { id: channel, is_private: false, is_channel: true },
      permalink: expect.stringContaining(`thread_ts=${ts}`),
    })
    expect(messages.matches[0].channel).toMatchObject({
      id: direct.channel,
      is_im: true,
      name: await userId(work, 'priya'),
    })
    expect(await found('needle', { sort: 'timestamp', sort_dir: 'asc' })).toEqual([
      'Needle in the channel',
      'needle in a thread',
      'NEEDLE between us',
    ])
    expect(await found('has joined the channel')).toEqual([])
  })

  it('goes by words, phrases and what must not be there', async () => {
    await send({ text: 'The quick brown fox' })
    await send({ text: 'A brown quick dog' })
    expect(await found('quick brown')).toHaveLength(2)
    expect(await found('"quick brown"')).toEqual(['The quick brown fox'])
    expect(await found('quick -fox')).toEqual(['A brown quick dog'])
    expect(await found('quick -"brown fox"')).toEqual(['A brown quick dog'])
    expect(await found('quick cat')).toEqual([])
    expect(await found('quick (brown|fox)')).toEqual([])
    expect(await found('colour:brown')).toEqual([])
  })

  it('goes by channel, author and day', async () => {
    const [jonas, launch] = [await userId(work, 'jonas'), await channelId(work, 'launch')]
    expect(await found('in:#launch beta')).toEqual(['Can we move the beta to 2 February?'])
    for (const place of ['in:launch', `in:${launch}`, `in:<#${launch}>`])
      expect(await found(`${place} beta`)).toHaveLength(1)
    expect(await found('in:general beta')).toEqual([])
    for (const author of ['from:@jonas', 'from:jonas', `from:<@${jonas}>`]) {
      expect(await found(author)).toEqual(['Staging is free that week, so yes.'])
    }
    expect(await found('from:me beta')).toHaveLength(1)
    expect(await found('beta -from:me')).toEqual([])
    const day = new Date(fixture.ctx.clockOf('project').now())
    const [today, tomorrow] = [0, 1].map((days) =>
      new Date(day.getTime() + days * 86_400_000).toISOString().slice(0, 10),
    )
    await send({ text: 'Dated' })
    expect(await found(`dated on:${today}`)).toEqual(['Dated'])
    expect(await found(`dated before:${tomorrow}`)).toEqual(['Dated'])
    for (const never of [`before:${today}`, `after:${today}`, `on:${tomorrow}`])
      expect(await found(`dated ${never}`)).toEqual([])
  })

  it('marks what it found when asked to', async () => {
    await send({ text: 'Marked (twice), marked.' })
    const [text] = await found('marked "(twice)"', { highlight: true })
    expect(text).toBe('\uE000Marked\uE001 \uE000(twice)\uE001, \uE000marked\uE001.')
    expect(await found(`from:me in:channel-${count - 1}`, { highlight: true })).toEqual(['Marked (twice), marked.'])
  })

  it('comes page by page without gaps', async () => {
    await Promise.all(Array.from({ length: 7 }, (_, index) => send({ text: `paged ${index}` })))
    const all = await found('paged')
    expect(all).toHaveLength(7)
    const paged: string[] = []
    for (const page of [1, 2, 3]) paged.push(...(await found('paged', { count: 3, page })))
    expect(paged).toEqual(all)
    const { messages } = await search('paged', { count: 3, page: 3 })
    expect(messages.pagination).toEqual({ total_count: 7, page: 3, per_page: 3, page_count: 3, first: 7, last: 7 })
    const beyond = await search('paged', { count: 3, page: 4 })
    expect(beyond.messages).toMatchObject({ matches: [], total: 7, pagination: { first: 0 } })
    expect((await search('paged', { count: 1000 })).messages.paging.count).toBe(100)
  })

  it.each<[Record<string, unknown>, string]>([
    [{ query: ' ' }, 'no_query'],
    [{ sort: 'size' }, 'invalid_arguments'],
    [{ sort_dir: 'up' }, 'invalid_arguments'],
    [{ count: 0 }, 'invalid_arguments'],
    [{ page: 'first' }, 'invalid_arguments'],
    [{ cursor: '*' }, 'invalid_arguments'],
  ])('with %j is refused', async (args, error) => {
    expect(await work.refused('search.messages', { query: 'x', ...args })).toBe(error)
  })
})
