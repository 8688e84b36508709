import { z } from 'zod'
import { type DriveFile, type DriveFileChanges, FOLDER, type ReachedFile } from '../../store/drive-files.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { isStorable } from '../../store/storable-text.ts'
import { GoogleApiError, invalidValue, outOfRange, parameter, parseError } from '../google/errors.ts'
import { listName } from '../google/page-token.ts'
import type { ProviderContext } from '../provider-context.ts'
import { fileNotFound, insufficientFilePermissions } from './errors.ts'
import { contentColumns, newFileId } from './file-content.ts'
import { pageTokenAfter, parseOrder, parsePageToken } from './listing.ts'
import { converted, exported, isNative } from './native-documents.ts'
import { canWrite, rootId } from './resources.ts'
import { addressesIn, parseSearchQuery, type SearchScope } from './search-query.ts'
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
): Promise<{ files: ReachedFile[]; nextPageToken: string | undefined }> {
  const size = /^\d{1,4}$/.test(pageSize) ? Number(pageSize) : Number.NaN
  if (!(size >= 1 && size <= 1000)) throw outOfRange('pageSize', pageSize, 1, 1000)
  const condition = q ? parseSearchQuery(q, await searchScope(ctx, account, q)) : undefined
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

async function searchScope(ctx: ProviderContext, { id, email, ...account }: Account, q: string): Promise<SearchScope> {
  const named = addressesIn(q)
  const found =
    named.length > 0 ? await ctx.store.provider.accounts.findByEmails(account.projectId, account.directory, named) : []
  return { id, email, rootId: rootId({ id }), accountIds: new Map(found.map((other) => [other.email, other.id])) }
}

/** Throws GoogleApiError 404 when the account may not see such a file, whoever else may. */
export async function getFile(ctx: ProviderContext, account: Account, fileId: string): Promise<ReachedFile> {
  const file = await ctx.store.provider.files.find(account, fileId)
  if (!file) throw fileNotFound(fileId)
  return file
}

export async function downloadFile(ctx: ProviderContext, account: Account, fileId: string) {
  const file = await getFile(ctx, account, fileId)
  const content = await ctx.store.provider.files.content(file.accountId, fileId)
  if (!content || isNative(file.mimeType)) {
    throw new GoogleApiError(
      403,
      'fileNotDownloadable',
      'Only files with binary content can be downloaded. Use Export with Docs Editors files.',
      parameter('alt'),
    )
  }
  return { mimeType: file.mimeType, content }
}

/** A document of Google's own editors in another format (developers.google.com/workspace/drive/api/reference/rest/v3/files/export). */
export async function exportFile(ctx: ProviderContext, account: Account, fileId: string, format: string | undefined) {
  const file = await getFile(ctx, account, fileId)
  const content = await ctx.store.provider.files.content(file.accountId, fileId)
  return exported(content ?? new Uint8Array(), file.mimeType, format)
}

/** Makes a file of what was uploaded; without an upload an empty one. */
export async function createFile(
  ctx: ProviderContext,
  account: Account,
  body: unknown,
  upload?: Upload,
): Promise<ReachedFile> {
  const metadata = parseFileMetadata(body)
  const mimeType = metadata.mimeType ?? upload?.mimeType ?? 'application/octet-stream'
  const now = ctx.clockOf(account.projectId).timestamp()
  const file = {
    id: newFileId(ctx.randomOf(account.projectId)),
    accountId: account.id,
    name: metadata.name ?? 'Untitled',
    mimeType,
    parentId: await parentOf(ctx, account, metadata.parents?.[0]),
    description: metadata.description ?? null,
    starred: metadata.starred ?? false,
    trashed: false,
    dateCreated: metadata.createdTime ?? now,
    dateModified: metadata.modifiedTime ?? now,
    ...contentColumns(contentFor(mimeType, upload), { isNative: isNative(mimeType) }),
  }
  const created = await ctx.store.provider.files.create(file, now)
  return published(ctx, account, { ...created, role: 'owner', dateShared: null }, 'created')
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
): Promise<ReachedFile> {
  const file = await writableFile(ctx, account, fileId)
  const { parents, name, description, mimeType, starred, trashed, modifiedTime } = parseFileMetadata(body)
  if (parents) {
    const message =
      'The parents field is not directly writable in update requests. Use the addParents and removeParents parameters instead.'
    throw new GoogleApiError(403, 'fieldNotWritable', message)
  }
  if (trashed !== undefined && file.role !== 'owner') throw insufficientFilePermissions()
  const changes: DriveFileChanges = {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(starred !== undefined && { starred }),
    ...(trashed !== undefined && { trashed }),
  }
  // What is uploaded to a document of Google's own becomes its text.
  const uploadedType = isNative(file.mimeType) ? file.mimeType : upload?.mimeType
  if (mimeType !== undefined || upload) changes.mimeType = mimeType ?? uploadedType ?? file.mimeType
  if (upload) {
    const type = changes.mimeType ?? file.mimeType
    Object.assign(changes, contentColumns(contentFor(type, upload), { isNative: isNative(type) }))
  }
  if (addParents) changes.parentId = await newParent(ctx, account, file, addParents)
  else if (removeParents && removeParents === file.parentId) changes.parentId = null
  // A star, the trash and the place are about the file, not in it.
  const isEdit = [name, description, mimeType, upload].some((change) => change !== undefined)
  const now = ctx.clockOf(account.projectId).timestamp()
  if (modifiedTime || isEdit) changes.dateModified = modifiedTime ?? now

  if (Object.keys(changes).length === 0) return file
  const updated = await ctx.store.provider.files.update(file.accountId, fileId, changes, now)
  if (!updated) throw fileNotFound(fileId)
  return published(ctx, account, { ...file, ...updated }, 'updated')
}

/** Removes a file for good, and with a folder all that lies in it. */
export async function deleteFile(ctx: ProviderContext, account: Account, fileId: string): Promise<void> {
  const file = await writableFile(ctx, account, fileId)
  if (file.role !== 'owner') throw insufficientFilePermissions()
  await ctx.store.provider.files.remove(account.id, file.id, ctx.clockOf(account.projectId).timestamp())
  await published(ctx, account, file, 'deleted')
}

/**
 * Tells whoever watches the account, or the one that owns the file, and answers the file
 * (developers.google.com/workspace/drive/api/guides/push).
 */
async function published(
  ctx: ProviderContext,
  { id: accountId, projectId }: Account,
  file: ReachedFile,
  change: 'created' | 'updated' | 'deleted',
): Promise<ReachedFile> {
  const id = `${file.id}@${file.version}/${change}`
  const data = { fileId: file.id, version: file.version, change }
  for (const watched of new Set([accountId, file.accountId])) {
    await ctx.pushes.publish({ projectId, accountId: watched, topic: 'googledrive/file', id, data })
  }
  return file
}

function parseFileMetadata(body: unknown): Metadata {
  const parsed = metadataSchema.safeParse(body ?? {})
  if (parsed.success) return parsed.data
  const field = parsed.error.issues[0]?.path[0]
  throw field === undefined ? parseError() : invalidValue(String(field))
}

/** The bytes to keep: none for a folder, and for a document of Google's own that begins empty. */
function contentFor(mimeType: string, upload: Upload | undefined): Uint8Array | null {
  if (!isNative(mimeType)) return upload?.content ?? new Uint8Array()
  return upload ? converted(upload.content, upload.mimeType, mimeType) : null
}

/** The root folder is not the user's to change, nor is what they may only read. */
export async function writableFile(ctx: ProviderContext, account: Account, fileId: string): Promise<ReachedFile> {
  if (fileId === 'root' || fileId === rootId(account)) throw insufficientFilePermissions()
  const file = await getFile(ctx, account, fileId)
  if (!canWrite(file)) throw insufficientFilePermissions()
  return file
}

/** The stored id of a parent: null for the root folder. */
async function parentOf(ctx: ProviderContext, account: Account, parent: string | undefined): Promise<string | null> {
  if (parent === undefined || parent === 'root' || parent === rootId(account)) return null
  const folder = await getFile(ctx, account, parent)
  if (folder.mimeType !== FOLDER) {
    throw new GoogleApiError(403, 'parentNotAFolder', 'The specified parent is not a folder.', parameter('parents'))
  }
  if (!canWrite(folder)) throw insufficientFilePermissions()
  return folder.id
}

/** A parent to move a file to, which may not be the file itself nor lie in it. */
async function newParent(ctx: ProviderContext, account: Account, file: DriveFile, parent: string) {
  const parentId = await parentOf(ctx, account, parent)
  if (parentId !== null && (await ctx.store.provider.files.chain(parentId)).includes(file.id)) {
    throw invalidValue('addParents')
  }
  return parentId
}
