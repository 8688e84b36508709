import { violations } from '../support/axe.ts'
import { expect, type HostPage, maya, test } from '../support/host-page.ts'

/** Opens the portal on a Salesforce account, with the workflow on that has an input of every type. */
async function openInputs(host: HostPage) {
  const { id } = await host.connect(maya.work, { integration: 'salesforce' })
  await host.authenticate()
  const { 'Mirror records of the app': workflow = '' } = await host.workflows('salesforce')
  await host.run(
    async ({ paragon }, [workflow, selectedCredentialId]) => {
      await paragon.enableWorkflow(workflow, { selectedCredentialId })
      // What the app has: teams by a loader, in pages, and the fields of its tasks.
      const teams = Array.from({ length: 25 }, (_, index) => ({
        label: `Team ${index + 1}`,
        value: `team-${index + 1}`,
      }))
      paragon.setDataSources({
        dropdowns: {
          team: {
            loadOptions: async (cursor, search) => {
              const found = teams.filter(({ label }) => label.includes(search ?? ''))
              const from = Number(cursor ?? 0)
              const next = from + 10
              return {
                options: found.slice(from, next),
                nextPageCursor: next < found.length ? String(next) : null,
              }
            },
          },
        },
        mapObjectFields: {
          Task: {
            fields: [
              { label: 'Title', value: 'title' },
              { label: 'Due date', value: 'due' },
            ],
            defaultFields: ['title'],
            userCanRemoveMappings: true,
            userCanCreateFields: true,
          },
        },
      })
      void paragon.connect('salesforce', { selectedCredentialId })
    },
    [workflow, id] as const,
  )
  const form = host.portal.getByRole('listitem').filter({ hasText: 'Mirror records of the app' })
  const settings = async () => (await host.account(id)).configurations[0]?.workflowSettings[workflow]?.settings
  return { form, settings }
}

test('an input of every type is filled in, saved, and there again when the portal is opened anew', async ({ host }) => {
  const { form, settings } = await openInputs(host)
  const save = form.getByRole('button', { name: 'Save workflow settings' })

  // What is required is asked for before anything is sent.
  await save.click()
  await expect(form.getByText('People of the app is required.')).toBeVisible()
  expect(host.sent('PATCH', /./)).toEqual([])

  const people = form.getByRole('group', { name: /People of the app/ })
  await people.getByRole('combobox', { name: 'Record type' }).selectOption('Contact')
  for (const [field, label] of [
    ['Full name: Field', 'Full Name'],
    ['E-mail: Field', 'Email'],
  ] as const) {
    const choice = people.getByRole('combobox', { name: field })
    await expect(choice.getByRole('option', { name: label, exact: true })).toBeAttached()
    await choice.selectOption(label)
  }

  const tasks = form.getByRole('group', { name: /Tasks of the app/ })
  await tasks.getByRole('combobox', { name: 'Record type' }).selectOption('Task')
  await tasks.getByRole('combobox', { name: 'Title: Field' }).selectOption('Subject')
  await tasks.getByRole('textbox', { name: 'Name of a new field' }).fill('priority')
  await tasks.getByRole('button', { name: 'Add field' }).click()
  await tasks.getByRole('combobox', { name: 'priority: Field' }).selectOption('Priority')
  await tasks.getByRole('combobox', { name: 'Map another field' }).selectOption('Due date')
  await tasks.getByRole('button', { name: 'Remove Due date' }).click()

  const idField = form.getByRole('group', { name: /Field for the app’s own id/ })
  await expect(idField.getByRole('combobox', { name: 'Field', exact: true })).toBeDisabled()
  await idField.getByRole('combobox', { name: 'Record type' }).selectOption('Account')
  await idField.getByRole('combobox', { name: 'Field', exact: true }).selectOption({ index: 1 })
  await form.getByRole('combobox', { name: 'Owner of new records' }).selectOption({ index: 1 })

  // The app's own teams: the second page, then what is searched for.
  const team = form.getByRole('combobox', { name: 'Team in the app' })
  await expect(team.getByRole('option')).toHaveCount(11)
  await form.getByRole('button', { name: 'Load more choices' }).click()
  await expect(team.getByRole('option')).toHaveCount(21)
  await form.getByRole('searchbox', { name: 'Search Team in the app' }).fill('Team 25')
  await expect(team.getByRole('option')).toHaveCount(2)
  await team.selectOption('Team 25')

  await expect(form.getByRole('checkbox', { name: /Read records/ })).toBeDisabled()
  await form.getByRole('checkbox', { name: 'Write records' }).check()
  await form
    .getByLabel('Records to leave out')
    .setInputFiles({ name: 'ids.csv', mimeType: 'text/csv', buffer: Buffer.from('001\n') })
  await expect(form.getByText('ids.csv (4 bytes)')).toBeVisible()
  await form.getByLabel('Secret of outbound messages').fill('hush')
  await form.getByLabel('Link on each record').fill('https://app.example/r')
  await form.getByLabel('Send conflicts to').fill('ops@app.example')
  await form.getByLabel('Description of new records').fill('From the app')
  await form.getByLabel('Records at once').fill('50')
  await form.getByRole('switch', { name: 'Keep earlier versions' }).click()
  await expect(form.getByRole('textbox', { name: 'Address for outbound messages' })).toHaveValue(
    'https://app.example/salesforce/outbound',
  )
  await host.page.context().grantPermissions(['clipboard-write'])
  await form.getByRole('button', { name: 'Copy Address for outbound messages' }).click()
  await expect(form.getByText('Copied.')).toBeVisible()

  for (const colorScheme of ['light', 'dark'] as const) {
    await host.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await violations(host.page, ['#paragon-connect-frame', '#portal'])).toEqual([])
  }

  await save.click()
  await expect(form.getByText('Saved.')).toBeVisible()
  expect(await settings()).toEqual({
    'person-mapping': {
      objectMapping: 'Contact',
      mappingType: 'STATIC',
      fieldMappings: { 'Full name': 'Name', 'E-mail': 'Email' },
    },
    'task-mapping': {
      objectMapping: 'Task',
      mappingType: 'DYNAMIC',
      dynamicMappings: {
        title: { applicationField: 'title', integrationField: 'Subject' },
        priority: { applicationField: 'priority', integrationField: 'Priority' },
      },
      userCreatedFields: ['priority'],
    },
    'id-field': { mainInput: 'Account', dependentInput: expect.any(String) },
    owner: expect.any(String),
    team: 'team-25',
    permissions: ['read', 'write'],
    exceptions: 'data:text/csv;name=ids.csv;base64,MDAxCg==',
    'signing-secret': 'hush',
    'record-link': 'https://app.example/r',
    'alert-email': 'ops@app.example',
    description: 'From the app',
    'records-at-once': 50,
    'keep-history': true,
  })

  await host.run(({ paragon }) => paragon.closePortal())
  await expect(host.page.locator('#paragon-connect-frame')).toBeHidden()
  await host.run(({ paragon }) => void paragon.connect('salesforce', {}))
  await expect(form.getByLabel('Send conflicts to')).toHaveValue('ops@app.example')
  await expect(people.getByRole('combobox', { name: 'E-mail: Field' })).toHaveValue('Email')
  await expect(tasks.getByRole('combobox', { name: 'priority: Field' })).toHaveValue('Priority')
  await expect(team).toHaveValue('team-25')
  await expect(form.getByRole('checkbox', { name: 'Write records' })).toBeChecked()
  await expect(form.getByText('ids.csv (4 bytes)')).toBeVisible()
})
