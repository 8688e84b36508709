import { afterAll, beforeAll, expect, it } from 'vitest'
import { issueServiceAccount } from './account-keys.ts'
import { CLIENTS, type ProviderFixture, post, startProvider } from './testing.ts'

const SCOPES = ['tasks:read', 'tasks:write']

let fixture: ProviderFixture
let client: { clientId: string; clientSecret: string }
beforeAll(async () => {
  fixture = await startProvider()
  const account = fixture.accounts.find(({ directory }) => directory === 'tasklab')
  if (!account) throw new Error('There is no account at TaskLab.')
  client = await issueServiceAccount(fixture.ctx, account, SCOPES)
})
afterAll(async () => {
  expect(fixture.leaks).toEqual([])
  await fixture.ctx.dispose()
})

/** RFC 6749, section 4.4.2. */
const token = (changes: Record<string, string> = {}) =>
  post(fixture, '/oauth/token', {
    grant_type: 'client_credentials',
    client_id: client.clientId,
    client_secret: client.clientSecret,
    ...changes,
  })

it('gives a service account tokens in its own name, and none to refresh them', async () => {
  const answer = await token()
  expect(answer.status).toBe(200)
  const { access_token, ...rest } = (await answer.json()) as { access_token: string }
  expect(rest).toEqual({ token_type: 'Bearer', expires_in: expect.any(Number), scope: SCOPES.join(' ') })
  const me = await fixture.provider.hosts['api.tasklab.example']?.(
    new Request('https://api.tasklab.example/v1/me', { headers: { authorization: `Bearer ${access_token}` } }),
  )
  expect(await me?.json()).toMatchObject({ email: expect.stringContaining('@') })
})

it('narrows them to what is asked', async () => {
  expect(await (await token({ scope: 'tasks:read' })).json()).toMatchObject({ scope: 'tasks:read' })
})

it.each<[string, number, string, () => Record<string, string>]>([
  ['for more than it has', 400, 'invalid_scope', () => ({ scope: 'tasks:read users:write' })],
  ['with a wrong secret', 401, 'invalid_client', () => ({ client_secret: 'guessed' })],
  [
    'for an app that people sign in to',
    400,
    'unauthorized_client',
    () => ({ client_id: CLIENTS.drive.id, client_secret: CLIENTS.drive.secret }),
  ],
])('refuses them %s', async (_, status, error, changes) => {
  const answer = await token(changes())
  expect([answer.status, await answer.json()]).toEqual([
    status,
    { error, error_description: expect.stringMatching(/\.$/) },
  ])
})
