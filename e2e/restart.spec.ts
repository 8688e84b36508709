import { allowAs, newAddress } from './support/harbor.ts'
import { expect, test } from './support/test.ts'

test('a sandbox that is killed and started again has lost nothing', async ({ harbor, page, stack }) => {
  await harbor.signInAsNewcomer()
  const [a, b] = [newAddress('a'), newAddress('b')]
  await harbor.connect(a)
  await harbor.connect(b)
  await harbor.manage(b)
  await harbor.portal.getByLabel('Folder to import from').fill('Kept')
  await harbor.portal.getByRole('button', { name: 'Save settings' }).click()
  await expect(harbor.portal.getByText('Saved.')).toBeVisible()
  const before = await harbor.driveState()
  const token = await harbor.token()

  await stack.restartSandbox({ kill: 'SIGKILL' })

  expect(await harbor.driveState()).toEqual(before)
  // A token from before is still good, and the page goes on without a reload.
  const me = await fetch(`${stack.paragonUrl}/projects/${stack.projectId}/sdk/me`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect(me.status).toBe(200)
  await page.reload()
  await expect(harbor.drive.getByRole('listitem')).toContainText([a, b])
  const popup = await harbor.popupOf(harbor.drive.getByRole('button', { name: 'Connect another account' }))
  const c = newAddress('c')
  await allowAs(popup, c)
  await expect(harbor.account(c)).toBeVisible()
  await page.getByRole('link', { name: 'Files' }).click()
  await page.getByRole('radio', { name: b }).check()
  await expect(page.getByText(`Answered by ${b}`)).toBeVisible()
})

test('a sign-in window that was open over a restart can still be finished', async ({ harbor, stack }) => {
  await harbor.signInAsNewcomer()
  const popup = await harbor.popupOf(harbor.drive.getByRole('button', { name: 'Connect', exact: true }))
  await popup.getByRole('heading', { name: 'Choose an account' }).waitFor()
  await stack.restartSandbox({ kill: 'SIGKILL' })
  const email = newAddress('a')
  await allowAs(popup, email)
  await expect(harbor.account(email)).toBeVisible()
})
