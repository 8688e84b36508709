/** What the SDK says by itself (sdk.md 2.6): each message that no other file provokes, once. */
import { expect, maya, test } from '../support/host-page.ts'

const unknown = '00000000-0000-4000-8000-000000000000'

test('what is asked of an account or a configuration that is not there', async ({ host }) => {
  const a = await host.connect(maya.work)
  const b = await host.connect(maya.home)
  await host.authenticate()
  const { 'Find files by name': workflow = '' } = await host.workflows()
  const [slackWorkflow = ''] = Object.values(await host.workflows('slack'))
  const words = await host.run(
    async ({ paragon, refusal }, { a, b, defaultOfA, workflow, slackWorkflow, unknown }) => {
      const said = async (attempt: () => unknown) => (await refusal(attempt)).message
      for (const credentialId of [a, b]) await paragon.createConfiguration({ credentialId, externalId: 'shared' })
      const account = { selectedCredentialId: unknown }
      const configuration = { selectedConfigurationId: unknown }
      return {
        'connect: external id': await said(() =>
          paragon.connect('googledrive', { selectedCredentialId: 'ext:nobody' }),
        ),
        'connect: id': await said(() => paragon.connect('googledrive', account)),
        'connect: configuration': await said(() => paragon.connect('googledrive', configuration)),
        'connect: of another account': await said(() =>
          paragon.connect('googledrive', { selectedCredentialId: b, selectedConfigurationId: defaultOfA }),
        ),
        'connect: integration': await said(() => paragon.connect('nothing', {})),
        'workflow: configuration of several': await said(() =>
          paragon.workflow(workflow, { selectedConfigurationId: 'shared' }),
        ),
        'workflow: off': await said(() => paragon.workflow(workflow, { selectedCredentialId: a })),
        'uninstall: nothing there': await said(() => paragon.uninstallIntegration('slack')),
        'settings: nothing there': await said(() => paragon.updateIntegrationUserSettings('slack', {})),
        'settings: id': await said(() => paragon.updateIntegrationUserSettings('googledrive', {}, account)),
        'settings: configuration': await said(() =>
          paragon.updateIntegrationUserSettings('googledrive', {}, configuration),
        ),
        'workflow settings: workflow': await said(() => paragon.updateWorkflowUserSettings('googledrive', unknown, {})),
        'triggers: id': await said(() => paragon.getTriggers('googledrive', account)),
        'manual URL: workflow': await said(() => paragon.getCustomWebhookUserManualUrl(unknown)),
        'manual URL: account': await said(() => paragon.getCustomWebhookUserManualUrl(slackWorkflow)),
        'enable: nothing there': await said(() => paragon.enableWorkflow(slackWorkflow)),
        'configuration: account': await said(() => paragon.createConfiguration({ credentialId: unknown })),
        'picker: integration': await said(() => new paragon.ExternalFilePicker('slack' as 'box', {})),
        host: await said(() => paragon.configureGlobal({ host: '' })),
        redirect: await said(() =>
          paragon.completeInstall('slack', { authorizationCode: 'x', redirectUrl: 'https://[' }),
        ),
      }
    },
    { a: a.id, b: b.id, defaultOfA: a.configurations[0]?.id ?? '', workflow, slackWorkflow, unknown },
  )
  expect(words).toEqual({
    'connect: external id': 'Credential with externalId "nobody" not found.',
    'connect: id': 'Unable to find credential for provided options.',
    'connect: configuration': `Credential configuration not found for provided id: ${unknown}.`,
    'connect: of another account': `Credential configuration not found for provided id: ${a.configurations[0]?.id}.`,
    'connect: integration': 'Integration "nothing" not found.',
    'workflow: configuration of several': 'Multiple credential configurations found for provided id: shared.',
    'workflow: off': `Workflow ${workflow} is not enabled for this user.`,
    'uninstall: nothing there': 'Integration "slack" is not installed.',
    'settings: nothing there': 'Credential not found',
    'settings: id': 'Credential not found',
    'settings: configuration': 'Configuration not found',
    'workflow settings: workflow': `Workflow with ID "${unknown}" was not found in the current configuration.`,
    'triggers: id': 'Credential not found',
    'manual URL: workflow': `Unable to get workflow for "${unknown}".`,
    'manual URL: account': `Unable to find credentialId for "${slackWorkflow}".`,
    'enable: nothing there': 'Integration "slack" not enabled for workflow."',
    'configuration: account': 'Unable to find credential for provided options.',
    'picker: integration': "slack's file picker is not supported",
    host: 'host not specified',
    redirect: 'https://[ is not valid url',
  })
})

