import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addAccount } from '../accounts.ts'
import { type ProviderFixture, startProvider } from '../testing.ts'
import { slackId } from './ids.ts'
import { channelId, type SlackAnswer, type SlackClient, signInAtSlack, userId } from './testing.ts'

const WORK = 'maya.chen@northwind.example'

let fixture: ProviderFixture
let work: SlackClient
let me: string
let channel: SlackAnswer
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
  channel = (await work.ok('conversations.create', { name: `channel-${count++}` })).channel
})

const names = (channels: { name: string }[]) => channels.map(({ name }) => name)
const info = async (id: string) =>
  (await work.ok('conversations.info', { channel: id, include_num_members: true })).channel
const said = async (id: string): Promise<[string | undefined, string][]> => {
  const { messages } = await work.ok('conversations.history', { channel: id })
  return messages.map(({ subtype, text }: { subtype?: string; text: string }) => [subtype, text])
}

describe('conversations.list', () => {
  it('lists public channels, in them or not, and the other kinds when asked for', async () => {
    const { channels } = await work.ok('conversations.list')
    expect(names(channels).slice(0, 4)).toEqual(['general', 'launch', 'support', 'q3-launch'])
    expect(channels[0]).toMatchObject({
      is_general: true,
      is_member: true,
      num_members: 5,
      topic: { value: 'Launch on 23 February' },
    })
    expect(channels[2]).toMatchObject({ is_member: false, num_members: 2, is_private: false, is_channel: true })
    expect(channels[3]).toMatchObject({ is_archived: true })
    const hidden = await work.ok('conversations.list', { types: 'private_channel' })
    expect(names(hidden.channels)).toEqual(['leadership'])
    expect(hidden.channels[0]).toMatchObject({ is_private: true, is_channel: true, is_group: false, is_member: true })
    const direct = await work.ok('conversations.list', { types: 'im, mpim' })
    expect(direct.channels).toMatchObject([{ is_im: true, user: await userId(work, 'priya') }])
    expect(direct.channels[0]).not.toHaveProperty('name')
    const active = await work.ok('conversations.list', { exclude_archived: true })
    expect(names(active.channels)).not.toContain('q3-launch')
    expect(await work.refused('conversations.list', { types: 'public_channel,secret' })).toBe('invalid_types')
  })

  it('comes page by page without gaps', async () => {
    const types = 'public_channel,private_channel,im'
    const all = (await work.ok('conversations.list', { types })).channels
    const paged: unknown[] = []
    let pages = 0
    for (let cursor = ''; ; pages++) {
      const page = await work.ok('conversations.list', { types, limit: 2, cursor })
      expect(page.channels.length).toBeLessThanOrEqual(2)
      paged.push(...page.channels)
      cursor = page.response_metadata.next_cursor
      if (cursor === '') break
    }
    expect(pages).toBeGreaterThan(2)
    expect(paged).toEqual(all)
    const { response_metadata } = await work.ok('conversations.list', { types, limit: 2 })
    const cursor = response_metadata.next_cursor
    expect(await work.refused('conversations.list', { cursor })).toBe('invalid_cursor')
    expect(await work.refused('conversations.list', { types, cursor, exclude_archived: true })).toBe('invalid_cursor')
    expect(await work.refused('conversations.list', { limit: 'all' })).toBe('invalid_limit')
  })
})

describe('conversations.info', () => {
  it('shows one conversation, and counts its members when asked', async () => {
    const id = await channelId(work, 'general')
    const { channel: found } = await work.ok('conversations.info', { channel: id })
    expect(found).not.toHaveProperty('num_members')
    expect(await info(id)).toEqual({ ...found, num_members: 5 })
    expect(await work.refused('conversations.info', { channel: 'C0' })).toBe('channel_not_found')
    expect(await work.refused('conversations.info', { channel: '' })).toBe('channel_not_found')
    expect(await work.refused('conversations.info', { channel: 'general' })).toBe('channel_not_found')
  })
})

