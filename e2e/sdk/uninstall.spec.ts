import { expect, jonas, maya, test } from '../support/host-page.ts'

test('removing the first account makes the next one current', async ({ host }) => {
  const a = await host.connect(maya.work)
  const b = await host.connect(maya.home)
  await host.authenticate()
  expect((await host.known()).credentialId).toBe(a.id)

  await host.run(
    ({ paragon }, selectedCredentialId) => paragon.uninstallIntegration('googledrive', { selectedCredentialId }),
    a.id,
  )
  expect(await host.stored()).toMatchObject({ enabled: true, credentialId: b.id, allCredentials: [b] })
  expect(await host.known()).toMatchObject({ enabled: true, credentialId: b.id, allCredentials: [b] })
  expect(await host.events('onIntegrationUninstall')).toMatchObject([{ integrationType: 'googledrive' }])
})

test('without a selection the current account is removed; the last one leaves nothing connected', async ({ host }) => {
  const a = await host.connect(maya.work)
  const b = await host.connect(maya.home)
  await host.authenticate()
  const uninstall = () => host.run(({ paragon }) => paragon.uninstallIntegration('googledrive'))

  await uninstall()
  expect((await host.stored()).allCredentials).toEqual([b])
  await uninstall()
  expect(await host.stored()).toMatchObject({ enabled: false, allCredentials: [] })
  expect(await host.known()).toMatchObject({ enabled: false, allCredentials: [] })
  const removed = host.sent('DELETE', /^\/sdk\/integrations\//).map(({ headers }) => headers['x-paragon-credential'])
  expect(removed).toEqual([a.id, b.id])

  const refused = await host.run(({ paragon, refusal }) => refusal(() => paragon.uninstallIntegration('googledrive')))
  expect(refused).toMatchObject({ name: 'IntegrationNotInstalledError' })
  expect(host.sent('DELETE', /^\/sdk\/integrations\//)).toHaveLength(2)
})

test('an external id selects the account to remove, with its mark and without (trap T3)', async ({ host }) => {
  const a = await host.connect(maya.work)
  await host.connect(maya.home, { externalId: 'ws-2' })
  await host.connect(jonas.work, { externalId: 'ws-3' })
  await host.authenticate()
  await host.run(async ({ paragon }) => {
    await paragon.uninstallIntegration('googledrive', { selectedCredentialId: 'ext:ws-2' })
    await paragon.uninstallIntegration('googledrive', { selectedCredentialId: 'ws-3' })
  })
  expect((await host.stored()).allCredentials).toEqual([a])
  expect((await host.known()).allCredentials).toEqual([a])
})

test('the REST call removes the account in its header, also by external id, and no other', async ({ host }) => {
  const a = await host.connect(maya.work)
  const b = await host.connect(maya.home)
  await host.connect(jonas.work, { externalId: 'ws-3' })
  await host.authenticate()
  const path = `/sdk/integrations/${a.integrationId}`
  const remove = async (selector: string) =>
    (await host.rest('DELETE', path, { headers: { 'x-paragon-credential': selector } })).status
  expect(await remove(a.id)).toBe(200)
  expect(await remove('ext:ws-3')).toBe(200)
  expect(await remove(a.id)).toBe(404)
  expect(await remove('ext:nobody')).toBe(404)
  expect((await host.stored()).allCredentials).toEqual([b])
})
