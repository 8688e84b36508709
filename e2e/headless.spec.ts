import { violations } from './support/axe.ts'
import { allowAs, newAddress } from './support/harbor.ts'
import { expect, test } from './support/test.ts'

test('accounts are connected and set up by forms of the app’s own, and the portal never shows', async ({
  harbor,
  page,
}) => {
  await harbor.signInAsNewcomer()
  const frame = page.locator('#paragon-connect-frame')
  await page.getByRole('link', { name: 'without the portal' }).click()
  await expect(page.getByRole('heading', { name: 'Without the portal' })).toBeVisible()

  // A sign-in, and then questions.
  await page.getByLabel('Integration').selectOption('Notion')
  const notion = newAddress('notes')
  await allowAs(await harbor.popupOf(page.getByRole('button', { name: 'Connect Notion' })), notion)
  const step = page.getByRole('region', { name: 'Connect Notion' })
  await step.getByLabel('Name of the workspace').fill('Northwind')
  await expect(step.getByLabel('Which pages should be brought in?')).toHaveValue('all')
  expect(await violations(page)).toEqual([])
  await step.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText(`${notion} is connected`)).toBeVisible()
  await expect(page.getByRole('list', { name: 'Notion accounts' }).getByRole('listitem').first()).toContainText(notion)

  // What is wrong is said where it is asked, and the flow can be left.
  await page.getByLabel('Integration').selectOption('SendGrid')
  await page.getByRole('button', { name: 'Connect SendGrid' }).click()
  const access = page.getByRole('region', { name: 'Connect SendGrid' })
  await access.getByLabel('API Key').fill('wrong')
  await access.getByRole('button', { name: 'Continue' }).click()
  await expect(access.getByText(/does not accept these credentials/)).toBeVisible()
  await access.getByRole('button', { name: 'Cancel' }).click()
  await expect(access).toBeHidden()

  await page.getByLabel('Integration').selectOption('Google Drive')
  const drive = newAddress('files')
  await allowAs(await harbor.popupOf(page.getByRole('button', { name: 'Connect Google Drive' })), drive)
  const settings = page.getByRole('form', { name: `Settings of ${drive}` })
  await settings.getByLabel('Folder to import from').fill('My Drive / Contracts')
  await settings.getByLabel('When a file exists in both places').selectOption('Google Drive wins')
  await settings.getByLabel('Include files shared with me').check()
  await settings.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText(`Settings of ${drive} are saved`)).toBeVisible()
  const report = page.getByRole('switch', { name: `Weekly activity report for ${drive}` })
  await report.click()
  await expect(report).toBeChecked()
  const [configuration] = (await harbor.credential(drive)).configurations
  expect(configuration?.sharedSettings).toMatchObject({
    'import-folder': 'My Drive / Contracts',
    'conflict-policy': 'drive-wins',
    'include-shared': true,
  })
  // One is on from the start.
  expect(Object.values(configuration?.workflowSettings ?? {}).filter(({ enabled }) => enabled)).toHaveLength(2)
  expect(await violations(page)).toEqual([])
  await expect(frame).toBeHidden()
  await page.screenshot({ path: test.info().outputPath('headless.png'), fullPage: true })

  await page.getByRole('button', { name: `Remove ${drive}` }).click()
  await expect(page.getByText('No Google Drive account yet.')).toBeVisible()

  // On the other pages the portal is back.
  await page.getByRole('link', { name: 'Accounts' }).click()
  const email = newAddress('portal')
  await harbor.connect(email)
  await harbor.manage(email)
})