describe('conversations.members', () => {
  it('lists the members page by page, also while somebody leaves', async () => {
    const id = await channelId(work, 'general')
    const { members, response_metadata } = await work.ok('conversations.members', { channel: id })
    expect(members).toHaveLength(5)
    expect(members[0]).toBe(me)
    expect(response_metadata).toEqual({ next_cursor: '' })
    const first = await work.ok('conversations.members', { channel: id, limit: 2 })
    const { next_cursor: cursor } = first.response_metadata
    const second = await work.ok('conversations.members', { channel: id, limit: 2, cursor })
    const last = { channel: id, limit: 2, cursor: second.response_metadata.next_cursor }
    const third = await work.ok('conversations.members', last)
    expect([...first.members, ...second.members, ...third.members]).toEqual(members)
    expect(third.response_metadata.next_cursor).toBe('')
    expect(await work.refused('conversations.members', { channel: channel.id, cursor })).toBe('invalid_cursor')
    expect(await work.refused('conversations.members', { channel: id, limit: -2 })).toBe('invalid_limit')
    expect(await work.refused('conversations.members', { channel: 'C0' })).toBe('channel_not_found')

    const others = (await work.ok('users.list')).members.map((user: { id: string }) => user.id).slice(2)
    await work.ok('conversations.invite', { channel: channel.id, users: others.join(',') })
    const start = await work.ok('conversations.members', { channel: channel.id, limit: 1 })
    expect(start.members).toEqual([me])
    await work.ok('conversations.leave', { channel: channel.id })
    const rest = { channel: channel.id, cursor: start.response_metadata.next_cursor }
    expect((await work.ok('conversations.members', rest)).members).toEqual(others)
  })
})

describe('conversations.create', () => {
  it('makes a channel with its maker in it', async () => {
    expect(channel).toMatchObject({
      id: expect.stringMatching(/^C[A-Z0-9]{10}$/),
      name: expect.stringMatching(/^channel-\d+$/),
      creator: me,
      is_member: true,
      is_private: false,
      is_archived: false,
      is_general: false,
    })
    expect(await info(channel.id)).toMatchObject({ name: channel.name, num_members: 1 })
    expect(await said(channel.id)).toEqual([['channel_join', `<@${me}> has joined the channel`]])
    expect(await channelId(work, channel.name)).toBe(channel.id)
  })

  it('makes a private one when asked to', async () => {
    const made = await work.ok('conversations.create', { name: 'geheim', is_private: 'true' })
    expect(made.channel).toMatchObject({ is_private: true, is_member: true })
    expect(names((await work.ok('conversations.list', { types: 'private_channel' })).channels)).toContain('geheim')
    expect(names((await work.ok('conversations.list')).channels)).not.toContain('geheim')
  })

  it.each([
    ['', 'invalid_name_required'],
    ['x'.repeat(81), 'invalid_name_maxlength'],
    ['Upper', 'invalid_name_specials'],
    ['with space', 'invalid_name_specials'],
    ['dot.dot', 'invalid_name_specials'],
    ['#general', 'invalid_name_specials'],
    ['-_-', 'invalid_name_punctuation'],
    ['general', 'name_taken'],
    ['q3-launch', 'name_taken'],
    ['hiring', 'name_taken'],
  ])('of the name "%s" is refused with %s', async (name, error) => {
    const before = await work.ok('conversations.list', { types: 'public_channel,private_channel' })
    expect(await work.refused('conversations.create', { name })).toBe(error)
    expect(await work.ok('conversations.list', { types: 'public_channel,private_channel' })).toEqual(before)
  })

  it.each(['x'.repeat(80), 'größe_2', '企画', '7'])('takes the name "%s"', async (name) => {
    expect((await work.ok('conversations.create', { name })).channel.name).toBe(name)
  })

  it('gives a name to one of those who ask at once', async () => {
    const attempts = Array.from({ length: 4 }, () => work.call('conversations.create', { name: 'once' }))
    const answers = await Promise.all(attempts)
    expect(answers.map(({ ok, error }) => ok || error).sort()).toEqual(['name_taken', 'name_taken', 'name_taken', true])
  })
})

