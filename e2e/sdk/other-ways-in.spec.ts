/** Accounts that are connected in another way than by the sign-in of `installIntegration` (sdk.md 2.6 and 3.4). */
import { chooseAccount } from '../support/harbor.ts'
import { expect, type HostPage, maya, test } from '../support/host-page.ts'

const values = async (host: HostPage, body: object) =>
  (await host.control<{ values: Record<string, string> }>('POST', '/setup-values', body)).values

test('completeInstall takes a code that the app has got itself, and opens the portal when it is to', async ({
  host,
  sandbox,
}) => {
  await host.authenticate()
  const redirectUrl = `${sandbox.paragonUrl}/oauth`
  // As a marketplace does, the third party starts the sign-in, and the code comes to a page of the app's.
  const popup = await host.page.context().newPage()
  const query = { response_type: 'code', redirect_uri: redirectUrl, state: 'of the marketplace' }
  const scope = 'openid email profile https://www.googleapis.com/auth/drive'
  const client = { client_id: `googledrive.${host.projectId}`, access_type: 'offline', prompt: 'consent' }
  await popup.goto(`${sandbox.providerUrl}/oauth/authorize?${new URLSearchParams({ ...query, ...client, scope })}`)
  await chooseAccount(popup, maya.work)
  await popup.getByRole('button', { name: 'Allow', exact: true }).click()
  await popup.waitForURL(`${redirectUrl}?*`)
  const code = new URL(popup.url()).searchParams.get('code') ?? ''
  await popup.close()

  const complete = { authorizationCode: code, redirectUrl, showPortalAfterInstall: true }
  await host.run(({ paragon }, options) => paragon.completeInstall('googledrive', options), complete)
  const [posted] = host.sent('POST', /^\/sdk\/credentials$/)
  expect(JSON.parse(posted?.body ?? '')).toMatchObject({ code, redirectUrl })
  expect(await host.emails()).toEqual([maya.work])
  expect((await host.known()).allCredentials).toEqual((await host.stored()).allCredentials)
  await expect(host.portal.getByRole('dialog', { name: 'Google Drive' })).toContainText(maya.work)
  expect(await host.events('onIntegrationInstall')).toEqual([])

  const refused = await host.run(async ({ paragon, refusal }, options) => {
    const said = async (attempt: () => unknown) => (await refusal(attempt)).message
    return [
      await said(() => paragon.completeInstall('googledrive', { authorizationCode: '' })),
      await said(() => paragon.completeInstall('nothing', options)),
      await said(() => paragon.completeInstall('googledrive', options)),
    ]
  }, complete)
  expect(refused[0]).toBe('authorizationCode is required')
  expect(refused[1]).toContain('"nothing" is not a valid integration type.')
  // A code is good once (RFC 6749, section 4.1.2).
  expect(JSON.parse(refused[2] ?? '')).toMatchObject({ status: 400, code: 'invalid_grant' })
  expect(await host.user()).toMatchObject({ authenticated: true })
})

test('connectAction connects a resource with what the app knows of it', async ({ host }) => {
  await host.authenticate()
  const key = await values(host, { integration: 'sendgrid', account: maya.work })
  const credential = await host.run(({ paragon }, payload) => paragon.connectAction('mail-sender', payload), key)
  const stored = await host.stored('sendgrid')
  expect(stored).toMatchObject({ enabled: true, credentialId: credential.id, providerData: { username: maya.work } })
  expect((await host.me()).resources).toMatchObject([
    { slug: 'mail-sender', credentialId: credential.id, credentialStatus: 'VALID' },
  ])
  const words = await host.run(async ({ paragon, refusal }) => [
    (await refusal(() => paragon.connectAction('nothing', {}))).message,
    (await refusal(() => paragon.connectAction('mail-sender', 'text' as never))).message,
    (await refusal(() => paragon.connectAction('mail-sender', {}))).message,
  ])
  expect(words.slice(0, 2)).toEqual(['No resource found with name "nothing".', 'payload must be of type object.'])
  expect(JSON.parse(words[2] ?? '')).toMatchObject({ status: 400, message: 'API Key is required.' })
})

test('an integration that is not active is refused by the SDK, and is none of those it tells of', async ({ host }) => {
  await host.authenticate()
  const { words, types } = await host.run(async ({ paragon, refusal }) => ({
    words: (await refusal(() => paragon.installIntegration('custom.tasklabclassic'))).message,
    types: paragon.getIntegrationMetadata().map(({ type }) => type),
  }))
  expect(words).toContain('integration "custom.tasklabclassic" is not active in your Paragon project yet.')
  expect(types).toContain('custom.tasklab')
  expect(types).not.toContain('custom.tasklabclassic')
})

test.describe('in the portal', () => {
  test('an API key is asked for, one that is wrong is told, and the right one connects', async ({ host }) => {
    await host.authenticate()
    await host.run(({ paragon }) => void paragon.connect('sendgrid', {}))
    const dialog = host.portal.getByRole('dialog', { name: 'SendGrid' })
    const save = dialog.getByRole('button', { name: 'Save and connect' })
    await save.click()
    await expect(dialog).toContainText('API Key is required.')
    await dialog.getByLabel('API Key').fill('wrong')
    await save.click()
    await expect(dialog).toContainText('SendGrid does not accept these credentials.')
    // The SDK has the portal's call end in a rejection that nobody catches, beside what it tells the portal.
    expect(host.pageErrors.splice(0).map((words) => JSON.parse(words))).toMatchObject([{ status: 400 }])
    const { apiKey = '' } = await values(host, { integration: 'sendgrid', account: maya.work })
    await dialog.getByLabel('API Key').fill(apiKey)
    await save.click()
    await expect(dialog).toContainText(maya.work)
    await expect(dialog.getByText('Connected', { exact: true })).toBeVisible()
    expect(await host.stored('sendgrid')).toMatchObject({ enabled: true, credentialStatus: 'VALID' })
  })

  test('the questions after a sign-in are asked, and the account is PENDING until they are answered', async ({
    host,
  }) => {
    await host.authenticate()
    await host.run(({ paragon }) => void paragon.connect('notion', {}))
    const dialog = host.portal.getByRole('dialog', { name: 'Notion' })
    const opened = host.page.waitForEvent('popup')
    await dialog.getByRole('button', { name: 'Connect Notion' }).click()
    const popup = await opened
    await chooseAccount(popup, maya.work)
    const closed = popup.waitForEvent('close')
    await popup.getByRole('button', { name: 'Allow', exact: true }).click()
    await closed
    await expect(dialog).toContainText('Set-up not finished')
    expect((await host.stored('notion')).credentialStatus).toBe('PENDING')
    await dialog.getByLabel('Name of the workspace').fill('Northwind')
    await dialog.getByRole('button', { name: 'Save and connect' }).click()
    await expect(dialog.getByText('Connected', { exact: true })).toBeVisible()
    expect(await host.stored('notion')).toMatchObject({
      enabled: true,
      providerData: { pageAccess: 'all', workspaceLabel: 'Northwind' },
    })
  })
})
