import { chooseAccount } from '../support/harbor.ts'
import { expect, maya, test } from '../support/host-page.ts'

test('after a reload the SDK finds the user and the sandbox by itself', async ({ host }) => {
  await host.authenticate()
  await host.signIn(maya.work, ({ paragon }) => paragon.installIntegration('googledrive'))
  await host.polled()
  const stored = await host.stored()

  // Nobody configures the SDK or authenticates now: all it has is what it kept.
  await host.open({ unconfigured: true })
  await expect.poll(async () => (await host.known()).allCredentials).toEqual(stored.allCredentials)
  // What happened meanwhile is seen too: the state comes from the server, not from the browser.
  const b = await host.connect(maya.home)
  await host.open({ unconfigured: true })
  await expect.poll(async () => (await host.known()).allCredentials).toEqual([...stored.allCredentials, b])

  const event = await host.signIn(
    maya.work,
    ({ paragon }, selectedCredentialId) =>
      paragon.installIntegration('googledrive', { allowMultipleCredentials: true, selectedCredentialId }),
    b.id,
  )
  expect(event?.credentialId).toBe(b.id)
  expect(await host.emails()).toEqual([maya.work, maya.work])

  await host.run(({ paragon }, selectedCredentialId) => {
    paragon.connect('googledrive', { selectedCredentialId })
  }, b.id)
  await expect(host.portal.getByRole('dialog', { name: 'Google Drive' })).toBeVisible()
})

test('a user whose token the sandbox refuses after a reload is signed out', async ({ host }) => {
  await host.authenticate()
  await host.run(() => {
    const key = 'paragon-connect-user-state'
    const state = JSON.parse(localStorage.getItem(key) ?? '{}')
    state.userState.token = state.userState.token.replace(/\.[^.]+$/, '.c2lnbmF0dXJl')
    localStorage.setItem(key, JSON.stringify(state))
  })
  await host.open({ unconfigured: true })
  await expect.poll(() => host.run(({ paragon }) => paragon.getUser())).toEqual({ authenticated: false })
  expect(await host.run(() => localStorage.getItem('paragon-connect-user-state'))).toBeNull()
})

test('two apps of two projects in one browser do not see each other’s users', async ({ host, neighbour }) => {
  // The same name of a user, the same person at the provider, both popups open at once.
  await host.authenticate('ada')
  await neighbour.authenticate('ada')
  const open = async (app: typeof host) => {
    const opened = app.page.waitForEvent('popup')
    const installed = app.run(({ paragon }) => paragon.installIntegration('googledrive'))
    return { popup: await opened, installed }
  }
  const [first, second] = [await open(host), await open(neighbour)]
  await chooseAccount(first.popup, maya.work)
  await chooseAccount(second.popup, maya.home)
  for (const { popup } of [second, first]) {
    const closed = popup.waitForEvent('close')
    await popup.getByRole('button', { name: 'Allow', exact: true }).click()
    await closed
  }
  const [mine, theirs] = [await first.installed, await second.installed]
  expect([mine, theirs].map((event) => event?.credential?.providerData.email)).toEqual([maya.work, maya.home])
  expect(await host.emails()).toEqual([maya.work])
  expect(await neighbour.emails()).toEqual([maya.home])
  expect((await host.known()).allCredentials).toEqual((await host.stored()).allCredentials)
  expect((await neighbour.known()).allCredentials).toEqual((await neighbour.stored()).allCredentials)
  expect(mine?.credential?.personaId).not.toBe(theirs?.credential?.personaId)

  // Neither can reach the other's account, not even by its id.
  const refused = await host.run(
    ({ paragon, refusal }, selectedCredentialId) =>
      refusal(() => paragon.request('googledrive', '/about?fields=user', { selectedCredentialId })),
    theirs?.credentialId ?? '',
  )
  expect(refused.response).toMatchObject({ status: 404 })
  await host.run(({ paragon }) => paragon.uninstallIntegration('googledrive'))
  expect(await neighbour.emails()).toEqual([maya.home])
  const token = await host.newToken('ada')
  const crossed = await neighbour.rest('GET', '/sdk/me', { headers: { authorization: `Bearer ${token}` } })
  expect(crossed.status).toBe(401)
})

test('two users of one project do not see each other’s accounts', async ({ host }) => {
  const account = await host.connect(maya.work, { sub: 'ada' })
  await host.authenticate('grace')
  expect((await host.known()).allCredentials).toEqual([])
  const refused = await host.run(
    ({ paragon, refusal }, selectedCredentialId) =>
      refusal(() => paragon.request('googledrive', '/about?fields=user', { selectedCredentialId })),
    account.id,
  )
  expect(refused.response).toMatchObject({ status: 404 })

  const event = await host.signIn(maya.work, ({ paragon }) => paragon.installIntegration('googledrive'))
  expect(event?.credentialId).not.toBe(account.id)
  await host.polled()
  await host.authenticate('ada')
  expect((await host.known()).allCredentials).toEqual([account])
})
