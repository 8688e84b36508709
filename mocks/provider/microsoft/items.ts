import { z } from 'zod'
import { mimeTypeOf, UNKNOWN_TYPE } from '../../mime-types.ts'
import { type DriveFileChanges, FOLDER, NameTakenError, type ReachedFile } from '../../store/drive-files.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { isStorable } from '../../store/storable-text.ts'
import type { ProviderContext } from '../provider-context.ts'
import type { ItemAddress } from './address.ts'
import { contentOf } from './content.ts'
import { accessDenied, GraphError, invalid, itemNotFound, nameTaken } from './errors.ts'
import { newItemId, rootIdOf } from './ids.ts'

/** What to do when a folder has something of that name (`@microsoft.graph.conflictBehavior`). */
export const conflictBehavior = z.enum(['fail', 'replace', 'rename'])
export type ConflictBehavior = z.infer<typeof conflictBehavior>

/** Names that SharePoint takes (support.microsoft.com, "Restrictions and limitations in OneDrive and SharePoint"). */
const itemName = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => isStorable(name) && !/["*:<>?/\\|]/.test(name) && name === name.trim() && !/^\.+$/.test(name), {
    message: 'The provided name cannot be used.',
  })

export const newFolder = z.object({
  name: itemName,
  folder: z.object({}),
  '@microsoft.graph.conflictBehavior': conflictBehavior.default('fail'),
})

export const itemChange = z.object({
  name: itemName.optional(),
  description: z.string().refine(isStorable).nullable().optional(),
  parentReference: z
    .object({ id: z.string().optional(), path: z.string().optional(), driveId: z.string().optional() })
    .optional(),
  fileSystemInfo: z.object({ lastModifiedDateTime: z.iso.datetime({ offset: true }).optional() }).optional(),
  '@microsoft.graph.conflictBehavior': conflictBehavior.default('fail'),
})

/** An item of a drive. Throws GraphError 404 when there is none that the account may see. */
export async function findItem(
  ctx: ProviderContext,
  account: Account,
  rootId: string,
  address: ItemAddress,
): Promise<ReachedFile> {
  const found = await lookUp(ctx, account, rootId, address)
  if (!found) throw itemNotFound()
  return found
}

async function lookUp(ctx: ProviderContext, account: Account, rootId: string, { id = rootId, path }: ItemAddress) {
  const { files } = ctx.store.provider
  let item = await files.find(account, id)
  if (item?.driveId !== rootId) return undefined
  for (const name of path) {
    item = item && (await files.child(account.id, item.id, name))
    if (!item) return undefined
  }
  // What lies in a folder is reached like the folder, by a link too, which its row does not say.
  return path.length > 0 ? files.find(account, item.id) : item
}

export function canWrite({ role }: ReachedFile): boolean {
  return role === 'owner' || role === 'writer'
}

async function writableItem(ctx: ProviderContext, account: Account, rootId: string, address: ItemAddress) {
  const item = await findItem(ctx, account, rootId, address)
  if (!canWrite(item)) throw accessDenied()
  return item
}

/** Throws GraphError 412 when the item is not as the caller has seen it: `ifMatch` is its eTag or its cTag. */
export function checkMatch(view: object, ifMatch: string | undefined): void {
  if (!ifMatch || ifMatch === '*') return
  const tags = Object.entries(view).flatMap(([name, value]) => (name === 'eTag' || name === 'cTag' ? [value] : []))
  if (!tags.includes(ifMatch)) {
    throw new GraphError(412, 'resourceModified', 'ETag does not match current item’s value')
  }
}

export async function createFolder(
  ctx: ProviderContext,
  account: Account,
  rootId: string,
  address: ItemAddress,
  { name, '@microsoft.graph.conflictBehavior': onConflict }: z.infer<typeof newFolder>,
): Promise<ReachedFile> {
  const parent = await writableItem(ctx, account, rootId, address)
  // A folder is not replaced by an empty one: it stays as it is.
  if (onConflict === 'replace') {
    const known = await ctx.store.provider.files.child(account.id, parent.id, name)
    if (known?.mimeType === FOLDER) return known
  }
  return create(ctx, account, parent, { name, mimeType: FOLDER, bytes: null }, onConflict)
}

interface NewItem {
  name: string
  mimeType: string
  /** Null is a folder. */
  bytes: Uint8Array | null
}

async function create(
  ctx: ProviderContext,
  account: Account,
  parent: ReachedFile,
  { name, mimeType, bytes }: NewItem,
  onConflict: ConflictBehavior,
): Promise<ReachedFile> {
  if (parent.mimeType !== FOLDER) throw invalid('The parent is not a folder.')
  const now = ctx.clockOf(account.projectId).timestamp()
  const id = newItemId(ctx.randomOf(account.projectId))
  const row = {
    id,
    // Whatever lies in a drive is its owner's.
    accountId: parent.accountId,
    driveId: parent.driveId,
    parentId: parent.id,
    mimeType,
    description: null,
    starred: false,
    trashed: false,
    dateCreated: now,
    dateModified: now,
    ...contentOf(bytes),
  }
  await named(name, onConflict, async (free) => {
    await ctx.store.provider.files.create({ ...row, name: free }, now, { uniqueName: true })
  })
  return findItem(ctx, account, parent.driveId ?? '', { id, path: [] })
}

/** Writes under a name, or under the next one that is free: "Notes 1.txt". Throws GraphError 409. */
async function named(name: string, onConflict: ConflictBehavior, write: (name: string) => Promise<unknown>) {
  const [, stem = name, extension = ''] = /^(.+?)(\.[^.]*)?$/s.exec(name) ?? []
  for (let attempt = 0; ; attempt++) {
    try {
      return await write(attempt === 0 ? name : `${stem} ${attempt}${extension}`)
    } catch (error) {
      if (!(error instanceof NameTakenError)) throw error
      if (onConflict !== 'rename') throw nameTaken(name)
    }
  }
}

