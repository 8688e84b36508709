/** `installFlow` through each of its stages, headless as it must be (sdk.md 3.6). */
import type { Page } from '@playwright/test'
import { allowAs } from '../support/harbor.ts'
import { expect, type HostPage, maya, test } from '../support/host-page.ts'

interface Told {
  stages: { stage: string; options?: { id: string }[]; packageInstallUrl?: string }[]
  completed: { credentialId?: string; integrationType?: string; credential?: { status: string } }[]
  errors: { name: string; message: string; stage: string | undefined }[]
}

/** Starts a flow whose callbacks are written down in the page; what it does next is up to the test. */
async function start(host: HostPage, type: string, options: Record<string, unknown> = {}): Promise<void> {
  await host.run(
    ({ paragon, told }, [integration, given]) => {
      Object.assign(told, { stages: [], completed: [], errors: [] })
      paragon.installFlow.start(integration, {
        allowMultipleCredentials: true,
        ...given,
        onNext: (state) => told.stages.push(JSON.parse(JSON.stringify(state))),
        onComplete: (event) => told.completed.push(JSON.parse(JSON.stringify(event))),
        onError: ({ name, message }, context) => told.errors.push({ name, message, stage: context?.stage }),
      })
    },
    [type, options] as const,
  )
}
const told = (host: HostPage) => host.run(({ told }) => told as unknown as Told)
const stages = async (host: HostPage) => (await told(host)).stages.map(({ stage }) => stage)

async function headless(host: HostPage): Promise<void> {
  await host.authenticate()
  await host.run(({ paragon }) => paragon.setHeadless(true))
}

async function values(host: HostPage, body: object): Promise<Record<string, string>> {
  return (await host.control<{ values: Record<string, string> }>('POST', '/setup-values', body)).values
}

/** Answers what a step of the flow opens. */
const inPopup = (host: HostPage, work: (popup: Page) => Promise<unknown>, code: Parameters<HostPage['run']>[0]) =>
  host.inPopup(work, code)

test('Salesforce: account type, instruction, sign-in', async ({ host }) => {
  await headless(host)
  await start(host, 'salesforce')
  await expect.poll(() => stages(host)).toEqual(['accountType'])
  expect((await told(host)).stages[0]?.options?.map(({ id }) => id)).toEqual(['default', 'sandbox'])

  await host.run(({ paragon }) => paragon.installFlow.setAccountType('sandbox'))
  await expect.poll(() => stages(host)).toEqual(['accountType', 'instruction'])
  const instruction = await host.run(({ paragon }) => {
    const { content, packageInstallUrl } = paragon.installFlow.next() as { content: string; packageInstallUrl: string }
    return { content, packageInstallUrl }
  })
  // The SDK itself turns the address of a package into that for sandboxes.
  expect(instruction.packageInstallUrl).toMatch(/^https:\/\/test\.salesforce\.com\/packaging\/installPackage\.apexp\?/)
  const picture = /http\S+?\.png/.exec(instruction.content)?.[0] ?? instruction.content
  expect((await host.page.request.get(picture)).headers()['content-type']).toBe('image/png')

  await inPopup(
    host,
    (popup) => allowAs(popup, maya.work),
    ({ paragon }) => (paragon.installFlow.next() as unknown as { finish: { onClick(): void } }).finish.onClick(),
  )
  await expect.poll(async () => (await told(host)).completed).toHaveLength(1)
  expect(await stages(host)).toEqual(['accountType', 'instruction', 'oauth'])
  expect(await told(host)).toMatchObject({
    completed: [{ integrationType: 'salesforce', credential: { status: 'VALID' } }],
    errors: [],
  })
  expect(
    JSON.parse(new URL(`http://x${host.sent('GET', /build-oauth/)[0]?.path}`).searchParams.get('installOptions') ?? ''),
  ).toMatchObject({ accountType: 'sandbox' })
  expect(await host.emails('salesforce')).toEqual([maya.work])
})

test('HubSpot by an OAuth app of the user’s own: its client is asked for, signs in, and refreshes', async ({
  host,
}) => {
  await headless(host)
  const app = await values(host, { integration: 'hubspot', accountType: 'user-configured-oauth' })
  await start(host, 'hubspot')
  await host.run(({ paragon }) => paragon.installFlow.setAccountType('user-configured-oauth'))
  await expect.poll(() => stages(host)).toEqual(['accountType', 'preOptions'])
  expect((await told(host)).stages[1]?.options?.map(({ id }) => id)).toEqual(['clientId', 'clientSecret'])
  const addresses: string[] = []
  await host.inPopup(
    async (popup) => {
      await expect(popup.getByRole('heading', { name: 'Choose an account' })).toBeVisible()
      addresses.push(popup.url())
      await allowAs(popup, maya.work)
    },
    ({ paragon }, options) => paragon.installFlow.setPreOptions(options),
    app,
  )
  await expect.poll(async () => (await told(host)).completed).toHaveLength(1)
  expect(new URL(addresses[0] ?? '').searchParams.get('client_id') ?? addresses[0]).toContain(app.clientId ?? 'none')

  const [account] = (await host.stored('hubspot')).allCredentials
  await host.mishap(account?.id ?? '', 'expire')
  const answer = await host.run(({ paragon }) =>
    paragon.request<{ results: unknown[] }>('hubspot', '/crm/v3/objects/contacts'),
  )
  expect(answer?.results.length).toBeGreaterThan(0)
  expect((await host.account(account?.id ?? '')).status).toBe('VALID')
})

