import { expect, type HostPage, maya, test } from '../support/host-page.ts'

/** A folder of an account, made by the app's server. */
async function makeFolder(host: HostPage, name: string, credential: string): Promise<void> {
  const { status } = await host.rest('POST', '/tools', {
    headers: { 'X-Paragon-Credential': credential },
    body: { tool: 'GOOGLE_DRIVE_CREATE_FOLDER', parameters: { name } },
  })
  expect(status).toBe(200)
}

test('getTriggers lists what may be subscribed to, as the account that is selected', async ({ host }) => {
  const a = await host.connect(maya.work)
  const b = await host.connect(maya.home)
  await host.authenticate()
  const chosen = await host.run(
    ({ paragon }, selectedCredentialId) => paragon.getTriggers('googledrive', { selectedCredentialId }),
    b.id,
  )
  const unchosen = await host.run(({ paragon }) => paragon.getTriggers('googledrive'))

  expect(chosen).toMatchObject({
    triggers: {
      googledrive: [
        {
          type: 'GOOGLE_DRIVE_TRIGGER_FILE_CREATED',
          triggerModel: 'WEBHOOK',
          title: 'File Created',
          parameters: [{ id: 'supportsAllDrives', type: 'BOOLEAN_INPUT', title: 'Include Shared Drives' }],
        },
        { type: 'GOOGLE_DRIVE_TRIGGER_FILE_UPDATED', triggerModel: 'WEBHOOK' },
      ],
    },
  })
  expect(Object.keys(chosen.triggers)).toEqual(['googledrive'])
  expect(unchosen).toEqual(chosen)
  const asked = host.sent('GET', /^\/triggers\?integrations=googledrive$/)
  expect(asked.map(({ headers }) => headers['x-paragon-credential'])).toEqual([b.id, a.id])
})

test('a trigger’s parameter leads to its options, by the SDK alone', async ({ host }) => {
  await host.connect(maya.work, { integration: 'googleCalendar' })
  const b = await host.connect(maya.home, { integration: 'googleCalendar' })
  await host.authenticate()
  const options = await host.run(async ({ paragon }, selectedCredentialId) => {
    const { triggers } = await paragon.getTriggers('googleCalendar', { selectedCredentialId })
    const input = triggers.googleCalendar?.[0]?.parameters.find(({ id }) => id === 'calendarId')
    const sources = input && paragon.getSourcesForActionInput(input)
    // The SDK's value for a dynamic source, whose enumeration an app cannot import from the package.
    if (sources?.kind !== 'single' || (sources.source.type as string) !== 'DYNAMIC_DATA_SOURCE') return sources
    const source = sources.source as Parameters<typeof paragon.getFieldOptions>[0]['source'] & object
    return paragon.getFieldOptions({ integration: 'googleCalendar', source, selectedCredentialId })
  }, b.id)
  expect(options).toEqual({
    data: [{ value: maya.home, label: maya.home, subtitle: 'Primary calendar' }],
    nestedData: [],
    nextPageCursor: null,
  })
})

test('getFieldOptions asks as the account that is selected, by id, by external id, and else the current one', async ({
  host,
}) => {
  await host.connect(maya.work)
  const b = await host.connect(maya.home, { externalId: 'ws-2' })
  await host.authenticate()
  const folders = async (selectedCredentialId?: string) => {
    const { data } = await host.run(
      ({ paragon }, options) => paragon.getFieldOptions({ integration: 'googledrive', action: 'folders', ...options }),
      selectedCredentialId === undefined ? {} : { selectedCredentialId },
    )
    return data.map((option) => 'label' in option && option.label)
  }
  expect(await folders()).toEqual(['Launch'])
  expect(await folders(b.id)).toEqual(['Recipes'])
  expect(await folders('ext:ws-2')).toEqual(['Recipes'])
})

test('while the portal is open on another integration, getFieldOptions is still asked as the right account', async ({
  host,
}) => {
  const calendar = await host.connect(maya.work, { integration: 'googleCalendar' })
  await host.connect(maya.home)
  await host.authenticate()
  await host.run(({ paragon }) => void paragon.connect('googleCalendar', {}))
  await expect(host.portal.getByRole('dialog', { name: 'Google Calendar' })).toBeVisible()
  const { data } = await host.run(({ paragon }) =>
    paragon.getFieldOptions({ integration: 'googledrive', action: 'folders' }),
  )
  expect(data).toMatchObject([{ label: 'Recipes' }])
  // What the sandbox must not heed (sdk.md, trap T1).
  const [asked] = host.sent('POST', /^\/sdk\/actions$/)
  expect(asked?.headers['x-paragon-credential']).toBe(calendar.id)
})

test('getFieldOptions searches, and goes from page to page', async ({ host }) => {
  const { id } = await host.connect(maya.home)
  await host.authenticate()
  for (let index = 0; index < 52; index += 1) await makeFolder(host, `Box ${index}`, id)
  const { first, second } = await host.run(async ({ paragon }) => {
    const page = (cursor?: string) =>
      paragon.getFieldOptions({
        integration: 'googledrive',
        action: 'folders',
        search: 'box',
        ...(cursor !== undefined && { cursor }),
      })
    const first = await page()
    return { first, second: await page(first.nextPageCursor ?? '') }
  })
  expect([first.data.length, second.data.length, second.nextPageCursor]).toEqual([50, 2, null])
})

test('the portal offers the channels of the account that it is open on', async ({ host }) => {
  const a = await host.connect(maya.work, { integration: 'slack' })
  const b = await host.connect(maya.home, { integration: 'slack' })
  await host.authenticate()
  const { data } = await host.run(
    ({ paragon }, selectedCredentialId) =>
      paragon.getFieldOptions({ integration: 'slack', action: 'channels', selectedCredentialId }),
    b.id,
  )
  const [channel] = data
  if (!channel || !('value' in channel)) throw new Error('The account has no channel.')

  await host.run(({ paragon }, selectedCredentialId) => void paragon.connect('slack', { selectedCredentialId }), b.id)
  const choice = host.portal.getByRole('combobox', { name: 'Channel to post to' })
  await expect(choice).toBeEnabled()
  await expect(choice.getByRole('option', { name: channel.label, exact: true })).toBeAttached()
  await choice.selectOption(channel.label)
  await host.portal.getByRole('button', { name: 'Save settings' }).click()
  await expect
    .poll(async () => (await host.account(b.id)).configurations[0]?.sharedSettings)
    .toMatchObject({ channel: channel.value })
  expect(await host.account(a.id)).toEqual(a)
})
