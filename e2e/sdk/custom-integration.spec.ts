import { expect, maya, test } from '../support/host-page.ts'

const type = 'custom.tasklab'

test('a custom integration is known by its slug, with the icon that it brings', async ({ host }) => {
  await host.authenticate()
  const metadata = await host.run(({ paragon }, name) => paragon.getIntegrationMetadata(name), type)
  expect(metadata).toMatchObject({ type, name: 'TaskLab', brandColor: '#0f766e' })
  const icon = await host.page.request.get((metadata as { icon: string }).icon)
  expect([icon.status(), icon.headers()['content-type']]).toEqual([200, 'image/svg+xml'])
})

test('two accounts of it are installed in the popup, and requests reach each', async ({ host }) => {
  await host.authenticate()
  const first = await host.signIn(maya.work, ({ paragon }, name) => paragon.installIntegration(name), type)
  expect(first).toMatchObject({ integrationType: type, credential: { status: 'VALID' } })
  const [built] = host.sent('GET', /\/sdk\/actions\/build-oauth\?/)
  expect(built?.path, 'the SDK names custom integrations by this word only').toContain('action=custom&')
  await host.polled()
  await host.signIn(
    maya.home,
    ({ paragon }, name) => paragon.installIntegration(name, { allowMultipleCredentials: true }),
    type,
  )
  const [work, home] = (await host.stored(type)).allCredentials
  expect(await host.emails(type)).toEqual([maya.work, maya.home])

  const titles = (selectedCredentialId = '') =>
    host.run(
      async ({ paragon }, [name, id]) => {
        const list = await paragon.request<{ data: { title: string }[] }>(name, '/tasks', {
          method: 'GET',
          selectedCredentialId: id,
        })
        return list?.data.map(({ title }) => title)
      },
      [type, selectedCredentialId] as const,
    )
  expect(await titles(work?.id)).toContain('Prepare the Northwind kick-off')
  expect(await titles(home?.id)).toContain('Call the plumber')
})

test('an error of its API is the SDK’s error, and signs nobody out', async ({ host }) => {
  const { id } = await host.connect(maya.work, { integration: type })
  await host.authenticate()
  const failed = await host.run(
    ({ paragon, refusal }, [name, selectedCredentialId]) =>
      refusal(() => paragon.request(name, '/tasks/none', { method: 'GET', selectedCredentialId })),
    [type, id] as const,
  )
  expect(failed).toMatchObject({ response: { status: 404, meta: { credentialId: id } } })
  expect((await host.user()).authenticated).toBe(true)
})

test('the portal shows it by its name', async ({ host }) => {
  await host.connect(maya.work, { integration: type })
  await host.authenticate()
  await host.run(({ paragon }, name) => void paragon.connect(name, {}), type)
  await expect(host.portal.getByRole('dialog', { name: 'TaskLab' })).toBeVisible()
  await expect(host.portal.getByText('Create a task for each new request')).toBeVisible()
})
