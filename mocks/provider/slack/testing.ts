import { expect } from 'vitest'
import { CLIENTS, exchange, obtainCode, type ProviderFixture, post, type Tokens } from '../testing.ts'
import { SLACK_MEANINGS } from './scopes.ts'

/** An answer of Slack's, read as a test expects it to be. */
export type SlackAnswer = Awaited<ReturnType<Response['json']>>

/** Slack's Web API as one account sees it. */
export interface SlackClient {
  tokens: Tokens
  /** A call by POST, with JSON unless the body is a form; answers what it said, which has status 200. */
  call(method: string, args?: Record<string, unknown> | URLSearchParams): Promise<SlackAnswer>
  /** A call by GET. */
  get(method: string, args?: Record<string, string>): Promise<SlackAnswer>
  /** A call that must succeed. */
  ok(method: string, args?: Record<string, unknown>): Promise<SlackAnswer>
  /** A call that must be refused; answers the error. */
  refused(method: string, args?: Record<string, unknown>): Promise<string>
}

export const ALL_SCOPES = Object.keys(SLACK_MEANINGS).join(' ')

/** Sends a request to the host that Slack's API has in real life. */
export async function sendToSlack(fixture: ProviderFixture, path: string, init: RequestInit = {}): Promise<Response> {
  const host = fixture.provider.hosts['slack.com']
  if (!host) throw new Error('Nobody answers for slack.com.')
  return host(new Request(`https://slack.com/api/${path}`, init))
}

/** Signs an account in and calls as it. */
export async function signInAtSlack(fixture: ProviderFixture, email: string, scope = ALL_SCOPES): Promise<SlackClient> {
  const code = await obtainCode(fixture, 'slack', { login_hint: email, scope, prompt: 'consent' })
  const { id, secret } = CLIENTS.slack
  const tokens: Tokens = await (
    await post(fixture, '/oauth/token', exchange(code, { client_id: id, client_secret: secret }))
  ).json()
  const authorization = `Bearer ${tokens.access_token}`

  const read = async (response: Response): Promise<SlackAnswer> => {
    const text = await response.text()
    expect([response.status, response.headers.get('content-type')], text).toEqual([
      200,
      'application/json; charset=utf-8',
    ])
    return JSON.parse(text)
  }
  const call: SlackClient['call'] = async (method, args = {}) => {
    const isForm = args instanceof URLSearchParams
    const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json; charset=utf-8'
    const headers = { authorization, 'content-type': type }
    const body = isForm ? args.toString() : JSON.stringify(args)
    return read(await sendToSlack(fixture, method, { method: 'POST', headers, body }))
  }
  return {
    tokens,
    call,
    async get(method, args = {}) {
      return read(await sendToSlack(fixture, `${method}?${new URLSearchParams(args)}`, { headers: { authorization } }))
    },
    async ok(method, args) {
      const answer = await call(method, args)
      expect(answer.ok, JSON.stringify(answer)).toBe(true)
      return answer
    },
    async refused(method, args) {
      const answer = await call(method, args)
      expect(answer.ok, JSON.stringify(answer)).toBe(false)
      return answer.error
    },
  }
}

/** The id of a channel that the account sees, by its name. */
export async function channelId(slack: SlackClient, name: string): Promise<string> {
  const { channels } = await slack.ok('conversations.list', { types: 'public_channel,private_channel', limit: 1000 })
  const found = channels.find((channel: { name: string }) => channel.name === name)
  if (!found) throw new Error(`There is no channel ${name}.`)
  return found.id
}

/** The id of a user of the account's workspace, by their handle. */
export async function userId(slack: SlackClient, handle: string): Promise<string> {
  const { members } = await slack.ok('users.list')
  const found = members.find((member: { name: string }) => member.name === handle)
  if (!found) throw new Error(`There is no user ${handle}.`)
  return found.id
}