describe('conversations.rename', () => {
  it('gives a channel another name, and the old one back', async () => {
    const name = `${channel.name}-new`
    const renamed = await work.ok('conversations.rename', { channel: channel.id, name })
    expect(renamed.channel).toMatchObject({
      id: channel.id,
      name,
      name_normalized: name,
      previous_names: [channel.name],
    })
    expect((await said(channel.id))[0]?.[0]).toBe('channel_name')
    expect((await work.ok('chat.postMessage', { channel: `#${name}`, text: 'Here' })).channel).toBe(channel.id)
    expect(await work.refused('chat.postMessage', { channel: channel.name, text: 'x' })).toBe('channel_not_found')
    await work.ok('conversations.create', { name: channel.name })
    expect(await work.refused('conversations.rename', { channel: channel.id, name: channel.name })).toBe('name_taken')
    const same = await work.ok('conversations.rename', { channel: channel.id, name })
    expect(same.channel.previous_names).toEqual([channel.name])
  })

  it('is refused where it cannot be', async () => {
    const rename = (id: string, name = 'other-name') => work.refused('conversations.rename', { channel: id, name })
    expect(await rename('C0')).toBe('channel_not_found')
    expect(await rename(channel.id, 'Not Good')).toBe('invalid_name_specials')
    expect(await rename(await channelId(work, 'support'))).toBe('not_in_channel')
    expect(await rename(await channelId(work, 'q3-launch'))).toBe('is_archived')
    const direct = await work.ok('conversations.open', { users: await userId(work, 'priya') })
    expect(await rename(direct.channel.id)).toBe('method_not_supported_for_channel_type')
  })
})

describe('conversations.archive and unarchive', () => {
  it('close a channel and open it again, with all that is in it', async () => {
    const { ts } = await work.ok('chat.postMessage', { channel: channel.id, text: 'Kept' })
    expect(await work.ok('conversations.archive', { channel: channel.id })).toEqual({ ok: true })
    expect(await info(channel.id)).toMatchObject({ is_archived: true, is_member: true })
    for (const [method, args] of [
      ['chat.postMessage', { text: 'x' }],
      ['reactions.add', { timestamp: ts, name: 'eyes' }],
      ['conversations.join', {}],
      ['conversations.leave', {}],
      ['conversations.rename', { name: 'x' }],
      ['conversations.invite', { users: 'U1' }],
    ] as const) {
      expect([method, await work.refused(method, { channel: channel.id, ...args })]).toEqual([method, 'is_archived'])
    }
    expect(await work.refused('chat.update', { channel: channel.id, ts, text: 'x' })).toBe('is_inactive')
    expect(await work.refused('conversations.archive', { channel: channel.id })).toBe('already_archived')
    expect(await work.ok('conversations.unarchive', { channel: channel.id })).toEqual({ ok: true })
    expect(await info(channel.id)).toMatchObject({ is_archived: false })
    expect((await said(channel.id)).map(([subtype]) => subtype)).toEqual([
      'channel_unarchive',
      'channel_archive',
      undefined,
      'channel_join',
    ])
    expect(await work.refused('conversations.unarchive', { channel: channel.id })).toBe('not_archived')
  })

  it('are refused where they cannot be', async () => {
    const archive = (id: string) => work.refused('conversations.archive', { channel: id })
    expect(await archive('C0')).toBe('channel_not_found')
    expect(await archive(await channelId(work, 'general'))).toBe('cant_archive_general')
    expect(await archive(await channelId(work, 'support'))).toBe('not_in_channel')
    const direct = (await work.ok('conversations.open', { users: await userId(work, 'priya') })).channel.id
    expect(await archive(direct)).toBe('method_not_supported_for_channel_type')
    const unarchived = await work.refused('conversations.unarchive', { channel: direct })
    expect(unarchived).toBe('method_not_supported_for_channel_type')
    expect(await work.refused('conversations.unarchive', { channel: 'C0' })).toBe('channel_not_found')
  })
})