test('what is asked of an account that is not VALID, and of a plan without field mapping', async ({ host }) => {
  const { id } = await host.connect(maya.work)
  await host.mishap(id, 'invalidate')
  await host.authenticate()
  const { 'Find files by name': workflow = '' } = await host.workflows()
  const words = await host.run(
    async ({ paragon, connectSingleton, refusal }, { id, workflow }) => {
      const said = async (attempt: () => unknown) => (await refusal(attempt)).message
      const project = Reflect.get(connectSingleton, 'project') as { accessibleFeatures: string[] }
      project.accessibleFeatures = project.accessibleFeatures.filter((feature) => feature !== 'dfm')
      return {
        enableWorkflow: await said(() => paragon.enableWorkflow(workflow)),
        settings: await said(() => paragon.updateIntegrationUserSettings('googledrive', {})),
        configuration: await said(() => paragon.createConfiguration({ credentialId: id })),
        mapping: await said(() =>
          paragon.connect('googledrive', { mapObjectFields: { Task: { fields: [] } } as never }),
        ),
      }
    },
    { id, workflow },
  )
  const notValid = 'Valid credential not found for provided options.'
  expect(words).toEqual({
    enableWorkflow: 'Integration "googledrive" not enabled for workflow."',
    settings: notValid,
    configuration: notValid,
    mapping:
      'Dynamic Field Mapping is available on our Enterprise plan. Contact sales@useparagon.com to learn more or upgrade.',
  })
})

test('what the SDK makes of answers that say nothing', async ({ host }) => {
  const { id } = await host.connect(maya.work)
  await host.authenticate()
  const [sender] = (await host.user()).resources
  const nothing = (method: string, path: string) =>
    host.control('POST', '/faults', {
      match: { method, path },
      effect: { respond: { status: 200, body: '' } },
      times: 1,
    })
  const said = async (method: string, path: string, attempt: Parameters<typeof host.run>[0]) => {
    await nothing(method, `/projects/${host.projectId}${path}`)
    return ((await host.run(attempt as never)) as { message: string }).message
  }
  const words = {
    account: await said('GET', '/sdk/credentials', ({ paragon, refusal }) =>
      refusal(() => paragon.getIntegrationAccount('googledrive')),
    ),
    settings: await said('PATCH', `/sdk/credentials/${id}`, ({ paragon, refusal }) =>
      refusal(() => paragon.updateIntegrationUserSettings('googledrive', {})),
    ),
    complete: await said('POST', '/sdk/credentials', ({ paragon, refusal }) =>
      refusal(() => paragon.completeInstall('slack', { authorizationCode: 'x' })),
    ),
    action: await said('POST', `/sdk/resources/${sender?.id}/connect`, ({ paragon, refusal }) =>
      refusal(() => paragon.connectAction('mail-sender', {})),
    ),
  }
  await nothing('GET', `/projects/${host.projectId}/sdk/integrations`)
  const token = await host.newToken('ada')
  const { message } = await host.run(
    ({ paragon, refusal }, [projectId, jwt]) => refusal(() => paragon.authenticate(projectId, jwt)),
    [host.projectId, token] as const,
  )
  expect({ ...words, authenticate: message }).toEqual({
    account: 'Integration not connected',
    settings: 'Failed to update settings for googledrive.',
    complete: 'Unable to create credential',
    action: 'Unable to connect to "mail-sender".',
    authenticate: 'Failed to authenticate user with Paragon: Unable to fetch integrations',
  })
})
