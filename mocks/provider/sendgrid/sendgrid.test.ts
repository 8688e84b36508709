import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendgrid } from '../../catalog/integrations/sendgrid.ts'
import { issueKey } from '../account-keys.ts'
import { saveClientsAtProvider } from '../register.ts'
import { obtainTokens, type ProviderFixture, startProvider } from '../testing.ts'

const WORK = 'maya.chen@northwind.example'
const HOME = 'maya.chen.home@mail.example'

const client = {
  id: 'sendgrid',
  name: 'SendGrid',
  directory: 'sendgrid',
  secret: 'sendgrid-secret-CANARY',
  isFirstParty: false,
  redirectUris: [],
  scopes: sendgrid.oauth.scopes,
}
const mail = {
  personalizations: [{ to: [{ email: 'ann@mail.example' }, { email: 'bob@mail.example' }] }],
  from: { email: 'app@northwind.example' },
  subject: 'Hello',
  content: [{ type: 'text/plain', value: 'Good morning' }],
}

let fixture: ProviderFixture
let maya: (method: string, path: string, body?: unknown) => Promise<Response>
let home: typeof maya
beforeAll(async () => {
  fixture = await startProvider()
  await saveClientsAtProvider(fixture.ctx, 'project', [client])
  maya = callerWith(await keyOf(WORK))
  home = callerWith(await keyOf(HOME))
})
afterAll(() => fixture.ctx.dispose())

function accountOf(email: string) {
  const account = fixture.accounts.find((each) => each.directory === 'sendgrid' && each.email === email)
  if (!account) throw new Error(`There is no account ${email}.`)
  return account
}
const keyOf = (email: string, scopes = client.scopes) => issueKey(fixture.ctx, accountOf(email), client.id, scopes)

function callerWith(key: string | undefined): typeof maya {
  return async (method, path, body) => {
    const host = fixture.provider.hosts['api.sendgrid.com']
    if (!host) throw new Error('Nobody answers for api.sendgrid.com.')
    const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` }
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return host(new Request(`https://api.sendgrid.com/v3${path}`, { method, headers, ...(text && { body: text }) }))
  }
}

async function expectRefusal(answer: Promise<Response>, status: number, field: string | null = null) {
  const response = await answer
  expect([response.status, await response.json()]).toEqual([
    status,
    { errors: [{ message: expect.stringMatching(/\S/), field, help: null }] },
  ])
}
async function messages(call = maya, query = ''): Promise<{ msg_id: string; to_email: string; subject: string }[]> {
  const answer = await call('GET', `/messages${query}`)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { messages: Awaited<ReturnType<typeof messages>> }).messages
}

describe('SendGrid', () => {
  it('tells whose key it is, and what it allows', async () => {
    const name = await maya('GET', '/user/username')
    expect(await name.json()).toEqual({ username: WORK, user_id: Number(accountOf(WORK).id) })
    expect(await (await maya('GET', '/scopes')).json()).toEqual({ scopes: client.scopes })
  })

  it('keeps what is sent, one message for each person, for the account that sent it', async () => {
    const sent = await maya('POST', '/mail/send', mail)
    expect([sent.status, await sent.text()]).toEqual([202, ''])
    const id = sent.headers.get('x-message-id')
    const kept = await messages()
    expect(kept.map((each) => [each.msg_id.split('.')[0], each.to_email, each.subject]).sort()).toEqual([
      [id, 'ann@mail.example', 'Hello'],
      [id, 'bob@mail.example', 'Hello'],
    ])
    expect(await messages(maya, '?limit=1')).toHaveLength(1)
    expect(await messages(home)).toEqual([])
  })

  it('refuses keys of others, and none', async () => {
    await expectRefusal(callerWith(undefined)('GET', '/scopes'), 401)
    await expectRefusal(callerWith('key_nonsense')('GET', '/scopes'), 401)
    const google = await obtainTokens(fixture)
    await expectRefusal(callerWith(google.access_token)('GET', '/scopes'), 401)
  })

  it('refuses what a key does not allow', async () => {
    const reader = callerWith(await keyOf(WORK, ['messages.read']))
    await expectRefusal(reader('POST', '/mail/send', mail), 403)
    expect((await reader('GET', '/messages')).status).toBe(200)
    const sender = callerWith(await keyOf(WORK, ['mail.send']))
    await expectRefusal(sender('GET', '/messages'), 403)
  })

  it.each([
    ['POST', '/mail/send', '{', 400, null],
    ['POST', '/mail/send', { ...mail, personalizations: [] }, 400, 'personalizations'],
    ['POST', '/mail/send', { ...mail, from: { email: 'nobody' } }, 400, 'from.email'],
    ['POST', '/mail/send', { ...mail, content: [] }, 400, 'content'],
    ['GET', '/messages?limit=0', undefined, 400, 'limit'],
    ['GET', '/nothing', undefined, 404, null],
    ['POST', '/mail/send', `"${'x'.repeat(30_000_001)}"`, 413, null],
  ])('refuses %s %s with %#', async (method, path, body, status, field) => {
    const before = await messages()
    await expectRefusal(maya(method, path, body), status, field)
    expect(await messages()).toEqual(before)
  })

  it('turns down what is too many, and says until when', async () => {
    const { accounts } = fixture.ctx.store.provider
    const until = fixture.ctx.clock.now() + 30_000
    await accounts.setBusy(accountOf(HOME).id, new Date(until))
    const busy = await home('GET', '/scopes')
    expect(busy.headers.get('x-ratelimit-remaining')).toBe('0')
    expect(Math.abs(Number(busy.headers.get('x-ratelimit-reset')) - until / 1000)).toBeLessThan(3)
    await expectRefusal(Promise.resolve(busy), 429)
    await accounts.setBusy(accountOf(HOME).id, null)
    expect((await home('GET', '/scopes')).status).toBe(200)
  })
})
