/** Ways of the SDK that a server must not be misled by; numbered as where they are described, in the sandbox's tests too. */
import { readFileSync } from 'node:fs'
import type { HostWindow } from '../support/host-client.ts'
import { expect, type HostPage, jonas, maya, type SentRequest, test } from '../support/host-page.ts'

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

test('T7: of two sign-ins at once the later user wins, though both share one answer about the integrations', async ({
  host,
}) => {
  const theirs = await host.connect(maya.home, { sub: 'grace' })
  await host.connect(maya.work, { sub: 'ada' })
  const tokens = [await host.newToken('ada'), await host.newToken('grace')] as const
  const user = await host.run(
    async ({ paragon }, [projectId, ...both]) => {
      await Promise.all(both.map((token) => paragon.authenticate(projectId, token)))
      return paragon.getUser()
    },
    [host.projectId, ...tokens] as const,
  )
  expect(host.sent('GET', /^\/sdk\/integrations$/), 'the trap was sprung').toHaveLength(1)
  expect(user).toMatchObject({ authenticated: true, userId: 'grace' })
  expect((await host.known()).allCredentials.map(({ id }) => id)).toEqual([theirs.id])
})

test('T10: showPortalAfterInstall beside a callback is refused by the SDK; the promise does what the callback would', async ({
  host,
}) => {
  await host.authenticate()
  const refused = await host.run(({ paragon, refusal }) =>
    refusal(() => paragon.installIntegration('googledrive', { showPortalAfterInstall: true, onInstall: () => {} })),
  )
  expect(refused.message).toMatch(/postMessage.* could not be cloned/)
  expect((await host.stored()).allCredentials).toEqual([])

  await host.open()
  await host.authenticate()
  const event = await host.signIn(maya.work, ({ paragon }) =>
    paragon.installIntegration('googledrive', { showPortalAfterInstall: true }),
  )
  expect(event?.credential?.providerData.email).toBe(maya.work)
  await expect(host.portal.getByRole('dialog', { name: 'Google Drive' })).toContainText(maya.work)
})

