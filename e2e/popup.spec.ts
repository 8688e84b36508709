import { allowAs, chooseAccount, newAddress } from './support/harbor.ts'
import { expect, test } from './support/test.ts'

test.describe('the sign-in window', () => {
  test('that is declined, blocked or closed is told apart in words, and can be tried again', async ({
    harbor,
    page,
  }) => {
    await harbor.signInAsNewcomer()
    const connect = harbor.drive.getByRole('button', { name: 'Connect', exact: true })
    const said = harbor.drive.getByRole('status')
    const email = newAddress('a')

    const declined = await harbor.popupOf(connect)
    await chooseAccount(declined, email)
    const gone = declined.waitForEvent('close')
    await declined.getByRole('button', { name: 'Cancel' }).click()
    await gone
    await expect(said.getByText('You declined access')).toBeVisible()

    await page.evaluate(() => {
      const open = window.open
      let isBlocked = true
      window.open = (...args) => {
        const opened = isBlocked ? null : open.apply(window, args)
        isBlocked = false
        return opened
      }
    })
    await connect.click()
    await expect(said.getByText('Your browser blocked the sign-in window')).toBeVisible()

    const closed = await harbor.popupOf(connect)
    await closed.getByRole('heading', { name: 'Choose an account' }).waitFor()
    await closed.close()
    await expect(said.getByText('The window was closed before you finished')).toBeVisible()

    expect((await harbor.driveState()).allCredentials).toEqual([])
    await allowAs(await harbor.popupOf(connect), email)
    await expect(harbor.account(email)).toBeVisible()
    await expect(said.filter({ hasText: /./ })).toHaveCount(0)
  })

  test('lets one change one’s mind about the account', async ({ harbor }) => {
    await harbor.signInAsNewcomer()
    const [wrong, right] = [newAddress('wrong'), newAddress('right')]
    const popup = await harbor.popupOf(harbor.drive.getByRole('button', { name: 'Connect', exact: true }))
    await chooseAccount(popup, wrong)
    await popup.getByRole('button', { name: 'Choose a different account' }).click()
    await allowAs(popup, right)
    await expect(harbor.account(right)).toBeVisible()
    expect((await harbor.driveState()).allCredentials).toHaveLength(1)
  })

  test('can be gone through by keyboard alone', async ({ harbor }) => {
    await harbor.signInAsNewcomer()
    const email = newAddress('keys')
    const popup = await harbor.popupOf(harbor.drive.getByRole('button', { name: 'Connect', exact: true }))
    const press = async (name: string) => {
      const button = popup.getByRole('button', { name, exact: true })
      // The chooser lists as many accounts as the sandbox has by now: one Tab for each control, and one to enter the page.
      const controls = await popup.locator('a, button, input').count()
      for (let presses = 0; presses <= controls; presses += 1) {
        if (await button.evaluate((element) => element === document.activeElement)) break
        await popup.keyboard.press('Tab')
      }
      await expect(button).toBeFocused()
      await popup.keyboard.press('Enter')
    }
    await popup.getByRole('heading', { name: 'Choose an account' }).waitFor()
    await press('Use another account')
    await popup.getByLabel('E-mail').waitFor()
    await expect(popup.getByLabel('E-mail')).toBeFocused()
    await popup.keyboard.type(email)
    await popup.keyboard.press('Enter')
    await popup.getByRole('button', { name: 'Allow', exact: true }).waitFor()
    const closed = popup.waitForEvent('close')
    await press('Allow')
    await closed
    await expect(harbor.account(email)).toBeVisible()
  })
})
