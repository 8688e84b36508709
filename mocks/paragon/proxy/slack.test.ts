import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createTestSandbox,
  maya,
  type TestSandbox,
  type TestUser,
  type WireCredential,
} from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
let user: TestUser
/** The workspaces at work and at home; the first is the default one. */
let a: WireCredential
let b: WireCredential
let users = 0

beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())
beforeEach(async () => {
  user = await sandbox.user(`slack-user-${users++}`)
  a = await user.addAccount(maya.work, { integration: 'slack' })
  b = await user.addAccount(maya.home, { integration: 'slack', externalId: 'trip' })
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** What Slack answered, as `paragon.request` hands it out. */
async function slack(path: string, credential: string | undefined, body?: Record<string, unknown>) {
  const answer = await user.call(body ? 'POST' : 'GET', `/sdk/proxy/slack/${path}`, {
    body,
    headers: { 'content-type': 'auto', ...(credential && { 'x-paragon-credential': credential }) },
  })
  const { output } = (await answer.json()) as { output: Awaited<ReturnType<Response['json']>> }
  return { status: answer.status, output }
}

async function textsIn(channel: string, credential: string): Promise<string[]> {
  const { output } = await slack(`conversations.history?channel=${channel}`, credential)
  return output.messages.map(({ text }: { text: string }) => text)
}

async function channelId(name: string, credential: string): Promise<string> {
  const { output } = await slack('conversations.list', credential)
  return output.channels.find((channel: { name: string }) => channel.name === name).id
}

const text = 'This message was sent with Paragon Connect :exploding_head:'

describe('chat.postMessage, as on the vendor’s page', () => {
  it('lands in the workspace of the selected account of two, and nowhere else', async () => {
    const [atWork, atHome] = [await channelId('general', a.id), await channelId('general', b.id)]
    const posted = await slack('chat.postMessage', b.id, { channel: atHome, text })
    expect(posted).toMatchObject({
      status: 200,
      output: { ok: true, channel: atHome, message: { user: b.providerId, text } },
    })
    expect(await textsIn(atHome, b.id)).toContain(text)
    expect(await textsIn(atWork, a.id)).not.toContain(text)
    for (const [credential, query] of [
      [a.id, 0],
      [b.id, 1],
    ] as const) {
      const { output } = await slack(`search.messages?query=${encodeURIComponent(`"${text}"`)}`, credential)
      expect(output.messages.total).toBe(query)
    }
  })

  it.each([
    ['nothing selected', () => undefined, () => a.providerId],
    ['the id of the one', () => a.id, () => a.providerId],
    ['the id of the other', () => b.id, () => b.providerId],
    ['the external id', () => 'ext:trip', () => b.providerId],
  ])('is written by the account of %s', async (_, credential, author) => {
    const { output } = await slack('chat.postMessage', credential(), { channel: '#general', text })
    expect(output.message.user).toBe(author())
  })

  it('refused by Slack is answered as Slack does, and done once', async () => {
    const fetch = vi.spyOn(sandbox.context, 'fetch')
    const { status, output } = await slack('chat.postMessage', b.id, { channel: 'CXXXXXXX0', text })
    expect([status, output]).toMatchObject([200, { ok: false, error: 'channel_not_found' }])
    expect(fetch).toHaveBeenCalledTimes(1)
    expect((await user.integration('slack')).allCredentials.map((each) => each.status)).toEqual(['VALID', 'VALID'])
  })

  it('goes to an address of Slack, and to no other', async () => {
    const { output } = await slack('https://slack.com/api/chat.postMessage', b.id, { channel: '#general', text })
    expect(output).toMatchObject({ ok: true, message: { user: b.providerId } })
    expect((await slack('https://www.googleapis.com/drive/v3/files', b.id)).status).toBe(400)
  })
})

describe('a Slack account', () => {
  it('tells its workspace in its providerData', () => {
    expect(a.providerData).toMatchObject({
      email: maya.work,
      name: 'Maya Chen',
      'https://slack.com/user_id': a.providerId,
      'https://slack.com/team_id': expect.stringMatching(/^T/),
      'https://slack.com/team_name': 'Northwind Product',
      'https://slack.com/team_domain': 'northwind-product',
    })
    expect(b.providerData['https://slack.com/team_name']).toBe('Lisbon Trip')
    expect(a.providerData).not.toHaveProperty('sub')
  })

  it('is connected by signing in, with what the consent page shows', async () => {
    const fresh = await sandbox.user(`slack-user-${users++}`)
    const window = await fresh.openPopup({ type: 'slack' })
    await window.press('Maya Chen')
    expect(window.text).toContain('Send, edit and delete messages as you')
    await window.press('Allow')
    const { allCredentials } = await fresh.integration('slack')
    expect(allCredentials).toMatchObject([{ providerData: { email: maya.work }, status: 'VALID' }])
  })
})

describe('an access token that Slack refuses with status 200', () => {
  /** Slack's own word on the token, which Paragon takes to be good still. */
  async function spoil(credential: WireCredential, how: 'expired' | 'forgotten') {
    const { prisma } = sandbox.context.store
    const where = { kind: 'access', grant: { accountId: credential.providerId } }
    if (how === 'forgotten') await prisma.providerToken.deleteMany({ where })
    else await prisma.providerToken.updateMany({ where, data: { dateExpires: new Date(0) } })
  }

  it.each(['expired', 'forgotten'] as const)('because it is %s is refreshed, and the call made again', async (how) => {
    await spoil(b, how)
    const before = (await user.integration('slack')).allCredentials[1]
    const { output } = await slack('chat.postMessage', b.id, { channel: '#general', text: `once, ${how}` })
    expect(output).toMatchObject({ ok: true, message: { user: b.providerId } })
    const { output: found } = await slack(`search.messages?query="once, ${how}"`, b.id)
    expect(found.messages.total).toBe(1)
    const after = (await user.integration('slack')).allCredentials[1]
    expect(after).toMatchObject({ id: b.id, status: 'VALID', refreshFailureCount: 0 })
    expect(after?.dateRefreshed).not.toBe(before?.dateRefreshed)
  })

  it('in raw mode is refreshed, too', async () => {
    await spoil(b, 'expired')
    const headers = { 'x-paragon-credential': b.id, 'x-paragon-use-raw-response': '1' }
    const answer = await user.call('GET', '/sdk/proxy/slack/auth.test', { headers })
    expect(await answer.json()).toMatchObject({ ok: true, user_id: b.providerId })
    expect(answer.headers.get('x-oauth-scopes')).toContain('chat:write')
  })

  it('because its grant is gone makes the credential INVALID, and leaves the other alone', async () => {
    await sandbox.control('POST', `/projects/test-project/credentials/${b.id}/revoke`)
    const refused = await user.call('GET', '/sdk/proxy/slack/auth.test', { headers: { 'x-paragon-credential': b.id } })
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { message: expect.stringContaining('Reconnect') },
    ])
    const { allCredentials } = await user.integration('slack')
    expect(allCredentials.map(({ status }) => status)).toEqual(['VALID', 'INVALID'])
    expect((await slack('auth.test', a.id)).output.user_id).toBe(a.providerId)
  })

  it('again after it was refreshed is answered as it is', async () => {
    const { fetch } = sandbox.context
    let asked = 0
    sandbox.context.fetch = async (request) => {
      if (new URL(request.url).host !== 'slack.com') return fetch(request)
      asked += 1
      return Response.json({ ok: false, error: 'invalid_auth' })
    }
    const { status, output } = await slack('auth.test', b.id)
    sandbox.context.fetch = fetch
    expect([status, output, asked]).toEqual([200, { ok: false, error: 'invalid_auth' }, 2])
  })
})
