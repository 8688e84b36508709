import type { ReachedFile } from '../../store/drive-files.ts'
import { FOLDER } from '../../store/drive-files.ts'
import type { ProviderContext } from '../provider-context.ts'
import { argumentOf, type DriveRequest, decoded } from './address.ts'
import { baseOf, bodyOf, demand, type GraphRequest } from './api.ts'
import { deletedResource, listDelta } from './delta.ts'
import { downloadLinks } from './download.ts'
import { viewItems } from './drive-views.ts'
import { GraphError, invalid, itemNotFound, noSuchSegment } from './errors.ts'
import { driveIdOf } from './ids.ts'
import {
  checkMatch,
  conflictBehavior,
  createFolder,
  deleteItem,
  findItem,
  itemChange,
  newFolder,
  updateItem,
  upload,
} from './items.ts'
import { listName, orderOf, positionIn, refuseUnknownOptions, selected, skipTokenAfter, topOf } from './query.ts'
import { GRAPH_SCOPES } from './scopes.ts'
import {
  createLink,
  deletePermission,
  getPermission,
  invitation,
  invite,
  listPermissions,
  newLink,
  permissionChange,
  updatePermission,
} from './sharing.ts'

const PAGE_SIZE = 200

/** Where in a drive a request is, and how links back to the drive begin. */
interface Place extends DriveRequest {
  rootId: string
}

/**
 * Answers for an item of a drive, whichever way its drive was named: OneDrive's and SharePoint's are the same
 * (learn.microsoft.com/graph/api/resources/onedrive).
 */
