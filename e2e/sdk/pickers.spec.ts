import { violations } from '../support/axe.ts'
import { expect, type HostPage, maya, test } from '../support/host-page.ts'

const BOX_CDN = 'cdn01.boxcdn.net'
// The SDK always asks for the style sheet of Box's picker; the test answers it.
test.use({ elsewhereAllowed: [BOX_CDN] })

interface Told {
  files: unknown[]
  told: string[]
}
type PickerType = 'googledrive' | 'box' | 'onedrive' | 'sharepoint'

/** Makes a picker whose callbacks are told to the page, and opens it; answers what `open` did. */
function openPicker(
  host: HostPage,
  type: PickerType,
  { init, ...options }: { init: object; [option: string]: unknown },
): Promise<boolean> {
  return host.run(
    async (window, [type, options, init]) => {
      const told: Told = { files: [], told: [] }
      Reflect.set(window, 'picker', told)
      const picker = new window.paragon.ExternalFilePicker(type, {
        ...options,
        onOpen: () => told.told.push('open'),
        onClose: () => told.told.push('close'),
        onCancel: () => told.told.push('cancel'),
        onFileSelect: (files: unknown) => {
          told.files.push(files)
        },
      })
      await picker.init(init as never)
      return picker.open()
    },
    [type, options, init] as const,
  )
}
const told = (host: HostPage) => host.run((window) => Reflect.get(window, 'picker') as Told)

/** Two accounts, of which the second is to be picked from, and what stands in for the vendor's script. */
async function prepare(host: HostPage, providerUrl: string, type: PickerType, script: string) {
  await host.connect(maya.work, { integration: type })
  const b = await host.connect(maya.home, { integration: type, externalId: 'home' })
  await host.authenticate()
  await host.page.addScriptTag({ url: `${providerUrl}/pickers/${script}.js` })
  return b
}

test('Google Drive: the files of the selected account, of the types that are wanted', async ({ host, sandbox }) => {
  const { id } = await prepare(host, sandbox.providerUrl, 'googledrive', 'google')
  const opened = await openPicker(host, 'googledrive', {
    allowedTypes: ['text/markdown', 'text/plain'],
    allowMultiSelect: true,
    init: { developerKey: 'any', appId: '1', selectedCredentialId: id },
  })
  expect(opened).toBe(true)
  const dialog = host.page.getByRole('dialog', { name: 'Google Drive' })
  await expect(dialog.getByRole('checkbox').first()).toBeVisible()
  const { body } = await host.rest<{ output: { files: { id: string; name: string; mimeType: string }[] } }>(
    'GET',
    "/sdk/proxy/googledrive/files?q=mimeType != 'application/vnd.google-apps.folder'",
    { headers: { 'X-Paragon-Credential': id } },
  )
  const { files } = body.output
  await expect(dialog.getByRole('checkbox')).toHaveCount(files.length)
  const isWanted = ({ mimeType }: { mimeType: string }) => ['text/markdown', 'text/plain'].includes(mimeType)
  const wanted = files.find(isWanted)
  for (const file of files) {
    const box = dialog.getByRole('checkbox', { name: file.name, exact: true })
    await expect(box).toBeEnabled({ enabled: isWanted(file) })
  }
  await dialog.getByRole('checkbox', { name: wanted?.name ?? '', exact: true }).check()
  await dialog.getByRole('button', { name: 'Select' }).click()
  await expect(dialog).toHaveCount(0)
  expect(await told(host)).toMatchObject({
    told: ['open', 'close'],
    files: [{ docs: [{ id: wanted?.id, name: wanted?.name, mimeType: wanted?.mimeType, serviceId: 'docs' }] }],
  })
  const [asked] = host.sent('GET', /includeAccountAuth=true/)
  expect(asked?.headers['x-paragon-credential']).toBe(id)
})

test('Box: a file in a folder of the selected account; Cancel tells so', async ({ host, sandbox }) => {
  await host.page.route(`https://${BOX_CDN}/**`, (route) => route.fulfill({ contentType: 'text/css', body: '' }))
  await prepare(host, sandbox.providerUrl, 'box', 'box')
  const init = { folderId: '0', selectedCredentialId: 'ext:home' }
  expect(await openPicker(host, 'box', { init })).toBe(true)
  const dialog = host.page.getByRole('dialog', { name: 'Box' })
  const { body } = await host.rest<{ output: { entries: { id: string; name: string; type: string }[] } }>(
    'GET',
    '/sdk/proxy/box/folders/0/items',
    { headers: { 'X-Paragon-Credential': 'ext:home' } },
  )
  const folder = body.output.entries.find(({ type }) => type === 'folder')
  await expect(dialog.getByRole('radio', { name: folder?.name ?? '', exact: true })).toBeDisabled()
  await dialog.getByRole('button', { name: `Open ${folder?.name}` }).click()
  await dialog.getByRole('button', { name: 'Back' }).waitFor()
  await dialog.getByRole('radio', { disabled: false }).first().check()
  await dialog.getByRole('button', { name: 'Select' }).click()
  await expect(dialog).toHaveCount(0)
  const picked = (await told(host)).files[0] as { id: string; type: string }[]
  expect(picked).toMatchObject([{ type: 'file' }])
  const { status } = await host.rest('GET', `/sdk/proxy/box/files/${picked[0]?.id}`, {
    headers: { 'X-Paragon-Credential': 'ext:home' },
  })
  expect(status).toBe(200)

  await openPicker(host, 'box', { init })
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(() => told(host)).toEqual({ files: [], told: ['open', 'cancel'] })
})

