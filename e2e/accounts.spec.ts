import { allowAs, newAddress } from './support/harbor.ts'
import { expect, test } from './support/test.ts'

test.describe('connected accounts', () => {
  test('a demo user signs in with one click and connects a first account', async ({ harbor, page }) => {
    await page.goto('/')
    await page.getByRole('button', { name: 'Continue as Maya Chen' }).click()
    await expect(harbor.drive.getByText('Not connected')).toBeVisible()
    const popup = await harbor.popupOf(harbor.drive.getByRole('button', { name: 'Connect', exact: true }))
    // The chooser knows whose browser this is: her two accounts and nobody else's.
    await expect(popup.getByRole('button', { name: /@/ })).toHaveText([
      /maya\.chen@northwind\.example/,
      /maya\.chen\.home@mail\.example/,
    ])
    await allowAs(popup, 'maya.chen@northwind.example')
    const account = harbor.account('maya.chen@northwind.example')
    await expect(account).toContainText('Maya Chen')
    await expect(account).toContainText('Connected')
    await expect(account).toContainText('Default')
    await expect(page.getByText('maya.chen@northwind.example is connected')).toBeVisible()
  })

  test('two accounts are listed as the server has them', async ({ harbor, page }) => {
    await harbor.signInAsNewcomer()
    const [a, b] = [newAddress('a'), newAddress('b')]
    await harbor.connect(a)
    await harbor.connect(b)
    await expect(harbor.drive.getByRole('listitem')).toContainText([a, b])
    await expect(harbor.drive.getByText('2 accounts')).toBeVisible()

    const state = await harbor.driveState()
    expect(state.allCredentials.map(({ providerData }) => providerData.email)).toEqual([a, b])
    expect(state).toMatchObject({ enabled: true, credentialId: state.allCredentials[0]?.id })
    await expect(harbor.account(a)).toContainText('Default')
    await expect(harbor.account(b)).not.toContainText('Default')
    // What the SDK keeps in the page is what REST answers, field by field.
    const kept = await page.evaluate(() => localStorage.getItem('paragon-connect-user-state'))
    const { userState } = JSON.parse(kept ?? '{}')
    expect(userState.integrations.googledrive.allCredentials).toEqual(state.allCredentials)
  })

  test('an account may carry an external id, unique within the integration', async ({ harbor }) => {
    await harbor.signInAsNewcomer()
    await harbor.drive.getByRole('button', { name: 'Set external id' }).click()
    await harbor.drive.getByLabel('External id').fill('workspace-1')
    const [a, b] = [newAddress('a'), newAddress('b')]
    await harbor.connect(a)
    await expect(harbor.account(a)).toContainText('workspace-1')
    expect((await harbor.credential(a)).externalId).toBe('workspace-1')

    await harbor.drive.getByLabel('External id').fill('workspace-1')
    // Typed while the last connection settles, and still there when it has.
    await harbor.drive.getByRole('button', { name: 'Connect another account' }).click()
    await expect(harbor.drive.getByRole('status').getByText('That external id is taken')).toBeVisible()
    await harbor.drive.getByLabel('External id').fill('workspace-2')
    await harbor.connect(b)
    expect((await harbor.credential(b)).externalId).toBe('workspace-2')
  })

  test('replacing an account keeps its id, settings and workflows, and changes who it is', async ({ harbor, page }) => {
    await harbor.signInAsNewcomer()
    const [a, b, other] = [newAddress('a'), newAddress('b'), newAddress('other')]
    await harbor.connect(a)
    await harbor.connect(b)
    await harbor.manage(b)
    await harbor.portal.getByLabel('Folder to import from').fill('Contracts')
    await harbor.portal.getByRole('button', { name: 'Save settings' }).click()
    await expect(harbor.portal.getByText('Saved.')).toBeVisible()
    await harbor.portal.getByRole('switch', { name: 'Weekly activity report' }).click()
    await expect(harbor.portal.getByRole('switch', { name: 'Weekly activity report' })).toBeChecked()
    await harbor.portal.getByRole('button', { name: 'Close' }).click()
    const untouched = await harbor.credential(a)
    await expect.poll(async () => enabledCount(await harbor.credential(b))).toBe(2)
    const before = await harbor.credential(b)

    await page.getByRole('button', { name: `Replace ${b}` }).click()
    const popup = await harbor.popupOf(page.getByRole('button', { name: 'Choose another account' }))
    await allowAs(popup, other)
    await expect(harbor.account(other)).toContainText('2 workflows on')
    await expect(harbor.account(b)).toHaveCount(0)

    const after = await harbor.credential(other)
    expect(after.id).toBe(before.id)
    expect(after.configurations).toEqual(before.configurations)
    expect(after.providerId).not.toBe(before.providerId)
    expect(await harbor.credential(a)).toEqual(untouched)
    expect((await harbor.driveState()).allCredentials).toHaveLength(2)
  })

  test('removing the first account leaves the second, which becomes the default', async ({ harbor, page }) => {
    await harbor.signInAsNewcomer()
    const [a, b] = [newAddress('a'), newAddress('b')]
    await harbor.connect(a)
    await harbor.connect(b)
    const remaining = await harbor.credential(b)
    await page.getByRole('button', { name: `Remove ${a}` }).click()
    const dialog = page.getByRole('alertdialog', { name: `Remove ${a}?` })
    await expect(dialog).toContainText('The workflow that runs with this account stops.')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(harbor.account(a)).toBeVisible()

    await page.getByRole('button', { name: `Remove ${a}` }).click()
    await dialog.getByRole('button', { name: 'Remove account' }).click()
    await expect(harbor.account(a)).toHaveCount(0)
    await expect(harbor.account(b)).toContainText('Default')
    expect(await harbor.driveState()).toMatchObject({ credentialId: remaining.id, allCredentials: [remaining] })
  })

  test('REST removes the account that the header names', async ({ harbor, page }) => {
    await harbor.signInAsNewcomer()
    const [a, b] = [newAddress('a'), newAddress('b')]
    await harbor.connect(a)
    await harbor.connect(b)
    const [first, second] = (await harbor.driveState()).allCredentials
    const answer = await harbor.rest('DELETE', `/sdk/integrations/${first?.integrationId}`, {
      'x-paragon-credential': first?.id ?? '',
    })
    expect(answer.status).toBe(200)
    expect((await harbor.driveState()).allCredentials).toEqual([second])
    await page.reload()
    await expect(harbor.account(b)).toContainText('Default')
    await expect(harbor.account(a)).toHaveCount(0)
  })

  test('an account whose access was taken back says so, and comes back by reconnecting', async ({ harbor, page }) => {
    await harbor.signInAsNewcomer()
    const email = newAddress('a')
    await harbor.connect(email)
    const { id, configurations } = await harbor.credential(email)
    await harbor.mishap(id, 'invalidate')
    await page.reload()
    await expect(harbor.account(email)).toContainText('Needs attention')
    const popup = await harbor.popupOf(page.getByRole('button', { name: `Reconnect ${email}` }))
    await allowAs(popup, email)
    await expect(harbor.account(email)).not.toContainText('Needs attention')
    expect(await harbor.credential(email)).toMatchObject({ id, status: 'VALID', configurations })
  })
})

function enabledCount(credential: { configurations: { workflowSettings: Record<string, { enabled: boolean }> }[] }) {
  return Object.values(credential.configurations[0]?.workflowSettings ?? {}).filter(({ enabled }) => enabled).length
}
