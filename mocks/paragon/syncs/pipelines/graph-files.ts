import { z } from 'zod'
import type { Json } from '../../../store/connected-users.ts'
import { type AccountApi, SyncFailure } from '../account-api.ts'
import { forEachOf, unlessRefused } from './file-records.ts'
import {
  type Drive,
  driveSchema,
  type GraphItem,
  graphContent,
  itemsOf,
  itemUrl,
  readItem,
  readPage,
  type Shown,
} from './graph-items.ts'
import { type ChangePage, definePipeline, type ListPage, type Pipeline } from './pipeline.ts'

const PAGE_SIZE = 100
/** Files by their ids are asked for one by one; so many in one step. */
const FILES_AT_ONCE = 20

/** What of a configuration both kinds of drives have. */
export interface GraphConfiguration extends Json {
  folderId?: string | undefined
  /** Leaves out what lies in folders of the folder. */
  shallowSync?: boolean | undefined
  fileIds?: string[] | undefined
  mimeTypes?: string[] | undefined
}

const cursor = z.object({
  /** Drives that are still to be read, the current one first. */
  drives: z.array(driveSchema).optional(),
  /** The next page of the current drive or folder. */
  link: z.string().optional(),
  /** Folders of the first drive that are still to be read, the current one first. */
  folders: z.array(z.string()).optional(),
  /** How many of `fileIds` were read. */
  done: z.int().optional(),
})
type Cursor = z.infer<typeof cursor>

const watched = z.object({
  drives: z.array(driveSchema.extend({ link: z.string() })),
  /** Which of them comes next. */
  at: z.int(),
})
type Watched = z.infer<typeof watched>

export interface GraphFiles<Configuration extends GraphConfiguration> {
  integration: string
  configuration: z.ZodType<Configuration>
  /** The drives that a sync is about. */
  drives(api: AccountApi, configuration: Configuration): Promise<Drive[]>
  shown(configuration: Configuration): Shown
}

/**
 * Files of drives in Microsoft Graph: whole drives, a folder with all below it, or chosen files. What there is comes from
 * the enumeration that a delta begins with, and what has changed from its links
 * (learn.microsoft.com/graph/api/driveitem-delta).
 */
