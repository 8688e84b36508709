import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import {
  createTestSandbox,
  jonas,
  maya,
  type TestSandbox,
  type TestUser,
  type WireCredential,
} from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
let user: TestUser
let work: WireCredential
let home: WireCredential
const received: { triggerType: string; credentialId: string; payload: Record<string, unknown> }[] = []
beforeAll(async () => {
  sandbox = await createTestSandbox({
    async deliver(request) {
      received.push(JSON.parse(await request.text()))
      return new Response()
    },
  })
  await sandbox.control('PATCH', `/projects/${sandbox.projectId}`, { webhookUrl: 'http://localhost:1/' })
  user = await sandbox.user('listener')
  work = await user.addAccount(maya.work, { integration: 'slack' })
  home = await user.addAccount(maya.home, { integration: 'slack' })
})
afterAll(() => sandbox.dispose())
beforeEach(() => {
  received.length = 0
})

const subscribe = async (type: string, credential: WireCredential) => {
  const headers = { 'x-paragon-credential': credential.id }
  const made = await user.call('POST', '/trigger-subscriptions', { body: { type }, headers })
  expect(made.status, await made.clone().text()).toBe(200)
}
const slack = async (method: string, body: object, credential: WireCredential) => {
  const headers = { 'x-paragon-credential': credential.id }
  const answer = await user.call('POST', `/sdk/proxy/slack/${method}`, { body, headers })
  const { output } = (await answer.json()) as { output: Record<string, unknown> & { ok: boolean } }
  expect(output.ok, JSON.stringify(output)).toBe(true)
  return output
}
/** What was told once so much was, by kind. */
async function told(count: number) {
  await expect.poll(() => received.length).toBeGreaterThanOrEqual(count)
  const { prisma } = sandbox.context.store
  await expect
    .poll(async () => (await prisma.job.findMany({ where: { kind: { startsWith: 'trigger' } } })).length)
    .toBe(0)
  return received
}

it('messages in channels, direct messages and new channels are told of as Slack tells, each to its own', async () => {
  for (const type of [
    'SLACK_TRIGGER_CHANNEL_MESSAGE_POSTED',
    'SLACK_TRIGGER_DIRECT_MESSAGE_CREATED',
    'SLACK_TRIGGER_CHANNEL_CREATED',
  ]) {
    await subscribe(type, work)
  }
  const { members } = (await slack('users.list', {}, work)) as unknown as {
    members: { id: string; profile: { email?: string } }[]
  }
  const colleague = members.find(({ profile }) => profile.email === jonas.work)?.id
  const sent = await slack('chat.postMessage', { channel: 'general', text: 'To everyone' }, work)
  const direct = await slack('chat.postMessage', { channel: colleague, text: 'To you' }, work)
  await slack('chat.postMessage', { channel: 'general', text: 'Elsewhere' }, home)
  const created = await slack('conversations.create', { name: 'told-of' }, work)
  const channel = created.channel as { id: string }

  const events = await told(4)
  const of = (type: string) => events.filter(({ triggerType }) => triggerType === type).map(({ payload }) => payload)
  expect(of('SLACK_TRIGGER_CHANNEL_MESSAGE_POSTED')).toMatchObject([
    {
      type: 'message',
      text: 'To everyone',
      channel: sent.channel,
      channel_type: 'channel',
      ts: sent.ts,
      event_ts: sent.ts,
    },
    { type: 'message', subtype: 'channel_join', channel: channel.id },
  ])
  expect(of('SLACK_TRIGGER_DIRECT_MESSAGE_CREATED')).toMatchObject([
    { text: 'To you', channel: direct.channel, channel_type: 'im' },
  ])
  expect(of('SLACK_TRIGGER_CHANNEL_CREATED')).toMatchObject([
    { type: 'channel_created', channel: { id: channel.id, name: 'told-of' } },
  ])
  expect(new Set(events.map(({ credentialId }) => credentialId))).toEqual(new Set([work.id]))
  expect(events).toHaveLength(4)
})

it('what Slack refuses, or what only reads, tells nobody', async () => {
  const headers = { 'x-paragon-credential': work.id }
  const body = { channel: 'nowhere', text: 'x' }
  await user.call('POST', '/sdk/proxy/slack/chat.postMessage', { body, headers })
  await slack('conversations.list', {}, work)
  const { prisma } = sandbox.context.store
  expect(await prisma.job.count({ where: { kind: { startsWith: 'trigger' } } })).toBe(0)
  expect(received).toEqual([])
})

it('examples are events as they would come', async () => {
  const example = async (type: string) => {
    const answer = await user.call('POST', '/triggers/examples', { body: { type } })
    expect(answer.status).toBe(200)
    return answer.json()
  }
  expect((await example('SLACK_TRIGGER_CHANNEL_MESSAGE_POSTED'))[0]).toMatchObject({
    type: 'message',
    channel_type: 'channel',
    event_ts: expect.any(String),
  })
  expect((await example('SLACK_TRIGGER_CHANNEL_CREATED'))[0]).toMatchObject({ type: 'channel_created' })
})
