import type { ReachedFile } from '../../store/drive-files.ts'
import { linkedFile } from '../content-link.ts'
import type { ProviderContext } from '../provider-context.ts'
import { BASE, type BoxApp, type BoxRequest, bodyOf, boxApp, fieldsOf, limitOf, offsetOf, UPLOAD_BASE } from './api.ts'
import {
  collaborationChange,
  createCollaboration,
  deleteCollaboration,
  getCollaboration,
  listCollaborations,
  newCollaboration,
  updateCollaboration,
} from './collaborations.ts'
import { DOWNLOAD_PATH, downloadLinks } from './download.ts'
import { BoxError, badRequest, notFound } from './errors.ts'
import { listEvents } from './events.ts'
import { ROOT } from './ids.ts'
import { type ItemType, instant, miniItem, rootResource, userOf, viewItems } from './item-views.ts'
import {
  type Asking,
  copyFile,
  createFile,
  createFolder,
  findItem,
  findTrashed,
  itemChange,
  newCopy,
  newFolder,
  removeItem,
  restoration,
  restoreItem,
  trashItem,
  updateItem,
  uploadVersion,
} from './items.ts'
import { listByMarker, listByOffset, type Place } from './listing.ts'
import { readNewFile, readNewVersion } from './upload-body.ts'

/** Bytes. */
const SPACE = 10 * 1024 ** 3

