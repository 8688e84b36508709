import { z } from 'zod'
import { mimeTypeOf } from '../../mime-types.ts'
import {
  type DriveFileChanges,
  FOLDER,
  NameTakenError,
  type NewDriveFile,
  type ReachedFile,
} from '../../store/drive-files.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { isStorable } from '../../store/storable-text.ts'
import type { ProviderContext } from '../provider-context.ts'
import { contentOf } from './content.ts'
import { BoxError, badRequest, forbidden, nameInUse, notFound, preconditionFailed, trashed } from './errors.ts'
import { newBoxId, ROOT } from './ids.ts'
import { type ItemType, itemType, linkUrl, miniItem, viewItems } from './item-views.ts'
import { setSharedLink, sharedLinkBody } from './shared-links.ts'

/** Names that Box takes (developer.box.com/reference/post-folders). */
export const itemName = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => isStorable(name) && !/[/\\]/.test(name) && name === name.trim() && !/^\.\.?$/.test(name), {
    message: 'Invalid name.',
  })
const parent = z.object({ id: z.string() })

export const newFolder = z.object({ name: itemName, parent })
export const itemChange = z.object({
  name: itemName.optional(),
  description: z.string().max(256).refine(isStorable).optional(),
  parent: parent.optional(),
  shared_link: sharedLinkBody.nullable().optional(),
})
export const newCopy = z.object({ name: itemName.optional(), parent })
export const restoration = z.object({ name: itemName.optional(), parent: parent.optional() })

/** Who asks, and the shared link that they name (developer.box.com/reference/get-shared-items: the header `BoxApi`). */
export interface Asking {
  account: Account
  boxApi?: string | undefined
}

/**
 * An item that is not in the trash. Throws BoxError 404 when there is none that the account may see; what is open by a
 * shared link alone is seen by those who name the link.
 */
export async function findItem(ctx: ProviderContext, asking: Asking, type: ItemType, id: string): Promise<ReachedFile> {
  const item = await ctx.store.provider.files.find(asking.account, id)
  if (!item || itemType(item) !== type || !(await isReached(ctx, asking, item)))
    throw notFound('item', `${type[0]}_${id}`)
  if (item.trashed) throw trashed()
  return item
}

async function isReached(ctx: ProviderContext, { boxApi }: Asking, item: ReachedFile): Promise<boolean> {
  if (item.role === 'owner' || item.dateShared !== null) return true
  const [, url] = /(?:^|&)shared_link=([^&]*)/.exec(boxApi ?? '') ?? []
  if (!url) return false
  const chain = await ctx.store.provider.files.chain(item.id)
  return chain.some((id) => linkUrl(id) === decodeURIComponent(url))
}

/** An item of one's own in the trash. */
export async function findTrashed(ctx: ProviderContext, { account }: Asking, type: ItemType, id: string) {
  const item = await ctx.store.provider.files.find(account, id)
  if (!item?.trashed || itemType(item) !== type) throw notFound('item', `${type[0]}_${id}`)
  if (item.role !== 'owner') throw forbidden()
  return item
}

export function canWrite({ role }: ReachedFile): boolean {
  return role === 'owner' || role === 'writer'
}

async function writableItem(ctx: ProviderContext, asking: Asking, type: ItemType, id: string): Promise<ReachedFile> {
  if (type === 'folder' && id === ROOT) throw forbidden()
  const item = await findItem(ctx, asking, type, id)
  if (!canWrite(item)) throw forbidden()
  return item
}

/** Where a new item goes: its owner, and the id of the folder as it is stored. */
async function placeIn(ctx: ProviderContext, asking: Asking, parentId: string) {
  if (parentId === ROOT) return { accountId: asking.account.id, parentId: null }
  const folder = await findItem(ctx, asking, 'folder', parentId).catch((error: unknown) => {
    throw error instanceof BoxError && error.code === 'not_found' ? notFound('parent', parentId) : error
  })
  if (!canWrite(folder)) throw forbidden()
  return { accountId: folder.accountId, parentId: folder.id }
}