test('OneDrive: a window with the files of the selected account, in and out of a folder', async ({ host, sandbox }) => {
  const { id } = await prepare(host, sandbox.providerUrl, 'onedrive', 'microsoft')
  const opening = host.page.waitForEvent('popup')
  const opened = await openPicker(host, 'onedrive', { allowFolderSelect: false, init: { selectedCredentialId: id } })
  expect(opened).toBe(true)
  const popup = await opening
  await expect(popup.getByRole('heading', { name: 'My files' })).toBeVisible()
  const { body } = await host.rest<{ output: { value: { id: string; name: string; folder?: object }[] } }>(
    'GET',
    '/sdk/proxy/onedrive/me/drive/root/children',
    { headers: { 'X-Paragon-Credential': id } },
  )
  const { value } = body.output
  const [folder, file] = [value.find((item) => item.folder), value.find((item) => !item.folder)]
  expect(await violations(popup)).toEqual([])
  await popup.getByRole('button', { name: `Open ${folder?.name}` }).click()
  await expect(popup.getByRole('heading', { name: folder?.name ?? '' })).toBeVisible()
  await popup.getByRole('button', { name: 'Back' }).click()
  await expect(popup.getByRole('radio', { name: folder?.name ?? '' })).toBeDisabled()
  await popup.getByRole('radio', { name: file?.name ?? '' }).check()
  const closed = popup.waitForEvent('close')
  await popup.getByRole('button', { name: 'Select' }).click()
  await closed
  expect(await told(host)).toMatchObject({
    told: ['open', 'close'],
    files: [[{ id: file?.id, name: file?.name, '@sharePoint.endpoint': `${sandbox.providerUrl}/v1.0` }]],
  })
})

test('SharePoint: several files of a library; Cancel closes the window', async ({ host, sandbox }) => {
  await host.connect(maya.work, { integration: 'sharepoint' })
  await host.authenticate()
  await host.page.addScriptTag({ url: `${sandbox.providerUrl}/pickers/microsoft.js` })
  const open = async () => {
    const opening = host.page.waitForEvent('popup')
    await openPicker(host, 'sharepoint', { allowMultiSelect: true, init: {} })
    return opening
  }
  const popup = await open()
  await expect(popup.getByRole('heading', { name: 'Libraries' })).toBeVisible()
  await popup
    .getByRole('button', { name: /^Open / })
    .first()
    .click()
  const boxes = popup.getByRole('checkbox', { disabled: false })
  await boxes.first().check()
  await boxes.last().check()
  const closed = popup.waitForEvent('close')
  await popup.getByRole('button', { name: 'Select' }).click()
  await closed
  const [items] = (await told(host)).files as { id: string; parentReference: { driveId: string } }[][]
  expect(items?.length).toBeGreaterThan(0)
  for (const item of items ?? []) {
    const path = `/sdk/proxy/sharepoint/drives/${item.parentReference.driveId}/items/${item.id}`
    expect((await host.rest('GET', path)).status).toBe(200)
  }

  const again = await open()
  const cancelled = again.waitForEvent('close')
  await again.getByRole('button', { name: 'Cancel' }).click()
  await cancelled
  expect(await told(host)).toEqual({ files: [], told: ['open', 'close'] })
})

test('a picker refuses what it cannot open, in the SDK’s words', async ({ host }) => {
  const words = (type: string, init: object) =>
    host.run(
      async ({ paragon, refusal }, [type, init]) =>
        (await refusal(async () => new paragon.ExternalFilePicker(type as 'box', {}).init(init as never))).message,
      [type, init] as const,
    )
  expect(await words('box', { folderId: '0' })).toBe('Authentication is required')
  await host.connect(maya.work, { integration: 'slack' })
  await host.authenticate()
  expect(await words('', {})).toBe('Missing argument: Integration type is required')
  expect(await words('slack', {})).toBe("slack's file picker is not supported")
  expect(await words('googledrive', {})).toBe('Please provide a valid developer key')
  expect(await words('box', {})).toBe('Please provide a valid Folder ID')
  expect(await words('onedrive', {})).toBe('Connect credential not found')
})
