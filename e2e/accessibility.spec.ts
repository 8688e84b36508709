import { violations } from './support/axe.ts'
import { newAddress } from './support/harbor.ts'
import { expect, test } from './support/test.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    // Without motion: half faded in, a message would not have the contrast that it has.
    test.use({ colorScheme, contextOptions: { reducedMotion: 'reduce' } })

    test('axe finds nothing on any page, in the portal or in the popup', async ({ harbor, page }) => {
      test.slow()
      await page.goto('/')
      await expect(page.getByRole('heading', { name: /Sign in/ })).toBeVisible()
      expect(await violations(page)).toEqual([])
      await harbor.signInAsNewcomer()
      expect(await violations(page)).toEqual([])

      const email = newAddress('a')
      const popup = await harbor.popupOf(harbor.drive.getByRole('button', { name: 'Connect', exact: true }))
      await expect(popup.getByRole('heading', { name: 'Choose an account' })).toBeVisible()
      expect(await violations(popup)).toEqual([])
      await popup.getByRole('button', { name: 'Use another account' }).click()
      await expect(popup.getByRole('heading', { name: 'Use another account' })).toBeVisible()
      expect(await violations(popup)).toEqual([])
      await popup.getByLabel('E-mail').fill('nonsense')
      await popup.getByRole('button', { name: 'Next' }).click()
      await expect(popup.getByText(/Enter an e-mail address/)).toBeVisible()
      expect(await violations(popup)).toEqual([])
      await popup.getByLabel('E-mail').fill(email)
      await popup.getByRole('button', { name: 'Next' }).click()
      await expect(popup.getByRole('button', { name: 'Allow', exact: true })).toBeVisible()
      expect(await violations(popup)).toEqual([])
      const closed = popup.waitForEvent('close')
      await popup.getByRole('button', { name: 'Allow', exact: true }).click()
      await closed
      await expect(harbor.account(email)).toBeVisible()
      expect(await violations(page)).toEqual([])

      await harbor.manage(email)
      expect(await violations(page)).toEqual([])
      await harbor.portal.getByRole('tab', { name: 'Overview' }).click()
      expect(await violations(page)).toEqual([])
      await harbor.portal.getByRole('button', { name: 'Disconnect' }).click()
      await expect(harbor.portal.getByRole('alertdialog')).toBeVisible()
      expect(await violations(page)).toEqual([])
      await harbor.portal.getByRole('button', { name: 'Cancel' }).click()
      await harbor.portal.getByRole('button', { name: 'Close' }).click()

      await page.getByRole('button', { name: `Remove ${email}` }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('link', { name: 'Files' }).click()
      await expect(page.getByText(`Answered by ${email}`)).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.getByRole('link', { name: 'Calls' }).click()
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await expect(page.getByText(`says it answered ${email}`)).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.getByLabel('Sample').selectOption('A call of your own')
      await page.getByRole('button', { name: 'Send', exact: true }).click()
      await expect(page.getByText('Enter a path')).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.getByRole('link', { name: 'Team' }).click()
      await page.getByRole('button', { name: 'What the token allows' }).click()
      await expect(page.getByText('All integrations, any account')).toBeVisible()
      expect(await violations(page)).toEqual([])
      await page.goto('/nowhere')
      expect(await violations(page)).toEqual([])
    })
  })
}
