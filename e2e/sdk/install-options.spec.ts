/** Options of an installation that say how it goes: sdk.md 3.1, 3.4 and 4; those that say which account are in install.spec.ts. */
import { allowAs } from '../support/harbor.ts'
import { expect, type HostPage, maya, test } from '../support/host-page.ts'

/** The query of each request for a sign-in's address, oldest first. */
const builds = (host: HostPage) =>
  host.sent('GET', /build-oauth/).map(({ path }) => new URL(path, 'http://localhost').searchParams)
const chosen = (host: HostPage) => builds(host).map((query) => JSON.parse(query.get('installOptions') ?? ''))

test('accountType chooses the kind of account, by name or as the only one of a list', async ({ host }) => {
  await host.authenticate()
  for (const accountType of ['sandbox', ['sandbox']]) {
    const event = await host.signIn(
      maya.work,
      ({ paragon }, type) =>
        paragon.installIntegration('salesforce', { allowMultipleCredentials: true, accountType: type }),
      accountType,
    )
    expect(event?.credential?.status).toBe('VALID')
    await host.polled()
  }
  expect(chosen(host).map(({ accountType }) => accountType)).toEqual(['sandbox', ['sandbox']])
  const posted = host.sent('POST', /^\/sdk\/credentials$/).map(({ body }) => JSON.parse(body ?? '').installOptions)
  expect(posted.map(({ selectedAccountConfig }) => selectedAccountConfig.id)).toEqual(['sandbox', 'sandbox'])
  expect(posted[1]).toMatchObject({ selectedMultipleAccountTypes: ['sandbox'] })

  const warned = host.page.waitForEvent('console', (said) => said.type() === 'warning')
  await host.signIn(maya.home, ({ paragon }) => paragon.installIntegration('googledrive', { accountType: 'none' }))
  expect((await warned).text()).toBe('Account type "none" is not valid for integration "googledrive"')
  expect(await host.emails()).toEqual([maya.home])
})

test('showPortalAfterInstall keeps the portal away until the account is there', async ({ host }) => {
  await host.authenticate()
  const dialog = host.portal.getByRole('dialog', { name: 'Google Drive' })
  await host.inPopup(
    async (popup) => {
      await expect(dialog).toBeHidden()
      await allowAs(popup, maya.work)
    },
    ({ paragon }) => paragon.installIntegration('googledrive', { showPortalAfterInstall: true }),
  )
  await expect(dialog).toContainText(maya.work)
  expect(chosen(host)).toMatchObject([{ isApiInstallation: true, showPortalAfterInstall: true }])
  const refused = await host.run(({ paragon, refusal }) =>
    refusal(() => paragon.installIntegration('slack', { showPortalAfterInstall: true, bypassPostOAuthPrompt: true })),
  )
  expect(refused.message).toBe(
    'Could not use both `bypassPostOAuthPrompt` and `showPortalAfterInstall` as true at the same time.',
  )
})

test('bypassPostOAuthPrompt leaves what is asked after the sign-in to the app', async ({ host }) => {
  await host.authenticate()
  const dialog = host.portal.getByRole('dialog', { name: 'Notion' })
  const install = (bypassPostOAuthPrompt: boolean) =>
    host.inPopup(
      (popup) => allowAs(popup, maya.work),
      ({ paragon }, bypass) => {
        // Pending, as the account is, until the questions are answered.
        void paragon.installIntegration('notion', { allowMultipleCredentials: true, bypassPostOAuthPrompt: bypass })
      },
      bypassPostOAuthPrompt,
    )
  await install(true)
  await host.polled()
  const { allCredentials } = await host.stored('notion')
  expect(allCredentials.map(({ status }) => status)).toEqual(['PENDING'])
  await host.answered()
  await expect(dialog).toBeHidden()
  expect(await host.events('onPortalOpen')).toEqual([])

  // The app may ask in its own way, or have the portal ask later.
  await host.run(({ paragon }) => void paragon.connect('notion', {}))
  await expect(dialog.getByLabel('Name of the workspace')).toBeVisible()
})

test('overrideRedirectUrl has the provider answer to a page of the app’s, which passes it on', async ({
  host,
  server,
}) => {
  await host.authenticate()
  const own = `${server.origins[1]}/redirect`
  const event = await host.signIn(
    maya.work,
    ({ paragon }, overrideRedirectUrl) => paragon.installIntegration('googledrive', { overrideRedirectUrl }),
    own,
  )
  expect(event?.credential?.providerData.email).toBe(maya.work)
  expect(builds(host).map((query) => query.get('redirectUrl'))).toEqual([own])
  await host.polled()

  const words = await host.run(
    async ({ paragon, refusal }) =>
      (
        await refusal(() =>
          paragon.installIntegration('googledrive', {
            allowMultipleCredentials: true,
            overrideRedirectUrl: 'https://[',
          }),
        )
      ).message,
  )
  expect(words).toBe('https://[ is not valid url.')
})

test('startOAuthFlow by itself tells its own callbacks, and connects with the options it was given', async ({
  host,
}) => {
  await host.authenticate()
  await host.run(({ paragon }) => paragon.setHeadless(true))
  const connected = await host.signIn(
    maya.work,
    ({ paragon }) =>
      new Promise((resolve, reject) => {
        paragon.startOAuthFlow(
          'googledrive',
          { allowMultipleCredentials: true, externalId: 'by-hand' },
          { onSuccess: resolve, onError: reject },
        )
      }),
  )
  const { allCredentials } = await host.stored()
  expect(allCredentials).toMatchObject([{ externalId: 'by-hand', providerData: { email: maya.work } }])
  expect(connected).toMatchObject({ integrationType: 'googledrive', credentialId: allCredentials[0]?.id })
  expect(chosen(host)).toEqual([{ allowMultipleCredentials: true, externalId: 'by-hand' }])

  const timedOut = await host.inPopup(
    (popup) => popup.waitForEvent('close'),
    ({ paragon }) =>
      new Promise((resolve) => {
        const onError = (error: unknown) =>
          resolve(error instanceof Error && { name: error.name, message: error.message })
        paragon.startOAuthFlow('slack', {}, { onError, ...{ oauthTimeout: 1 } })
      }),
  )
  expect(timedOut).toEqual({ name: 'OAuthTimeoutError', message: 'OAuth timeout' })
  const unknown = await host.run(({ paragon, refusal }) => refusal(() => paragon.startOAuthFlow('nothing', {})))
  expect(unknown.message).toBe('Integration "nothing" not found.')
})
