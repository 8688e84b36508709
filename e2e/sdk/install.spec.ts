import { expect, jonas, maya, test } from '../support/host-page.ts'

/** The fields of a credential on the vendor's page about Multi-Account Authorization, and what SDK 2.4.0 reads besides. */
const documentedFields = [
  'id',
  'dateCreated',
  'dateUpdated',
  'projectId',
  'integrationId',
  'personaId',
  'config',
  'isPreviewCredential',
  'providerId',
  'providerData',
  'status',
  'dateRefreshed',
  'dateValidUntil',
  'refreshFailureCount',
  'isRefreshing',
]
const isoDate = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)

test('installIntegration connects an account, and the SDK and the server tell the same of it', async ({ host }) => {
  await host.authenticate()
  expect(await host.known()).toMatchObject({ enabled: false, allCredentials: [] })

  const event = await host.signIn(maya.work, ({ paragon }) => paragon.installIntegration('googledrive'))
  const stored = await host.stored()
  const [account] = stored.allCredentials
  expect(stored.allCredentials).toHaveLength(1)
  expect(event).toEqual({
    integrationId: account?.integrationId,
    integrationType: 'googledrive',
    credentialId: account?.id,
    credential: account,
  })
  expect(Object.keys(account ?? {}).sort()).toEqual([...documentedFields, 'configurations'].sort())
  expect(account).toMatchObject({
    id: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
    dateCreated: isoDate,
    dateUpdated: isoDate,
    projectId: host.projectId,
    integrationId: await host.run(({ paragon }) => paragon.getIntegrationId('googledrive')),
    isPreviewCredential: false,
    providerId: expect.stringMatching(/./),
    providerData: { email: maya.work, name: 'Maya Chen' },
    status: 'VALID',
    dateRefreshed: isoDate,
    dateValidUntil: isoDate,
    refreshFailureCount: 0,
    isRefreshing: false,
  })

  expect((await host.known()).allCredentials).toEqual(stored.allCredentials)
  await host.polled()
  await host.authenticate()
  const { allConfigurations, ...known } = await host.known()
  expect(known).toEqual(stored)
  expect(allConfigurations).toEqual(account?.configurations)
  expect(known).toMatchObject({
    enabled: true,
    credentialId: account?.id,
    credentialStatus: 'VALID',
    providerId: account?.providerId,
    providerData: account?.providerData,
    configuredWorkflows: account?.config?.configuredWorkflows,
  })
  const { userId } = await host.user()
  expect(userId).toBe('ada')
  expect((await host.me()).userId).toBe('ada')
})

test('installing again without the flag is refused before anything is sent', async ({ host }) => {
  await host.connect(maya.work)
  await host.authenticate()
  const before = await host.me()
  const sent = host.requests.length

  const refused = await host.run(({ paragon, refusal }) => refusal(() => paragon.installIntegration('googledrive')))
  expect(refused.message).toBe('Integration "googledrive" is already installed.')
  expect(host.page.context().pages()).toHaveLength(1)
  expect(host.requests).toHaveLength(sent)
  expect(await host.me()).toEqual(before)
})

test('a second account joins the first; the promise resolves once, the event comes once or twice (trap T4)', async ({
  host,
}) => {
  const first = await host.connect(maya.work)
  await host.authenticate()
  const event = await host.signIn(maya.home, ({ paragon }) =>
    paragon.installIntegration('googledrive', { allowMultipleCredentials: true }),
  )
  expect(event?.credentialId).not.toBe(first.id)

  const { allCredentials, credentialId } = await host.stored()
  expect(allCredentials.map(({ id }) => id)).toEqual([first.id, event?.credentialId])
  expect(allCredentials[0]).toEqual(first)
  expect(credentialId, 'the oldest stays the default').toBe(first.id)

  // The closed popup makes the SDK poll; it finds the account and reports it again. Then it stops.
  await host.polled()
  const events = await host.events('onIntegrationInstall')
  expect([1, 2]).toContain(events.length)
  for (const each of events) expect(each).toMatchObject({ integrationType: 'googledrive' })
  expect((await host.known()).allCredentials).toEqual(allCredentials)
  expect((await host.stored()).allCredentials).toEqual(allCredentials)
})

test.describe('an external id', () => {
  const blank = '`externalId` must not be an empty or whitespace-only string.'

  test('names the account it was given to, trimmed and without its mark', async ({ host }) => {
    await host.authenticate()
    const first = await host.signIn(maya.work, ({ paragon }) =>
      paragon.installIntegration('googledrive', { allowMultipleCredentials: true, externalId: ' ws-1 ' }),
    )
    await host.polled()
    const second = await host.signIn(maya.home, ({ paragon }) =>
      paragon.installIntegration('googledrive', { allowMultipleCredentials: true, externalId: 'ext:ws-2' }),
    )
    expect([first?.credential?.externalId, second?.credential?.externalId]).toEqual(['ws-1', 'ws-2'])
    const { allCredentials } = await host.stored()
    expect(allCredentials.map(({ externalId }) => externalId)).toEqual(['ws-1', 'ws-2'])
  })

  test('that is blank, taken, or beside selectedCredentialId is refused, and nothing is sent', async ({ host }) => {
    const { id } = await host.connect(maya.work, { externalId: 'ws-1' })
    await host.authenticate()
    const before = await host.me()
    const sent = host.requests.length
    const refusals = await host.run(async ({ paragon, refusal }, selectedCredentialId) => {
      const install = (options: { externalId: string; selectedCredentialId?: string }) =>
        refusal(() => paragon.installIntegration('googledrive', { allowMultipleCredentials: true, ...options }))
      return [
        await install({ externalId: '  ' }),
        await install({ externalId: 'ws-1' }),
        await install({ externalId: 'ext:ws-1' }),
        await install({ externalId: 'ws-2', selectedCredentialId }),
      ].map(({ message }) => message)
    }, id)
    expect(refusals[0]).toBe(blank)
    for (const taken of refusals.slice(1, 3)) {
      expect(taken).toContain('A credential with externalId "ws-1" already exists for integration "googledrive".')
    }
    expect(refusals[3]).toContain('`externalId` cannot be used together with `selectedCredentialId`.')
    expect(host.requests).toHaveLength(sent)
    expect(await host.me()).toEqual(before)
  })

  test('that the server knows to be taken never gets as far as the provider', async ({ host }) => {
    await host.authenticate()
    // Another tab was faster: the SDK's own check knows nothing of this account.
    const taken = await host.connect(maya.work, { externalId: 'ws-1' })
    const complaint = host.page.waitForEvent('console', (message) => message.text().startsWith('Build Oauth URL'))
    const opened = host.page.waitForEvent('popup')
    await host.run(({ paragon }) => {
      void paragon.installIntegration('googledrive', { allowMultipleCredentials: true, externalId: 'ws-1' })
    })
    const popup = await opened
    expect((await complaint).text()).toContain(
      'A credential with externalId "ws-1" already exists for integration "googledrive".',
    )
    await popup.close()
    expect((await host.stored()).allCredentials).toEqual([taken])
    expect((await host.user()).authenticated).toBe(true)
  })
})

