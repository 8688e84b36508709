import { violations } from './support/axe.ts'
import { newAddress } from './support/harbor.ts'
import { expect, test } from './support/test.ts'

test('shows the way of each call of the person’s own, from the SDK to the third party, as which account', async ({
  harbor,
  page,
  stack,
}) => {
  const email = newAddress('hood')
  await harbor.signInAsNewcomer()
  await harbor.connect(email)
  const requests: string[] = []
  page.on('request', (request) => requests.push(JSON.stringify([request.url(), request.headers()])))
  await page.getByRole('button', { name: 'Under the hood' }).click()
  const drawer = page.getByRole('complementary', { name: 'Under the hood' })
  await expect(drawer.getByRole('heading', { name: 'Under the hood' })).toBeFocused()
  await expect(drawer.getByText('Live')).toBeVisible()
  await expect(drawer.getByText('GET /sdk/me').first()).toBeVisible()

  await page.getByRole('link', { name: 'Files' }).click()
  await expect(page.getByText(`Answered by ${email}`)).toBeVisible()
  const trace = drawer.getByRole('list').first().locator('> li').filter({ hasText: '/drive/v3/files' }).first()
  await expect(trace).toContainText('The SDK in this browser')
  await expect(trace).toContainText('Paragon’s Proxy API')
  await expect(trace.getByText(`as ${email}`)).not.toHaveCount(0)
  // The token that opens the journal is the server's.
  expect(requests.join()).not.toContain(stack.adminToken)

  await page.keyboard.press('Escape')
  await drawer.getByRole('button', { name: 'Close' }).focus()
  await page.keyboard.press('Escape')
  await expect(drawer).toBeHidden()
  await expect(page.getByRole('button', { name: 'Under the hood' })).toBeFocused()
})

test('shows nobody else’s calls, and nothing to strangers', async ({ harbor, page, stack, browser }) => {
  await harbor.signInAsNewcomer()
  const email = newAddress('others')
  await fetch(`${stack.paragonUrl}/_sandbox/projects/${stack.projectId}/credentials`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stack.adminToken}` },
    body: JSON.stringify({ sub: 'somebody-else', integration: 'googledrive', account: 'maya.chen@northwind.example' }),
  })
  await page.getByRole('button', { name: 'Under the hood' }).click()
  const drawer = page.getByRole('complementary', { name: 'Under the hood' })
  await expect(drawer.getByText('GET /sdk/me').first()).toBeVisible()
  await expect(drawer.getByText('maya.chen@northwind.example')).toHaveCount(0)
  await expect(drawer.getByText(email)).toHaveCount(0)
  const stranger = await browser.newContext()
  const answer = await stranger.request.get(`${stack.appUrl}/api/under-the-hood`, {
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect(answer.status()).toBe(401)
  const elsewhere = await page.request.get(`${stack.appUrl}/api/under-the-hood`, {
    headers: { 'sec-fetch-site': 'cross-site' },
  })
  expect(elsewhere.status()).toBe(403)
  await stranger.close()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    test('axe finds nothing in the drawer', async ({ harbor, page }) => {
      await harbor.signInAsNewcomer()
      await harbor.connect(newAddress('a'))
      await page.getByRole('link', { name: 'Files' }).click()
      await page.getByRole('button', { name: 'Under the hood' }).click()
      await expect(page.getByRole('complementary').getByText('/drive/v3/files').first()).toBeVisible()
      expect(await violations(page)).toEqual([])
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/hood-${colorScheme}.png` })
      await page.setViewportSize({ width: 360, height: 740 })
      expect(await violations(page)).toEqual([])
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/hood-${colorScheme}-narrow.png` })
    })
  })
}
