/** What of the SDK needs no account, or only looks at one: sdk.md 2.6, a test for each row that no other file has. */
import { expect, type HostPage, maya, test } from '../support/host-page.ts'
import { sdkMethods } from '../support/sdk-methods.ts'

const notSignedIn = 'User not authenticated, Call paragon.authenticate(<projectId>, <user token>) before using the SDK.'
const notSignedInForRequests =
  'Connect SDK attempted to make an API request, but no user was authenticated.\nCall paragon.authenticate(<projectId>, <user token>) before using the SDK.'

/** The message of what an attempt in the page threw or rejected with. */
type Attempt = Parameters<HostPage['run']>[0]
const message = async (host: HostPage, attempt: Attempt) => ((await host.run(attempt)) as { message: string }).message

test.describe('authenticate', () => {
  test('keeps metadata, and sends none that changes nothing', async ({ host }) => {
    const token = await host.newToken('ada')
    const authenticate = () =>
      host.run(
        ({ paragon }, [projectId, jwt]) =>
          paragon.authenticate(projectId, jwt, {
            metadata: { name: 'Ada Lovelace', email: 'ada@northwind.example', ' team ': 'Engines' },
          }),
        [host.projectId, token] as const,
      )
    await authenticate()
    const meta = { Name: 'Ada Lovelace', Email: 'ada@northwind.example', team: 'Engines' }
    expect(host.sent('PATCH', /^\/sdk\/me$/).map(({ body }) => JSON.parse(body ?? ''))).toEqual([{ meta }])
    expect((await host.user()).meta).toEqual(meta)

    await authenticate()
    expect(host.sent('PATCH', /^\/sdk\/me$/)).toHaveLength(1)
    const { meta: stored } = await host.run(async ({ connectSingleton }) => {
      const me = await connectSingleton.sendConnectRequest<{ meta: object }>('/sdk/me')
      return { meta: me?.meta }
    })
    expect(stored).toEqual(meta)
  })

  test('refuses what cannot be a user, in its own words', async ({ host }) => {
    const expired = await host.control<{ token: string }>('POST', '/tokens', { sub: 'ada', expiresIn: -60 })
    const words = await host.run(
      async ({ paragon, refusal }, [projectId, token]) => [
        (await refusal(() => paragon.authenticate('', token))).message,
        (await refusal(() => paragon.authenticate(projectId, ''))).message,
        (await refusal(() => paragon.authenticate(projectId, 'no-token'))).message,
        (await refusal(() => paragon.authenticate(projectId, token))).message,
      ],
      [host.projectId, expired.token] as const,
    )
    expect(words).toEqual([
      'projectId or token not specified to paragon.authenticate()',
      'projectId or token not specified to paragon.authenticate()',
      'A well-formed JWT was not provided to paragon.authenticate()',
      'Failed to authenticate user with Paragon: JWT token provided has expired.',
    ])
    expect(await host.run(({ paragon }) => paragon.getUser())).toEqual({ authenticated: false })
    expect(host.requests.filter(({ method }) => method !== 'OPTIONS')).toEqual([])
  })

  test('says that a project is not there', async ({ host }) => {
    const token = await host.newToken('ada')
    const { message: words } = await host.run(
      ({ paragon, refusal }, jwt) => refusal(() => paragon.authenticate('00000000-0000-4000-8000-000000000000', jwt)),
      token,
    )
    expect(words).toMatch(/^Failed to authenticate user with Paragon: /)
    expect(words).toContain('not found')
  })
})