/** `etag`: the one that the caller has seen (the header `If-Match`). Throws BoxError 412. */
function checkMatch({ version }: ReachedFile, etag: string | undefined): void {
  if (etag !== undefined && etag !== '*' && etag !== String(version - 1)) throw preconditionFailed()
}

export function createFolder(
  ctx: ProviderContext,
  asking: Asking,
  { name, parent: { id } }: z.infer<typeof newFolder>,
) {
  return create(ctx, asking, id, { name, mimeType: FOLDER, ...contentOf(null) })
}

export interface Upload {
  name: string
  parentId: string
  bytes: Uint8Array
}

export function createFile(ctx: ProviderContext, asking: Asking, { name, parentId, bytes }: Upload) {
  return create(ctx, asking, parentId, { name, mimeType: mimeTypeOf(name), ...contentOf(bytes) })
}

export async function copyFile(
  ctx: ProviderContext,
  asking: Asking,
  id: string,
  { name, parent: { id: parentId } }: z.infer<typeof newCopy>,
): Promise<ReachedFile> {
  const file = await findItem(ctx, asking, 'file', id)
  const bytes = (await ctx.store.provider.files.content(file.accountId, file.id)) ?? new Uint8Array()
  return create(
    ctx,
    asking,
    parentId,
    { name: name ?? file.name, mimeType: file.mimeType, ...contentOf(bytes) },
    'ITEM_COPY',
  )
}

type NewContent = Pick<NewDriveFile, 'name' | 'mimeType' | 'content' | 'size' | 'md5Checksum' | 'contentHash'>

async function create(
  ctx: ProviderContext,
  asking: Asking,
  parentId: string,
  content: NewContent,
  event = content.mimeType === FOLDER ? 'ITEM_CREATE' : 'ITEM_UPLOAD',
): Promise<ReachedFile> {
  const place = await placeIn(ctx, asking, parentId)
  const now = ctx.clockOf(asking.account.projectId).timestamp()
  const row = {
    ...place,
    ...content,
    id: newBoxId(ctx.randomOf(asking.account.projectId)),
    description: null,
    starred: false,
    trashed: false,
    dateCreated: now,
    dateModified: now,
  }
  const type = itemType(row)
  const options = { uniqueName: true, cause: `${event}/${type}` }
  await named(ctx, asking, type, () => ctx.store.provider.files.create(row, now, options))
  return findItem(ctx, asking, type, row.id)
}

/** Throws BoxError 409, with what has the name: a list of it where folders are written, the item where files are. */
async function named<T>(
  ctx: ProviderContext,
  { account }: Asking,
  type: ItemType,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof NameTakenError)) throw error
    const other = await ctx.store.provider.files.find(account, error.fileId)
    const [view] = other ? await viewItems(ctx, account, [other]) : []
    const conflict = view ? miniItem(view) : {}
    throw nameInUse(type === 'folder' ? [conflict] : conflict)
  }
}

/** Puts another content in the place of a file's. */
export async function uploadVersion(
  ctx: ProviderContext,
  asking: Asking,
  id: string,
  { bytes, name, etag }: { bytes: Uint8Array; name?: string | undefined; etag: string | undefined },
): Promise<ReachedFile> {
  const file = await writableItem(ctx, asking, 'file', id)
  checkMatch(file, etag)
  const changes = { ...contentOf(bytes), ...(name !== undefined && { name, mimeType: mimeTypeOf(name) }) }
  return write(ctx, asking, file, changes, 'ITEM_UPLOAD')
}

async function write(
  ctx: ProviderContext,
  asking: Asking,
  item: ReachedFile,
  changes: DriveFileChanges,
  event: string,
): Promise<ReachedFile> {
  const now = ctx.clockOf(asking.account.projectId).timestamp()
  const type = itemType(item)
  await named(ctx, asking, type, () =>
    ctx.store.provider.files.update(item.accountId, item.id, { dateModified: now, ...changes }, now, {
      uniqueName: changes.trashed !== true,
      cause: `${event}/${type}`,
    }),
  )
  return (await ctx.store.provider.files.find(asking.account, item.id)) ?? item
}