test('an OAuth app that there is not never gets as far as an account', async ({ host }) => {
  await headless(host)
  await start(host, 'hubspot', { oauthTimeout: 1500 })
  await host.run(({ paragon }) => paragon.installFlow.setAccountType('user-configured-oauth'))
  await host.inPopup(
    (popup) => expect(popup.locator('body')).toContainText(/client|app/i),
    ({ paragon }) => void paragon.installFlow.setPreOptions({ clientId: 'nobody', clientSecret: 'x' }),
  )
  await expect.poll(async () => (await told(host)).errors.map(({ name }) => name)).toEqual(['OAuthTimeoutError'])
  expect((await host.stored('hubspot')).allCredentials).toEqual([])
})

test('Notion: sign-in, then questions, and the account is PENDING until they are answered', async ({ host }) => {
  await headless(host)
  await host.inPopup(
    (popup) => allowAs(popup, maya.work),
    ({ paragon, told }) => {
      Object.assign(told, { stages: [], completed: [], errors: [] })
      paragon.installFlow.start('notion', {
        onNext: (state) => told.stages.push(JSON.parse(JSON.stringify(state))),
        onComplete: (event) => told.completed.push(JSON.parse(JSON.stringify(event))),
        onError: ({ name, message }, context) => told.errors.push({ name, message, stage: context?.stage }),
      })
    },
  )
  await expect.poll(() => stages(host)).toEqual(['oauth', 'postOptions'])
  const pending = await host.stored('notion')
  expect(pending).toMatchObject({ enabled: false, credentialStatus: 'PENDING' })
  const refused = await host.run(({ paragon, refusal }) => refusal(() => paragon.request('notion', '/users/me')))
  expect(refused.response).toMatchObject({ status: 400 })

  await host.run(({ paragon }) => paragon.installFlow.setPostOptions({ pageAccess: 'some' }))
  await expect.poll(async () => (await told(host)).errors).toHaveLength(1)
  expect((await told(host)).errors[0]).toMatchObject({ name: 'UnknownError', stage: 'postOptions' })
  expect(JSON.parse((await told(host)).errors[0]?.message ?? '')).toMatchObject({ status: 400 })
  expect((await host.stored('notion')).credentialStatus).toBe('PENDING')

  await host.run(({ paragon }) => paragon.installFlow.setPostOptions({ pageAccess: 'shared', workspaceLabel: 'Work' }))
  await expect.poll(async () => (await told(host)).completed).toHaveLength(1)
  expect((await told(host)).completed[0]?.credentialId).toBe(pending.credentialId)
  expect(await host.stored('notion')).toMatchObject({
    enabled: true,
    credentialStatus: 'VALID',
    providerData: { email: maya.work, pageAccess: 'shared', workspaceLabel: 'Work' },
  })
  const page = await host.run(async ({ paragon }) => {
    const made = await paragon.request<{ id: string }>('notion', '/pages', {
      method: 'POST',
      body: {
        parent: { type: 'workspace', workspace: true },
        properties: { title: [{ text: { content: 'Made here' } }] },
      },
    })
    const found = await paragon.request<{ results: { id: string }[] }>('notion', '/search', {
      method: 'POST',
      body: { query: 'made here' },
    })
    return [made?.id, found?.results.map(({ id }) => id)]
  })
  expect(page[1]).toEqual([page[0]])
})