test('nothing but the configuration works before somebody is signed in', async ({ host }) => {
  expect(await host.run(({ paragon }) => paragon.getUser())).toEqual({ authenticated: false })
  const refused = await host.run(async ({ paragon, refusal }) => {
    const words = async (attempt: () => unknown) => (await refusal(attempt)).message
    return {
      connect: await words(() => paragon.connect('googledrive', {})),
      installIntegration: await words(() => paragon.installIntegration('googledrive')),
      uninstallIntegration: await words(() => paragon.uninstallIntegration('googledrive')),
      enableWorkflow: await words(() => paragon.enableWorkflow('x')),
      createConfiguration: await words(() => paragon.createConfiguration({ credentialId: 'x' })),
      connectAction: await words(() => paragon.connectAction('x', {})),
      manualUrl: await words(() => paragon.getCustomWebhookUserManualUrl('x')),
      updateIntegrationUserSettings: await words(() => paragon.updateIntegrationUserSettings('googledrive', {})),
    }
  })
  expect(refused).toEqual(Object.fromEntries(Object.keys(refused).map((name) => [name, notSignedIn])))
  const requests = await host.run(async ({ paragon, refusal }) => [
    (await refusal(() => paragon.request('googledrive', '/about'))).message,
    (await refusal(() => paragon.event('x', {}))).message,
    (await refusal(() => paragon.setUserMetadata({}))).message,
  ])
  expect(requests).toEqual(Array(3).fill(notSignedInForRequests))
  expect(host.requests.filter(({ method }) => method !== 'OPTIONS')).toEqual([])
})

test('getUser answers a copy, without the token', async ({ host }) => {
  await host.connect(maya.work)
  await host.authenticate()
  const { user, afterChange, text } = await host.run(({ paragon }) => {
    const user = paragon.getUser()
    const text = JSON.stringify(user)
    if (user.authenticated) user.userId = 'somebody else'
    return { user: JSON.parse(text), afterChange: paragon.getUser(), text }
  })
  expect(user).toMatchObject({ authenticated: true, userId: 'ada', resources: expect.any(Array) })
  expect(user.integrations.googledrive.enabled).toBe(true)
  expect(text).not.toContain(host.userToken)
  expect(afterChange).toMatchObject({ userId: 'ada' })
})

test('setUserMetadata resolves the user as the server then has it', async ({ host }) => {
  await host.authenticate()
  const user = await host.run(async ({ paragon }) => {
    await paragon.setUserMetadata({ Name: 'Ada', plan: 'pro' })
    const { token: _, ...rest } = await paragon.setUserMetadata({ plan: 'free' })
    return rest
  })
  expect(user).toMatchObject({ authenticated: true, userId: 'ada', meta: { Name: 'Ada', plan: 'free' } })
  expect((await host.me()).meta).toEqual({ Name: 'Ada', plan: 'free' })
})

