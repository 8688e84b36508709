import { type Account, expect, type HostPage, maya, test } from '../support/host-page.ts'

async function twoAccounts(host: HostPage) {
  const a = await host.connect(maya.work)
  const b = await host.connect(maya.home, { externalId: 'ws-2' })
  await host.authenticate()
  return { a, b }
}

/** The default configuration of an account, by the server. */
async function configurationOf(host: HostPage, id: string) {
  const [configuration] = (await host.account(id)).configurations
  if (!configuration) throw new Error('The account has no configuration.')
  return configuration
}

test('a workflow turned on and off for one account leaves the other alone', async ({ host }) => {
  const { a, b } = await twoAccounts(host)
  const { 'Weekly activity report': report = '', 'Import new files': imports = '' } = await host.workflows()
  const settings = async (id: string) => {
    const { workflowSettings } = await configurationOf(host, id)
    return { report: workflowSettings[report]?.enabled, imports: workflowSettings[imports]?.enabled }
  }
  expect(await settings(b.id)).toEqual({ report: false, imports: true })

  await host.run(
    async ({ paragon }, [on, off, selectedCredentialId]) => {
      await paragon.enableWorkflow(on, { selectedCredentialId })
      await paragon.disableWorkflow(off, { selectedCredentialId })
    },
    [report, imports, b.id] as const,
  )
  expect(await settings(b.id)).toEqual({ report: true, imports: false })
  expect(await host.account(a.id)).toEqual(a)

  await host.run(
    ({ paragon }, [on, off]) =>
      paragon.updateWorkflowState({ [on]: false, [off]: true }, { selectedCredentialId: 'ext:ws-2' }),
    [report, imports] as const,
  )
  expect(await settings(b.id)).toEqual({ report: false, imports: true })
  expect(await host.account(a.id)).toEqual(a)

  // Without a selection the current account is meant.
  await host.run(({ paragon }, on) => paragon.enableWorkflow(on), report)
  expect(await settings(a.id)).toEqual({ report: true, imports: true })
  expect(await settings(b.id)).toEqual({ report: false, imports: true })
})

test('User Settings of one account leave the other alone, and merge with what was there', async ({ host }) => {
  const { a, b } = await twoAccounts(host)
  const saved = await host.run(async ({ paragon }, selectedCredentialId) => {
    const save = (settings: Record<string, unknown>) =>
      paragon.updateIntegrationUserSettings('googledrive', settings, { selectedCredentialId })
    return [
      (await save({ 'import-folder': 'My Drive / B', 'include-shared': true })).errors,
      (await save({ 'import-folder': 'My Drive / Later' })).errors,
    ]
  }, b.id)
  expect(saved).toEqual([[], []])
  expect(await configurationOf(host, b.id)).toMatchObject({
    sharedSettings: { 'import-folder': 'My Drive / Later', 'include-shared': true },
  })
  expect(await host.account(a.id)).toEqual(a)
  // The SDK keeps the whole answer to a save, which has more in it than the account.
  expect((await host.known()).allCredentials).toMatchObject((await host.stored()).allCredentials)
})

test('settings of a workflow of one account leave the other alone, and the workflow on or off', async ({ host }) => {
  const { a, b } = await twoAccounts(host)
  const { 'Import new files': imports = '', 'Save finished documents to Drive': documents = '' } =
    await host.workflows()
  const { errors } = await host.run(
    ({ paragon }, [workflow, selectedCredentialId]) =>
      paragon.updateWorkflowUserSettings(
        'googledrive',
        workflow,
        { 'name-prefix': 'B: ', 'max-size-mb': 5 },
        { selectedCredentialId },
      ),
    [imports, b.id] as const,
  )
  expect(errors).toEqual([])
  const { workflowSettings } = await configurationOf(host, b.id)
  expect(workflowSettings[imports]).toEqual({ enabled: true, settings: { 'name-prefix': 'B: ', 'max-size-mb': 5 } })
  expect(workflowSettings[documents]).toEqual({ enabled: false, settings: {} })
  expect(await host.account(a.id)).toEqual(a)
})

