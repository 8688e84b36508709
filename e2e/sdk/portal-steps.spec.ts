import type { Page } from '@playwright/test'
import { allowAs } from '../support/harbor.ts'
import { expect, type HostPage, maya, test } from '../support/host-page.ts'

const open = (host: HostPage, type: string) => host.run(({ paragon }, name) => void paragon.connect(name, {}), type)

/** What build-oauth was asked, oldest first. */
const built = (host: HostPage) =>
  host.sent('GET', /build-oauth/).map(({ path }) => {
    const query = new URL(path, 'http://localhost').searchParams
    return { options: JSON.parse(query.get('installOptions') ?? '{}'), origin: query.get('originForPostMessage') }
  })

async function values(host: HostPage, body: object): Promise<Record<string, string>> {
  return (await host.control<{ values: Record<string, string> }>('POST', '/setup-values', body)).values
}

/** Clicks what opens a popup, and answers the popup. */
async function popupOf(host: HostPage, button: string): Promise<Page> {
  const opened = host.page.waitForEvent('popup')
  await host.portal.getByRole('button', { name: button }).click()
  return opened
}

test('Salesforce: the kind of org is asked, with the package for it, and goes with the sign-in', async ({ host }) => {
  await host.authenticate()
  await open(host, 'salesforce')
  const dialog = host.portal.getByRole('dialog', { name: 'Salesforce' })
  await expect(dialog.getByRole('radio', { name: 'Production' })).toBeChecked()
  const link = dialog.getByRole('link', { name: 'installed the package' })
  await expect(link).toHaveAttribute('href', /^https:\/\/login\.salesforce\.com\//)
  await dialog.getByRole('radio', { name: 'Sandbox' }).check()
  await expect(link).toHaveAttribute('href', /^https:\/\/test\.salesforce\.com\//)

  await allowAs(await popupOf(host, 'Connect Salesforce'), maya.work)
  await expect(dialog.getByText('Connected', { exact: true })).toBeVisible()
  expect(built(host)).toMatchObject([{ options: { accountType: 'sandbox' } }])
  expect(await host.emails('salesforce')).toEqual([maya.work])
})

test('a kind of account that the app has named is not asked for', async ({ host }) => {
  await host.authenticate()
  await host.run(({ paragon }) => void paragon.connect('salesforce', { accountType: 'sandbox' }))
  const dialog = host.portal.getByRole('dialog', { name: 'Salesforce' })
  await expect(dialog.getByRole('link', { name: 'installed the package' })).toHaveAttribute('href', /test\.salesforce/)
  await expect(dialog.getByRole('radio')).toHaveCount(0)
})

test('HubSpot by an OAuth app of the user’s own: asked first, then a sign-in in the portal’s own popup', async ({
  host,
}) => {
  await host.authenticate()
  const app = await values(host, { integration: 'hubspot', accountType: 'user-configured-oauth' })
  await open(host, 'hubspot')
  const dialog = host.portal.getByRole('dialog', { name: 'HubSpot' })
  await expect(dialog.getByRole('button', { name: 'Connect HubSpot' })).toBeVisible()
  await dialog.getByRole('radio', { name: /OAuth app of your own/ }).check()
  await dialog.getByRole('button', { name: 'Continue to sign in' }).click()
  await expect(dialog.getByText('Client Secret is required.')).toBeVisible()

  // A window that is closed again, and consent that is denied, are told, and nothing typed is lost.
  await dialog.getByLabel('Client ID').fill(app.clientId ?? '')
  await dialog.getByLabel('Client Secret').fill(app.clientSecret ?? '')
  await (await popupOf(host, 'Continue to sign in')).close()
  await expect(dialog.getByRole('alert')).toContainText('closed before it was done')

  const popup = await popupOf(host, 'Continue to sign in')
  await expect(popup.getByRole('heading', { name: 'Choose an account' })).toBeVisible()
  expect(popup.url()).toContain(app.clientId)
  await allowAs(popup, maya.work)
  await expect(dialog.getByText('Connected', { exact: true })).toBeVisible()
  expect(await host.emails('hubspot')).toEqual([maya.work])
  const [first] = built(host)
  expect(first?.options).toMatchObject({ accountType: 'user-configured-oauth' })
  expect(first?.origin).not.toBe(await host.run((window) => window.location.origin))
  await expect.poll(() => host.events('onIntegrationInstall')).toHaveLength(1)

  // The account belongs to that app: its token is renewed in its name.
  const [account] = (await host.stored('hubspot')).allCredentials
  await host.mishap(account?.id ?? '', 'expire')
  const { status } = await host.rest('GET', '/sdk/proxy/hubspot/crm/v3/objects/contacts')
  expect(status).toBe(200)
})

test('workflows are listed by the user’s metadata, and hidden ones not at all', async ({ host }) => {
  const workflow = { trigger: { type: 'event', name: 'x' }, steps: [{ id: 'a', type: 'function', return: 1 }] }
  const path = '/integrations/googledrive/workflows'
  const enterprise = { $equals: ['{{user.meta.plan}}', 'enterprise'] }
  await host.control('PUT', `${path}/large`, { ...workflow, description: 'For large teams', permissions: enterprise })
  await host.control('PUT', `${path}/hidden`, { ...workflow, description: 'Out of sight', hidden: true })
  await host.connect(maya.work)
  await host.authenticate()
  const hiddenOnes = () =>
    host.run(({ paragon }) =>
      paragon.getIntegrationConfig('googledrive').hiddenWorkflows.map(({ description }) => description),
    )
  expect((await hiddenOnes()).sort()).toEqual(['For large teams', 'Out of sight'])
  await open(host, 'googledrive')
  const switchOf = (name: string) => host.portal.getByRole('switch', { name })
  await expect(switchOf('Import new files')).toBeChecked()
  await expect(switchOf('For large teams')).toHaveCount(0)
  await host.run(({ paragon }) => paragon.closePortal())
  await expect(host.page.locator('#paragon-connect-frame')).toBeHidden()

  await host.run(({ paragon }) => paragon.setUserMetadata({ plan: 'enterprise' }))
  await open(host, 'googledrive')
  await expect(switchOf('For large teams')).toBeVisible()
  await expect(switchOf('Out of sight')).toHaveCount(0)
  expect(await hiddenOnes()).toEqual(['Out of sight'])
})

test('what is required is asked for until it is there', async ({ host }) => {
  const app = await values(host, { integration: 'custom.tasklabteam', account: maya.work })
  await host.authenticate()
  await open(host, 'custom.tasklabteam')
  const dialog = host.portal.getByRole('dialog', { name: 'TaskLab Team' })
  await dialog.getByLabel('Client ID').fill(app.clientId ?? '')
  await dialog.getByLabel('Client Secret').fill(app.clientSecret ?? '')
  await dialog.getByRole('button', { name: 'Save and connect' }).click()
  await expect(dialog.getByText('Some settings are required')).toBeVisible()
  await dialog.getByLabel('Add to the front of each task').fill('Ours: ')
  await dialog.getByRole('button', { name: 'Save settings' }).click()
  await expect(dialog.getByText('Some settings are required')).toHaveCount(0)
  expect((await host.stored('custom.tasklabteam')).sharedSettings).toEqual({ 'task-prefix': 'Ours: ' })
})

test('on a narrow screen, with a hostile text, a colour and no name at its foot', async ({ host }) => {
  const hostile = [
    '<script>parent.hacked = 1</script><img src="https://evil.example/x.png" onerror="parent.hacked = 1">',
    '[click](javascript:parent.hacked=1) ![b](https://evil.example/y.png)',
    `${'long'.repeat(200)}`,
  ].join('\n\n')
  const asked: string[] = []
  host.page.on('request', (request) => asked.push(request.url()))
  await host.page.route(/\/sdk\/integrations$/, async (route) => {
    const answer = await route.fetch()
    const list = (await answer.json()) as { type: string; configs: { values: object }[] }[]
    const [config] = list.find(({ type }) => type === 'googledrive')?.configs ?? []
    Object.assign(config?.values ?? {}, {
      description: `<b onmouseover="parent.hacked = 1">${'wide'.repeat(60)}</b>`,
      overview: hostile,
      accentColor: '#ffff00',
      paragonLink: false,
    })
    await route.fulfill({ response: answer, json: list })
  })
  await host.page.setViewportSize({ width: 320, height: 640 })
  await host.connect(maya.work)
  await host.authenticate()
  await open(host, 'googledrive')
  const dialog = host.portal.getByRole('dialog', { name: 'Google Drive' })
  await expect(dialog.getByText('Paragon Sandbox')).toHaveCount(0)
  await expect(dialog.getByText('<b onmouseover=')).toBeVisible()
  await dialog.getByRole('tab', { name: 'Overview' }).click()
  await expect(dialog.getByText('<script>parent.hacked = 1</script>')).toBeVisible()
  await expect(dialog.locator('script, [onerror], [onmouseover], a[href^="javascript"]')).toHaveCount(0)
  expect(await host.run((window) => 'hacked' in window)).toBe(false)
  expect(asked.filter((url) => url.includes('evil.example'))).toEqual([])
  const overflow = await dialog.evaluate((element) => {
    const scroll = element.querySelector('.scroll')
    return [element.scrollWidth - element.clientWidth, (scroll?.scrollWidth ?? 0) - (scroll?.clientWidth ?? 0)]
  })
  expect(overflow).toEqual([0, 0])
  const box = await dialog.boundingBox()
  expect(box?.width).toBeLessThanOrEqual(320)
})
