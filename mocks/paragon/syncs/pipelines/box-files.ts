import { z } from 'zod'
import { mimeTypeOf } from '../../../mime-types.ts'
import type { Grant } from '../../../store/sync-records.ts'
import { type AccountApi, SyncFailure } from '../account-api.ts'
import {
  domainPrincipal,
  type FileData,
  FOLDER_TYPE,
  fileIds,
  forEachOf,
  instant,
  mergedGrants,
  mimeTypes,
  RANK,
  unlessRefused,
  userGrant,
} from './file-records.ts'
import { definePipeline, type Item, type ListPage } from './pipeline.ts'

const PAGE_SIZE = 100
/** Files by their ids are asked for one by one; so many in one step. */
const FILES_AT_ONCE = 20
const ROOT = '0'

/** All files, a folder with all below it, or chosen files (docs: managed-sync/integrations/box). */
const configuration = z
  .strictObject({
    folderId: z.string().min(1).optional(),
    /** Leaves out what lies in folders of the folder. */
    shallowSync: z.boolean().optional(),
    fileIds,
    mimeTypes,
  })
  .refine(({ folderId, fileIds: chosen }) => !folderId || !chosen, {
    path: ['fileIds'],
    message: 'cannot be given together with folderId',
  })
type Configuration = z.infer<typeof configuration>

const cursor = z.object({
  marker: z.string().optional(),
  /** Folders that are still to be read, the current one first. */
  folders: z.array(z.string()).optional(),
  /** How many of `fileIds` were read. */
  done: z.int().optional(),
})
type Cursor = z.infer<typeof cursor>

const sharedLink = z
  .object({
    effective_access: z.string().optional(),
    permissions: z.object({ can_edit: z.boolean().optional() }).optional(),
  })
  .nullish()
const place = z.object({ id: z.string() })

const item = z.object({
  type: z.enum(['file', 'folder']),
  id: z.string(),
  name: z.string(),
  size: z.number().optional(),
  description: z.string().optional(),
  sha1: z.string().optional(),
  created_at: z.string().nullish(),
  modified_at: z.string().nullish(),
  parent: place.nullish(),
  path_collection: z.object({ entries: z.array(place) }).optional(),
  owned_by: z.object({ login: z.string().optional() }).optional(),
  shared_link: sharedLink,
  has_collaborations: z.boolean().optional(),
  item_status: z.string().optional(),
})
type BoxItem = z.infer<typeof item>

const FIELDS = [
  'name,size,description,sha1,created_at,modified_at,parent,path_collection,owned_by,shared_link',
  'has_collaborations,item_status',
].join(',')

/** Web links lie in folders, too, and are no files. */
const itemList = z.object({
  entries: z.array(z.object({ type: z.string() }).loose()),
  next_marker: z.string().nullish(),
})
const collaborations = z.object({
  entries: z.array(
    z.object({
      role: z.string(),
      status: z.string().optional(),
      accessible_by: z.object({ type: z.string().optional(), login: z.string().optional() }).nullish(),
      invite_email: z.string().nullish(),
      item: place.nullish(),
    }),
  ),
})
const events = z.object({
  next_stream_position: z.union([z.number(), z.string()]),
  entries: z.array(
    z.object({
      event_type: z.string(),
      source: z.object({ type: z.string().optional(), id: z.string().optional() }).loose().nullish(),
    }),
  ),
})
type BoxEvent = z.infer<typeof events>['entries'][number]

export const boxFiles = definePipeline({
  integration: 'box',
  name: 'files',
  keepsAccess: true,
  configuration,
  cursor,
  watched: z.object({ position: z.string() }),

  async watch(api) {
    const { next_stream_position } = await api.json(events, '/events?stream_position=now')
    return { position: String(next_stream_position) }
  },

  list(api, given, at = {}) {
    return given.fileIds ? listChosen(api, given, given.fileIds, at) : listFolder(api, given, at)
  },

  async changes(api, given, { position }) {
    const query = new URLSearchParams({ stream_type: 'changes', stream_position: position, limit: String(PAGE_SIZE) })
    const { next_stream_position, entries } = await api.json(events, `/events?${query}`)
    const relevant = entries.filter(({ source }) => source?.id && (!given.fileIds || given.fileIds.includes(source.id)))
    const page = { cursor: { position: String(next_stream_position) }, hasMore: entries.length > 0 }
    const isUnclear = given.folderId ? relevant.length > 0 : relevant.some(concernsOthers)
    if (isUnclear) return { items: [], removed: [], ...page, isUnclear }
    const ids = [...new Set(relevant.flatMap(({ source }) => source?.id ?? []))]
    const present = relevant.flatMap(({ source }) => item.safeParse(source).data ?? [])
    const last = [...new Map(present.map((each) => [each.id, each])).values()]
    const items = await itemsOf(api, given, last)
    const kept = new Set(items.map(({ externalId }) => externalId))
    return { items, removed: ids.filter((id) => !kept.has(id)), ...page }
  },

  content(api, { externalId }) {
    return api.download(`/files/${encodeURIComponent(externalId)}/content`)
  },
})

/** Events of a folder that say nothing of what lies in it. */
const OWN_EVENTS = ['ITEM_CREATE', 'ITEM_RENAME', 'ITEM_MODIFY']

/** Whether an event means something for others than its item: Box tells of a folder alone what happens to all in it. */
function concernsOthers({ event_type, source }: BoxEvent): boolean {
  return source?.type === 'folder' && !OWN_EVENTS.includes(event_type)
}