/** Box's API, version 2.0: files, folders, who works on them, and what happens to them, for the account of the token. */
export function boxRoutes(ctx: ProviderContext): BoxApp {
  const app = boxApp(ctx)
  app.get(DOWNLOAD_PATH, async (c) => {
    const found = await linkedFile(ctx, downloadLinks(ctx), c.req.query('key'))
    if (!found) throw notFound()
    return c.body(new Uint8Array(found.content), 200, {
      'Content-Type': found.mimeType,
      'Content-Disposition': 'attachment',
      'Cache-Control': 'no-store',
    })
  })
  app.get(`${BASE}/users/me`, async (c) => {
    const { account } = c.var
    const { total } = await ctx.store.provider.files.usage(account.id)
    const user = {
      ...userOf(account),
      created_at: instant(account.dateCreated),
      modified_at: instant(account.dateCreated),
      language: 'en',
      timezone: 'Etc/UTC',
      space_amount: SPACE,
      space_used: total,
      max_upload_size: SPACE,
      status: 'active',
      job_title: '',
      phone: '',
      address: '',
      avatar_url: `${ctx.urls.provider}/avatars/${account.id}.svg`,
    }
    return c.json(fieldsOf(c, user))
  })

  app.get(`${BASE}/events`, async (c) => {
    const streamType = c.req.query('stream_type') || 'all'
    if (!['all', 'changes', 'sync'].includes(streamType))
      throw badRequest('stream_type', `Invalid value '${streamType}'.`)
    const position = c.req.query('stream_position') || '0'
    return c.json(await listEvents(ctx, c.var.account, { position, limit: limitOf(c, 100, 500) }))
  })

  app.get(`${BASE}/search`, async (c) => {
    const words = c.req.query('query')
    if (!words) throw badRequest('query', 'The parameter query is missing.')
    const type = c.req.query('type')
    if (type !== undefined && type !== 'file' && type !== 'folder') throw badRequest('type', `Invalid value '${type}'.`)
    return sendByOffset(c, { words, type }, 30, 200)
  })

  app.get(`${BASE}/folders/trash/items`, (c) => sendList(c, { trash: true }))
  app.get(`${BASE}/folders/:id/items`, async (c) => {
    const folderId = c.req.param('id')
    if (folderId !== ROOT) await findItem(ctx, askingOf(c), 'folder', folderId)
    return sendList(c, { folderId })
  })

  app.post(`${BASE}/folders`, async (c) => {
    const folder = await createFolder(ctx, askingOf(c), await bodyOf(c, newFolder))
    return sendItem(c, folder, 201)
  })
  app.get(`${BASE}/files/:id/content`, async (c) => {
    const file = await findItem(ctx, askingOf(c), 'file', c.req.param('id'))
    return c.redirect(downloadLinks(ctx).url(file), 302)
  })
  app.post(`${BASE}/files/:id/copy`, async (c) => {
    return sendItem(c, await copyFile(ctx, askingOf(c), c.req.param('id'), await bodyOf(c, newCopy)), 201)
  })

  app.post(`${BASE}/collaborations`, async (c) => {
    return c.json(await createCollaboration(ctx, askingOf(c), await bodyOf(c, newCollaboration)), 201)
  })
  app.get(`${BASE}/collaborations/:id`, async (c) => {
    return c.json(await getCollaboration(ctx, askingOf(c), c.req.param('id')))
  })
  app.put(`${BASE}/collaborations/:id`, async (c) => {
    const change = await bodyOf(c, collaborationChange)
    return c.json(await updateCollaboration(ctx, askingOf(c), c.req.param('id'), change))
  })
  app.delete(`${BASE}/collaborations/:id`, async (c) => {
    await deleteCollaboration(ctx, askingOf(c), c.req.param('id'))
    return c.body(null, 204)
  })

  // Box's own examples send uploads to api.box.com, too (github.com/box/box-openapi/issues/420).
  for (const base of [UPLOAD_BASE, BASE]) defineUploads(base)
  for (const type of ['file', 'folder'] as const) defineItems(`${BASE}/${type}s/:id`, type)
  return app

  function defineUploads(base: string): void {
    app.post(`${base}/files/content`, async (c) => {
      const { attributes, bytes } = await readNewFile(c)
      const { name, parent } = attributes
      return sendUploaded(c, await createFile(ctx, askingOf(c), { name, parentId: parent.id, bytes }))
    })
    app.post(`${base}/files/:id/content`, async (c) => {
      const { attributes, bytes } = await readNewVersion(c)
      const input = { bytes, name: attributes.name, etag: c.req.header('if-match') }
      return sendUploaded(c, await uploadVersion(ctx, askingOf(c), c.req.param('id'), input))
    })
  }

  /** What files and folders have in common. */
  function defineItems(one: string, type: ItemType): void {
    app.get(one, async (c) => {
      const id = idOf(c)
      if (type === 'folder' && id === ROOT) return sendRoot(c)
      return sendItem(c, await findItem(ctx, askingOf(c), type, id))
    })
    app.put(one, async (c) => {
      const input = { change: await bodyOf(c, itemChange), etag: c.req.header('if-match') }
      return sendItem(c, await updateItem(ctx, askingOf(c), type, idOf(c), input))
    })
    app.delete(one, async (c) => {
      const options = { recursive: c.req.query('recursive') === 'true', etag: c.req.header('if-match') }
      await trashItem(ctx, askingOf(c), type, idOf(c), options)
      return c.body(null, 204)
    })
    app.post(one, async (c) => {
      const restored = await restoreItem(ctx, askingOf(c), type, idOf(c), await bodyOf(c, restoration))
      return sendItem(c, restored, 201)
    })
    app.get(`${one}/trash`, async (c) => sendItem(c, await findTrashed(ctx, askingOf(c), type, idOf(c))))
    app.delete(`${one}/trash`, async (c) => {
      await removeItem(ctx, askingOf(c), type, idOf(c))
      return c.body(null, 204)
    })
    app.get(`${one}/collaborations`, async (c) => {
      const entries = await listCollaborations(ctx, askingOf(c), type, idOf(c))
      // Lists of a file's come by markers; there are never so many here that a second page is needed.
      return c.json(type === 'folder' ? { total_count: entries.length, entries } : { entries, next_marker: '' })
    })
  }

  async function sendItem(c: BoxRequest, item: ReachedFile, status: 200 | 201 = 200): Promise<Response> {
    const [view] = await viewItems(ctx, c.var.account, [item])
    if (!view) throw notFound()
    const { permissions: _, has_collaborations: __, is_externally_owned: ___, ...standard } = view
    return c.json(fieldsOf(c, view, standard), status)
  }

  async function sendRoot(c: BoxRequest): Promise<Response> {
    const { account } = c.var
    const page = await listByOffset(ctx, account, { folderId: ROOT }, { limit: 100, offset: 0 })
    const entries = (await viewItems(ctx, account, page.items)).map(miniItem)
    const item_collection = { total_count: page.total, entries, offset: 0, limit: 100, order: ORDER }
    return c.json(fieldsOf(c, { ...rootResource(account), item_collection }))
  }

  async function sendUploaded(c: BoxRequest, file: ReachedFile): Promise<Response> {
    const [view] = await viewItems(ctx, c.var.account, [file])
    if (!view) throw notFound()
    return c.json({ total_count: 1, entries: [fieldsOf(c, view)] }, 201)
  }

  async function sendList(c: BoxRequest, place: Place): Promise<Response> {
    if (c.req.query('usemarker') !== 'true' && c.req.query('marker') === undefined)
      return sendByOffset(c, place, 100, 1000)
    const limit = limitOf(c, 100)
    const { items, nextMarker } = await listByMarker(ctx, c.var.account, place, {
      limit,
      marker: c.req.query('marker'),
    })
    return c.json({
      entries: await entriesOf(c, items),
      limit,
      ...(nextMarker !== undefined && { next_marker: nextMarker }),
    })
  }

  async function sendByOffset(c: BoxRequest, place: Place, standard: number, most: number): Promise<Response> {
    const [limit, offset] = [limitOf(c, standard, most), offsetOf(c)]
    const { items, total } = await listByOffset(ctx, c.var.account, place, { limit, offset })
    const of = 'words' in place ? { type: 'search_results_items' } : { order: ORDER }
    return c.json({ total_count: total, entries: await entriesOf(c, items), offset, limit, ...of })
  }

  async function entriesOf(c: BoxRequest, items: readonly ReachedFile[]) {
    return (await viewItems(ctx, c.var.account, items)).map((view) => fieldsOf(c, view, miniItem(view)))
  }
}

const ORDER = [
  { by: 'type', direction: 'ASC' },
  { by: 'name', direction: 'ASC' },
]

function askingOf(c: BoxRequest): Asking {
  return { account: c.var.account, boxApi: c.req.header('boxapi') }
}

/** Throws BoxError 400 for what is no number, as all ids are. */
function idOf(c: BoxRequest): string {
  const id = c.req.param('id') ?? ''
  if (!/^\d{1,20}$/.test(id)) throw new BoxError(400, 'bad_request', 'Bad Request')
  return id
}
