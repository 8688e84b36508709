import { allowAs } from '../support/harbor.ts'
import type { RecordedEvent } from '../support/host-client.ts'
import { expect, type HostPage, maya, test } from '../support/host-page.ts'

const frame = '#paragon-connect-frame'

/** Opens the portal, whose promise stays open until somebody installs something. */
function openPortal(host: HostPage, selectedCredentialId?: string) {
  return host.run(
    ({ paragon }, options) => {
      void paragon.connect('googledrive', options)
    },
    selectedCredentialId === undefined ? {} : { selectedCredentialId },
  )
}

async function expectPortalOf(host: HostPage, email: string) {
  const dialog = host.portal.getByRole('dialog', { name: 'Google Drive' })
  await expect(dialog).toBeVisible()
  await expect(dialog.getByText(email, { exact: true })).toBeVisible()
}

test('connect opens the portal on the selected account, by id and by external id', async ({ host }) => {
  const a = await host.connect(maya.work)
  const b = await host.connect(maya.home, { externalId: 'ws-2' })
  await host.authenticate()
  const before = await host.me()

  for (const selector of [b.id, 'ext:ws-2', 'ws-2']) {
    await openPortal(host, selector)
    await expectPortalOf(host, maya.home)
    await expect(host.portal.getByText(maya.work, { exact: true })).toHaveCount(0)
    await host.run(({ paragon }) => paragon.closePortal())
    await expect(host.page.locator(frame)).toBeHidden()
  }
  await openPortal(host, a.id)
  await expectPortalOf(host, maya.work)
  expect(await host.me(), 'looking changes nothing').toEqual(before)
})

test('without a selection the portal shows the oldest VALID account', async ({ host }) => {
  const a = await host.connect(maya.work)
  await host.connect(maya.home)
  await host.authenticate()
  await openPortal(host)
  await expectPortalOf(host, maya.work)
  await host.run(({ paragon }) => paragon.closePortal())
  await expect(host.page.locator(frame)).toBeHidden()

  await host.mishap(a.id, 'invalidate')
  await host.authenticate()
  await openPortal(host)
  await expectPortalOf(host, maya.home)
})

test('an account that is not there is refused before the portal opens', async ({ host }) => {
  await host.connect(maya.work)
  await host.authenticate()
  const refused = await host.run(({ paragon, refusal }) =>
    refusal(() => paragon.connect('googledrive', { selectedCredentialId: 'ext:nobody' })),
  )
  expect(refused.message).toBe('Credential with externalId "nobody" not found.')
  await expect(host.page.locator(frame)).toBeHidden()
})

test('Esc, the close button and closePortal each close it, with an event', async ({ host }) => {
  const { id } = await host.connect(maya.work)
  await host.authenticate()
  const dialog = host.portal.getByRole('dialog', { name: 'Google Drive' })
  const ways = [
    () => dialog.press('Escape'),
    () => dialog.getByRole('button', { name: 'Close' }).click(),
    () => host.run(({ paragon }) => paragon.closePortal()),
  ]
  for (const [closed, close] of ways.entries()) {
    await openPortal(host, id)
    await expectPortalOf(host, maya.work)
    await expect.poll(async () => (await host.events('onPortalOpen')).length).toBe(closed + 1)
    await close()
    await expect(host.page.locator(frame)).toBeHidden()
    const event = { integrationType: 'googledrive', integrationId: expect.any(String) }
    await expect.poll(() => host.events('onPortalClose')).toHaveLength(closed + 1)
    expect((await host.events('onPortalClose')).at(-1)).toMatchObject(event)
  }
})

test('what is changed in the portal is changed for its account alone', async ({ host }) => {
  const a = await host.connect(maya.work)
  const b = await host.connect(maya.home)
  await host.authenticate()
  await openPortal(host, b.id)
  await expectPortalOf(host, maya.home)
  const { 'Weekly activity report': report = '' } = await host.workflows()

  await host.portal.getByRole('switch', { name: 'Weekly activity report' }).click()
  const change = { workflowId: report, workflowStateChange: { enabled: true } }
  await expect.poll(() => host.events('onWorkflowChange')).toMatchObject([change])
  const [configuration] = (await host.account(b.id)).configurations
  expect(configuration?.workflowSettings[report]?.enabled).toBe(true)

  await host.portal.getByLabel('Folder to import from').fill('My Drive / B')
  await host.portal.getByRole('button', { name: 'Save settings' }).click()
  await expect
    .poll(async () => (await host.account(b.id)).configurations[0]?.sharedSettings)
    .toMatchObject({ 'import-folder': 'My Drive / B' })
  expect(await host.account(a.id)).toEqual(a)
})

test('an account is connected from the portal, and connect resolves with it', async ({ host }) => {
  await host.authenticate()
  const connected = host.run(({ paragon }) => paragon.connect('googledrive', {}) as unknown as Promise<RecordedEvent>)
  const popup = host.page.waitForEvent('popup')
  await host.portal.getByRole('button', { name: 'Connect Google Drive' }).click()
  await allowAs(await popup, maya.work)
  const event = await connected
  const { allCredentials } = await host.stored()
  expect(event).toMatchObject({ integrationType: 'googledrive' })
  expect(allCredentials.map(({ providerData }) => providerData.email)).toEqual([maya.work])
  await expectPortalOf(host, maya.work)
})

test('an account is disconnected from the portal, after a question that names it', async ({ host }) => {
  const a = await host.connect(maya.work)
  const b = await host.connect(maya.home)
  await host.authenticate()
  await openPortal(host, a.id)
  await expectPortalOf(host, maya.work)
  await host.portal.getByRole('button', { name: 'Disconnect' }).click()
  const question = host.portal.getByRole('alertdialog')
  await expect(question.getByText(maya.work)).toBeVisible()
  await question.getByRole('button', { name: 'Disconnect' }).click()
  await expect(host.page.locator(frame)).toBeHidden()
  expect(await host.stored()).toMatchObject({ credentialId: b.id, allCredentials: [b] })
  expect(await host.known()).toMatchObject({ credentialId: b.id, allCredentials: [b] })
  expect(await host.events('onIntegrationUninstall')).toHaveLength(1)
})

test('an INVALID account says so, and is reconnected in place', async ({ host }) => {
  const a = await host.connect(maya.work)
  const b = await host.connect(maya.home)
  await host.mishap(b.id, 'invalidate')
  await host.authenticate()
  await openPortal(host, b.id)
  await expectPortalOf(host, maya.home)
  await expect(host.portal.getByText('Needs reconnecting', { exact: true })).toBeVisible()

  const popup = host.page.waitForEvent('popup')
  await host.portal.getByRole('button', { name: 'Reconnect' }).click()
  await allowAs(await popup, maya.home)
  await expect.poll(async () => (await host.account(b.id)).status).toBe('VALID')
  const { allCredentials } = await host.stored()
  expect(allCredentials.map(({ id }) => id)).toEqual([a.id, b.id])
  expect(allCredentials[0]).toEqual(a)
  expect(allCredentials[1]?.configurations).toEqual(b.configurations)
  await expect(host.portal.getByText('Connected', { exact: true })).toBeVisible()
})