/** Renames an item, moves it, describes it, or gives it a shared link. */
export async function updateItem(
  ctx: ProviderContext,
  asking: Asking,
  type: ItemType,
  id: string,
  { change, etag }: { change: z.infer<typeof itemChange>; etag: string | undefined },
): Promise<ReachedFile> {
  const item = await writableItem(ctx, asking, type, id)
  checkMatch(item, etag)
  const { name, description, parent: to, shared_link: link } = change
  const changes: DriveFileChanges = {
    ...(description !== undefined && { description: description || null }),
    ...(to && { parentId: await newParent(ctx, asking, item, to.id) }),
    ...(name !== undefined && { name, ...(type === 'file' && { mimeType: mimeTypeOf(name) }) }),
  }
  const event = to ? 'ITEM_MOVE' : name !== undefined ? 'ITEM_RENAME' : 'ITEM_MODIFY'
  const updated = Object.keys(changes).length > 0 ? await write(ctx, asking, item, changes, event) : item
  if (link === undefined) return updated
  await setSharedLink(ctx, asking.account, item, link)
  return findItem(ctx, asking, type, id)
}

async function newParent(ctx: ProviderContext, asking: Asking, item: ReachedFile, id: string): Promise<string | null> {
  const { accountId, parentId } = await placeIn(ctx, asking, id)
  // Items belong to the owner of the folder that they lie in; moving one to somebody else's would give it away.
  if (accountId !== item.accountId)
    throw badRequest('parent', 'An item cannot be moved to a folder of another owner here.')
  if (parentId !== null && (await ctx.store.provider.files.chain(parentId)).includes(item.id)) {
    throw new BoxError(400, 'cyclical_folder_structure', 'A folder cannot be moved into itself')
  }
  return parentId
}

/** Puts an item into the trash, and all that lies in it. A folder that is not empty demands `recursive`. */
export async function trashItem(
  ctx: ProviderContext,
  asking: Asking,
  type: ItemType,
  id: string,
  { recursive, etag }: { recursive: boolean; etag: string | undefined },
): Promise<void> {
  const item = await writableItem(ctx, asking, type, id)
  checkMatch(item, etag)
  if (type === 'folder' && !recursive && (await ctx.store.provider.files.childCounts([item.id])).size > 0) {
    throw new BoxError(400, 'folder_not_empty', 'Cannot delete – folder not empty')
  }
  await write(ctx, asking, item, { trashed: true }, 'ITEM_TRASH')
}

/** Brings an item back out of the trash, to where it was or to another folder. */
export async function restoreItem(
  ctx: ProviderContext,
  asking: Asking,
  type: ItemType,
  id: string,
  { name, parent: to }: z.infer<typeof restoration>,
): Promise<ReachedFile> {
  const item = await findTrashed(ctx, asking, type, id)
  const place = to ? { parentId: (await placeIn(ctx, asking, to.id)).parentId } : {}
  const home =
    !to && item.parentId !== null ? await ctx.store.provider.files.find(asking.account, item.parentId) : undefined
  if (home?.trashed) throw new BoxError(404, 'not_found', 'The folder that the item was in is in the trash itself')
  return write(
    ctx,
    asking,
    item,
    { trashed: false, ...place, ...(name !== undefined && { name }) },
    'ITEM_UNDELETE_VIA_TRASH',
  )
}

/** Removes an item in the trash for good. */
export async function removeItem(ctx: ProviderContext, asking: Asking, type: ItemType, id: string): Promise<void> {
  const item = await findTrashed(ctx, asking, type, id)
  const now = ctx.clockOf(asking.account.projectId).timestamp()
  await ctx.store.provider.files.remove(item.accountId, item.id, now, `ITEM_TRASH/${type}`)
}