describe('conversations.join and leave', () => {
  it('go into a public channel and out again', async () => {
    const id = await channelId(work, 'support')
    expect(await work.refused('chat.postMessage', { channel: id, text: 'x' })).toBe('not_in_channel')
    expect((await work.ok('conversations.join', { channel: id })).channel).toMatchObject({ id, is_member: true })
    expect((await said(id))[0]).toEqual(['channel_join', `<@${me}> has joined the channel`])
    const again = await work.ok('conversations.join', { channel: id })
    expect(again).toMatchObject({
      channel: { id },
      warning: 'already_in_channel',
      response_metadata: { warnings: ['already_in_channel'] },
    })
    expect(await info(id)).toMatchObject({ num_members: 3 })
    await work.ok('chat.postMessage', { channel: id, text: 'Hello' })
    expect(await work.ok('conversations.leave', { channel: id })).toEqual({ ok: true })
    expect(await info(id)).toMatchObject({ is_member: false, num_members: 2 })
    expect(await work.ok('conversations.leave', { channel: id })).toEqual({ ok: true, not_in_channel: true })
  })

  it('are refused where they cannot be', async () => {
    const direct = (await work.ok('conversations.open', { users: await userId(work, 'priya') })).channel.id
    const hidden = await work.ok('conversations.create', { name: `only-me-${count}`, is_private: true })
    for (const id of [direct, hidden.channel.id]) {
      expect(await work.refused('conversations.join', { channel: id })).toBe('method_not_supported_for_channel_type')
    }
    expect(await work.refused('conversations.leave', { channel: direct })).toBe('method_not_supported_for_channel_type')
    expect(await work.refused('conversations.leave', { channel: hidden.channel.id })).toBe('last_member')
    expect(await work.refused('conversations.leave', { channel: await channelId(work, 'general') })).toBe(
      'cant_leave_general',
    )
    for (const method of ['conversations.join', 'conversations.leave']) {
      expect(await work.refused(method, { channel: 'C0' })).toBe('channel_not_found')
    }
  })

  it('closes a private channel behind the one who leaves it', async () => {
    const { id } = (await work.ok('conversations.create', { name: `left-${count}`, is_private: true })).channel
    await work.ok('conversations.invite', { channel: id, users: await userId(work, 'amara') })
    await work.ok('conversations.leave', { channel: id })
    expect(await work.refused('conversations.history', { channel: id })).toBe('channel_not_found')
    expect(await work.refused('conversations.create', { name: `left-${count}` })).toBe('name_taken')
  })
})

describe('conversations.invite', () => {
  it('brings others in', async () => {
    const [priya, jonas] = [await userId(work, 'priya'), await userId(work, 'jonas')]
    await work.ok('conversations.invite', { channel: channel.id, users: `${priya}, ${jonas}` })
    expect((await work.ok('conversations.members', { channel: channel.id })).members).toEqual([me, priya, jonas])
    expect((await said(channel.id)).slice(0, 2)).toEqual([
      ['channel_join', `<@${jonas}> has joined the channel`],
      ['channel_join', `<@${priya}> has joined the channel`],
    ])
  })

  it('brings nobody in when one cannot be', async () => {
    const priya = await userId(work, 'priya')
    const invite = (users: string, id: string = channel.id) =>
      work.refused('conversations.invite', { channel: id, users })
    expect(await invite('')).toBe('no_user')
    expect(await invite(`${priya},U0`)).toBe('user_not_found')
    expect(await invite(`${priya},${me}`)).toBe('cant_invite_self')
    expect(await invite(priya, 'C0')).toBe('channel_not_found')
    expect(await invite(priya, await channelId(work, 'support'))).toBe('not_in_channel')
    expect(await invite(priya, await channelId(work, 'launch'))).toBe('already_in_channel')
    expect(await invite(Array.from({ length: 101 }, (_, index) => `U${index}`).join())).toBe('invalid_arguments')
    expect(await work.refused('conversations.invite', { channel: channel.id, users: priya, force: true })).toBe(
      'invalid_arguments',
    )
    const direct = (await work.ok('conversations.open', { users: priya })).channel.id
    expect(await invite(priya, direct)).toBe('method_not_supported_for_channel_type')
    expect(await info(channel.id)).toMatchObject({ num_members: 1 })
  })
})