test('T11: two equal GETs at once share an answer that only one can read, unless they name no method', async ({
  host,
}) => {
  await host.connect(maya.work)
  await host.authenticate()
  const outcomes = (init: { method?: string }) =>
    host.run(
      async ({ paragon }, options) =>
        (await Promise.allSettled([1, 2].map(() => paragon.request('googledrive', '/about?fields=user', options)))).map(
          (outcome) => (outcome.status === 'fulfilled' ? 'answered' : String(outcome.reason.message)),
        ),
      init,
    )
  expect((await outcomes({ method: 'GET' })).sort()).toEqual([expect.stringMatching(/body stream/), 'answered'])
  expect(host.sent('GET', /\/sdk\/proxy\//), 'the trap was sprung').toHaveLength(1)
  expect(await outcomes({})).toEqual(['answered', 'answered'])
})

test('T13, T17: after a second installation the SDK has lost the settings and closed a portal that was not open; the server has all', async ({
  host,
}) => {
  const { id } = await host.connect(maya.work)
  await host.authenticate()
  const first = await install(host, maya.home)
  expect(await host.events('onPortalClose')).toEqual([])
  const second = await install(host, jonas.work)
  expect(await host.events('onPortalClose'), 'the trap was sprung').toHaveLength(1)

  await host.run(({ paragon }, selectedCredentialId) => {
    void paragon.connect('googledrive', { selectedCredentialId })
  }, second?.id ?? '')
  await host.run(
    ({ paragon }, selectedCredentialId) => paragon.uninstallIntegration('googledrive', { selectedCredentialId }),
    second?.id ?? '',
  )
  const [known, stored] = [await host.known(), await host.stored()]
  expect(known.credentialConfigId, 'the trap was sprung').not.toBe(stored.credentialConfigId)
  expect(stored.allCredentials.map((each) => each.id)).toEqual([id, first?.id])
  expect(stored).toMatchObject({
    credentialId: id,
    credentialConfigId: stored.allCredentials[0]?.configurations[0]?.id,
    workflowSettings: expect.any(Object),
    sharedSettings: expect.any(Object),
  })
  await host.authenticate()
  const { allConfigurations: _, ...again } = await host.known()
  expect(again).toEqual(stored)
})

test('T15: any window may call the SDK, and one that posts null breaks it; the sandbox’s pages never do', async ({
  host,
}) => {
  await host.authenticate()
  await host.run(({ window }) => {
    const posted: unknown[] = []
    Object.assign(window, { posted })
    window.addEventListener('message', ({ data }) => posted.push(data))
  })
  await install(host, maya.work)
  await host.run(({ paragon }) => void paragon.connect('googledrive', {}))
  await expect(host.portal.getByRole('dialog', { name: 'Google Drive' })).toBeVisible()
  await host.run(({ paragon }) => paragon.closePortal())
  const posted = await host.run((window) => (window as unknown as { posted: unknown[] }).posted)
  expect(posted.length, 'the popup and the portal have spoken').toBeGreaterThan(3)
  expect(posted.filter((data) => data === null || typeof data !== 'object')).toEqual([])

  const isHeadless = await host.run(async ({ window, connectSingleton }) => {
    const heard = new Promise((resolve) => window.addEventListener('message', resolve, { once: true }))
    const call = { messageType: 'SDK_FUNCTION_INVOCATION', type: 'setHeadless', id: 'anybody', parameters: [true] }
    window.postMessage(call, location.origin)
    await heard
    return connectSingleton.isHeadless
  })
  expect(isHeadless, 'the trap was sprung').toBe(true)
  await host.run(({ window }) => window.postMessage(null, location.origin))
  await expect.poll(() => host.pageErrors.splice(0)).toEqual([expect.stringMatching(/null/)])
  expect((await host.user()).authenticated).toBe(true)
})

test('T16: without the feature headless-cp only the portal can disconnect an account', async ({ host }) => {
  const { integrationId } = await host.connect(maya.work)
  await host.authenticate()
  const { install, uninstall } = await host.run(async ({ paragon, connectSingleton, refusal }) => {
    const { accessibleFeatures } = Reflect.get(connectSingleton, 'project') as { accessibleFeatures: string[] }
    accessibleFeatures.splice(accessibleFeatures.indexOf('headless-cp'), 1)
    return {
      install: await refusal(() => paragon.installIntegration('slack')),
      uninstall: await refusal(() => paragon.uninstallIntegration('googledrive')),
    }
  })
  const plan = /^Headless Connect Portal is available on our Pro plan and above\./
  expect([install.message, uninstall.message]).toEqual([expect.stringMatching(plan), expect.stringMatching(plan)])
  expect(host.sent('DELETE', /\/sdk\/integrations\//)).toEqual([])

  await host.run(({ paragon }) => void paragon.connect('googledrive', {}))
  const dialog = host.portal.getByRole('dialog', { name: 'Google Drive' })
  await dialog.getByRole('button', { name: 'Disconnect' }).click()
  await host.portal.getByRole('alertdialog').getByRole('button', { name: 'Disconnect' }).click()
  await expect.poll(async () => (await host.stored()).allCredentials).toEqual([])
  expect(host.sent('DELETE', /\/sdk\/integrations\//)).toMatchObject([{ path: `/sdk/integrations/${integrationId}` }])
  await expect.poll(async () => (await host.known()).allCredentials).toEqual([])
})

test('T18: what the browser kept leads to another sandbox, until the page configures its own', async ({
  host,
  sandbox,
}) => {
  await host.authenticate()
  const other = sandbox.paragonUrl.replace('localhost', '127.0.0.1')
  await host.run((_, url) => {
    const key = 'paragon-connect-user-state'
    const state = JSON.parse(localStorage.getItem(key) ?? '')
    for (const name of Object.keys(state.environments)) {
      if (name.endsWith('_URL')) state.environments[name] = url
    }
    localStorage.setItem(key, JSON.stringify(state))
  }, other)
  const asked = host.page.waitForRequest((request) => request.url().startsWith(`${other}/projects/`))
  await host.open({ unconfigured: true })
  expect((await asked).url()).toContain(host.projectId)
  expect(await host.user(), 'the trap was sprung').toMatchObject({ authenticated: true, userId: 'ada' })

  const sent = host.requests.length
  await host.open()
  await host.authenticate()
  expect(host.requests.length).toBeGreaterThan(sent)
  expect(await host.run(({ paragon }) => paragon.getAssetUrl('logo'))).toContain(sandbox.paragonUrl)
})

test('T19: no address and no project of the sandbox has "proxy" in it, but for the Proxy API’s own path', async ({
  host,
  sandbox,
}) => {
  const environments = await host.run(({ connectSingleton }) =>
    JSON.stringify(Reflect.get(connectSingleton, 'environments')),
  )
  expect(environments.match(/https?:[^"]*/g)).toContain(sandbox.paragonUrl)
  expect(environments.match(/https?:[^"]*/g)?.filter((url) => url.includes('proxy'))).toEqual([])
  await host.authenticate()
  const types = await host.run(({ paragon }) => paragon.getIntegrationMetadata().map(({ type }) => type))
  expect(types.filter((type) => type.includes('proxy'))).toEqual([])
  const refused = await fetch(`${sandbox.paragonUrl}/_sandbox/projects`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ id: 'my-proxy' }),
  })
  expect([refused.status, JSON.stringify(await refused.json())]).toEqual([
    expect.any(Number),
    expect.stringContaining('must not contain \\"proxy\\"'),
  ])
  expect(refused.ok).toBe(false)
})

test('T20: every integration has all that the SDK reads without asking whether it is there', async ({ host }) => {
  await host.connect(maya.work)
  await host.authenticate()
  const { body: integrations } = await host.rest<
    { type: string; isActive: boolean; customIntegrationId: string | null; customIntegration?: object }[]
  >('GET', '/sdk/integrations')
  const me = await host.me()
  expect(integrations.length).toBeGreaterThan(10)
  for (const { type, customIntegrationId, ...integration } of integrations) {
    expect(me.integrations[type], type).toMatchObject({
      enabled: expect.any(Boolean),
      allCredentials: expect.any(Array),
    })
    expect(integration, type).toMatchObject({
      configs: [{ values: { sharedMeta: { inputs: expect.any(Array) }, workflowMeta: expect.any(Object) } }],
      workflows: expect.any(Array),
    })
    if (!type.startsWith('custom.')) expect(customIntegrationId, type).toBeNull()
    else
      expect(integration.customIntegration).toMatchObject({
        slug: type,
        name: expect.any(String),
      })
  }
  const defaults = me.integrations.googledrive?.allCredentials.map(
    ({ configurations }) => configurations.filter(({ isDefault }) => isDefault).length,
  )
  expect(defaults).toEqual([1])
  // Each of them in the SDK's own hands.
  const types = integrations.filter(({ isActive }) => isActive).map(({ type }) => type)
  const told = await host.run(
    ({ paragon }, names) =>
      names.map((name) => [
        paragon.getIntegrationConfig(name).longDescription !== undefined,
        Array.isArray(paragon.getAccountTypeOptions(name)),
      ]),
    types,
  )
  expect(told).toEqual(types.map(() => [true, true]))
})

test('T22: the token that the popup’s addresses carry is in no log and in no journal', async ({ host, sandbox }) => {
  await host.authenticate()
  await install(host, maya.work)
  const signature = host.userToken.split('.')[2] ?? ''
  const opened = host.sent('GET', /build-oauth/).map(({ path }) => path)
  expect(opened.join(), 'the trap was sprung').toContain(signature)
  const journal = JSON.stringify(await host.control('GET', '/journal?limit=500'))
  expect(journal).toContain('oauth-nonce')
  expect(journal).not.toContain(signature)
  expect(readFileSync(sandbox.logs.sandbox, 'utf8')).not.toContain(signature)
})

test('T23: a session that is not there, or not any more, can be ended', async ({ host }) => {
  await host.authenticate()
  const answers = await host.run(async ({ connectSingleton }) => {
    const end = () => connectSingleton.sendConnectRequest('/sdk/actions/session-id/neverbegun', { method: 'DELETE' })
    return [await end(), await end()]
  })
  expect(answers).toEqual([{}, {}])
})

test('T24: a page that configures the SDK too late asks the real service for the portal first', async ({
  browser,
  server,
  sandbox,
}) => {
  // A context of its own, because that of the other tests may speak to nobody but the sandbox.
  const page = await browser.newPage()
  const leak = page.waitForRequest('https://connect.useparagon.com/ui')
  await page.goto(`${server.origins[0]}/?unconfigured`)
  await leak
  await page.evaluate((url) => {
    const { paragon } = window as unknown as HostWindow
    paragon.configureGlobal({ host: 'localhost' }, { CONNECT_PUBLIC_URL: url, ZEUS_PUBLIC_URL: url })
  }, sandbox.paragonUrl)
  await expect(page.locator('#paragon-connect-frame')).toHaveAttribute('src', `${sandbox.paragonUrl}/ui`)
  await page.close()
})
