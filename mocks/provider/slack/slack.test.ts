import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { demoWorkspaces } from '../../catalog/demo-slack.ts'
import { takeBreaches } from '../../testing/calls.ts'
import { addAccount } from '../accounts.ts'
import {
  authorizationUrl,
  Browser,
  DRIVE,
  obtainTokens,
  type ProviderFixture,
  post,
  startProvider,
  userinfo,
} from '../testing.ts'
import { slackOperations } from './openapi.ts'
import { slackMethods } from './routes.ts'
import { SLACK_MEANINGS } from './scopes.ts'
import {
  ALL_SCOPES,
  channelId,
  type SlackAnswer,
  type SlackClient,
  sendToSlack,
  signInAtSlack,
  userId,
} from './testing.ts'

const WORK = 'maya.chen@northwind.example'
const HOME = 'maya.chen.home@mail.example'

let fixture: ProviderFixture
let work: SlackClient
let home: SlackClient

beforeAll(async () => {
  fixture = await startProvider()
  work = await signInAtSlack(fixture, WORK)
  home = await signInAtSlack(fixture, HOME)
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

const slackAccount = (email: string) => {
  const found = fixture.accounts.find((account) => account.directory === 'slack' && account.email === email)
  if (!found) throw new Error(`There is no Slack account ${email}.`)
  return found
}
const json = async (response: Response): Promise<SlackAnswer> => response.json()
const ids = (list: { id: string }[]) => list.map(({ id }) => id)

describe('whose workspace it is', () => {
  it('is told by the token', async () => {
    const mine = await work.ok('auth.test')
    expect(mine).toEqual({
      ok: true,
      url: 'https://northwind-product.slack.com/',
      team: 'Northwind Product',
      user: 'maya',
      team_id: expect.stringMatching(/^T[A-Z0-9]{10}$/),
      user_id: slackAccount(WORK).id,
      is_enterprise_install: false,
    })
    const other = await home.ok('auth.test')
    expect(other).toMatchObject({ team: 'Lisbon Trip', user_id: slackAccount(HOME).id })
    expect(other.team_id).not.toBe(mine.team_id)
  })

  it('is another one for every account, with other things said in it', () => {
    const workspaces = Object.values(demoWorkspaces)
    expect(workspaces).toHaveLength(6)
    const texts = workspaces.flatMap(({ channels }) =>
      channels.flatMap(({ messages }) => messages.map(({ text }) => text)),
    )
    for (const facts of [workspaces.map(({ name }) => name), workspaces.map(({ domain }) => domain), texts]) {
      expect(new Set(facts).size).toBe(facts.length)
    }
  })

  it('holds what its account starts with, once: members, channels, messages and threads', async () => {
    for (const [email, demo] of Object.entries(demoWorkspaces)) {
      const slack = await signInAtSlack(fixture, email)
      const { channels } = await slack.ok('conversations.list', { types: 'public_channel,private_channel' })
      const visible = demo.channels.filter(({ private: hidden, members = ['me'] }) => !hidden || members.includes('me'))
      expect(channels.map(({ name }: { name: string }) => name)).toEqual(visible.map(({ name }) => name))
      const { members } = await slack.ok('users.list')
      expect(members).toHaveLength(demo.members.length + 2)
      for (const [index, { messages }] of visible.entries()) {
        const history = await slack.ok('conversations.history', { channel: channels[index].id })
        expect(history.messages).toHaveLength(messages.length)
        for (const [place, { thread }] of [...messages].reverse().entries()) {
          const { reply_count, ts } = history.messages[place]
          expect(reply_count).toBe(thread?.length)
          const replies = await slack.ok('conversations.replies', { channel: channels[index].id, ts })
          expect(replies.messages).toHaveLength(1 + (thread?.length ?? 0))
          expect(replies.messages.at(-1).ts).toBe(history.messages[place].latest_reply ?? ts)
        }
      }
    }
  })

  it('has a start of its own for an account that was opened later', async () => {
    const opened = { projectId: 'project', directory: 'slack', email: 'Late.Comer@mail.example', name: 'Late Comer' }
    const account = await addAccount(fixture.ctx, opened)
    expect(account.id).toMatch(/^U[A-Z0-9]{10}$/)
    const late = await signInAtSlack(fixture, 'late.comer@mail.example')
    expect(await late.ok('auth.test')).toMatchObject({
      team: 'Late Comer’s workspace',
      url: expect.stringMatching(/^https:\/\/late-comer-[a-z0-9]{4}\.slack\.com\/$/),
      user: 'late.comer',
      user_id: account.id,
    })
    const { messages } = await late.ok('conversations.history', { channel: await channelId(late, 'general') })
    expect(messages[0].text).toContain('Welcome, Late Comer')
  })

  it('is closed to every other account, whatever the method', async () => {
    const [channel, hidden] = [await channelId(work, 'launch'), await channelId(work, 'leadership')]
    const { messages } = await work.ok('conversations.history', { channel })
    const ts = messages[0].ts
    const user = await userId(work, 'priya')
    const direct = (await work.ok('conversations.open', { users: user })).channel.id
    const before = await work.ok('conversations.list', { types: 'public_channel,private_channel,mpim,im' })
    for (const id of [channel, hidden, direct]) {
      for (const [method, args] of [
        ['conversations.info', {}],
        ['conversations.members', {}],
        ['conversations.history', {}],
        ['conversations.replies', { ts }],
        ['conversations.join', {}],
        ['conversations.leave', {}],
        ['conversations.rename', { name: 'taken' }],
        ['conversations.archive', {}],
        ['conversations.unarchive', {}],
        ['conversations.invite', { users: user }],
        ['conversations.open', {}],
        ['chat.postMessage', { text: 'Hello' }],
        ['chat.update', { ts, text: 'Taken' }],
        ['chat.delete', { ts }],
        ['chat.getPermalink', { message_ts: ts }],
        ['reactions.add', { timestamp: ts, name: 'eyes' }],
        ['reactions.remove', { timestamp: ts, name: 'eyes' }],
        ['reactions.get', { timestamp: ts }],
      ] as const) {
        expect([method, await home.refused(method, { channel: id, ...args })]).toEqual([method, 'channel_not_found'])
      }
    }
    expect(await home.refused('users.info', { user })).toBe('user_not_found')
    expect(await home.refused('users.lookupByEmail', { email: 'priya.nair@northwind.example' })).toBe('users_not_found')
    expect(await home.refused('conversations.open', { users: user })).toBe('user_not_found')
    expect(await home.refused('chat.postMessage', { channel: user, text: 'Hello' })).toBe('channel_not_found')
    expect(await home.refused('chat.postMessage', { channel: '#launch', text: 'Hello' })).toBe('channel_not_found')
    expect((await home.ok('search.messages', { query: 'beta' })).messages.total).toBe(0)
    expect(await work.ok('conversations.list', { types: 'public_channel,private_channel,mpim,im' })).toEqual(before)
    expect((await work.ok('conversations.history', { channel })).messages).toEqual(messages)

    const theirs = await home.ok('conversations.list', { types: 'public_channel,private_channel,mpim,im' })
    expect(ids(theirs.channels).filter((id) => ids(before.channels).includes(id))).toEqual([])
  })

  it('answers by path on the provider itself, too', async () => {
    const headers = { authorization: `Bearer ${work.tokens.access_token}` }
    const response = await fixture.provider.fetch(new Request('http://localhost:4020/api/auth.test', { headers }))
    expect(await response.json()).toEqual(await work.ok('auth.test'))
  })

  it('is told in the claims of a sign-in', async () => {
    const team = await work.ok('auth.test')
    const claims = {
      'https://slack.com/user_id': team.user_id,
      'https://slack.com/team_id': team.team_id,
      'https://slack.com/team_name': 'Northwind Product',
      'https://slack.com/team_domain': 'northwind-product',
    }
    const slack = await signInAtSlack(fixture, WORK, 'openid email')
    const answer = await json(await userinfo(fixture, slack.tokens.access_token))
    expect(answer).toEqual({ sub: team.user_id, email: WORK, email_verified: true, ...claims })
    const [, payload = ''] = slack.tokens.id_token.split('.')
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject(claims)
  })
})

describe('a token', () => {
  it.each(['auth.test', 'users.list', 'chat.postMessage'])('is asked for by %s', async (method) => {
    const ask = async (headers: Record<string, string>) => json(await sendToSlack(fixture, method, { headers }))
    expect(await ask({})).toEqual({ ok: false, error: 'not_authed' })
    expect(await ask({ authorization: 'Bearer xoxp-invented' })).toEqual({ ok: false, error: 'invalid_auth' })
    expect(await ask({ authorization: 'Basic eDp5' })).toEqual({ ok: false, error: 'invalid_auth' })
    const refresh = `Bearer ${work.tokens.refresh_token}`
    expect(await ask({ authorization: refresh })).toEqual({ ok: false, error: 'invalid_auth' })
  })

  it('of an account at another third party is none here', async () => {
    const { access_token } = await obtainTokens(fixture, { login_hint: WORK, scope: DRIVE, prompt: 'consent' })
    const headers = { authorization: `Bearer ${access_token}` }
    expect(await json(await sendToSlack(fixture, 'auth.test', { headers }))).toEqual({
      ok: false,
      error: 'invalid_auth',
    })
  })

  it('may be sent in a form, but neither in JSON nor in the address', async () => {
    const token = work.tokens.access_token
    const body = new URLSearchParams({ token })
    expect(await json(await sendToSlack(fixture, 'auth.test', { method: 'POST', body }))).toMatchObject({ ok: true })
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    const sent = { method: 'POST', headers, body: JSON.stringify({ token }) }
    expect(await json(await sendToSlack(fixture, 'auth.test', sent))).toEqual({ ok: false, error: 'not_authed' })
    expect(await json(await sendToSlack(fixture, `auth.test?token=${token}`))).toEqual({
      ok: false,
      error: 'not_authed',
    })
  })

  it('that was revoked or has expired says so, with status 200', async () => {
    const revoked = await signInAtSlack(fixture, HOME, 'users:read')
    await revoked.ok('users.list')
    const { access_token: token } = revoked.tokens
    await post(fixture, '/oauth/revoke', { token, client_id: 'slack', client_secret: 'slack-secret-CANARY' })
    expect(await revoked.refused('users.list')).toBe('token_revoked')
    await work.ok('auth.test')

    fixture.ctx.advance(3_600_000)
    expect(await work.refused('auth.test')).toBe('token_expired')
    fixture.ctx.advance(1000)
    await fixture.ctx.store.provider.tokens.prune(new Date(fixture.ctx.clock.now()))
    expect(await work.refused('auth.test')).toBe('invalid_auth')
    work = await signInAtSlack(fixture, WORK)
    home = await signInAtSlack(fixture, HOME)
  })

  it('needs the scope of what it is used for, and is told which', async () => {
    const channel = await channelId(work, 'launch')
    const hidden = await channelId(work, 'leadership')
    const { messages } = await work.ok('conversations.history', { channel })
    const [{ ts }] = messages
    const general = await channelId(work, 'general')
    const users = await userId(work, 'priya')
    const everyRead = 'channels:read,groups:read,mpim:read,im:read'
    const everyHistory = 'channels:history,groups:history,mpim:history,im:history'
    const everyWrite = 'channels:write,groups:write'
    const none = await signInAtSlack(fixture, WORK, 'openid')
    for (const [method, args, needed] of [
      ['team.info', {}, 'team:read'],
      ['users.list', {}, 'users:read'],
      ['users.info', { user: 'U1' }, 'users:read'],
      ['users.lookupByEmail', { email: WORK }, 'users:read.email'],
      ['conversations.list', {}, everyRead],
      ['conversations.info', { channel }, everyRead],
      ['conversations.members', { channel }, everyRead],
      ['conversations.history', { channel }, everyHistory],
      ['conversations.replies', { channel, ts }, everyHistory],
      ['conversations.create', { name: 'x' }, everyWrite],
      ['conversations.rename', { channel, name: 'x' }, everyWrite],
      ['conversations.archive', { channel }, everyWrite],
      ['conversations.unarchive', { channel }, everyWrite],
      ['conversations.leave', { channel }, everyWrite],
      ['conversations.invite', { channel, users }, everyWrite],
      ['conversations.join', { channel }, 'channels:write'],
      ['conversations.open', { users }, 'im:write,mpim:write'],
      ['chat.postMessage', { channel, text: 'x' }, 'chat:write'],
      ['chat.update', { channel, ts, text: 'x' }, 'chat:write'],
      ['chat.delete', { channel, ts }, 'chat:write'],
      ['reactions.add', { channel, timestamp: ts, name: 'eyes' }, 'reactions:write'],
      ['reactions.remove', { channel, timestamp: ts, name: 'eyes' }, 'reactions:write'],
      ['reactions.get', { channel, timestamp: ts }, 'reactions:read'],
      ['search.messages', { query: 'x' }, 'search:read'],
    ] as const) {
      const refusal = { ok: false, error: 'missing_scope', needed, provided: 'openid' }
      expect([method, await none.call(method, args)]).toEqual([method, refusal])
    }
    await none.ok('auth.test')
    await none.ok('chat.getPermalink', { channel, message_ts: ts })

    const open = await signInAtSlack(fixture, WORK, 'channels:read channels:history channels:write im:write chat:write')
    await open.ok('conversations.info', { channel })
    await open.ok('conversations.history', { channel: general })
    for (const [method, args, needed] of [
      ['conversations.list', { types: 'public_channel,private_channel,im' }, 'groups:read,im:read'],
      ['conversations.info', { channel: hidden }, 'groups:read'],
      ['conversations.members', { channel: hidden }, 'groups:read'],
      ['conversations.history', { channel: hidden }, 'groups:history'],
      ['conversations.create', { name: 'hidden', is_private: true }, 'groups:write'],
      ['conversations.archive', { channel: hidden }, 'groups:write'],
      ['conversations.open', { users: `${users},${await userId(work, 'jonas')}` }, 'mpim:write'],
    ] as const) {
      expect([method, await open.call(method, args)]).toMatchObject([method, { error: 'missing_scope', needed }])
    }
    // What was refused has made nothing.
    expect((await work.ok('conversations.list', { types: 'mpim' })).channels).toEqual([])
  })

  it('is described in the headers of an answer', async () => {
    const reader = await signInAtSlack(fixture, WORK, 'users:read users:read.email')
    const headers = { authorization: `Bearer ${reader.tokens.access_token}` }
    const response = await sendToSlack(fixture, 'users.list', { headers })
    expect(response.headers.get('x-oauth-scopes')).toBe('users:read,users:read.email')
    expect(response.headers.get('x-accepted-oauth-scopes')).toBe('users:read')
    expect(response.headers.get('cache-control')).toContain('no-store')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('a call', () => {
  const send = async (type: string | undefined, body: BodyInit | undefined, path = 'users.lookupByEmail') => {
    const headers = new Headers({ authorization: `Bearer ${work.tokens.access_token}` })
    if (type !== undefined) headers.set('content-type', type)
    const request = { method: 'POST', headers, ...(body !== undefined && { body }) }
    return json(await sendToSlack(fixture, path, request))
  }
  const bytes = (text: string) => new TextEncoder().encode(text)
  const FORM = 'application/x-www-form-urlencoded'

  it('is described, whatever its method, and each that only reads may be made by GET', async () => {
    const described = slackOperations.filter(({ method }) => method === 'POST')
    expect(described.map(({ path, access }) => [path, access === 'write']).sort()).toEqual(
      Object.entries(slackMethods)
        .map(([name, { writes = false }]) => [`/api/${name}`, writes])
        .sort(),
    )
    const channel = await channelId(work, 'launch')
    const [message] = (await work.ok('conversations.history', { channel })).messages
    const ts: string = message.ts
    const args = { channel, ts, timestamp: ts, message_ts: ts, user: message.user, email: WORK, query: 'beta' }
    for (const { path } of slackOperations.filter(({ method }) => method === 'GET')) {
      const name = path.slice('/api/'.length)
      const byGet = await work.get(name, args)
      // What differs from call to call is left to the tests of each.
      expect([name, byGet.ok, Object.keys(byGet)]).toEqual([name, true, Object.keys(await work.ok(name, args))])
    }
  })

  it('takes its arguments from the address, a form or JSON, those of the body first', async () => {
    const found = await work.get('users.lookupByEmail', { email: WORK })
    expect(found).toMatchObject({ ok: true, user: { profile: { email: WORK } } })
    expect(await send(FORM, `email=${encodeURIComponent(WORK)}`)).toEqual(found)
    expect(await send('application/json; charset=utf-8', JSON.stringify({ email: WORK }))).toEqual(found)
    const form = new FormData()
    form.set('email', WORK)
    expect(await send(undefined, form)).toEqual(found)
    expect(await send(FORM, `email=${encodeURIComponent(WORK)}`, 'users.lookupByEmail?email=x')).toEqual(found)
    const inAddress = `users.lookupByEmail?email=${encodeURIComponent(WORK)}`
    expect(await send(undefined, undefined, inAddress)).toEqual(found)
    expect(await send('text/plain', 'email=x', inAddress)).toEqual(found)
  })

  it.each([
    ['application/json; charset=utf-8', '{"email":', 'invalid_json'],
    ['application/json; charset=utf-8', '["email"]', 'json_not_object'],
    ['application/json; charset=utf-8', 'null', 'json_not_object'],
    ['application/json; charset=utf-16', '{}', 'invalid_charset'],
    ['application/xml', '<email/>', 'invalid_post_type'],
    ['multipart/form-data; boundary=x', 'not a form', 'invalid_form_data'],
  ])('with a body of %s %s is refused', async (type, body, error) => {
    expect(await send(type, body)).toEqual({ ok: false, error })
  })

  it('with a body of no type is refused', async () => {
    expect(await send(undefined, bytes('email=x'))).toEqual({ ok: false, error: 'missing_post_type' })
  })

  it('is warned of a charset that is missing or too much, also when it is refused', async () => {
    const missing = { warning: 'missing_charset', response_metadata: { warnings: ['missing_charset'] } }
    const tooMuch = { warning: 'superfluous_charset', response_metadata: { warnings: ['superfluous_charset'] } }
    expect(await send('application/json', JSON.stringify({ email: WORK }))).toMatchObject({ ok: true, ...missing })
    expect(await send('application/json', '{"email":"x"}')).toEqual({ ok: false, error: 'users_not_found', ...missing })
    expect(await send(`${FORM}; charset=utf-8`, `email=${WORK}`)).toMatchObject({ ok: true, ...tooMuch })
  })

  it('without an argument that it needs, or with something else in its place, is told which', async () => {
    const refused = (message: string) => ({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: [message] },
    })
    expect(await work.call('users.info')).toEqual(refused('[ERROR] missing required field: user'))
    expect(await work.call('users.info', { user: null })).toEqual(refused('[ERROR] missing required field: user'))
    const wrong = refused('[ERROR] must be a string [json-pointer:/user]')
    expect(await work.call('users.info', { user: ['U1'] })).toEqual(wrong)
    const broken = refused('[ERROR] must be text [json-pointer:/user]')
    for (const user of ['U1\0', '\ud800']) expect(await work.call('users.info', { user })).toEqual(broken)
    expect(await work.refused('users.info', { user: '' })).toBe('user_not_found')
    for (const [method, args, missing] of [
      ['users.lookupByEmail', {}, 'email'],
      ['conversations.info', {}, 'channel'],
      ['conversations.members', {}, 'channel'],
      ['conversations.history', {}, 'channel'],
      ['conversations.replies', {}, 'channel'],
      ['conversations.replies', { channel: await channelId(work, 'general') }, 'ts'],
      ['conversations.create', {}, 'name'],
      ['conversations.rename', { channel: await channelId(work, 'launch') }, 'name'],
      ['conversations.archive', {}, 'channel'],
      ['conversations.unarchive', {}, 'channel'],
      ['conversations.join', {}, 'channel'],
      ['conversations.leave', {}, 'channel'],
      ['conversations.invite', { channel: await channelId(work, 'launch') }, 'users'],
      ['chat.postMessage', { text: 'x' }, 'channel'],
      ['chat.update', { ts: '1' }, 'channel'],
      ['chat.update', { channel: 'C1' }, 'ts'],
      ['chat.delete', { channel: 'C1' }, 'ts'],
      ['chat.getPermalink', { channel: 'C1' }, 'message_ts'],
      ['reactions.add', { channel: 'C1', timestamp: '1' }, 'name'],
      ['search.messages', {}, 'query'],
    ] as const) {
      const expected = refused(`[ERROR] missing required field: ${missing}`)
      expect([method, await work.call(method, args)]).toEqual([method, expected])
    }
  })

  it('of a method that is not there is refused before anything else', async () => {
    for (const method of ['files.list', 'constructor', '__proto__', 'chat.postmessage']) {
      const answer = await json(await sendToSlack(fixture, method))
      expect(answer).toEqual({ ok: false, error: 'unknown_method', req_method: method })
    }
  })

  it('with more than a megabyte is too large', async () => {
    const response = await sendToSlack(fixture, 'chat.postMessage', { method: 'POST', body: 'x'.repeat(1024 ** 2 + 1) })
    expect([response.status, await response.json()]).toEqual([413, { ok: false, error: 'request_too_large' }])
  })

  it('that the provider fails at says no more than that', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.spyOn(fixture.ctx.store.provider.records, 'list').mockRejectedValue(new Error('SECRET'))
    const headers = { authorization: `Bearer ${work.tokens.access_token}` }
    const response = await sendToSlack(fixture, 'users.list', { headers })
    expect([response.status, await response.json()]).toEqual([500, { ok: false, error: 'internal_error' }])
    expect(log).toHaveBeenCalledTimes(1)
    expect(takeBreaches()).toEqual([expect.stringContaining('answered 500')])
    vi.restoreAllMocks()
    await work.ok('users.list')
  })
})

describe('users', () => {
  it('are the owner of the account, the others, and Slackbot', async () => {
    const { members, cache_ts } = await work.ok('users.list')
    expect(members.map(({ name }: { name: string }) => name)).toEqual([
      'slackbot',
      'maya',
      'amara',
      'jonas',
      'priya',
      'tomas',
    ])
    expect(members[0].id).toBe('USLACKBOT')
    expect(cache_ts).toEqual(expect.any(Number))
    const picture = `http://localhost:4020/avatars/${slackAccount(WORK).id}.svg`
    expect(members[1]).toMatchObject({
      id: slackAccount(WORK).id,
      team_id: (await work.ok('auth.test')).team_id,
      real_name: 'Maya Chen',
      is_admin: false,
      is_bot: false,
      deleted: false,
      profile: { email: WORK, first_name: 'Maya', last_name: 'Chen', title: 'Head of Product', image_72: picture },
    })
    expect(members[2]).toMatchObject({ is_admin: true, is_owner: true, is_primary_owner: true })
    expect(await work.ok('users.info', { user: members[1].id })).toEqual({ ok: true, user: members[1] })
    expect(await work.refused('users.info', { user: 'U0' })).toBe('user_not_found')
  })

  it('are found by their address, in whatever letters', async () => {
    const { user } = await work.ok('users.lookupByEmail', { email: 'Jonas.Weber@Northwind.example' })
    expect(user).toMatchObject({ name: 'jonas', profile: { email: 'jonas.weber@northwind.example' } })
    expect(await work.refused('users.lookupByEmail', { email: 'nobody@northwind.example' })).toBe('users_not_found')
    expect(await work.refused('users.lookupByEmail', { email: '' })).toBe('users_not_found')
  })

  it('keep their addresses from a token that may not see them', async () => {
    const reader = await signInAtSlack(fixture, WORK, 'users:read')
    const { members } = await reader.ok('users.list')
    expect(members).toHaveLength(6)
    for (const { profile } of members) expect(profile).not.toHaveProperty('email')
  })

  it('come page by page, all at once without a limit', async () => {
    const all = ids((await work.ok('users.list')).members)
    const paged: string[] = []
    for (let cursor = ''; ; ) {
      const { members, response_metadata } = await work.ok('users.list', { limit: 2, cursor })
      paged.push(...ids(members))
      cursor = response_metadata.next_cursor
      if (cursor === '') break
    }
    expect(paged).toEqual(all)
    expect((await work.ok('users.list', { limit: 6 })).response_metadata).toEqual({ next_cursor: '' })
    expect(ids((await work.ok('users.list', { limit: 0 })).members)).toEqual(all)
    expect(ids((await work.ok('users.list', { limit: 5000 })).members)).toEqual(all)
    const { response_metadata } = await work.ok('users.list', { limit: 2 })
    expect(response_metadata.next_cursor).toMatch(/^[A-Za-z0-9+/]+=*$/)
    for (const cursor of ['invented', 'dXNlcjpVMDYxTkZUVDI=']) {
      expect(await work.refused('users.list', { cursor })).toBe('invalid_cursor')
    }
    expect(await home.refused('users.list', { cursor: response_metadata.next_cursor })).toBe('invalid_cursor')
    for (const limit of [-1, 'many', 1.5]) {
      expect(await work.refused('users.list', { limit })).toBe('invalid_limit')
    }
  })
})

describe('the team', () => {
  it('is the workspace, and no other', async () => {
    const { team_id: id } = await work.ok('auth.test')
    const { team } = await work.ok('team.info')
    expect(team).toMatchObject({ id, name: 'Northwind Product', domain: 'northwind-product' })
    expect(await work.ok('team.info', { team: id })).toEqual({ ok: true, team })
    expect(await work.refused('team.info', { team: (await home.ok('auth.test')).team_id })).toBe('team_not_found')
    expect(await work.call('team.info', { domain: 'lisbon-trip' })).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: [expect.stringContaining('domain')] },
    })
  })
})

describe('consent', () => {
  it('is asked for in plain words, what means the same only once', async () => {
    const browser = new Browser(fixture.provider)
    const page = await browser.open(
      authorizationUrl('slack', { scope: ALL_SCOPES, login_hint: WORK, prompt: 'consent' }),
    )
    expect(page.html).toContain('Sandbox account - no real Slack involved')
    const meanings = new Set(Object.values(SLACK_MEANINGS))
    expect(meanings.size).toBeLessThan(Object.keys(SLACK_MEANINGS).length)
    for (const meaning of meanings) expect(page.html.split(meaning)).toHaveLength(2)
    for (const scope of Object.keys(SLACK_MEANINGS)) expect(page.html).not.toContain(`>${scope}<`)
  })
})
