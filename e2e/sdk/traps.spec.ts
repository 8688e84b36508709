/** Ways of the SDK that a server must not be misled by; numbered as where they are described, in the sandbox's tests too. */
import { expect, type HostPage, maya, type SentRequest, test } from '../support/host-page.ts'

const credentialHeader = ({ headers }: SentRequest) => headers['x-paragon-credential']

async function install(host: HostPage, email: string, type = 'googledrive') {
  const event = await host.signIn(
    email,
    ({ paragon }, name) => paragon.installIntegration(name, { allowMultipleCredentials: true }),
    type,
  )
  await host.polled()
  return event?.credential
}

test('T1: the header of the last account is on the request for a new one, and does not touch it', async ({ host }) => {
  await host.authenticate()
  const first = await install(host, maya.work)
  const before = await host.account(first?.id ?? '')
  const second = await install(host, maya.home)

  const [, posted] = host.sent('POST', /^\/sdk\/credentials$/)
  expect(posted && credentialHeader(posted), 'the trap was sprung').toBe(first?.id)
  const { allCredentials, credentialId } = await host.stored()
  expect(allCredentials.map(({ id }) => id)).toEqual([first?.id, second?.id])
  expect(allCredentials[0]).toEqual(before)
  expect(allCredentials[1]?.providerData.email).toBe(maya.home)
  expect(credentialId).toBe(first?.id)
})

test('T1: the header of an account elsewhere means nothing to another integration', async ({ host }) => {
  const calendar = await host.connect(maya.home, { integration: 'googleCalendar' })
  await host.authenticate()
  const drive = await install(host, maya.work)
  const account = await host.run(async ({ paragon }) => {
    await paragon.setUserMetadata({ plan: 'pro' })
    return paragon.getIntegrationAccount('googleCalendar')
  })
  const [asked] = host.sent('GET', /^\/sdk\/credentials\?integration=googleCalendar/)
  expect(asked && credentialHeader(asked), 'the trap was sprung').toBe(drive?.id)
  expect(account).toMatchObject({ credentialId: calendar.id, providerData: { email: maya.home } })
  expect((await host.me()).meta).toEqual({ plan: 'pro' })

  const meeting = await install(host, maya.work, 'googleCalendar')
  expect((await host.stored('googleCalendar')).allCredentials.map(({ id }) => id)).toEqual([calendar.id, meeting?.id])
  expect((await host.stored()).allCredentials.map(({ id }) => id)).toEqual([drive?.id])
})

test('T5: a success that is told twice at once is one account', async ({ host }) => {
  await host.authenticate()
  await host.run(({ window }) => {
    let repeated = false
    window.addEventListener('message', ({ data, origin, source }) => {
      if (repeated || data?.type !== 'oauth_success_callback') return
      repeated = true
      window.dispatchEvent(new MessageEvent('message', { data, origin, source }))
    })
  })
  const account = await install(host, maya.work)
  expect(host.sent('POST', /^\/sdk\/credentials$/), 'the trap was sprung').toHaveLength(2)
  const { allCredentials } = await host.stored()
  expect(allCredentials.map(({ id }) => id)).toEqual([account?.id])
  expect((await host.known()).allCredentials).toEqual(allCredentials)
})

test('T5: a success that is told again later changes nothing', async ({ host }) => {
  await host.authenticate()
  const account = await install(host, maya.work)
  await install(host, maya.home)
  const before = await host.me()
  const installed = host.sent('POST', /^\/sdk\/credentials$/).length
  await host.run(
    ({ window }, credential) => window.postMessage({ type: 'oauth_success_callback', credential }, location.origin),
    { integrationId: account?.integrationId, payload: { credentialId: account?.id, repeated: true } },
  )
  await expect.poll(() => host.sent('POST', /^\/sdk\/credentials$/).length).toBe(installed + 1)
  await host.answered()
  expect(await host.me()).toEqual(before)
})

