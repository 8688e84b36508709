import { expect, type HostPage, maya, test } from '../support/host-page.ts'

interface Installed {
  credentialId?: string
  credential?: { providerData: Record<string, unknown> }
}

/** Installs by `installFlow`, which tells its stages by callbacks. */
async function installByFlow(host: HostPage, email: string) {
  return host.signIn(email, ({ paragon }) => {
    const stages: string[] = []
    return new Promise<{ event: Installed; stages: string[] }>((resolve, reject) => {
      paragon.installFlow.start('googledrive', {
        allowMultipleCredentials: true,
        onNext: ({ stage }) => stages.push(stage),
        onComplete: (event) => resolve({ event: event as unknown as Installed, stages }),
        onError: (error) => reject(error),
      })
    })
  })
}

test('a headless installIntegration connects an account, and a second one', async ({ host }) => {
  await host.authenticate()
  await host.run(({ paragon }) => paragon.setHeadless(true))
  for (const email of [maya.work, maya.home]) {
    const event = await host.signIn(email, ({ paragon }) =>
      paragon.installIntegration('googledrive', { allowMultipleCredentials: true }),
    )
    expect(event?.credential?.providerData.email).toBe(email)
    await host.polled()
  }
  expect(await host.emails()).toEqual([maya.work, maya.home])
  expect((await host.known()).allCredentials).toEqual((await host.stored()).allCredentials)
})

test('a headless installFlow connects an account, and a second one, by polling', async ({ host }) => {
  await host.authenticate()
  await host.run(({ paragon }) => paragon.setHeadless(true))
  for (const email of [maya.work, maya.home]) {
    const { event, stages } = await installByFlow(host, email)
    expect(event.credential?.providerData.email).toBe(email)
    expect(stages[0]).toBe('oauth')
    await host.polled()
  }
  const { allCredentials } = await host.stored()
  expect(allCredentials.map(({ providerData }) => providerData.email)).toEqual([maya.work, maya.home])
  expect((await host.known()).allCredentials).toEqual(allCredentials)
})

test('installFlow is for headless use only', async ({ host }) => {
  await host.authenticate()
  const refused = await host.run(
    ({ paragon }) =>
      new Promise((resolve) => {
        paragon.installFlow.start('googledrive', { onError: ({ name }, context) => resolve({ name, context }) })
      }),
  )
  expect(refused).toEqual({ name: 'HeadlessModeNotEnabledError', context: null })
  expect(host.sent('GET', /build-oauth/)).toEqual([])
})

test.describe('when the provider’s pages cut the popup off from its opener', () => {
  // What a provider's Cross-Origin-Opener-Policy does: nothing that the popup says reaches the host page any more.
  test.beforeEach(async ({ context, sandbox }) => {
    await context.addInitScript((provider) => {
      if (location.origin === provider) window.opener = null
    }, sandbox.providerUrl)
  })

  /** That the account was found by polling, and in no other way. */
  async function expectPolled(host: HostPage, credentialId: string | undefined) {
    await host.polled()
    expect(host.sent('POST', /^\/sdk\/credentials/)).toEqual([])
    expect(host.sent('GET', /^\/sdk\/credentials\//).map(({ path }) => path)).toContain(
      `/sdk/credentials/${credentialId}`,
    )
  }

  test('installIntegration still completes, portal or not', async ({ host }) => {
    await host.authenticate()
    const first = await host.signIn(maya.work, ({ paragon }) => paragon.installIntegration('googledrive'))
    await expectPolled(host, first?.credentialId)
    await host.run(({ paragon }) => paragon.setHeadless(true))
    const second = await host.signIn(maya.home, ({ paragon }) =>
      paragon.installIntegration('googledrive', { allowMultipleCredentials: true }),
    )
    await expectPolled(host, second?.credentialId)

    const { allCredentials } = await host.stored()
    expect(allCredentials.map(({ id }) => id)).toEqual([first?.credentialId, second?.credentialId])
    expect((await host.known()).allCredentials).toEqual(allCredentials)
  })

  test('installFlow still completes', async ({ host }) => {
    await host.authenticate()
    await host.run(({ paragon }) => paragon.setHeadless(true))
    const { event } = await installByFlow(host, maya.work)
    await expectPolled(host, event.credentialId)
    expect(await host.stored()).toMatchObject({ enabled: true, credentialId: event.credentialId })
    expect(await host.known()).toMatchObject({ enabled: true, credentialId: event.credentialId })
  })

  test('an account is replaced in place', async ({ host }) => {
    const account = await host.connect(maya.work)
    await host.authenticate()
    const event = await host.signIn(
      maya.home,
      ({ paragon }, selectedCredentialId) =>
        paragon.installIntegration('googledrive', { allowMultipleCredentials: true, selectedCredentialId }),
      account.id,
    )
    expect(event?.credentialId).toBe(account.id)
    await host.polled()
    const { allCredentials } = await host.stored()
    expect(allCredentials).toHaveLength(1)
    expect(allCredentials[0]).toMatchObject({ id: account.id, providerData: { email: maya.home } })
  })
})