export interface UploadInput {
  bytes: Uint8Array
  mimeType: string | undefined
  onConflict: ConflictBehavior
}

/**
 * Puts content in the place of a file's, or makes a file of it (learn.microsoft.com/graph/api/driveitem-put-content).
 * Folders on the way to a path are made. Answers whether the file is a new one.
 */
export async function upload(
  ctx: ProviderContext,
  account: Account,
  rootId: string,
  address: ItemAddress,
  { bytes, mimeType, onConflict }: UploadInput,
): Promise<{ item: ReachedFile; isNew: boolean }> {
  const known = await lookUp(ctx, account, rootId, address)
  if (known && (onConflict === 'replace' || address.path.length === 0)) {
    if (!canWrite(known)) throw accessDenied()
    if (known.mimeType === FOLDER) throw invalid('A folder has no content.')
    const changes = { ...contentOf(bytes), mimeType: typeOf(known.name, mimeType) }
    return { item: await write(ctx, account, known, changes), isNew: false }
  }
  const name = address.path.at(-1)
  if (name === undefined) throw itemNotFound()
  let parent = await writableItem(ctx, account, rootId, { ...address, path: [] })
  for (const folder of address.path.slice(0, -1)) {
    const next = await ctx.store.provider.files.child(account.id, parent.id, folder)
    const made =
      next ?? (await create(ctx, account, parent, { name: checkName(folder), mimeType: FOLDER, bytes: null }, 'fail'))
    parent = await writableItem(ctx, account, rootId, { id: made.id, path: [] })
  }
  const behavior = onConflict === 'replace' ? 'fail' : onConflict
  return {
    item: await create(
      ctx,
      account,
      parent,
      { name: checkName(name), mimeType: typeOf(name, mimeType), bytes },
      behavior,
    ),
    isNew: true,
  }
}

/** OneDrive goes by the name; where that says nothing, by what the upload said. */
function typeOf(name: string, given: string | undefined): string {
  const known = mimeTypeOf(name)
  return known === UNKNOWN_TYPE ? (given ?? known) : known
}

function checkName(name: string): string {
  const parsed = itemName.safeParse(name)
  if (!parsed.success) throw invalid('The provided name cannot be used.')
  return parsed.data
}

async function write(ctx: ProviderContext, account: Account, item: ReachedFile, changes: DriveFileChanges) {
  const now = ctx.clockOf(account.projectId).timestamp()
  const all = { dateModified: now, ...changes }
  await ctx.store.provider.files.update(item.accountId, item.id, all, now, { uniqueName: true })
  return findItem(ctx, account, item.driveId ?? '', { id: item.id, path: [] })
}

/** Renames an item, moves it, or says something else of it. */
export async function updateItem(
  ctx: ProviderContext,
  account: Account,
  rootId: string,
  address: ItemAddress,
  change: z.infer<typeof itemChange>,
): Promise<ReachedFile> {
  const item = await writableItem(ctx, account, rootId, address)
  if (item.parentId === null) throw accessDenied('The root of a drive cannot be changed.')
  const { name, description, parentReference, fileSystemInfo } = change
  const modified = fileSystemInfo?.lastModifiedDateTime
  const changes: DriveFileChanges = {
    ...(description !== undefined && { description: description || null }),
    ...(parentReference && { parentId: await newParent(ctx, account, item, parentReference) }),
    ...(modified && { dateModified: new Date(modified) }),
  }
  let updated = item
  await named(name ?? item.name, change['@microsoft.graph.conflictBehavior'], async (free) => {
    const isFile = item.mimeType !== FOLDER
    const renamed = { name: free, ...(isFile && { mimeType: typeOf(free, item.mimeType) }) }
    const all = { ...changes, ...(free !== item.name && renamed) }
    if (Object.keys(all).length > 0) updated = await write(ctx, account, item, all)
  })
  return updated
}

async function newParent(
  ctx: ProviderContext,
  account: Account,
  item: ReachedFile,
  { id, path, driveId }: { id?: string | undefined; path?: string | undefined; driveId?: string | undefined },
): Promise<string> {
  const rootId = item.driveId ?? ''
  if (driveId !== undefined && rootIdOf(driveId) !== rootId) throw invalid('An item cannot be moved to another drive.')
  const names =
    path
      ?.replace(/^.*?root:?/, '')
      .split('/')
      .filter(Boolean) ?? []
  if (id === undefined && path === undefined) throw invalid('parentReference: names no folder')
  const parent = await writableItem(
    ctx,
    account,
    rootId,
    id === undefined ? { path: names.map(decodeURI) } : { id: id === 'root' ? rootId : id, path: [] },
  )
  if (parent.mimeType !== FOLDER) throw invalid('The parent is not a folder.')
  if ((await ctx.store.provider.files.chain(parent.id)).includes(item.id)) {
    throw invalid('A folder cannot be moved into itself.')
  }
  return parent.id
}

/** Puts an item, with all that lies in it, where Graph does not show it any more. */
export async function deleteItem(ctx: ProviderContext, account: Account, item: ReachedFile): Promise<void> {
  if (!canWrite(item)) throw accessDenied()
  if (item.parentId === null) throw accessDenied('The root of a drive cannot be deleted.')
  await ctx.store.provider.files.remove(item.accountId, item.id, ctx.clockOf(account.projectId).timestamp())
}