describe('conversations.open', () => {
  it('opens a direct message once, and finds it again', async () => {
    const tomas = await userId(work, 'tomas')
    const opened = await work.ok('conversations.open', { users: tomas })
    expect(opened).toEqual({ ok: true, channel: { id: expect.stringMatching(/^D[A-Z0-9]{10}$/) } })
    const again = await work.ok('conversations.open', { users: tomas, return_im: true })
    expect(again).toMatchObject({ no_op: true, already_open: true })
    expect(again.channel).toMatchObject({ id: opened.channel.id, is_im: true, user: tomas, is_open: true })
    const byId = await work.ok('conversations.open', { channel: opened.channel.id })
    expect(byId).toEqual({ ok: true, no_op: true, already_open: true, channel: { id: opened.channel.id } })
    expect((await work.ok('conversations.members', { channel: opened.channel.id })).members).toEqual([me, tomas])
  })

  it('opens one with oneself, and one with several whoever is named first', async () => {
    const self = (await work.ok('conversations.open', { users: me, return_im: true })).channel
    expect(self).toMatchObject({ is_im: true, user: me })
    const [priya, jonas] = [await userId(work, 'priya'), await userId(work, 'jonas')]
    const { channel: group } = await work.ok('conversations.open', { users: `${priya},${jonas}`, return_im: true })
    expect(group).toMatchObject({
      id: expect.stringMatching(/^G[A-Z0-9]{10}$/),
      name: 'mpdm-maya--priya--jonas-1',
      is_mpim: true,
      is_group: true,
      is_private: true,
    })
    const other = await work.ok('conversations.open', { users: `${jonas},${me},${priya}` })
    expect(other).toMatchObject({ already_open: true, channel: { id: group.id } })
    const { ts } = await work.ok('chat.postMessage', { channel: group.id, text: 'Three of us' })
    expect((await work.ok('conversations.history', { channel: group.id })).messages).toMatchObject([{ ts }])
  })

  it('is refused where it cannot be', async () => {
    const open = (args: Record<string, unknown>) => work.refused('conversations.open', args)
    expect(await open({})).toBe('users_list_not_supplied')
    expect(await open({ users: ' , ' })).toBe('users_list_not_supplied')
    expect(await open({ users: 'U0' })).toBe('user_not_found')
    expect(await open({ users: Array.from({ length: 9 }, (_, index) => `U${index}`).join() })).toBe('too_many_users')
    expect(await open({ channel: 'D0' })).toBe('channel_not_found')
    expect(await open({ channel: channel.id })).toBe('method_not_supported_for_channel_type')
    expect(await open({ users: await userId(work, 'priya'), prevent_creation: true })).toBe('invalid_arguments')
  })
})

it('keeps private channels from those who are not in them', async () => {
  const id = slackId('C', me, 'hiring')
  expect(await fixture.ctx.store.provider.records.find(me, 'slack/channels', id)).toBeDefined()
  for (const method of ['conversations.info', 'conversations.history', 'conversations.members', 'conversations.join']) {
    expect([method, await work.refused(method, { channel: id })]).toEqual([method, 'channel_not_found'])
  }
  for (const name of [id, 'hiring', '#hiring']) {
    expect(await work.refused('chat.postMessage', { channel: name, text: 'x' })).toBe('channel_not_found')
  }
  expect((await work.ok('search.messages', { query: 'interviews' })).messages.total).toBe(0)
})

it('costs an account that never comes nothing', async () => {
  const opened = { projectId: 'project', directory: 'slack', email: 'never@mail.example', name: 'Never' }
  const { id } = await addAccount(fixture.ctx, opened)
  await signInAtSlack(fixture, 'never@mail.example')
  expect(await fixture.ctx.store.prisma.providerRecord.count({ where: { accountId: id } })).toBe(0)
})
