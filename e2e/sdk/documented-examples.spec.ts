/**
 * The code examples of the vendor's page "Multi-Account Authorization", as they are written there; only the ids are those
 * of accounts that exist.
 */
import type { SDK_EVENT } from '@useparagon/connect'
import { expect, jonas, maya, test } from '../support/host-page.ts'

test('connect a new Google Calendar account, and show User Settings after installation', async ({ host }) => {
  await host.authenticate()
  for (const email of [maya.work, maya.home]) {
    await host.signIn(email, ({ paragon }) => {
      // Connect a new Google Calendar account
      return paragon.installIntegration('googleCalendar', {
        allowMultipleCredentials: true,

        // Set to true to show User Settings after installation:
        showPortalAfterInstall: true,
      })
    })
    const dialog = host.portal.getByRole('dialog', { name: 'Google Calendar' })
    await expect(dialog.getByText(email, { exact: true })).toBeVisible()
    await expect(dialog.getByLabel('What this calendar is used for')).toBeVisible()
    await host.polled()
    await dialog.press('Escape')
    await expect(dialog).toBeHidden()
  }
  expect(await host.emails('googleCalendar')).toEqual([maya.work, maya.home])
  expect(await host.emails('googledrive')).toEqual([])
})

test('list the accounts', async ({ host }) => {
  const a = await host.connect(maya.work, { integration: 'googleCalendar' })
  const b = await host.connect(maya.home, { integration: 'googleCalendar', externalId: 'my-external-id' })
  await host.authenticate()
  const accounts = await host.run(({ paragon }) => {
    const user = paragon.getUser()

    // An array of all Google Calendar accounts the user has connected:
    return user.authenticated && user.integrations.googleCalendar?.allCredentials
  })
  expect(accounts).toEqual([a, b])
  expect((await host.stored('googleCalendar')).allCredentials).toEqual([a, b])
  expect(b.externalId).toBe('my-external-id')
})

test('listen for changes of the user', async ({ host }) => {
  await host.authenticate()
  await host.run(({ paragon, window }) => {
    const seen: unknown[] = []
    Object.assign(window, { seen })
    for (const event of ['onIntegrationInstall', 'onIntegrationUninstall'] as SDK_EVENT[]) {
      paragon.subscribe(event, () => {
        const user = paragon.getUser()
        const accounts = user.authenticated ? user.integrations.googledrive?.allCredentials : undefined
        seen.push([event, accounts?.map(({ providerData }) => providerData.email)])
      })
    }
  })
  const seen = () => host.run(({ window }) => (window as unknown as { seen: unknown[] }).seen)
  await host.signIn(maya.work, ({ paragon }) => paragon.installIntegration('googledrive'))
  await host.polled()
  await host.run(({ paragon }) => paragon.uninstallIntegration('googledrive'))
  expect((await seen())[0]).toEqual(['onIntegrationInstall', [maya.work]])
  expect((await seen()).at(-1)).toEqual(['onIntegrationUninstall', []])
})

test('modify User Settings of an existing account, then disconnect it', async ({ host }) => {
  const a = await host.connect(maya.work, { integration: 'googleCalendar' })
  const b = await host.connect(maya.home, { integration: 'googleCalendar' })
  await host.authenticate()
  await host.run(({ paragon }, id) => {
    // Modify User Settings for an existing Google Calendar account
    paragon.connect('googleCalendar', {
      selectedCredentialId: id,
    })
  }, b.id)
  const dialog = host.portal.getByRole('dialog', { name: 'Google Calendar' })
  await expect(dialog.getByText(maya.home, { exact: true })).toBeVisible()
  await dialog.getByLabel('What this calendar is used for').selectOption('Only to show when I am busy')
  await dialog.getByRole('button', { name: 'Save settings' }).click()
  await expect
    .poll(async () => (await host.account(b.id)).configurations[0]?.sharedSettings)
    .toEqual({ 'calendar-purpose': 'availability' })
  expect(await host.account(a.id)).toEqual(a)
  await dialog.press('Escape')

  await host.run(async ({ paragon }, id) => {
    // Disconnect an existing Google Calendar account
    await paragon.uninstallIntegration('googleCalendar', {
      selectedCredentialId: id,
    })
  }, b.id)
  expect((await host.stored('googleCalendar')).allCredentials).toEqual([a])
})

