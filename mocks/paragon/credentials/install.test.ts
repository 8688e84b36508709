import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())

let users = 0
const newUser = () => sandbox.user(`install-user-${users++}`)
const UNKNOWN = '0d2cca60-268b-45f1-ac5e-af6aad403d8c'

async function setupValues(body: object): Promise<Record<string, string>> {
  const answer = await sandbox.control('POST', `/projects/${sandbox.projectId}/setup-values`, body)
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { values: Record<string, string> }).values
}

const post = async (user: TestUser, type: string, body: object) =>
  user.call('POST', '/sdk/credentials', { body: { integrationId: await user.integrationId(type), ...body } })

async function expectRefusal(answer: Response, status: number, words: RegExp) {
  expect(await answer.json()).toEqual({
    message: expect.stringMatching(words),
    code: expect.any(String),
    status,
    meta: expect.any(Object),
  })
  expect(answer.status).toBe(status)
}

describe('POST /sdk/credentials with a key', () => {
  it('connects once, however often it is sent (trap T5), and never shows the key', async () => {
    const user = await newUser()
    const payload = await setupValues({ integration: 'sendgrid', account: maya.work })
    const answers = [await post(user, 'sendgrid', { payload }), await post(user, 'sendgrid', { payload })]
    const bodies = await Promise.all(answers.map((answer) => answer.json()))
    expect(bodies[0]).toMatchObject({ status: 'VALID', providerData: { username: maya.work } })
    expect(bodies[1]).toEqual(bodies[0])
    expect(JSON.stringify(bodies)).not.toContain(payload.apiKey)
  })

  it('adds, or puts another in the place of the one that is selected', async () => {
    const user = await newUser()
    const connect = async (account: string, installOptions: object) => {
      const payload = await setupValues({ integration: 'sendgrid', account })
      return (await (await post(user, 'sendgrid', { payload, installOptions })).json()) as { id: string }
    }
    const first = await connect(maya.work, { allowMultipleCredentials: true, externalId: 'one' })
    const second = await connect(maya.home, { allowMultipleCredentials: true })
    expect(second.id).not.toBe(first.id)
    const replaced = await connect(maya.home, { selectedCredentialId: 'ext:one' })
    expect(replaced).toMatchObject({ id: first.id, externalId: 'one', providerData: { username: maya.home } })
  })

  it.each<[string, string, object, RegExp]>([
    ['nothing', 'sendgrid', {}, /API Key is required\./],
    ['an empty key', 'sendgrid', { payload: { apiKey: ' ' } }, /API Key is required\./],
    ['a key of another type', 'sendgrid', { payload: { apiKey: {} } }, /API Key must be text/],
    ['a key that there is not', 'sendgrid', { payload: { apiKey: 'SG.x' } }, /does not accept/],
    ['half of a client', 'custom.tasklabteam', { payload: { clientId: 'x' } }, /Client Secret is required\./],
    ['a client that there is not', 'custom.tasklabteam', { payload: { clientId: 'x', clientSecret: 'y' } }, /\w/],
    ['a code that there is not', 'googledrive', { code: 'x' }, /code/],
    ['what is not active', 'custom.tasklabclassic', { code: 'x' }, /not active/],
  ])('refuses %s', async (_, type, body, words) => {
    const user = await newUser()
    await expectRefusal(await post(user, type, body), 400, words)
    expect(await (await user.call('GET', '/sdk/credentials')).json()).toEqual([])
  })

  it('refuses what is to replace an account of nobody’s', async () => {
    const user = await newUser()
    const payload = await setupValues({ integration: 'sendgrid', account: maya.work })
    const answer = await post(user, 'sendgrid', { payload, installOptions: { selectedCredentialId: UNKNOWN } })
    await expectRefusal(answer, 404, /not found/)
  })
})

describe('POST /sdk/resources/:id/connect', () => {
  it('knows its own resources only', async () => {
    const user = await newUser()
    await expectRefusal(await user.call('POST', `/sdk/resources/${UNKNOWN}/connect`, { body: {} }), 404, /not found/)
    const [resource] = (await user.me()).resources
    const wrong = await user.call('POST', `/sdk/resources/${resource?.id}/connect`, { body: ['x'] })
    await expectRefusal(wrong, 400, /Invalid body/)
  })
})

describe('POST /sdk/credentials/:id/complete-setup', () => {
  it('is for the user’s own account, with what its integration asks', async () => {
    const user = await newUser()
    const message = await user.connect(maya.work, { type: 'notion' })
    expect(message).toMatchObject({ type: 'oauth_success_callback' })
    const [pending] = (await user.me()).integrations.notion?.allCredentials ?? []
    expect(pending?.status).toBe('PENDING')
    const complete = async (who: TestUser, payload: object) =>
      who.call('POST', `/sdk/credentials/${pending?.id}/complete-setup`, {
        body: { integrationId: pending?.integrationId, payload },
      })
    await expectRefusal(await complete(await newUser(), {}), 404, /not found/)
    await expectRefusal(await complete(user, { pageAccess: 'some' }), 400, /must be one of the choices/)
    expect(await (await complete(user, {})).json()).toMatchObject({
      status: 'VALID',
      providerData: { pageAccess: 'all' },
    })
  })
})

describe('build-oauth', () => {
  it.each<[string, string, Record<string, unknown>, RegExp]>([
    ['an account type that there is not', 'hubspot', { accountType: 'nothing' }, /no account type/],
    ['an OAuth app that was not entered', 'hubspot', { accountType: 'user-configured-oauth' }, /Client ID is required/],
    ['an integration without a sign-in', 'sendgrid', {}, /without a sign-in/],
  ])('refuses %s', async (_, type, installOptions, words) => {
    const user = await newUser()
    const query = new URLSearchParams({
      integrationId: await user.integrationId(type),
      originForPostMessage: 'http://localhost:3000',
      installOptions: JSON.stringify(installOptions),
    })
    await expectRefusal(await user.call('GET', `/sdk/actions/build-oauth?${query}`, { version: 'v2' }), 400, words)
  })
})

describe('POST /_sandbox/projects/:id/setup-values', () => {
  it.each<[object, number]>([
    [{ integration: 'nothing' }, 404],
    [{ integration: 'sendgrid', account: 'nobody@nowhere.example' }, 404],
    [{ integration: 'sendgrid' }, 422],
    [{ integration: 'googledrive', account: maya.work }, 422],
    [{ integration: 'hubspot', accountType: 'default' }, 422],
    [{}, 422],
  ])('refuses %j with %i', async (body, status) => {
    const answer = await sandbox.control('POST', `/projects/${sandbox.projectId}/setup-values`, body)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  })

  it('has the accounts of such integrations connected without the browser, too', async () => {
    const user = await newUser()
    for (const integration of ['sendgrid', 'custom.tasklabteam', 'notion']) {
      expect(await user.addAccount(maya.work, { integration })).toMatchObject({ status: 'VALID' })
    }
  })
})