test('a consent that is denied rejects with the reason, and connects nothing', async ({ host }) => {
  await host.authenticate()
  const refused = await host.inPopup(
    async (popup) => {
      const closed = popup.waitForEvent('close')
      await popup.getByRole('button', { name: maya.work }).click()
      await popup.getByRole('button', { name: 'Cancel' }).click()
      await closed
    },
    ({ paragon, refusal }) => refusal(() => paragon.installIntegration('googledrive')),
  )
  expect(refused).toMatchObject({
    message: 'The user did not allow access.',
    code: 'access_denied',
    status: 400,
    meta: {},
  })
  expect(await host.stored()).toMatchObject({ enabled: false, allCredentials: [] })
  expect(await host.known()).toMatchObject({ enabled: false, allCredentials: [] })
})

test('a popup that the person closes connects nothing, and the polling that follows keeps the user', async ({
  host,
}) => {
  await host.authenticate()
  const opened = host.page.waitForEvent('popup')
  await host.run(({ paragon }) => {
    void paragon.installIntegration('googledrive')
  })
  const popup = await opened
  await expect(popup.getByRole('heading', { name: 'Choose an account' })).toBeVisible()
  const polled = host.page.waitForResponse((response) => response.url().includes('/sdk/actions/session-id/'))
  await popup.close()
  const response = await polled
  expect(response.status()).toBe(200)
  expect(await response.json()).toEqual({ connectCredentialId: null })
  expect((await host.user()).authenticated).toBe(true)
  expect((await host.stored()).allCredentials).toEqual([])
})

test('a popup that the browser blocks is an OAuthBlockedError', async ({ host, playwright, launchOptions }) => {
  // Playwright turns the blocker off. One click may open one window: the second one is blocked.
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    ignoreDefaultArgs: ['--disable-popup-blocking'],
  })
  try {
    const page = await browser.newPage()
    const visitor = host.inAnother(page)
    await visitor.open()
    await visitor.authenticate()
    const opened = page.waitForEvent('popup')
    const blocked = await visitor.run(({ paragon, refusal }) => {
      void paragon.installIntegration('googleCalendar')
      return refusal(() => paragon.installIntegration('googledrive'))
    })
    expect(blocked).toMatchObject({ name: 'OAuthBlockedError', message: 'Popup was blocked by the browser.' })
    await (await opened).close()
    expect((await visitor.stored()).allCredentials).toEqual([])
    expect((await visitor.user()).authenticated).toBe(true)
  } finally {
    await browser.close()
  }
})

test('an INVALID account is not enabled, and installing without options mends it in place', async ({ host }) => {
  const account = await host.connect(maya.work, { externalId: 'ws-1' })
  await host.mishap(account.id, 'invalidate')
  await host.authenticate()
  expect(await host.known()).toMatchObject({ enabled: false, credentialId: account.id, credentialStatus: 'INVALID' })
  expect(await host.stored()).toMatchObject({ enabled: false, credentialStatus: 'INVALID' })

  const event = await host.signIn(maya.work, ({ paragon }) => paragon.installIntegration('googledrive'))
  expect(event?.credentialId).toBe(account.id)
  const stored = await host.stored()
  expect(stored).toMatchObject({ enabled: true, credentialStatus: 'VALID' })
  const { dateUpdated: _, dateRefreshed: __, dateValidUntil: ___, ...kept } = account
  expect(stored.allCredentials).toEqual([expect.objectContaining(kept)])
  await expect.poll(async () => (await host.known()).enabled).toBe(true)
})

test('the account of another person can be chosen, and is told apart', async ({ host }) => {
  await host.connect(maya.work)
  await host.authenticate()
  for (const email of [jonas.work, 'new.person@elsewhere.example']) {
    const event = await host.signIn(email, ({ paragon }) =>
      paragon.installIntegration('googledrive', { allowMultipleCredentials: true }),
    )
    expect(event?.credential?.providerData.email).toBe(email)
    // Until its polling has ended, the SDK would take this account's second event for the next installation's.
    await host.polled()
  }
  expect(await host.emails()).toEqual([maya.work, jonas.work, 'new.person@elsewhere.example'])
  const ids = (await host.stored()).allCredentials.map(({ providerId }) => providerId)
  expect(new Set(ids).size).toBe(3)
})