test('getIntegrationMetadata tells of every active integration, and of one, with an icon that is there', async ({
  host,
}) => {
  await host.authenticate()
  const { all, one, unknown } = await host.run(async ({ paragon, refusal }) => ({
    all: paragon.getIntegrationMetadata(),
    one: paragon.getIntegrationMetadata('googledrive'),
    unknown: (await refusal(() => paragon.getIntegrationMetadata('nothing'))).message,
  }))
  expect(one).toEqual({
    type: 'googledrive',
    name: 'Google Drive',
    brandColor: expect.stringMatching(/^#[0-9a-f]{6}$/i),
    icon: expect.stringMatching(/\/integrations\/googledrive\.svg$/),
  })
  expect(all).toContainEqual(one)
  expect(unknown).toBe('nothing is not a valid integration name')
  for (const { icon, name } of all) {
    const answer = await host.page.request.get(icon)
    expect([answer.status(), answer.headers()['content-type']], name).toEqual([200, 'image/svg+xml'])
  }
})

test('getIntegrationConfig describes an integration as the portal shows it', async ({ host }) => {
  await host.authenticate()
  const { config, calendar, missing, unknown } = await host.run(async ({ paragon, refusal }) => ({
    config: paragon.getIntegrationConfig('googledrive'),
    calendar: paragon.getIntegrationConfig('googleCalendar'),
    missing: (await refusal(() => paragon.getIntegrationConfig(''))).message,
    unknown: (await refusal(() => paragon.getIntegrationConfig('nothing'))).message,
  }))
  expect(config.shortDescription).toMatch(/Google Drive/)
  expect(config.longDescription).toMatch(/^### /)
  expect(config.availableUserSettings?.map(({ id }) => id)).toEqual([
    'import-folder',
    'conflict-policy',
    'notify-email',
    'include-shared',
  ])
  expect(config.availableWorkflows.map(({ description }) => description)).toContain('Import new files')
  // Those that start with the integration are never offered (docs: connect-portal).
  const [hidden] = calendar.hiddenWorkflows
  expect(hidden).toMatchObject({ id: expect.any(String), hidden: true })
  expect(calendar.availableWorkflows.map(({ id }) => id)).not.toContain(hidden?.id)
  expect(missing).toBe('Integration is required.')
  expect(unknown).toContain("reading 'configs'")
})

test('what the SDK works out by itself: ids, sources, addresses, its version', async ({ host }) => {
  await host.authenticate()
  const told = await host.run(async ({ paragon, refusal }) => {
    const inputs = (type: string) => paragon.getIntegrationConfig(type).availableUserSettings ?? []
    const channel = inputs('slack').find(({ id }) => id === 'channel')
    const policy = inputs('googledrive').find(({ id }) => id === 'conflict-policy')
    return {
      id: paragon.getIntegrationId('googledrive'),
      noId: (await refusal(() => paragon.getIntegrationId('nothing'))).message,
      accountTypes: paragon.getAccountTypeOptions('googledrive'),
      preOptions: paragon.getPreOptions('googledrive'),
      postOptions: paragon.getPostOptions('googledrive'),
      noOptions: await refusal(() => paragon.getPreOptions('nothing')),
      folders: await paragon.getDataSourceOptions('googledrive', 'folders'),
      channels: channel && paragon.getSourcesForInput('slack', channel),
      policies: policy && paragon.getSourcesForInput('googledrive', policy),
      asset: paragon.getAssetUrl('logo'),
      version: paragon.getVersion(),
    }
  })
  expect(told).toMatchObject({
    noId: 'Integration "nothing" not found',
    accountTypes: [],
    preOptions: [],
    postOptions: [],
    noOptions: { name: 'IntegrationNotFoundError', message: 'Integration with name nothing not found' },
    folders: { type: 'DYNAMIC_DATA_SOURCE', cacheKey: 'folders' },
    channels: { kind: 'single', source: { type: 'DYNAMIC_DATA_SOURCE', cacheKey: 'channels' } },
    // A fixed list is in the data source itself; the SDK has this method answer for the others only.
    policies: null,
    asset: expect.stringMatching(/^http:\/\/localhost:\d+\/images\/logo\.png$/),
    version: '2.4.0',
  })
  expect(told.id).toBe((await host.connect(maya.work)).integrationId)
})

test('setDataSources gives an input the app’s own options, without a call to the server', async ({ host }) => {
  await host.authenticate()
  const pages = await host.run(async ({ paragon }) => {
    paragon.setDataSources({
      dropdowns: {
        workspace: {
          loadOptions: async (cursor?: string, search?: string) => ({
            options: [{ label: `${search ?? 'all'} from ${cursor ?? 'the start'}`, value: 'w1' }],
            nextPageCursor: cursor ? null : 'page-2',
          }),
        },
      },
    })
    const first = await paragon._loadCustomDropdownOptions('workspace')
    return [first, await paragon._loadCustomDropdownOptions('workspace', first.nextPageCursor ?? '', 'north')]
  })
  expect(pages).toEqual([
    { options: [{ label: 'all from the start', value: 'w1' }], nextPageCursor: 'page-2' },
    { options: [{ label: 'north from page-2', value: 'w1' }], nextPageCursor: null },
  ])
  expect(host.sent('POST', /^\/sdk\/actions$/)).toEqual([])
})

test('getFieldOptions refuses a question without a source', async ({ host }) => {
  await host.connect(maya.work)
  await host.authenticate()
  const { message: words } = await host.run(({ paragon, refusal }) =>
    refusal(() => paragon.getFieldOptions({ integration: 'googledrive', action: '' })),
  )
  expect(words).toBe('Either "action" or a "source" with a cacheKey must be provided.')
})

test.describe('getIntegrationAccount', () => {
  test('tells of the account that is selected, with its token when that is asked for', async ({ host }) => {
    await host.connect(maya.work)
    const b = await host.connect(maya.home, { externalId: 'ws-2' })
    await host.authenticate()
    const told = await host.run(
      async ({ paragon }, selectedCredentialId) => [
        await paragon.getIntegrationAccount('googledrive'),
        await paragon.getIntegrationAccount('googledrive', { selectedCredentialId }),
        await paragon.getIntegrationAccount('googledrive', {
          selectedCredentialId: 'ext:ws-2',
          includeAccountAuth: true,
        }),
      ],
      b.id,
    )
    expect(told).toMatchObject([
      { type: 'googledrive', providerData: { email: maya.work } },
      { credentialId: b.id, providerData: { email: maya.home } },
      { credentialId: b.id, accountAuth: { OAUTH_ACCESS_TOKEN: expect.stringMatching(/\w{20}/) } },
    ])
    expect(told[1]).not.toHaveProperty('accountAuth')
  })

  test('refuses where there is none', async ({ host }) => {
    await host.authenticate()
    const words = await host.run(async ({ paragon, refusal }) => [
      (await refusal(() => paragon.getIntegrationAccount('googledrive'))).message,
      (await refusal(() => paragon.getIntegrationAccount('nothing'))).message,
    ])
    expect(words[0]).toBe('Connect credential not found')
    expect(words[1]).toContain('"nothing" is not a valid integration type.')
    expect(words[1]).toContain('- "googledrive"')
  })
})

test.describe('subscribe', () => {
  test('hears of each event until it is told not to', async ({ host }) => {
    await host.connect(maya.work)
    await host.connect(maya.home)
    await host.authenticate()
    const counts = await host.run(async ({ paragon, SDK_EVENT }) => {
      const heard: unknown[] = []
      const listener = (event: unknown, user: unknown) =>
        heard.push({ event: structuredClone(event), hasUser: typeof user === 'object' })
      const off = paragon.subscribe(SDK_EVENT.ON_INTEGRATION_UNINSTALL, listener)
      await paragon.uninstallIntegration('googledrive')
      const first = [...heard]
      const removed = off()
      await paragon.uninstallIntegration('googledrive')
      const again = paragon.unsubscribe(SDK_EVENT.ON_INTEGRATION_UNINSTALL, listener)
      return { first, after: heard.length, removed, again }
    })
    expect(counts).toMatchObject({
      first: [{ event: { integrationType: 'googledrive' }, hasUser: true }],
      after: 1,
      removed: true,
    })
  })

  test('refuses an event that there is not, and a listener that is none', async ({ host }) => {
    const words = await host.run(async ({ paragon, refusal, SDK_EVENT }) => [
      (await refusal(() => paragon.subscribe('onNothing' as typeof SDK_EVENT.ON_PORTAL_OPEN, () => {}))).message,
      (await refusal(() => paragon.subscribe(SDK_EVENT.ON_PORTAL_OPEN, undefined as unknown as () => void))).message,
    ])
    expect(words).toEqual(['onNothing is not valid paragon event', 'no listener is provided for onPortalOpen'])
  })
})

test('docs/sdk-support.md knows every public method that the SDK has', async ({ host }) => {
  const members = await host.run(({ paragon }) => Object.keys(paragon))
  expect(members).toContain('installIntegration')
  // Those with a mark are the popup's and the portal's own.
  const known = Object.keys(sdkMethods)
  expect(members.filter((name) => !name.startsWith('_') && !known.includes(name))).toEqual(['installFlow'])
})

test('logout, which only the singleton has, forgets the user', async ({ host }) => {
  await host.connect(maya.work)
  await host.authenticate()
  await host.run(({ connectSingleton }) => connectSingleton.logout())
  expect(await host.run(({ paragon }) => paragon.getUser())).toEqual({ authenticated: false })
  expect(await host.run(() => localStorage.getItem('paragon-connect-user-state'))).toBeNull()
  expect(
    await message(host, ({ paragon, refusal }) => refusal(() => paragon.uninstallIntegration('googledrive'))),
  ).toBe(notSignedIn)
})

test.describe('configurations', () => {
  test('refuse what is missing, unknown or the default one', async ({ host }) => {
    const { id, configurations } = await host.connect(maya.work)
    await host.authenticate()
    const unknown = '00000000-0000-4000-8000-000000000000'
    const words = await host.run(
      async ({ paragon, refusal }, { credentialId, defaultId, unknown }) => {
        const said = async (attempt: () => unknown) => (await refusal(attempt)).message
        return [
          await said(() => paragon.createConfiguration({ credentialId: '' })),
          await said(() => paragon.createConfiguration({ credentialId, externalId: ' ' })),
          await said(() => paragon.updateConfiguration({ id: '', credentialId, meta: {} })),
          await said(() => paragon.updateConfiguration({ id: unknown, credentialId, meta: {} })),
          await said(() => paragon.destroyConfiguration({ id: defaultId, credentialId })),
        ]
      },
      { credentialId: id, defaultId: configurations[0]?.id ?? '', unknown },
    )
    expect(words).toEqual([
      'Required options not provided: "credentialId"',
      '`externalId` must not be an empty or whitespace-only string.',
      'One or more required options not provided.',
      expect.stringContaining(unknown),
      'Cannot delete default configuration.',
    ])
    expect((await host.account(id)).configurations).toHaveLength(1)
    expect(
      host.requests.filter(({ path, method }) => path.endsWith('/configurations') && method !== 'OPTIONS'),
    ).toEqual([])
  })
})

test('workflow and event refuse what they cannot send', async ({ host }) => {
  const { id } = await host.connect(maya.work)
  await host.authenticate()
  const words = await host.run(async ({ paragon, refusal }, configuration) => {
    const said = async (attempt: () => unknown) => (await refusal(attempt)).message
    return [
      await said(() => paragon.workflow('', {})),
      await said(() => paragon.workflow('nothing', {})),
      await said(() => paragon.enableWorkflow('nothing')),
      await said(() => paragon.event('x', {}, { selectedConfigurationId: configuration })),
    ]
  }, id)
  expect(words).toEqual([
    'workflowId is required.',
    'Workflow not found in the configured integrations in your Paragon project.',
    'Workflow not found in the configured integrations in your Paragon project.',
    'Configuration ID cannot be used without a corresponding Credential ID. Please provide both if using Configuration ID.',
  ])
  const { user, errors } = await host.run(({ paragon }) => paragon.updateWorkflowState({ nothing: true }))
  expect(user).toMatchObject({ authenticated: true })
  expect(errors).toEqual([{ workflowId: 'nothing', message: words[1] }])
})

test('turning a workflow on twice, or off when it is off, is refused', async ({ host }) => {
  await host.connect(maya.work)
  await host.authenticate()
  const { 'Weekly activity report': report = '' } = await host.workflows()
  const words = await host.run(async ({ paragon, refusal }, workflow) => {
    const off = (await refusal(() => paragon.disableWorkflow(workflow, {}))).message
    await paragon.enableWorkflow(workflow)
    return [off, (await refusal(() => paragon.enableWorkflow(workflow))).message]
  }, report)
  expect(words).toEqual([
    `Workflow ${report} cannot be disabled for this user.`,
    `Workflow ${report} is already enabled for this user.`,
  ])
})