test('SendGrid: an API key and nothing else; one that is wrong is told, and the next is taken', async ({ host }) => {
  await headless(host)
  await start(host, 'sendgrid', { externalId: 'sender-1' })
  await expect.poll(() => stages(host)).toEqual(['preOptions'])
  expect((await told(host)).stages[0]?.options).toMatchObject([{ id: 'apiKey', type: 'PASSWORD', required: true }])
  await host.run(({ paragon }) => paragon.installFlow.setPreOptions({ apiKey: 'wrong' }))
  await expect.poll(async () => (await told(host)).errors).toMatchObject([{ stage: 'preOptions' }])
  expect(JSON.parse((await told(host)).errors[0]?.message ?? '')).toMatchObject({
    status: 400,
    message: 'SendGrid does not accept these credentials.',
  })
  expect((await host.stored('sendgrid')).allCredentials).toEqual([])

  const key = await values(host, { integration: 'sendgrid', account: maya.work })
  await host.run(({ paragon }, options) => paragon.installFlow.setPreOptions(options), key)
  await expect.poll(async () => (await told(host)).completed).toHaveLength(1)
  const { allCredentials } = await host.stored('sendgrid')
  expect(allCredentials).toMatchObject([
    { externalId: 'sender-1', status: 'VALID', providerData: { username: maya.work } },
  ])
  expect(JSON.stringify(await host.me())).not.toContain(key.apiKey ?? '')
  expect(host.page.context().pages(), 'no popup').toHaveLength(1)

  const messages = await host.run(async ({ paragon }) => {
    await paragon.request('sendgrid', '/mail/send', {
      method: 'POST',
      body: {
        personalizations: [{ to: [{ email: 'jo@elsewhere.example' }] }],
        from: { email: 'maya.chen@northwind.example' },
        subject: 'Hello',
        content: [{ type: 'text/plain', value: 'Hello.' }],
      },
      selectedCredentialId: 'ext:sender-1',
    })
    return paragon.request<{ messages: object[] }>('sendgrid', '/messages')
  })
  expect(messages?.messages).toMatchObject([{ to_email: 'jo@elsewhere.example', subject: 'Hello' }])

  await host.mishap(allCredentials[0]?.id ?? '', 'revoke')
  await host.run(({ paragon, refusal }) => refusal(() => paragon.request('sendgrid', '/messages')))
  expect((await host.stored('sendgrid')).credentialStatus, 'a key that was taken back').toBe('INVALID')
  expect(await host.user()).toMatchObject({ authenticated: true })
})

test('client credentials: the SDK asks for them itself, and new tokens are had in the client’s name', async ({
  host,
}) => {
  await headless(host)
  const type = 'custom.tasklabteam'
  await start(host, type)
  await expect.poll(() => stages(host)).toEqual(['preOptions'])
  expect((await told(host)).stages[0]?.options?.map(({ id }) => id)).toEqual(['clientId', 'clientSecret'])
  const client = await values(host, { integration: type, account: maya.work })
  await host.run(({ paragon }, options) => paragon.installFlow.setPreOptions(options), client)
  await expect.poll(async () => (await told(host)).completed).toHaveLength(1)
  const [account] = (await host.stored(type)).allCredentials
  await host.mishap(account?.id ?? '', 'expire')
  const tasks = await host.run(
    ({ paragon }, name) => paragon.request<{ data: { notes: string }[] }>(name, '/tasks'),
    type,
  )
  expect(tasks?.data[0]?.notes).toBe("On Maya's list.")
})

test('cancel takes back what has been made, and the flow can be started anew', async ({ host }) => {
  await headless(host)
  await host.run(async ({ paragon }) => paragon.installFlow.cancel())
  await host.inPopup(
    (popup) => allowAs(popup, maya.home),
    ({ paragon, told }) => {
      Object.assign(told, { stages: [], completed: [], errors: [] })
      paragon.installFlow.start('notion', { onNext: (state) => told.stages.push({ stage: state.stage }) })
    },
  )
  await expect.poll(() => stages(host)).toEqual(['oauth', 'postOptions'])
  expect((await host.stored('notion')).allCredentials).toHaveLength(1)
  await host.run(({ paragon }) => paragon.installFlow.cancel())
  expect((await host.stored('notion')).allCredentials).toEqual([])
})

test('T14: a denial does not end the flow; its timeout does', async ({ host }) => {
  await headless(host)
  await host.inPopup(
    async (popup) => {
      const closed = popup.waitForEvent('close')
      await popup.getByRole('button', { name: maya.work }).click()
      await popup.getByRole('button', { name: 'Cancel' }).click()
      await closed
    },
    ({ paragon, told }) => {
      Object.assign(told, { stages: [], completed: [], errors: [] })
      paragon.installFlow.start('googledrive', {
        oauthTimeout: 8_000,
        onNext: (state) => told.stages.push({ stage: state.stage }),
        onError: ({ name, message }, context) => told.errors.push({ name, message, stage: context?.stage }),
      })
    },
  )
  expect((await told(host)).errors, 'the trap was sprung').toEqual([])
  await expect
    .poll(async () => (await told(host)).errors)
    .toMatchObject([{ name: 'OAuthTimeoutError', message: 'OAuth timeout' }])
  await host.polled()
  expect((await host.stored()).allCredentials).toEqual([])
})

test('next, and what it leads to, is refused while no flow is under way', async ({ host }) => {
  await headless(host)
  const refused = await host.run(({ paragon, refusal }) => refusal(() => paragon.installFlow.next()))
  expect(refused.name).toBe('NoActiveInstallFlowError')
})