export async function answerForItem(ctx: ProviderContext, c: GraphRequest, place: Place): Promise<Response> {
  const { action } = place
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
  demand(c, isRead ? GRAPH_SCOPES.read : GRAPH_SCOPES.write)
  refuseUnknownOptions(c)
  const [, permissionId] = /^permissions\/([^/]+)$/.exec(action) ?? []
  if (permissionId !== undefined) return answerForPermission(ctx, c, place, decoded(permissionId))
  if (/^(microsoft\.graph\.)?delta(\(|$)/.test(action)) return answerDelta(ctx, c, place)
  if (/^(microsoft\.graph\.)?search\(/.test(action)) return answerSearch(ctx, c, place)
  const handler = HANDLERS[action]?.[c.req.method === 'HEAD' ? 'GET' : c.req.method]
  if (handler) return handler(ctx, c, place)
  if (HANDLERS[action]) throw methodNotAllowed(c)
  throw noSuchSegment(action)
}

type Handler = (ctx: ProviderContext, c: GraphRequest, place: Place) => Promise<Response>

const HANDLERS: Record<string, Record<string, Handler>> = {
  '': {
    GET: async (ctx, c, place) => sendItem(ctx, c, await itemAt(ctx, c, place)),
    async PATCH(ctx, c, { rootId, item }) {
      const change = await bodyOf(c, itemChange)
      await requireMatch(ctx, c, { rootId, item })
      return sendItem(ctx, c, await updateItem(ctx, c.var.account, rootId, item, change))
    },
    async DELETE(ctx, c, place) {
      await requireMatch(ctx, c, place)
      await deleteItem(ctx, c.var.account, await itemAt(ctx, c, place))
      return c.body(null, 204)
    },
  },
  children: {
    async GET(ctx, c, { rootId, item }) {
      const folder = await itemAt(ctx, c, { rootId, item })
      const order = orderOf(c)
      const list = listName('children', c.var.account.id, folder.id, order)
      const top = topOf(c, PAGE_SIZE)
      const found = await ctx.store.provider.files.list(c.var.account.id, {
        condition: { kind: 'is', field: 'parentId', value: folder.id },
        order,
        after: positionIn(c, order, list),
        limit: top + 1,
      })
      const page = found.slice(0, top)
      const last = page.at(-1)
      const next = last && found.length > top ? skipTokenAfter(last, order, list) : undefined
      return sendItems(ctx, c, page, next === undefined ? {} : { '@odata.nextLink': linkTo(c, { $skiptoken: next }) })
    },
    async POST(ctx, c, { rootId, item }) {
      const folder = await createFolder(ctx, c.var.account, rootId, item, await bodyOf(c, newFolder))
      return sendItem(ctx, c, folder, 201)
    },
  },
  content: {
    async GET(ctx, c, place) {
      const item = await itemAt(ctx, c, place)
      if (item.mimeType === FOLDER) throw itemNotFound('You cannot get content for a folder')
      return c.redirect(downloadLinks(ctx).url(item), 302)
    },
    async PUT(ctx, c, { rootId, item }) {
      const behavior = conflictBehavior.safeParse(c.req.query('@microsoft.graph.conflictBehavior') ?? 'replace')
      if (!behavior.success) throw invalid('@microsoft.graph.conflictBehavior: must be fail, replace or rename')
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      const mimeType = c.req.header('content-type') || undefined
      const input = { bytes, mimeType, onConflict: behavior.data }
      const { item: file, isNew } = await upload(ctx, c.var.account, rootId, item, input)
      return sendItem(ctx, c, file, isNew ? 201 : 200)
    },
  },
  permissions: {
    async GET(ctx, c, place) {
      const permissions = await listPermissions(ctx, c.var.account, await itemAt(ctx, c, place))
      return c.json({
        '@odata.context': contextOf(c, 'permissions'),
        value: permissions.map((each) => selected(c, each)),
      })
    },
  },
  invite: {
    async POST(ctx, c, place) {
      const body = await bodyOf(c, invitation)
      const value = await invite(ctx, c.var.account, await itemAt(ctx, c, place), body)
      return c.json({ '@odata.context': contextOf(c, 'permissions'), value })
    },
  },
  createLink: {
    async POST(ctx, c, place) {
      const body = await bodyOf(c, newLink)
      const { permission, isNew } = await createLink(ctx, c.var.account, await itemAt(ctx, c, place), body)
      return c.json({ '@odata.context': contextOf(c, 'permission'), ...permission }, isNew ? 201 : 200)
    },
  },
}

async function answerForPermission(ctx: ProviderContext, c: GraphRequest, place: Place, id: string) {
  const { account } = c.var
  switch (c.req.method) {
    case 'GET':
      return c.json(await getPermission(ctx, account, await itemAt(ctx, c, place), id))
    case 'PATCH': {
      const change = await bodyOf(c, permissionChange)
      return c.json(await updatePermission(ctx, account, await itemAt(ctx, c, place), id, change))
    }
    case 'DELETE':
      await deletePermission(ctx, account, await itemAt(ctx, c, place), id)
      return c.body(null, 204)
    default:
      throw methodNotAllowed(c)
  }
}

async function answerDelta(ctx: ProviderContext, c: GraphRequest, place: Place): Promise<Response> {
  const { rootId, action } = place
  if (c.req.method !== 'GET') throw methodNotAllowed(c)
  const root = await itemAt(ctx, c, place)
  // OneDrive for Business and SharePoint tell the changes of a whole drive only.
  if (root.id !== rootId) throw invalid('Delta is supported on the root of a drive only.')
  const token = argumentOf(action, '(?:microsoft\\.graph\\.)?delta', 'token') ?? c.req.query('token')
  const {
    items,
    token: next,
    hasMore,
  } = await listDelta(ctx, c.var.account, rootId, { token, top: topOf(c, PAGE_SIZE) })
  const present = items.flatMap((item) => ('deletedId' in item ? [] : [item]))
  const views = await viewItems(ctx, c.var.account, present)
  const viewOf = new Map(present.map(({ id }, index) => [id, views[index]]))
  const value = items.flatMap((item) =>
    'deletedId' in item ? deletedResource(rootId, item.deletedId) : selected(c, viewOf.get(item.id) ?? {}),
  )
  // The links name the drive itself, however it was named before.
  const link = new URL(`${baseOf(c)}/drives/${driveIdOf(rootId)}/root/delta`)
  for (const [name, given] of new URL(c.req.url).searchParams)
    if (name.startsWith('$')) link.searchParams.set(name, given)
  link.searchParams.set('token', next)
  const name = hasMore ? '@odata.nextLink' : '@odata.deltaLink'
  return c.json({ '@odata.context': contextOf(c, 'Collection(driveItem)'), [name]: link.href, value })
}

/** By the beginnings of words in names; Graph looks into files, too. */
async function answerSearch(ctx: ProviderContext, c: GraphRequest, { rootId, item, action }: Place): Promise<Response> {
  if (c.req.method !== 'GET') throw methodNotAllowed(c)
  const text = argumentOf(action, '(?:microsoft\\.graph\\.)?search', 'q')
  if (text === undefined) throw noSuchSegment(action)
  const from = await itemAt(ctx, c, { rootId, item })
  const { files } = ctx.store.provider
  const order = orderOf(c)
  const list = listName('search', c.var.account.id, from.id, text, order)
  const top = topOf(c, PAGE_SIZE)
  const inDrive = { kind: 'is', field: 'driveId', value: rootId } as const
  const found = await files.list(c.var.account.id, {
    condition: text
      ? { kind: 'and', conditions: [inDrive, { kind: 'startsWord', field: 'name', value: text }] }
      : inDrive,
    order,
    after: positionIn(c, order, list),
    limit: top + 1,
  })
  const page = found.slice(0, top)
  const last = page.at(-1)
  const next = last && found.length > top ? skipTokenAfter(last, order, list) : undefined
  const below = from.id === rootId ? page.filter(({ id }) => id !== rootId) : await lyingIn(ctx, from.id, page)
  return sendItems(ctx, c, below, next === undefined ? {} : { '@odata.nextLink': linkTo(c, { $skiptoken: next }) })
}

async function lyingIn(ctx: ProviderContext, folderId: string, found: readonly ReachedFile[]): Promise<ReachedFile[]> {
  const paths = await ctx.store.provider.files.paths(found.map(({ id }) => id))
  return found.filter(({ parentId }) => {
    for (let at = parentId; at !== null; at = paths.get(at)?.parentId ?? null) if (at === folderId) return true
    return false
  })
}

function itemAt(ctx: ProviderContext, c: GraphRequest, { rootId, item }: Pick<Place, 'rootId' | 'item'>) {
  return findItem(ctx, c.var.account, rootId, item)
}

async function requireMatch(ctx: ProviderContext, c: GraphRequest, place: Pick<Place, 'rootId' | 'item'>) {
  const ifMatch = c.req.header('if-match')
  if (!ifMatch) return
  const [view] = await viewItems(ctx, c.var.account, [await itemAt(ctx, c, place)])
  checkMatch(view ?? {}, ifMatch)
}

async function sendItem(ctx: ProviderContext, c: GraphRequest, item: ReachedFile, status: 200 | 201 = 200) {
  const [view = {}] = await viewItems(ctx, c.var.account, [item])
  return c.json({ '@odata.context': contextOf(c, 'driveItem'), ...selected(c, view) }, status)
}

/** A list of items; `links` lead to more of it. */
export async function sendItems(ctx: ProviderContext, c: GraphRequest, items: readonly ReachedFile[], links = {}) {
  const value = (await viewItems(ctx, c.var.account, items)).map((view) => selected(c, view))
  return c.json({ '@odata.context': contextOf(c, 'Collection(driveItem)'), ...links, value })
}

export function contextOf(c: GraphRequest, what: string): string {
  return `${baseOf(c)}/$metadata#${what}`
}

/** The address of this request with other parameters. */
function linkTo(c: GraphRequest, parameters: Record<string, string>): string {
  const link = new URL(c.req.url)
  for (const [name, value] of Object.entries(parameters)) link.searchParams.set(name, value)
  return link.href
}

export function methodNotAllowed(c: GraphRequest): GraphError {
  return new GraphError(
    405,
    'BadRequest',
    `Specified HTTP method is not allowed for the request target: ${c.req.method}.`,
  )
}
