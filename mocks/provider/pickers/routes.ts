import path from 'node:path'
import { Hono, type Context as HonoContext } from 'hono'
import { assetResponse, createAssets } from '../../built-assets.ts'
import { packageRoot } from '../../package-root.ts'
import { FOLDER, type ReachedFile } from '../../store/drive-files.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { viewItems } from '../microsoft/drive-views.ts'
import { oneDriveRootId } from '../microsoft/ids.ts'
import { GRAPH_SCOPES } from '../microsoft/scopes.ts'
import { sitesOf } from '../microsoft/sites.ts'
import { seedDrives } from '../microsoft/starting-drives.ts'
import { tenantOf } from '../microsoft/tenant.ts'
import { checkAccess } from '../oauth/tokens.ts'
import { errorPage } from '../pages/error-page.ts'
import { sendPage } from '../pages/page.ts'
import type { ProviderContext } from '../provider-context.ts'
import { filePickerPage, type PickerRow } from './file-picker-page.ts'
import { isSelectable, type PickerOptions, readPickerOptions } from './picker-options.ts'

/** Where Microsoft's picker is, below the address of an organization's SharePoint or of its OneDrives. */
export const FILE_PICKER_PATH = '/microsoft/:host/_layouts/15/FilePicker.aspx'

/** Items of a folder that are shown. */
const MOST = 200

/** `/pickers/*.js`: stand-ins for the scripts that the SDK loads from the vendors' CDNs, and that of the page. */
export function pickerScripts(folder = path.join(packageRoot, 'dist', 'pickers')): Hono {
  const type = 'text/javascript; charset=utf-8'
  const assets = createAssets(folder, {
    'google.js': type,
    'box.js': type,
    'microsoft.js': type,
    'file-picker.js': type,
  })
  return new Hono().get('/pickers/:name', async (c) => {
    const name = c.req.param('name')
    const asset = assets.isName(name) ? await assets.read(name) : undefined
    if (asset === undefined) return c.text(`There is no ${name}, or it has not been built (npm run build).`, 404)
    const response = assetResponse(c.req.raw, asset)
    // Pages of other origins load it, those that ask for COEP included.
    response.headers.set('Cross-Origin-Resource-Policy', 'cross-origin')
    return response
  })
}

/** File pickers: their scripts, and the page of Microsoft's, which the SDK opens in a window. */
export function pickerRoutes(ctx: ProviderContext): Hono {
  const app = new Hono().route('/', pickerScripts())

  app.post(FILE_PICKER_PATH, async (c) => {
    const options = readPickerOptions(c.req.query('filePicker'))
    if (options === undefined) return refuse(c, 400, 'The query parameter filePicker is not as File Picker 8 has it.')
    const form = await c.req.parseBody()
    const { access_token: token = '', folder = '' } = form
    if (typeof token !== 'string' || typeof folder !== 'string')
      return refuse(c, 400, 'The form is not as it should be.')
    const access = await checkAccess(ctx, `Bearer ${token}`)
    if (access.kind !== 'valid' || access.account.directory !== 'microsoft') {
      return refuse(c, 403, 'The app’s access token is not valid any more. Connect the account again.')
    }
    if (!access.scopes.some((scope) => GRAPH_SCOPES.read.includes(scope))) {
      return refuse(c, 403, 'The app’s access token does not allow to read files.')
    }
    const { account } = access
    const { host, myHost } = tenantOf(account)
    const asked = c.req.param('host').toLowerCase()
    if (asked !== host && asked !== myHost) return refuse(c, 404, 'The account belongs to another organization.')
    await seedDrives(ctx, account)

    const isOneDrive = asked === myHost
    const folderId = folder === '' ? (isOneDrive ? oneDriveRootId(account.id) : undefined) : folder
    if (folderId === undefined) {
      const rows = await librariesOf(ctx, account)
      return filePickerPage({ title: 'Libraries', token, options, rows, above: undefined })
    }
    const found = await ctx.store.provider.files.find(account, folderId)
    if (!found || found.mimeType !== FOLDER || found.trashed) return refuse(c, 404, 'The folder is not there any more.')
    const isRoot = found.id === found.driveId
    return filePickerPage({
      title: isRoot && isOneDrive ? 'My files' : found.name,
      token,
      options,
      rows: await rowsIn(ctx, account, found, options),
      above: isRoot ? (isOneDrive ? undefined : '') : (found.parentId ?? ''),
    })
  })
  return app
}

function refuse(c: HonoContext, status: 400 | 403 | 404, words: string) {
  return sendPage(c, errorPage(status, 'There are no files to pick', words))
}

async function rowsIn(
  ctx: ProviderContext,
  account: Account,
  folder: ReachedFile,
  options: PickerOptions,
): Promise<PickerRow[]> {
  const files = await ctx.store.provider.files.list(account.id, {
    condition: {
      kind: 'and',
      conditions: [
        { kind: 'is', field: 'parentId', value: folder.id },
        { kind: 'is', field: 'trashed', value: false },
      ],
    },
    order: [{ column: 'name', direction: 'asc' }],
    limit: MOST,
  })
  const views = new Map((await viewItems(ctx, account, files)).map((view) => [String(Reflect.get(view, 'id')), view]))
  return files.map((file) => {
    const isFolder = file.mimeType === FOLDER
    return {
      id: file.id,
      name: file.name,
      isFolder,
      isSelectable: isSelectable(options, { name: file.name, mimeType: file.mimeType, isFolder }),
      // What Microsoft's picker gives is the item as its API has it, with where that API is.
      item: { '@sharePoint.endpoint': `${ctx.urls.provider}/v1.0`, ...views.get(file.id) },
    }
  })
}

/** The libraries of the sites that an account may see, as folders to go into. */
async function librariesOf(ctx: ProviderContext, account: Account): Promise<PickerRow[]> {
  const sites = await sitesOf(ctx, account)
  const rows = await Promise.all(
    sites.flatMap((site) =>
      site.rootIds.map(async (id) => {
        const root = await ctx.store.provider.files.find(account, id)
        const name = `${site.data.name}: ${root?.name ?? 'Documents'}`
        return { id, name, isFolder: true, isSelectable: false, item: {} }
      }),
    ),
  )
  return rows
}
