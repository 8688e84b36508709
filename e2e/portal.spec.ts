import { allowAs, newAddress } from './support/harbor.ts'
import { expect, test } from './support/test.ts'

test.describe('the Connect Portal', () => {
  test('opens on the selected account, and what is changed there leaves the other alone', async ({ harbor }) => {
    await harbor.signInAsNewcomer()
    const [a, b] = [newAddress('a'), newAddress('b')]
    await harbor.connect(a)
    await harbor.connect(b)
    const untouched = await harbor.credential(a)

    await harbor.manage(b)
    await expect(harbor.portal.getByText(b)).toBeVisible()
    await expect(harbor.portal.getByText(a)).toHaveCount(0)
    const workflow = harbor.portal.getByRole('switch', { name: 'Save finished documents to Drive' })
    await expect(workflow).not.toBeChecked()
    await workflow.click()
    await expect(workflow).toBeChecked()
    await harbor.portal.getByLabel('Send reports to').fill('reports@mail.example')
    await harbor.portal.getByLabel('When a file exists in both places').selectOption({ label: 'Google Drive wins' })
    await harbor.portal.getByRole('button', { name: 'Save settings' }).click()
    await expect(harbor.portal.getByText('Saved.')).toBeVisible()
    await harbor.page.keyboard.press('Escape')
    await expect(harbor.portal.getByRole('dialog')).toBeHidden()

    const changed = await harbor.credential(b)
    expect(changed.configurations[0]?.sharedSettings).toMatchObject({
      'notify-email': 'reports@mail.example',
      'conflict-policy': 'drive-wins',
    })
    const [imports, documents, ...others] = Object.values(changed.configurations[0]?.workflowSettings ?? {})
    expect([imports?.enabled, documents?.enabled]).toEqual([true, true])
    expect(others.some(({ enabled }) => enabled)).toBe(false)
    expect(await harbor.credential(a)).toEqual(untouched)

    // The other account, opened after it, shows its own.
    await harbor.manage(a)
    await expect(harbor.portal.getByText(a)).toBeVisible()
    await expect(harbor.portal.getByLabel('Send reports to')).toHaveValue('')
    await expect(harbor.portal.getByRole('switch', { name: 'Save finished documents to Drive' })).not.toBeChecked()
  })

  test('refuses what is not an e-mail address, and saves nothing', async ({ harbor }) => {
    await harbor.signInAsNewcomer()
    const email = newAddress('a')
    await harbor.connect(email)
    const before = await harbor.credential(email)
    await harbor.manage(email)
    await harbor.portal.getByLabel('Send reports to').fill('nowhere')
    await harbor.portal.getByRole('button', { name: 'Save settings' }).click()
    await expect(harbor.portal.getByLabel('Send reports to')).toHaveAttribute('aria-invalid', 'true')
    expect(await harbor.credential(email)).toEqual(before)
  })

  test('is shown after the installation when the app asks for it', async ({ harbor, page }) => {
    await harbor.signInAsNewcomer()
    const [a, b] = [newAddress('a'), newAddress('b')]
    await harbor.connect(a)
    await harbor.drive.getByRole('checkbox', { name: 'Open its settings afterwards' }).check()
    const popup = await harbor.popupOf(harbor.drive.getByRole('button', { name: 'Connect another account' }))
    await expect(harbor.portal.getByRole('dialog')).toBeHidden()
    await allowAs(popup, b)
    await expect(harbor.portal.getByRole('dialog', { name: 'Google Drive' })).toBeVisible()
    await expect(harbor.portal.getByText(b)).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(harbor.portal.getByRole('dialog')).toBeHidden()
  })

  test('disconnects the account that it names, after asking', async ({ harbor }) => {
    await harbor.signInAsNewcomer()
    const [a, b] = [newAddress('a'), newAddress('b')]
    await harbor.connect(a)
    await harbor.connect(b)
    const remaining = await harbor.credential(a)
    await harbor.manage(b)
    await harbor.portal.getByRole('button', { name: 'Disconnect' }).click()
    const confirmation = harbor.portal.getByRole('alertdialog')
    await expect(confirmation).toContainText(b)
    await confirmation.getByRole('button', { name: 'Cancel' }).click()
    await expect(harbor.portal.getByText(b)).toBeVisible()
    await harbor.portal.getByRole('button', { name: 'Disconnect' }).click()
    await confirmation.getByRole('button', { name: 'Disconnect' }).click()
    await expect(harbor.account(b)).toHaveCount(0)
    expect((await harbor.driveState()).allCredentials).toEqual([remaining])
  })

  test('warns of an INVALID account and reconnects it in place', async ({ harbor, page }) => {
    await harbor.signInAsNewcomer()
    const email = newAddress('a')
    await harbor.connect(email)
    const { id } = await harbor.credential(email)
    await harbor.mishap(id, 'invalidate')
    await page.reload()
    await harbor.manage(email)
    const popup = await harbor.popupOf(harbor.portal.getByRole('button', { name: 'Reconnect' }))
    await allowAs(popup, email)
    await expect(harbor.portal.getByRole('button', { name: 'Reconnect' })).toHaveCount(0)
    expect(await harbor.credential(email)).toMatchObject({ id, status: 'VALID' })
  })

  test('may be framed where the project’s app lives, and nowhere else', async ({ stack }) => {
    const answer = await fetch(`${stack.paragonUrl}/ui?projectId=${stack.projectId}`)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain('frame-ancestors http://localhost:*')
    expect(policy).not.toContain('unsafe-inline')
    expect(answer.headers.get('x-frame-options')).toBeNull()
  })
})
