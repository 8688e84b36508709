/** The core flow with the versions that apps still ship, and where they speak otherwise than 2.4.0 (sdk.md 5). */
import { allowAs } from '../support/harbor.ts'
import { expect, type HostPage, jonas, maya, test } from '../support/host-page.ts'

const about = '/about?fields=user'

/** Ends when the SDK polls for none of the popups so far. */
const ended = (host: HostPage, popups: number) =>
  expect.poll(() => host.sent('DELETE', /^\/sdk\/actions\/session-id\//).length).toBe(popups)

for (const { version, header, opens, sessionBy } of [
  // The popup itself asks for the address of the sign-in, and polling asks for what is called `sessionId` there.
  { version: '2.1.1', header: undefined, opens: 'build-oauth', sessionBy: 'sessionId' },
  { version: '2.2.4', header: '2.2.4-experimental.2', opens: 'oauth-nonce', sessionBy: 'oauthMetaKeyId' },
] as const) {
  test.describe(`SDK ${version}`, () => {
    test.use({ sdk: version })

    test('connects, adds, replaces, lists, calls and removes accounts', async ({ host }) => {
      const token = await host.newToken('ada')
      await host.authenticate()
      await host.run(
        ({ paragon }, [projectId, jwt]) =>
          paragon.authenticate(projectId, jwt, { metadata: { name: 'Ada Lovelace', plan: 'pro' } }),
        [host.projectId, token] as const,
      )
      const asked = host.sent('GET', /^\/sdk\/me$/).at(-1)?.headers
      expect(JSON.parse(asked?.['x-paragon-user-metadata'] ?? '')).toEqual({ name: 'Ada Lovelace', plan: 'pro' })
      expect(asked?.['x-paragon-sdk-version']).toBe(header)
      expect(host.sent('PATCH', /^\/sdk\/me$/)).toEqual([])
      expect((await host.me()).meta).toEqual({ name: 'Ada Lovelace', plan: 'pro' })

      const actions: URL[] = []
      host.page.context().on('request', (request) => {
        if (request.url().includes('/sdk/actions/')) actions.push(new URL(request.url()))
      })
      const install = async (email: string, popups: number, selectedCredentialId?: string) => {
        const event = await host.inPopup(
          (popup) => allowAs(popup, email),
          ({ paragon }, selection) =>
            paragon.installIntegration('googledrive', { allowMultipleCredentials: true, ...selection }),
          selectedCredentialId === undefined ? {} : { selectedCredentialId },
        )
        await ended(host, popups)
        return event?.credential?.id ?? event?.credentialId ?? ''
      }
      const work = await install(maya.work, 1)
      const home = await install(maya.home, 2)
      expect(await host.emails()).toEqual([maya.work, maya.home])
      expect(await install(jonas.work, 3, home)).toBe(home)
      expect(await host.emails()).toEqual([maya.work, jonas.work])
      expect((await host.known()).allCredentials.map(({ id }) => id)).toEqual([work, home])

      const { 'Find files by name': find = '' } = await host.workflows()
      const told = await host.run(
        async ({ paragon }, [selectedCredentialId, other, workflow, path]) => {
          const who = (id: string) =>
            paragon.request<{ user: { emailAddress: string } }>('googledrive', path, {
              method: 'GET',
              selectedCredentialId: id,
            })
          const users = [await who(selectedCredentialId), await who(other)]
          await paragon.enableWorkflow(workflow, { selectedCredentialId: other })
          const found = await paragon.workflow(workflow, { body: { query: 'x' }, selectedCredentialId: other })
          await paragon.event('document.finished', { name: 'x', content: 'x' }, { selectedCredentialId: other })
          return { users: users.map((each) => each?.user.emailAddress), found }
        },
        [work, home, find, about] as const,
      )
      expect(told).toMatchObject({ users: [maya.work, jonas.work], found: { account: jonas.work } })

      await host.run(
        ({ paragon }, selectedCredentialId) => paragon.uninstallIntegration('googledrive', { selectedCredentialId }),
        work,
      )
      expect(await host.emails()).toEqual([jonas.work])
      expect((await host.known()).allCredentials.map(({ id }) => id)).toEqual([home])

      await host.run(
        ({ paragon }, selectedCredentialId) => void paragon.connect('googledrive', { selectedCredentialId }),
        home,
      )
      const dialog = host.portal.getByRole('dialog', { name: 'Google Drive' })
      await expect(dialog).toContainText(jonas.work)
      await dialog.getByRole('switch', { name: 'Weekly activity report' }).click()
      const { 'Weekly activity report': report = '' } = await host.workflows()
      await expect
        .poll(async () => (await host.account(home)).configurations[0]?.workflowSettings[report]?.enabled)
        .toBe(true)
      await dialog.getByRole('button', { name: 'Close' }).click()
      await expect(dialog).toBeHidden()

      const named = (name: string) => actions.filter(({ pathname }) => pathname.endsWith(`/${name}`))
      expect(named(opens), 'popups').toHaveLength(3)
      const sessions = named('build-oauth').map(({ searchParams }) => searchParams.get(sessionBy))
      const polled = actions.map(({ pathname }) => /session-id\/(\w+)$/.exec(pathname)?.[1])
      expect(new Set(polled.filter(Boolean))).toEqual(new Set(sessions))
    })
  })
}
