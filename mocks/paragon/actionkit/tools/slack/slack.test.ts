import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jonas, type TestSandbox, type TestUser, type WireCredential } from '../../../../testing/test-sandbox.ts'
import { createToolWorld, toolCalls } from '../../testing.ts'

let sandbox: TestSandbox
let user: TestUser
let work: WireCredential
let home: WireCredential
beforeAll(async () => {
  ;({ sandbox, user, work, home } = await createToolWorld('slack'))
})
afterAll(() => sandbox.dispose())

interface SlackAnswer {
  ok: boolean
  nextPageCursor: string | null
  ts: string
  channel: string
  message: Record<string, unknown>
  channels: { id: string; name: string }[]
  members: { id: string; name: string }[]
  user: { id: string; profile: { email: string } }
  messages: { matches: { text: string }[]; total: number }
}
const { result, refusal, options } = toolCalls<SlackAnswer>(() => user, 'slack')
const general = async (credential: WireCredential) =>
  (await result('SLACK_LIST_CHANNELS', {}, credential)).channels.find(({ name }) => name === 'general')?.id

describe('Slack’s tools', () => {
  it('send to a channel, by name or id, in the workspace of the account', async () => {
    for (const credential of [work, home]) {
      const text = `Hello from ${credential.id}`
      const byName = await result('SLACK_SEND_MESSAGE', { channel: 'general', message: text }, credential)
      expect([byName.ok, byName.channel]).toEqual([true, await general(credential)])
    }
    const found = await result('SLACK_SEARCH_MESSAGES', { query: 'Hello' }, home)
    expect(found.messages.matches.map(({ text }) => text)).toEqual([`Hello from ${home.id}`])
    const sent = await result('SLACK_SEND_MESSAGE', {
      channel: (await general(work)) ?? '',
      message: 'With everything',
      botName: 'Bot',
      botIcon: ':dog:',
      blocks: '[{"type":"divider"}]',
    })
    const everything = {
      text: 'With everything',
      blocks: [{ type: 'divider' }],
      username: 'Bot',
      icons: { emoji: ':dog:' },
    }
    expect(sent).toMatchObject({ ok: true, message: everything })
    const asUser = await result('SLACK_SEND_MESSAGE', {
      channel: 'general',
      message: 'It is me',
      botName: 'Bot',
      botIcon: 'https://bot.example/icon.png',
      authenticatedUser: true,
    })
    expect(asUser.message).not.toHaveProperty('username')
    const pictured = { channel: 'general', message: 'Look', botIcon: 'https://bot.example/icon.png' }
    expect((await result('SLACK_SEND_MESSAGE', pictured)).message).toMatchObject({
      icons: { image_64: 'https://bot.example/icon.png' },
    })
  })

  it('find members and write to them', async () => {
    const { user: colleague } = await result('SLACK_GET_USER_BY_EMAIL', { email: jonas.work })
    expect(colleague.profile.email).toBe(jonas.work)
    const { members } = await result('SLACK_GET_USERS_BY_NAME', { name: 'jonas' })
    expect(members.map(({ id }) => id)).toEqual([colleague.id])
    const sent = await result('SLACK_SEND_DIRECT_MESSAGE', { memberId: colleague.id, message: 'Just you' })
    expect(sent.channel).toMatch(/^D/)
  })

  it('page, to null at the end', async () => {
    const all = await result('SLACK_LIST_MEMBERS')
    expect(all.nextPageCursor).toBeNull()
    const paged: string[] = []
    let pageCursor: string | null | undefined
    do {
      const page = await result('SLACK_LIST_MEMBERS', { paginationParameters: { limit: 1, pageCursor } })
      paged.push(...page.members.map(({ id }) => id))
      pageCursor = page.nextPageCursor
    } while (pageCursor)
    expect(paged).toEqual(all.members.map(({ id }) => id))

    for (const message of ['needle one', 'needle two', 'needle three']) {
      await result('SLACK_SEND_MESSAGE', { channel: 'general', message }, home)
    }
    const texts: string[] = []
    pageCursor = undefined
    do {
      const parameters = { query: 'needle', paginationParameters: { limit: 2, pageCursor } }
      const page = await result('SLACK_SEARCH_MESSAGES', parameters, home)
      texts.push(...page.messages.matches.map(({ text }) => text))
      pageCursor = page.nextPageCursor
    } while (pageCursor)
    expect(texts).toEqual(['needle three', 'needle two', 'needle one'])
  })

  it('answer with an error where Slack says that it is not ok', async () => {
    const refused = await refusal('SLACK_SEND_MESSAGE', { channel: 'nowhere', message: 'x' })
    expect(refused).toMatchObject({ status: 400, code: '41070', meta: { isIntegrationError: true } })
    expect(JSON.parse(refused.message)).toMatchObject({ ok: false, error: 'channel_not_found' })
    expect(await refusal('SLACK_SEND_MESSAGE', { channel: 'general', message: 'x', blocks: '{}' })).toMatchObject({
      status: 400,
      message: expect.stringMatching(/parameters\.blocks.*JSON array/),
    })
  })

  it('offer channels and members to choose from', async () => {
    expect(await options('channels', { search: 'gene' })).toEqual([{ value: await general(work), label: '#general' }])
    expect((await options('members', { search: 'jonas' })).map(({ label }) => label)).toEqual(['Jonas Weber'])
  })
})
