/** The SDK without a bundler, and in apps that cannot be changed: what `/_sandbox/connect-me` shows. */
import { violations } from '../support/axe.ts'
import { allowAs } from '../support/harbor.ts'
import type { HostWindow } from '../support/host-client.ts'
import { expect, maya, test } from '../support/host-page.ts'

test('a script tag defines paragon, pointed at the sandbox, wherever the tag stands', async ({
  host,
  server,
  sandbox,
}) => {
  const { page } = host
  const frame = page.locator('#paragon-connect-frame')
  const token = await host.newToken('ada')
  // Left by an app that was led to another sandbox from this origin: the tag wins (trap T18).
  await page.evaluate(() =>
    localStorage.setItem(
      'paragon-connect-user-state',
      JSON.stringify({
        projectId: 'another',
        userState: { authenticated: true, token: 'x.y.z', integrations: {} },
        environments: { ZEUS_PUBLIC_URL: 'https://another.example', CONNECT_PUBLIC_URL: 'https://another.example' },
      }),
    ),
  )
  await page.goto(`${server.origins[0]}/tag-deferred`)
  await expect(frame).toHaveAttribute('src', `${sandbox.paragonUrl}/ui`)
  await page.evaluate(([projectId, jwt]) => (window as unknown as HostWindow).paragon.authenticate(projectId, jwt), [
    host.projectId,
    token,
  ] as const)
  const opened = page.waitForEvent('popup')
  const installed = page.evaluate(async () => {
    const { paragon } = window as unknown as HostWindow
    const event = await paragon.installIntegration('googledrive')
    return [event?.credential?.providerData.email, await paragon.request('googledrive', '/about?fields=user')]
  })
  await allowAs(await opened, maya.work)
  expect(await installed).toEqual([maya.work, { user: expect.objectContaining({ emailAddress: maya.work }) }])

  // Loaded anew, with the tag in the head: the SDK finds its user again, as it does when it is bundled.
  await page.goto(`${server.origins[0]}/tag-in-head`)
  await expect(frame).toHaveAttribute('src', `${sandbox.paragonUrl}/ui?projectId=${host.projectId}`)
  const user = await page.evaluate(() => (window as unknown as HostWindow).paragon.getUser())
  expect(user).toMatchObject({ authenticated: true, userId: 'ada' })
  await page.evaluate(() => void (window as unknown as HostWindow).paragon.connect('googledrive', {}))
  await expect(host.portal.getByRole('dialog', { name: 'Google Drive' })).toContainText(maya.work)
})

test('the page that helps to connect an app makes a state that leads an app which cannot be changed', async ({
  host,
  server,
  sandbox,
}) => {
  const { page } = host
  await page.goto(`${sandbox.paragonUrl}/_sandbox/connect-me?project=${host.projectId}#token=${sandbox.adminToken}`)
  expect(page.url(), 'the token leaves the address').not.toContain(sandbox.adminToken)
  await expect(page.getByText('paragon.configureGlobal(')).toBeVisible()
  await expect(page.getByText(`${sandbox.paragonUrl}/ui/scripts/sdk.js`)).toBeVisible()
  await page.getByLabel('User').fill('grace')
  await page.getByRole('button', { name: 'Put a token in' }).click()
  await expect(page.getByRole('status')).toHaveText('A token of grace, good for an hour, is in the snippet.')
  const seed = await page.locator('#seed').textContent()
  expect(await violations(page)).toEqual([])

  await page.getByLabel('Admin token').fill('wrong')
  await page.getByRole('button', { name: 'Put a token in' }).click()
  await expect(page.getByRole('status')).toContainText('not the admin token')

  // Any page of the app's origin will do, as long as its bundle has not run.
  await page.goto(`${server.origins[0]}/client.js`)
  await page.evaluate(seed ?? '')
  await host.connect(maya.work, { sub: 'grace' })
  await host.open({ unconfigured: true })
  await expect.poll(async () => (await host.known()).enabled).toBe(true)
  expect(await host.user()).toMatchObject({ userId: 'grace' })
})
