import { z } from 'zod'
import { type DriveFile, type DriveFileChanges, FOLDER } from '../../store/drive-files.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { isStorable } from '../../store/storable-text.ts'
import { GoogleApiError, invalidValue, outOfRange, parameter, parseError } from '../google/errors.ts'
import { listName } from '../google/page-token.ts'
import type { ProviderContext } from '../provider-context.ts'
import { fileNotFound } from './errors.ts'
import { contentColumns, newFileId } from './file-content.ts'
import { pageTokenAfter, parseOrder, parsePageToken } from './listing.ts'
import { rootId } from './resources.ts'
import { parseSearchQuery } from './search-query.ts'
import type { Upload } from './upload-body.ts'

const text = z.string().refine(isStorable)
const date = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

/** The fields of a file that a client may write. Others are ignored, as Drive does with fields it alone writes. */
const metadataSchema = z.object({
  name: text.optional(),
  mimeType: text.min(1).optional(),
  description: text.optional(),
  starred: z.boolean().optional(),
  trashed: z.boolean().optional(),
  parents: z.array(z.string()).max(1).optional(),
  createdTime: date.optional(),
  modifiedTime: date.optional(),
})

type Metadata = z.infer<typeof metadataSchema>

export interface ListInput {
  q?: string | undefined
  orderBy?: string | undefined
  pageSize?: string | undefined
  pageToken?: string | undefined
}

export async function listFiles(
  ctx: ProviderContext,
  account: Account,
  { q, orderBy, pageSize = '100', pageToken }: ListInput,
): Promise<{ files: DriveFile[]; nextPageToken: string | undefined }> {
  const size = /^\d{1,4}$/.test(pageSize) ? Number(pageSize) : Number.NaN
  if (!(size >= 1 && size <= 1000)) throw outOfRange('pageSize', pageSize, 1, 1000)
  const condition = q ? parseSearchQuery(q, { email: account.email, rootId: rootId(account) }) : undefined
  const order = parseOrder(orderBy || undefined)
  const list = listName(account.id, q, orderBy)
  const found = await ctx.store.provider.files.list(account.id, {
    condition: condition ?? { kind: 'constant', value: true },
    order: order.keys,
    folders: order.folders,
    after: pageToken ? parsePageToken(pageToken, order, list) : undefined,
    limit: size + 1,
  })
  const files = found.slice(0, size)
  const last = files.at(-1)
  return { files, nextPageToken: last && found.length > size ? pageTokenAfter(last, order, list) : undefined }
}

/** Throws GoogleApiError 404 when the account has no such file, whoever else may. */
export async function getFile(ctx: ProviderContext, account: Account, fileId: string): Promise<DriveFile> {
  const file = await ctx.store.provider.files.find(account.id, fileId)
  if (!file) throw fileNotFound(fileId)
  return file
}

export async function downloadFile(ctx: ProviderContext, account: Account, fileId: string) {
  const file = await getFile(ctx, account, fileId)
  const content = await ctx.store.provider.files.content(account.id, fileId)
  if (!content) {
    throw new GoogleApiError(
      403,
      'fileNotDownloadable',
      'Only files with binary content can be downloaded. Use Export with Docs Editors files.',
      parameter('alt'),
    )
  }
  return { mimeType: file.mimeType, content }
}

/** Makes a file of what was uploaded; without an upload an empty one. */
export async function createFile(
  ctx: ProviderContext,
  account: Account,
  body: unknown,
  upload?: Upload,
): Promise<DriveFile> {
  const metadata = parseFileMetadata(body)
  const mimeType = metadata.mimeType ?? upload?.mimeType ?? 'application/octet-stream'
  const now = ctx.clockOf(account.projectId).timestamp()
  const file = {
    id: newFileId(ctx.random),
    accountId: account.id,
    name: metadata.name ?? 'Untitled',
    mimeType,
    parentId: await parentOf(ctx, account, metadata.parents?.[0]),
    description: metadata.description ?? null,
    starred: metadata.starred ?? false,
    trashed: false,
    dateCreated: metadata.createdTime ?? now,
    dateModified: metadata.modifiedTime ?? now,
    ...contentColumns(contentFor(mimeType, upload)),
  }
  return published(ctx, account, await ctx.store.provider.files.create(file), 'created')
}

export interface UpdateInput {
  metadata: unknown
  upload?: Upload
  addParents?: string | undefined
  removeParents?: string | undefined
}