export function graphFiles<Configuration extends GraphConfiguration>({
  integration,
  configuration,
  drives: drivesFor,
  shown,
}: GraphFiles<Configuration>): Pipeline {
  return definePipeline({
    integration,
    name: 'files',
    keepsAccess: true,
    configuration,
    cursor,
    watched,

    async watch(api, given) {
      const drives = await drivesFor(api, given)
      const from = await forEachOf(drives, async (drive) => ({ ...drive, link: await latest(api, drive) }))
      return { drives: from, at: 0 }
    },

    async list(api, given, at = {}) {
      const drives = at.drives ?? (await drivesFor(api, given))
      if (given.fileIds) return listChosen(api, given, given.fileIds, { ...at, drives })
      if (given.folderId) return listFolder(api, given, given.folderId, { ...at, drives })
      const [drive, ...rest] = drives
      if (!drive) return { items: [] }
      const { value, '@odata.nextLink': link } = await readPage(api, at.link ?? firstPage(drive, 'root/delta'))
      const items = await itemsOf(api, drive, value, shown(given))
      if (link) return { items, next: { drives, link } }
      return { items, next: rest.length > 0 ? { drives: rest } : undefined }
    },

    async changes(api, given, { drives, at }) {
      const drive = drives[at]
      if (!drive) return { items: [], removed: [], cursor: { drives, at: 0 }, hasMore: false }
      const { value, ...links } = await readPage(api, drive.link)
      const more = links['@odata.nextLink']
      const link = more ?? links['@odata.deltaLink'] ?? drive.link
      const next = more ? at : (at + 1) % drives.length
      const page = {
        cursor: { drives: drives.map((each, index) => (index === at ? { ...each, link } : each)), at: next },
        hasMore: more !== undefined || next > at,
      }
      return changesOf(api, given, drive, value, page)
    },

    content: (api, { externalId, data }) => graphContent(api, externalId, data),
  })

  async function changesOf(
    api: AccountApi,
    given: Configuration,
    drive: Drive,
    found: readonly GraphItem[],
    page: { cursor: Watched; hasMore: boolean },
  ): Promise<ChangePage & { cursor: Watched }> {
    const relevant = found.filter(({ id, root }) => !root && (!given.fileIds || given.fileIds.includes(id)))
    // A folder that moves takes along what the changes do not name.
    if (given.folderId) return { items: [], removed: [], ...page, isUnclear: relevant.length > 0 }
    const items = await itemsOf(api, drive, relevant, shown(given))
    const kept = new Set(items.map(({ externalId }) => externalId))
    return { items, removed: relevant.map(({ id }) => id).filter((id) => !kept.has(id)), ...page }
  }

  /** A folder after the other: each adds the folders in it to those that are to be read. */
  async function listFolder(
    api: AccountApi,
    given: Configuration,
    folderId: string,
    { drives = [], folders, link }: Cursor,
  ): Promise<ListPage & { next?: Cursor | undefined }> {
    if (!folders) {
      const { drive, item } = await findIn(api, drives, folderId)
      if (!item.folder) throw new SyncFailure('refused', `"${item.name}" is not a folder.`)
      return { items: [], next: { drives: [drive], folders: [folderId] } }
    }
    const [drive] = drives
    const [current, ...rest] = folders
    if (current === undefined || !drive) return { items: [] }
    const page = await readPage(api, link ?? firstPage(drive, `items/${encodeURIComponent(current)}/children`))
    const below = given.shallowSync ? [] : page.value.filter(({ folder }) => folder).map(({ id }) => id)
    const waiting = [...rest, ...below]
    const items = await itemsOf(api, drive, page.value, shown(given))
    const next = page['@odata.nextLink']
    if (next) return { items, next: { drives, folders: [current, ...waiting], link: next } }
    return { items, next: waiting.length > 0 ? { drives, folders: waiting } : undefined }
  }

  async function listChosen(
    api: AccountApi,
    given: Configuration,
    fileIds: readonly string[],
    { drives = [], done = 0 }: Cursor,
  ): Promise<ListPage & { next?: Cursor | undefined }> {
    const end = Math.min(done + FILES_AT_ONCE, fileIds.length)
    const items: ListPage['items'] = []
    const failed: { externalId: string; message: string }[] = []
    for (const id of fileIds.slice(done, end)) {
      const found = await unlessRefused(findIn(api, drives, id))
      if (found instanceof SyncFailure) failed.push({ externalId: id, message: found.message })
      else items.push(...(await itemsOf(api, found.drive, [found.item], shown(given))))
    }
    return { items, failed, next: end < fileIds.length ? { drives, done: end } : undefined }
  }
}

/** An item in the first of the drives that has it. */
async function findIn(
  api: AccountApi,
  drives: readonly Drive[],
  id: string,
): Promise<{ drive: Drive; item: GraphItem }> {
  let failure = new SyncFailure('refused', 'Request failed with status code 404', { status: 404 })
  for (const drive of drives) {
    const item = await unlessRefused(readItem(api, drive.id, id))
    if (!(item instanceof SyncFailure)) return { drive, item }
    failure = item
  }
  throw failure
}

/** Where the changes of a drive begin from now on. */
async function latest(api: AccountApi, drive: Drive): Promise<string> {
  const { '@odata.deltaLink': link } = await readPage(api, `${rootUrl(drive)}/delta?token=latest`)
  if (!link) throw new SyncFailure('unavailable', 'Microsoft Graph answered without a link to go on from.')
  return link
}

const rootUrl = ({ id }: Drive) => itemUrl(id, 'root').replace('items/root', 'root')

const firstPage = ({ id }: Drive, what: string) => `/drives/${encodeURIComponent(id)}/${what}?$top=${PAGE_SIZE}`