test('an external id selects the account whose workflows are changed', async ({ host }) => {
  const { a, b } = await twoAccounts(host)
  const { 'Weekly activity report': report = '' } = await host.workflows()
  await host.run(
    ({ paragon }, workflow) => paragon.enableWorkflow(workflow, { selectedCredentialId: 'ext:ws-2' }),
    report,
  )
  expect((await configurationOf(host, b.id)).workflowSettings[report]?.enabled).toBe(true)
  expect(await host.account(a.id)).toEqual(a)
})

test('user metadata is kept, merged, and told by the SDK and the server alike', async ({ host }) => {
  await host.authenticate()
  await host.run(({ paragon }) => paragon.setUserMetadata({ name: 'Ada Lovelace', ' plan ': 'pro' }))
  await host.run(({ paragon }) => paragon.setUserMetadata({ email: 'ada@host.example', plan: 'größer' }))
  const meta = { Name: 'Ada Lovelace', Email: 'ada@host.example', plan: 'größer' }
  expect((await host.me()).meta).toEqual(meta)
  expect((await host.user()).meta).toEqual(meta)

  await host.run(
    ({ paragon }, [projectId, token]) => paragon.authenticate(projectId, token, { metadata: { name: 'Augusta Ada' } }),
    [host.projectId, await host.newToken('ada')] as const,
  )
  expect((await host.me()).meta).toEqual({ ...meta, Name: 'Augusta Ada' })
})

test.describe('configurations', () => {
  for (const [title, selector] of [
    ['an id', (account: Account) => account.id],
    ['ext: and an external id (trap T3)', () => 'ext:ws-2'],
    ['an external id alone (trap T3)', () => 'ws-2'],
  ] as const) {
    test(`are made for the account selected by ${title}`, async ({ host }) => {
      const { a, b } = await twoAccounts(host)
      const made = await host.run(
        ({ paragon }, credentialId) => paragon.createConfiguration({ credentialId, externalId: 'team-1' }),
        selector(b),
      )
      expect(made).toMatchObject({
        connectCredentialId: b.id,
        externalId: 'team-1',
        isDefault: false,
        sharedSettings: {},
      })
      const after = await host.account(b.id)
      expect(after.configurations).toEqual([...b.configurations, made])
      expect(await host.account(a.id)).toEqual(a)
    })
  }

  test('each call answers the one it made, however quickly they follow each other (trap T21)', async ({ host }) => {
    const { b } = await twoAccounts(host)
    const made = await host.run(async ({ paragon }, credentialId) => {
      const each = []
      for (const externalId of ['one', 'two', 'three', 'four', 'five']) {
        each.push((await paragon.createConfiguration({ credentialId, externalId })).externalId)
      }
      return each
    }, b.id)
    expect(made).toEqual(['one', 'two', 'three', 'four', 'five'])
    const dates = (await host.account(b.id)).configurations.map(({ dateCreated }) => String(dateCreated))
    expect(dates).toEqual([...new Set(dates)].sort())
  })

  test('have settings and metadata of their own, and go without a trace', async ({ host }) => {
    const { a, b } = await twoAccounts(host)
    const id = await host.run(async ({ paragon }, credentialId) => {
      const configuration = await paragon.createConfiguration({ credentialId, externalId: 'team-1' })
      await paragon.updateConfiguration({ id: configuration.id, credentialId, meta: { team: 'one' } })
      await paragon.updateIntegrationUserSettings(
        'googledrive',
        { 'import-folder': 'My Drive / Team' },
        { selectedCredentialId: credentialId, selectedConfigurationId: configuration.id },
      )
      return configuration.id
    }, b.id)
    const { configurations } = await host.account(b.id)
    expect(configurations).toHaveLength(2)
    expect(configurations[0]).toEqual(b.configurations[0])
    expect(configurations[1]).toMatchObject({
      id,
      configMeta: { team: 'one' },
      sharedSettings: { 'import-folder': 'My Drive / Team' },
    })

    await host.run(({ paragon }, target) => paragon.destroyConfiguration(target), { id, credentialId: b.id })
    expect((await host.account(b.id)).configurations).toEqual(b.configurations)
    expect(await host.account(a.id)).toEqual(a)

    const [own] = b.configurations
    const kept = await host.run(({ paragon, refusal }, target) => refusal(() => paragon.destroyConfiguration(target)), {
      id: own?.id ?? '',
      credentialId: b.id,
    })
    expect(kept.message).toBe('Cannot delete default configuration.')
  })
})