/** A folder after the other: each adds the folders in it to those that are to be read. */
async function listFolder(
  api: AccountApi,
  given: Configuration,
  { folders, marker }: Cursor,
): Promise<ListPage & { next?: Cursor | undefined }> {
  if (!folders) {
    const start = given.folderId ?? ROOT
    if (start !== ROOT) await readItem(api, 'folder', start)
    return { items: [], next: { folders: [start] } }
  }
  const [current, ...rest] = folders
  if (current === undefined) return { items: [] }
  const query = new URLSearchParams({
    usemarker: 'true',
    limit: String(PAGE_SIZE),
    fields: FIELDS,
    ...(marker && { marker }),
  })
  const { entries, next_marker: next } = await api.json(
    itemList,
    `/folders/${encodeURIComponent(current)}/items?${query}`,
  )
  const found = entries.flatMap((entry) => item.safeParse(entry).data ?? [])
  const below = given.shallowSync ? [] : found.filter(({ type }) => type === 'folder').map(({ id }) => id)
  const waiting = [...rest, ...below]
  const items = await itemsOf(api, given, found)
  if (next) return { items, next: { folders: [current, ...waiting], marker: next } }
  return { items, next: waiting.length > 0 ? { folders: waiting } : undefined }
}

async function listChosen(
  api: AccountApi,
  given: Configuration,
  chosen: readonly string[],
  { done = 0 }: Cursor,
): Promise<ListPage & { next?: Cursor | undefined }> {
  const end = Math.min(done + FILES_AT_ONCE, chosen.length)
  const found: BoxItem[] = []
  const failed: { externalId: string; message: string }[] = []
  for (const id of chosen.slice(done, end)) {
    const file = await unlessRefused(readItem(api, 'file', id))
    if (file instanceof SyncFailure) failed.push({ externalId: id, message: file.message })
    else found.push(file)
  }
  return { items: await itemsOf(api, given, found), failed, next: end < chosen.length ? { done: end } : undefined }
}

function readItem(api: AccountApi, type: BoxItem['type'], id: string): Promise<BoxItem> {
  return api.json(item, `/${type}s/${encodeURIComponent(id)}?${new URLSearchParams({ fields: FIELDS })}`)
}

async function itemsOf(
  api: AccountApi,
  { mimeTypes: types }: Configuration,
  found: readonly BoxItem[],
): Promise<Item[]> {
  const wanted = found
    .filter(({ item_status }) => item_status !== 'trashed' && item_status !== 'deleted')
    .map((each) => ({ each, data: dataOf(each) }))
    .filter(({ data }) => !types || types.includes(data.mimeType))
  const links = folderLinks(api)
  return forEachOf(wanted, async ({ each, data }) => ({
    externalId: each.id,
    data,
    access: { objectType: each.type, grants: await grantsOf(api, each, links) },
  }))
}

function dataOf(given: BoxItem): FileData {
  const isFolder = given.type === 'folder'
  return {
    name: given.name,
    mimeType: isFolder ? FOLDER_TYPE : mimeTypeOf(given.name),
    size: isFolder ? 0 : (given.size ?? 0),
    url: `https://app.box.com/${given.type}/${given.id}`,
    thumbnailUrl: null,
    createdAt: instant(given.created_at),
    updatedAt: instant(given.modified_at),
    hash: given.sha1 ? { sha1: given.sha1 } : {},
    parentFolderId: given.parent?.id ?? null,
    customFields: { description: given.description || null },
  }
}

/** Who may use an item: its owner, who works on it or on a folder above, and whom a shared link on either is for. */
async function grantsOf(api: AccountApi, given: BoxItem, links: FolderLinks): Promise<Grant[]> {
  const owner = given.owned_by?.login
  const grants: Grant[] = owner ? [userGrant(owner, RANK.owner)] : []
  grants.push(...linkGrants(given.shared_link, owner, false))
  for (const { id } of given.path_collection?.entries ?? []) {
    if (id !== ROOT) grants.push(...linkGrants(await links(id), owner, true))
  }
  if (given.has_collaborations) {
    const told = await unlessRefused(api.json(collaborations, `/${given.type}s/${given.id}/collaborations`))
    for (const each of told instanceof SyncFailure ? [] : told.entries) {
      const login = each.accessible_by?.login ?? each.invite_email
      const rank = RANKS[each.role]
      // Of groups the members are not known here, so a group counts as nobody.
      if (login && rank) grants.push(userGrant(login, rank, each.item?.id !== given.id))
    }
  }
  return mergedGrants(grants)
}

/** developer.box.com/guides/collaborations: what each role may do with a file. One that only uploads may not read. */
const RANKS: Record<string, number> = {
  owner: RANK.owner,
  'co-owner': RANK.writer,
  editor: RANK.writer,
  'viewer uploader': RANK.writer,
  viewer: RANK.reader,
  previewer: RANK.reader,
  'previewer uploader': RANK.writer,
}

function linkGrants(link: z.infer<typeof sharedLink>, owner: string | undefined, isInherited: boolean): Grant[] {
  const rank = link?.permissions?.can_edit ? RANK.writer : RANK.reader
  if (link?.effective_access === 'open') return [{ principal: 'anyone', rank, isInherited }]
  const principal = link?.effective_access === 'company' ? domainPrincipal(owner) : undefined
  return principal ? [{ principal, rank, isInherited }] : []
}

type FolderLinks = (folderId: string) => Promise<z.infer<typeof sharedLink>>

/** The shared links of folders, each asked for once. */
function folderLinks(api: AccountApi): FolderLinks {
  const known = new Map<string, ReturnType<FolderLinks>>()
  const schema = z.object({ shared_link: sharedLink })
  return (folderId) => {
    const found =
      known.get(folderId) ??
      unlessRefused(api.json(schema, `/folders/${folderId}?fields=shared_link`)).then((folder) =>
        folder instanceof SyncFailure ? null : folder.shared_link,
      )
    known.set(folderId, found)
    return found
  }
}
