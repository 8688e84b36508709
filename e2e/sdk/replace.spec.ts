import type { Request } from '@playwright/test'
import { chooseAccount } from '../support/harbor.ts'
import { type Account, expect, type HostPage, jonas, maya, test } from '../support/host-page.ts'

/** What belongs to the place an account has, and not to the account in it. */
function place({ id, dateCreated, integrationId, personaId, externalId, configurations }: Account) {
  return { id, dateCreated, integrationId, personaId, externalId, configurations }
}

/** Two accounts, A and B; B has settings and a workflow of its own. */
async function twoAccounts(host: HostPage) {
  const a = await host.connect(maya.work)
  const { id } = await host.connect(maya.home, { externalId: 'ws-2' })
  await host.authenticate()
  const { 'Weekly activity report': report = '' } = await host.workflows()
  await host.run(
    async ({ paragon }, [selectedCredentialId, workflow]) => {
      await paragon.updateIntegrationUserSettings(
        'googledrive',
        { 'import-folder': 'My Drive / B' },
        { selectedCredentialId },
      )
      await paragon.enableWorkflow(workflow, { selectedCredentialId })
    },
    [id, report] as const,
  )
  const b = await host.account(id)
  expect(b.configurations[0]).toMatchObject({
    sharedSettings: { 'import-folder': 'My Drive / B' },
    workflowSettings: { [report]: { enabled: true } },
  })
  return { a, b }
}

for (const [title, selector] of [
  ['by its id', (b: Account) => b.id],
  ['by ext: and its external id (trap T3)', () => 'ext:ws-2'],
  ['by its external id alone (trap T3)', () => 'ws-2'],
] as const) {
  test(`an account replaced ${title} keeps id, settings and workflows and changes its identity`, async ({ host }) => {
    const { a, b } = await twoAccounts(host)
    const event = await host.signIn(
      jonas.home,
      ({ paragon }, selectedCredentialId) =>
        paragon.installIntegration('googledrive', { allowMultipleCredentials: true, selectedCredentialId }),
      selector(b),
    )
    expect(event?.credentialId).toBe(b.id)

    const { allCredentials } = await host.stored()
    expect(allCredentials.map(({ id }) => id)).toEqual([a.id, b.id])
    const [otherAfter, after] = allCredentials as [Account, Account]
    expect(otherAfter).toEqual(a)
    expect(place(after)).toEqual(place(b))
    expect(after.providerId).not.toBe(b.providerId)
    expect(after.providerData.email).toBe(jonas.home)
    expect((await host.known()).allCredentials).toEqual(allCredentials)

    const about = await host.run(
      ({ paragon }, selectedCredentialId) =>
        paragon.request<{ user: { emailAddress: string } }>('googledrive', '/about?fields=user', {
          selectedCredentialId,
        }),
      b.id,
    )
    expect(about?.user.emailAddress).toBe(jonas.home)
  })
}

test('a replacement that the person calls off leaves the account as it was', async ({ host }) => {
  const { a, b } = await twoAccounts(host)
  await host.inPopup(
    async (popup) => {
      const closed = popup.waitForEvent('close')
      await popup.getByRole('button', { name: 'Cancel' }).click()
      await closed
    },
    ({ paragon, refusal }, selectedCredentialId) =>
      refusal(() =>
        paragon.installIntegration('googledrive', { allowMultipleCredentials: true, selectedCredentialId }),
      ),
    b.id,
  )
  expect((await host.stored()).allCredentials).toEqual([a, b])
})

test('an account that was removed elsewhere is not replaced, and none is added in its place', async ({ host }) => {
  const { a, b } = await twoAccounts(host)
  const remove = (id: string) =>
    host.rest('DELETE', `/sdk/integrations/${a.integrationId}`, { headers: { 'x-paragon-credential': id } })

  // While the popup was open.
  const refused = await host.inPopup(
    async (popup) => {
      await chooseAccount(popup, jonas.home)
      const allow = popup.getByRole('button', { name: 'Allow', exact: true })
      await expect(allow).toBeVisible()
      expect((await remove(b.id)).status).toBe(200)
      const closed = popup.waitForEvent('close')
      await allow.click()
      await closed
    },
    ({ paragon, refusal }, selectedCredentialId) =>
      refusal(() =>
        paragon.installIntegration('googledrive', { allowMultipleCredentials: true, selectedCredentialId }),
      ),
    b.id,
  )
  expect(refused).toEqual({
    message: `Credential "${b.id}" not found.`,
    code: expect.any(String),
    status: 404,
    meta: {},
  })
  expect((await host.stored()).allCredentials).toEqual([a])

  // Before it opened: the SDK's own state still has the account.
  const complaint = host.page.waitForEvent('console', (message) => message.text().startsWith('Build Oauth URL'))
  const opened = host.page.waitForEvent('popup')
  await host.run(({ paragon }, selectedCredentialId) => {
    void paragon.installIntegration('googledrive', { allowMultipleCredentials: true, selectedCredentialId })
  }, b.id)
  expect((await complaint).text()).toContain(`Credential "${b.id}" not found.`)
  await (await opened).close()
  expect((await host.stored()).allCredentials).toEqual([a])
  expect((await host.user()).authenticated).toBe(true)
})

test('an installation after a replacement adds an account, whatever options were left over (trap T2)', async ({
  host,
}) => {
  const { a, b } = await twoAccounts(host)
  await host.signIn(
    jonas.home,
    ({ paragon }, selectedCredentialId) =>
      paragon.installIntegration('googledrive', { allowMultipleCredentials: true, selectedCredentialId }),
    b.id,
  )
  await host.polled()
  const replaced = await host.account(b.id)

  const isInstall = (request: Request) => request.method() === 'POST' && request.url().endsWith('/sdk/credentials')
  const answered = host.page.waitForResponse((response) => isInstall(response.request()))
  const event = await host.signIn(jonas.work, ({ paragon }) => {
    paragon.setHeadless(true)
    return new Promise<{ credentialId?: string }>((resolve, reject) => {
      paragon.installFlow.start('googledrive', {
        allowMultipleCredentials: true,
        onComplete: resolve,
        onError: (error) => reject(error),
      })
    })
  })
  const answer = await answered
  // Without this the trap was not sprung: the SDK sent the options of the replacement along.
  expect(answer.request().postDataJSON().installOptions).toMatchObject({ selectedCredentialId: b.id })
  expect(await answer.json()).toMatchObject({ id: event.credentialId })
  await host.polled()

  const { allCredentials } = await host.stored()
  expect(allCredentials.map(({ id }) => id)).toEqual([a.id, b.id, event.credentialId])
  expect(allCredentials.slice(0, 2)).toEqual([a, replaced])
  expect(allCredentials[2]?.providerData.email).toBe(jonas.work)
})