test('T8, T9: no refusal signs the user out, and each says in JSON what is wrong', async ({ host }) => {
  const a = await host.connect(maya.work)
  const gone = await host.connect(maya.home, { externalId: 'ws-2' })
  await host.authenticate()
  const { 'Weekly activity report': report = '' } = await host.workflows()
  // Another tab removes an account of which this page still knows.
  await host.rest('DELETE', `/sdk/integrations/${a.integrationId}`, { headers: { 'x-paragon-credential': gone.id } })
  const before = await host.me()

  const refusals = await host.run(
    async ({ paragon, connectSingleton, refusal }, { a, gone, integrationId, workflow }) => {
      const selectedCredentialId = gone
      const send = (method: string, path: string, body?: string) =>
        refusal(() => connectSingleton.sendConnectRequest(path, { method, ...(body !== undefined && { body }) }))
      await paragon.createConfiguration({ credentialId: a, externalId: 'taken' })
      return {
        enableWorkflow: await refusal(() => paragon.enableWorkflow(workflow, { selectedCredentialId })),
        disableWorkflow: await send('DELETE', '/sdk/workflows/00000000-0000-4000-8000-000000000000'),
        settings: await refusal(() =>
          paragon.updateIntegrationUserSettings('googledrive', { 'import-folder': 'x' }, { selectedCredentialId }),
        ),
        account: await refusal(() => paragon.getIntegrationAccount('googledrive', { selectedCredentialId })),
        configuration: await refusal(() => paragon.createConfiguration({ credentialId: 'ws-2' })),
        uninstall: await refusal(() => paragon.uninstallIntegration('googledrive', { selectedCredentialId })),
        taken: await refusal(() => paragon.createConfiguration({ credentialId: a, externalId: 'taken' })),
        malformed: await send('PATCH', `/sdk/credentials/${a}`, '{"config":'),
        shapeless: await send('PATCH', `/sdk/credentials/${a}`, '{"config":{"sharedSettings":[]}}'),
        tooLarge: await send('PATCH', '/sdk/me', JSON.stringify({ meta: { text: 'x'.repeat(1_000_001) } })),
        wrongMethod: await send('PUT', '/sdk/me', '{}'),
        unknownPath: await send('GET', '/sdk/nothing-of-the-kind'),
        install: await send('POST', '/sdk/credentials', JSON.stringify({ integrationId, payload: {} })),
        otherInstall: await send('POST', '/sdk/credentials', JSON.stringify({ integrationId: 'x', payload: {} })),
      }
    },
    { a: a.id, gone: gone.id, integrationId: a.integrationId, workflow: report },
  )
  const statuses: Record<keyof typeof refusals, number> = {
    enableWorkflow: 404,
    disableWorkflow: 404,
    settings: 404,
    account: 404,
    configuration: 404,
    uninstall: 404,
    taken: 409,
    malformed: 400,
    shapeless: 400,
    tooLarge: 413,
    wrongMethod: 405,
    unknownPath: 404,
    install: 400,
    otherInstall: 404,
  }
  for (const [name, status] of Object.entries(statuses)) {
    const { message } = refusals[name as keyof typeof refusals]
    expect(JSON.parse(message), name).toEqual({
      message: expect.stringMatching(/\w/),
      code: expect.stringMatching(/\w/),
      status,
      meta: expect.any(Object),
    })
  }
  expect((await host.user()).authenticated).toBe(true)
  expect(await host.run(() => localStorage.getItem('paragon-connect-user-state'))).not.toBeNull()
  const after = await host.stored()
  expect(after.allCredentials.map(({ id }) => id)).toEqual([a.id])
  expect(after.allCredentials[0]?.configurations.map(({ externalId }) => externalId)).toEqual([undefined, 'taken'])
  expect(after.sharedSettings).toEqual(before.integrations.googledrive?.sharedSettings)
})

test('T8, T9: no refusal of a proxied call signs the user out, and each says what is wrong', async ({ host }) => {
  const { id } = await host.connect(maya.work)
  await host.authenticate()
  const request = (type: string, path: string, init: object = {}) =>
    host.run(({ paragon, refusal }, [name, to, options]) => refusal(() => paragon.request(name, to, options)), [
      type,
      path,
      init,
    ] as const)
  const statuses = new Map([
    [await request('nothing', '/about'), 404],
    [await request('googleCalendar', '/users/me/calendarList'), 404],
    [await request('googledrive', '/about', { selectedCredentialId: 'ext:nobody' }), 404],
    [await request('googledrive', 'https://elsewhere.example/files'), 400],
    [await request('googledrive', '/files/missing'), 404],
    [await request('googledrive', '/files', { method: 'POST', body: '{"name":' }), 400],
  ])
  await host.mishap(id, 'invalidate')
  statuses.set(await request('googledrive', '/about'), 400)
  for (const [refused, status] of statuses) {
    expect(refused.message).toMatch(/\w/)
    expect(refused.response).toEqual({
      message: expect.any(String),
      code: expect.any(String),
      status,
      meta: expect.any(Object),
    })
  }
  expect((await host.user()).authenticated).toBe(true)
})

test('T8: a token that the server refuses does sign out, with the reason', async ({ host }) => {
  await host.authenticate()
  const token = await host.newToken('ada')
  const forged = `${token.slice(0, -8)}${token.endsWith('AAAAAAAA') ? 'BBBBBBBB' : 'AAAAAAAA'}`
  const refused = await host.run(
    ({ paragon, refusal }, [projectId, jwt]) => refusal(() => paragon.authenticate(projectId, jwt)),
    [host.projectId, forged] as const,
  )
  const [, body = ''] = /^Failed to authenticate user with Paragon: (.+)$/s.exec(refused.message) ?? []
  expect(JSON.parse(body)).toEqual({
    message: expect.any(String),
    code: expect.any(String),
    status: 401,
    meta: expect.any(Object),
  })
  expect(await host.run(({ paragon }) => paragon.getUser())).toEqual({ authenticated: false })
})