export async function updateFile(
  ctx: ProviderContext,
  account: Account,
  fileId: string,
  { metadata: body, upload, addParents, removeParents }: UpdateInput,
): Promise<DriveFile> {
  const file = await writableFile(ctx, account, fileId)
  const { parents, name, description, mimeType, starred, trashed, modifiedTime } = parseFileMetadata(body)
  if (parents) {
    const message =
      'The parents field is not directly writable in update requests. Use the addParents and removeParents parameters instead.'
    throw new GoogleApiError(403, 'fieldNotWritable', message)
  }
  const changes: DriveFileChanges = {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(starred !== undefined && { starred }),
    ...(trashed !== undefined && { trashed }),
  }
  if (mimeType !== undefined || upload) changes.mimeType = mimeType ?? upload?.mimeType ?? file.mimeType
  if (upload) Object.assign(changes, contentColumns(contentFor(changes.mimeType ?? file.mimeType, upload)))
  if (addParents) changes.parentId = await newParent(ctx, account, file, addParents)
  else if (removeParents && removeParents === file.parentId) changes.parentId = null
  // A star, the trash and the place are about the file, not in it.
  const isEdit = [name, description, mimeType, upload].some((change) => change !== undefined)
  if (modifiedTime || isEdit) changes.dateModified = modifiedTime ?? ctx.clockOf(account.projectId).timestamp()

  if (Object.keys(changes).length === 0) return file
  const updated = await ctx.store.provider.files.update(account.id, fileId, changes)
  if (!updated) throw fileNotFound(fileId)
  return published(ctx, account, updated, 'updated')
}

/** Removes a file for good, and with a folder all that lies in it. */
export async function deleteFile(ctx: ProviderContext, account: Account, fileId: string): Promise<void> {
  const file = await writableFile(ctx, account, fileId)
  await ctx.store.provider.files.remove(account.id, file.id)
  await published(ctx, account, file, 'deleted')
}

/** Tells whoever watches the account (developers.google.com/workspace/drive/api/guides/push), and answers the file. */
async function published(
  ctx: ProviderContext,
  { id: accountId, projectId }: Account,
  file: DriveFile,
  change: 'created' | 'updated' | 'deleted',
): Promise<DriveFile> {
  const id = `${file.id}@${file.version}/${change}`
  const data = { fileId: file.id, version: file.version, change }
  await ctx.pushes.publish({ projectId, accountId, topic: 'googledrive/file', id, data })
  return file
}

function parseFileMetadata(body: unknown): Metadata {
  const parsed = metadataSchema.safeParse(body ?? {})
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path[0]
  throw field === undefined ? parseError() : invalidValue(String(field))
}

/** The bytes to keep: none for a folder or another type that only Google's own editors write. */
function contentFor(mimeType: string, upload: Upload | undefined): Uint8Array | null {
  const isNative = mimeType.startsWith('application/vnd.google-apps.')
  // Drive would convert some uploads into its own documents; the sandbox has none.
  if (isNative && upload) throw new GoogleApiError(400, 'badRequest', `Content cannot be converted to ${mimeType}.`)
  return isNative ? null : (upload?.content ?? new Uint8Array())
}

/** The root folder is not the user's to change. */
async function writableFile(ctx: ProviderContext, account: Account, fileId: string): Promise<DriveFile> {
  if (fileId === 'root' || fileId === rootId(account)) {
    const message = 'The user does not have sufficient permissions for this file.'
    throw new GoogleApiError(403, 'insufficientFilePermissions', message)
  }
  return getFile(ctx, account, fileId)
}

/** The stored id of a parent: null for the root folder. */
async function parentOf(ctx: ProviderContext, account: Account, parent: string | undefined): Promise<string | null> {
  if (parent === undefined || parent === 'root' || parent === rootId(account)) return null
  const folder = await getFile(ctx, account, parent)
  if (folder.mimeType !== FOLDER) {
    throw new GoogleApiError(403, 'parentNotAFolder', 'The specified parent is not a folder.', parameter('parents'))
  }
  return folder.id
}

/** A parent to move a file to, which may not be the file itself nor lie in it. */
async function newParent(ctx: ProviderContext, account: Account, file: DriveFile, parent: string) {
  const parentId = await parentOf(ctx, account, parent)
  for (let above = parentId; above !== null; ) {
    if (above === file.id) throw invalidValue('addParents')
    above = (await getFile(ctx, account, above)).parentId
  }
  return parentId
}
