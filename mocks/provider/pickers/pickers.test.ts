import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type GraphClient, HOME, JONAS, signInAtMicrosoft, WORK } from '../microsoft/testing.ts'
import { type ProviderFixture, startProvider } from '../testing.ts'
import { isSelectable, readPickerOptions } from './picker-options.ts'
import { pickerScripts } from './routes.ts'

const PROVIDER = 'http://localhost:4020'
const options = (more: object = {}) => ({
  sdk: '8.0',
  entry: { oneDrive: { files: { fallbackToRoot: true } } },
  search: { enabled: true },
  messaging: { origin: 'http://localhost:3000', channelId: 'X-PARAGON-CHANNEL-1' },
  selection: { mode: 'single' },
  typesAndSources: { mode: 'all' },
  ...more,
})

let fixture: ProviderFixture
let maya: GraphClient
beforeAll(async () => {
  fixture = await startProvider()
  maya = await signInAtMicrosoft(fixture, WORK)
})
afterAll(() => fixture.ctx.dispose())

/** The page, as the SDK's form asks for it. */
function open(host: string, form: Record<string, string>, filePicker: unknown = options()) {
  const query = new URLSearchParams({
    filePicker: typeof filePicker === 'string' ? filePicker : JSON.stringify(filePicker),
  })
  return fixture.provider.fetch(
    new Request(`${PROVIDER}/microsoft/${host}/_layouts/15/FilePicker.aspx?${query}`, {
      method: 'POST',
      body: new URLSearchParams(form),
    }),
  )
}
const itemsIn = (page: string) =>
  [...page.matchAll(/data-item="([^"]*)"/g)].map(
    ([, item = '']) => JSON.parse(item.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as Record<string, unknown>,
  )

describe('the page of Microsoft’s picker', () => {
  it('shows what is in the OneDrive of the token’s account, and in its folders', async () => {
    const listed = await maya.names('/me/drive/root/children')
    const answer = await open('northwind-my.sharepoint.com', { access_token: maya.token })
    expect(answer.status).toBe(200)
    const page = await answer.text()
    expect(
      itemsIn(page)
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...listed].sort())
    expect(itemsIn(page)[0]).toMatchObject({
      '@sharePoint.endpoint': `${PROVIDER}/v1.0`,
      id: expect.any(String),
      parentReference: { driveId: expect.any(String) },
    })
    expect(page).not.toContain('>Back<')

    const folder = itemsIn(page).find((item) => 'folder' in item)
    const inside = await open('northwind-my.sharepoint.com', { access_token: maya.token, folder: String(folder?.id) })
    const shown = await inside.text()
    expect(shown).toContain(`<h1>${folder?.name}</h1>`)
    expect(shown).toContain('>Back<')
    expect(
      itemsIn(shown)
        .map(({ name }) => name)
        .sort(),
    ).toEqual((await maya.names(`/me/drive/items/${folder?.id}/children`)).sort())
  })

  it('begins at SharePoint with the libraries of the sites that the account may see', async () => {
    const answer = await open('northwind.sharepoint.com', { access_token: maya.token })
    const page = await answer.text()
    const [, library = ''] = /name="folder" value="([^"]+)"/.exec(page) ?? []
    expect(library).not.toBe('')
    const inside = await (await open('northwind.sharepoint.com', { access_token: maya.token, folder: library })).text()
    expect(itemsIn(inside).length).toBeGreaterThan(0)
    expect(inside).toContain('name="folder" value="">Back')
    const jonas = await signInAtMicrosoft(fixture, JONAS)
    expect((await open('northwind.sharepoint.com', { access_token: jonas.token })).status).toBe(200)
  })

  it('lets its own script and style run and nothing else, keeps its opener, and is not framed', async () => {
    const { headers } = await open('northwind-my.sharepoint.com', { access_token: maya.token })
    expect(headers.get('content-security-policy')).toMatch(
      /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/,
    )
    expect(headers.get('cross-origin-opener-policy')).toBeNull()
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer'])
  })

  it('does not let the app’s words become a part of it', async () => {
    const channelId = '</script><script>alert(1)</script>'
    const messaging = { origin: 'http://localhost:3000', channelId }
    const page = await (
      await open('northwind-my.sharepoint.com', { access_token: maya.token }, options({ messaging }))
    ).text()
    expect(page).not.toContain('<script>alert')
  })

  it('refuses a token of nobody, of another organization or directory, and a request that is none', async () => {
    const my = 'northwind-my.sharepoint.com'
    const home = await signInAtMicrosoft(fixture, HOME)
    const noFiles = await signInAtMicrosoft(fixture, WORK, ['openid', 'User.Read'])
    const statuses = await Promise.all([
      open(my, {}),
      open(my, { access_token: 'nobody’s' }),
      open(my, { access_token: noFiles.token }),
      open(my, { access_token: home.token }),
      open(my, { access_token: maya.token, folder: 'none' }),
      open(my, { access_token: maya.token }, 'x'),
      open(my, { access_token: maya.token }, {}),
      open(my, { access_token: maya.token }, options({ messaging: { origin: 'javascript:x', channelId: 'c' } })),
    ])
    expect(statuses.map(({ status }) => status)).toEqual([403, 403, 403, 404, 404, 400, 400, 400])
    for (const answer of statuses) expect(answer.headers.get('content-type')).toContain('text/html')
  })
})

describe('what may be picked', () => {
  const file = { name: 'Plan.DOCX', mimeType: 'application/x-word', isFolder: false }
  const folder = { name: 'Plans', mimeType: 'folder', isFolder: true }
  it.each([
    [{}, true, true],
    [{ mode: 'files' }, true, false],
    [{ mode: 'folders' }, false, true],
    [{ mode: 'files', filters: ['.docx'] }, true, false],
    [{ mode: 'all', filters: ['pdf'] }, false, false],
    [{ mode: 'all', filters: ['docx', 'folder'] }, true, true],
    [{ filters: ['application/x-word'] }, true, false],
  ])('by %j', (typesAndSources, isFile, isFolder) => {
    const given = readPickerOptions(JSON.stringify(options({ typesAndSources })))
    if (!given) throw new Error('The options were not taken.')
    expect([isSelectable(given, file), isSelectable(given, folder)]).toEqual([isFile, isFolder])
  })
})

describe('the scripts', () => {
  let assets: string
  beforeAll(async () => {
    assets = await mkdtemp(path.join(tmpdir(), 'pickers-'))
    await writeFile(path.join(assets, 'google.js'), 'void 0')
  })
  afterAll(() => rm(assets, { recursive: true }))

  it('may be loaded by any page, and those that there are not are not there', async () => {
    const routes = pickerScripts(assets)
    const answer = await routes.request(`${PROVIDER}/pickers/google.js`)
    expect([answer.status, await answer.text(), answer.headers.get('cross-origin-resource-policy')]).toEqual([
      200,
      'void 0',
      'cross-origin',
    ])
    expect((await fixture.provider.fetch(new Request(`${PROVIDER}/pickers/none.js`))).status).toBe(404)
    for (const name of ['box.js', 'none.js', '..%2Fgoogle.js', 'toString']) {
      expect((await routes.request(`${PROVIDER}/pickers/${name}`)).status).toBe(404)
    }
  })
})