test('get the newly created credential from the promise', async ({ host }) => {
  const first = await host.connect(maya.work)
  await host.authenticate()
  const credential = await host.signIn(maya.home, async ({ paragon }) => {
    const { credential } = (await paragon.installIntegration('googledrive', {
      allowMultipleCredentials: true,
    })) as { credential: { id: string } }
    return credential
  })
  expect((await host.stored()).allCredentials).toEqual([first, credential])
})

test('replace an account', async ({ host }) => {
  const account = await host.connect(maya.work)
  await host.authenticate()
  await host.signIn(
    jonas.work,
    ({ paragon }, id) =>
      paragon.installIntegration('googledrive', {
        allowMultipleCredentials: true,
        selectedCredentialId: id,
      }),
    account.id,
  )
  const { allCredentials } = await host.stored()
  expect(allCredentials).toHaveLength(1)
  expect(allCredentials[0]).toMatchObject({
    id: account.id,
    configurations: account.configurations,
    providerData: { email: jonas.work },
  })
})

test('disconnect an account, by the SDK and by the REST API', async ({ host }) => {
  const [a, b, c] = [await host.connect(maya.work), await host.connect(maya.home), await host.connect(jonas.work)]
  await host.authenticate()
  await host.run(async ({ paragon }, id) => {
    await paragon.uninstallIntegration('googledrive', {
      selectedCredentialId: id,
    })
  }, b.id)
  expect((await host.stored()).allCredentials).toEqual([a, c])

  const answer = await host.rest('DELETE', `/sdk/integrations/${a.integrationId}`, {
    headers: { 'X-Paragon-Credential': a.id },
  })
  expect(answer.status).toBe(200)
  expect(await host.stored()).toMatchObject({ credentialId: c.id, allCredentials: [c] })
})

test('send a request as one of the accounts, by the SDK and by the REST API', async ({ host }) => {
  await host.connect(maya.work)
  const b = await host.connect(maya.home)
  await host.authenticate()
  const created = await host.run(
    ({ paragon }, id) =>
      paragon.request<{ id: string }>('googledrive', '/files', {
        method: 'POST',
        body: {
          name: 'Sent with Paragon Connect.txt',
        },
        selectedCredentialId: id,
      }),
    b.id,
  )
  const read = (credential?: string) =>
    host.rest<{ output?: { name: string } }>('GET', `/sdk/proxy/googledrive/files/${created?.id}`, {
      headers: credential === undefined ? {} : { 'X-Paragon-Credential': credential },
    })
  expect(await read(b.id)).toMatchObject({ status: 200, body: { output: { name: 'Sent with Paragon Connect.txt' } } })
  expect((await read()).status, 'the default account has no such file').toBe(404)
})

test('post a message to Slack as one of the accounts', async ({ host }) => {
  const a = await host.connect(maya.work, { integration: 'slack' })
  const b = await host.connect(maya.home, { integration: 'slack' })
  await host.authenticate()
  type Said = { messages: { matches: { channel: { id: string } }[] } }
  const said = async (credential: string) => {
    const query = encodeURIComponent('"sent with Paragon Connect"')
    const { body } = await host.rest<{ output: Said }>('GET', `/sdk/proxy/slack/search.messages?query=${query}`, {
      headers: { 'X-Paragon-Credential': credential },
    })
    return body.output.messages.matches.map(({ channel }) => channel.id)
  }
  const channels = await host.run(
    ({ paragon }, id) =>
      paragon.request<{ channels: { id: string }[] }>('slack', '/conversations.list', {
        method: 'GET',
        selectedCredentialId: id,
      }),
    b.id,
  )
  const channel = channels?.channels[0]?.id ?? ''
  const posted = await host.run(
    async ({ paragon }, { credential, channel }) =>
      paragon.request<{ ok: boolean; message: { user: string } }>('slack', '/chat.postMessage', {
        method: 'POST',
        body: {
          channel, // Channel ID
          text: 'This message was sent with Paragon Connect :exploding_head:',
        },
        selectedCredentialId: credential,
      }),
    { credential: b.id, channel },
  )
  expect(posted).toMatchObject({ ok: true, message: { user: b.providerId } })
  expect(await said(b.id)).toEqual([channel])
  expect(await said(a.id)).toEqual([])
})
