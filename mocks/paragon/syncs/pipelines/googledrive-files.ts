import { z } from 'zod'
import type { Grant } from '../../../store/sync-records.ts'
import { type AccountApi, SyncFailure } from '../account-api.ts'
import { definePipeline, type Item, type ListPage } from './pipeline.ts'

const PAGE_SIZE = 100
/** Files by their ids are asked for one by one; so many in one step. */
const FILES_AT_ONCE = 20
const FOLDER = 'application/vnd.google-apps.folder'

/**
 * The whole drive, a folder with all below it, or chosen files (docs: managed-sync/integrations/googledrive). The names of
 * the options are Box's, whose page could be read (assumed).
 */
const configuration = z
  .strictObject({
    folderId: z.string().min(1).optional(),
    /** Leaves out what lies in folders of the folder. */
    shallowSync: z.boolean().optional(),
    fileIds: z.array(z.string().min(1)).min(1).max(300).optional(),
    mimeTypes: z.array(z.string().min(1)).min(1).max(100).optional(),
  })
  .refine(({ folderId, fileIds }) => !folderId || !fileIds, {
    path: ['fileIds'],
    message: 'cannot be given together with folderId',
  })
type Configuration = z.infer<typeof configuration>

const cursor = z.object({
  pageToken: z.string().optional(),
  /** Folders that are still to be read, the current one first. */
  folders: z.array(z.string()).optional(),
  /** How many of `fileIds` were read. */
  done: z.int().optional(),
})
type Cursor = z.infer<typeof cursor>

const permission = z.object({
  type: z.string(),
  role: z.string(),
  emailAddress: z.string().optional(),
  domain: z.string().optional(),
  permissionDetails: z.array(z.object({ inherited: z.boolean() })).optional(),
})

const file = z.object({
  id: z.string(),
  name: z.string(),
  mimeType: z.string(),
  size: z.string().optional(),
  description: z.string().optional(),
  starred: z.boolean().optional(),
  trashed: z.boolean().optional(),
  parents: z.array(z.string()).optional(),
  webViewLink: z.string().optional(),
  thumbnailLink: z.string().optional(),
  createdTime: z.string().optional(),
  modifiedTime: z.string().optional(),
  md5Checksum: z.string().optional(),
  owners: z.array(z.object({ emailAddress: z.string().optional() })).optional(),
  permissions: z.array(permission).optional(),
  capabilities: z.object({ canEdit: z.boolean().optional() }).optional(),
})
type DriveFile = z.infer<typeof file>

const FIELDS = [
  'id,name,mimeType,size,description,starred,trashed,parents,webViewLink,thumbnailLink,createdTime,modifiedTime',
  'md5Checksum,owners(emailAddress),capabilities(canEdit)',
  'permissions(type,role,emailAddress,domain,permissionDetails(inherited))',
].join(',')

const fileList = z.object({ files: z.array(file), nextPageToken: z.string().optional() })
const changeList = z.object({
  changes: z.array(z.object({ fileId: z.string(), removed: z.boolean(), file: file.optional() })),
  nextPageToken: z.string().optional(),
  newStartPageToken: z.string().optional(),
})

export const googledriveFiles = definePipeline({
  integration: 'googledrive',
  name: 'files',
  keepsAccess: true,
  configuration,
  cursor,
  watched: z.object({ pageToken: z.string() }),

  async watch(api) {
    const { startPageToken } = await api.json(z.object({ startPageToken: z.string() }), '/changes/startPageToken')
    return { pageToken: startPageToken }
  },

  async list(api, given, at = {}) {
    if (given.fileIds) return listChosen(api, given, given.fileIds, at)
    if (given.folderId) return listFolder(api, given, given.folderId, at)
    const { files, nextPageToken } = await listPage(api, 'trashed = false', at.pageToken)
    return { items: itemsOf(api, given, files), next: nextPageToken ? { pageToken: nextPageToken } : undefined }
  },

  async changes(api, given, { pageToken }) {
    const query = new URLSearchParams({
      pageToken,
      pageSize: String(PAGE_SIZE),
      fields: `nextPageToken,newStartPageToken,changes(fileId,removed,file(${FIELDS}))`,
    })
    const { changes, nextPageToken, newStartPageToken } = await api.json(changeList, `/changes?${query}`)
    const relevant = changes.filter(({ fileId }) => !given.fileIds || given.fileIds.includes(fileId))
    const present = relevant.flatMap((change) => (change.removed || !change.file ? [] : [change.file]))
    const items = itemsOf(api, given, present)
    const kept = new Set(items.map(({ externalId }) => externalId))
    return {
      items: given.folderId ? [] : items,
      removed: given.folderId ? [] : relevant.map(({ fileId }) => fileId).filter((id) => !kept.has(id)),
      cursor: { pageToken: nextPageToken ?? newStartPageToken ?? pageToken },
      hasMore: nextPageToken !== undefined,
      // A folder that moves takes along what the changes do not name.
      isUnclear: given.folderId !== undefined && relevant.length > 0,
    }
  },

  content(api, { externalId }) {
    return api.get(`/files/${encodeURIComponent(externalId)}?alt=media`)
  },
})

function listPage(api: AccountApi, q: string, pageToken: string | undefined) {
  const query = new URLSearchParams({
    q,
    // Creation does not change while pages are read.
    orderBy: 'createdTime',
    pageSize: String(PAGE_SIZE),
    fields: `nextPageToken,files(${FIELDS})`,
    ...(pageToken && { pageToken }),
  })
  return api.json(fileList, `/files?${query}`)
}

const getFile = (api: AccountApi, id: string) =>
  api.json(file, `/files/${encodeURIComponent(id)}?${new URLSearchParams({ fields: FIELDS })}`)

/** A folder after the other: each adds the folders in it to those that are to be read. */
async function listFolder(
  api: AccountApi,
  given: Configuration,
  folderId: string,
  { folders, pageToken }: Cursor,
): Promise<ListPage & { next?: Cursor | undefined }> {
  if (!folders) {
    const root = await getFile(api, folderId)
    if (root.mimeType !== FOLDER) throw new SyncFailure('refused', `"${root.name}" is not a folder.`)
    return { items: [], next: { folders: [folderId] } }
  }
  const [current, ...rest] = folders
  if (current === undefined) return { items: [] }
  const page = await listPage(api, `'${escaped(current)}' in parents and trashed = false`, pageToken)
  const below = given.shallowSync ? [] : page.files.filter(({ mimeType }) => mimeType === FOLDER).map(({ id }) => id)
  const waiting = [...rest, ...below]
  const items = itemsOf(api, given, page.files)
  if (page.nextPageToken) return { items, next: { folders: [current, ...waiting], pageToken: page.nextPageToken } }
  return { items, next: waiting.length > 0 ? { folders: waiting } : undefined }
}

async function listChosen(
  api: AccountApi,
  given: Configuration,
  fileIds: readonly string[],
  { done = 0 }: Cursor,
): Promise<ListPage & { next?: Cursor | undefined }> {
  const files: DriveFile[] = []
  const failed: { externalId: string; message: string }[] = []
  const end = Math.min(done + FILES_AT_ONCE, fileIds.length)
  for (const id of fileIds.slice(done, end)) {
    try {
      files.push(await getFile(api, id))
    } catch (error) {
      if (!(error instanceof SyncFailure && error.kind === 'refused')) throw error
      failed.push({ externalId: id, message: error.message })
    }
  }
  const present = files.filter(({ trashed }) => !trashed)
  return { items: itemsOf(api, given, present), failed, next: end < fileIds.length ? { done: end } : undefined }
}

/** Drive's own escapes in a search (developers.google.com/workspace/drive/api/guides/search-files). */
const escaped = (text: string) => text.replaceAll(/[\\']/g, '\\$&')

function itemsOf(api: AccountApi, { mimeTypes }: Configuration, files: readonly DriveFile[]): Item[] {
  return files
    .filter(({ trashed }) => !trashed)
    .map((each) => itemOf(api, each))
    .filter(({ data }) => !mimeTypes || mimeTypes.includes(String(data.mimeType)))
}

/** Google's own documents are synced as what other offices read (docs: managed-sync/integrations/googledrive). */
const EXPORTED: Record<string, { mimeType: string; extension: string }> = {
  'application/vnd.google-apps.document': {
    mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
  },
  'application/vnd.google-apps.spreadsheet': {
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
  },
  'application/vnd.google-apps.presentation': {
    mimeType: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    extension: 'pptx',
  },
  'application/vnd.google-apps.drawing': { mimeType: 'application/pdf', extension: 'pdf' },
}

/** The File schema (docs: managed-sync/api/file-schema); the keys of `hash` and `customFields` are assumed. */
function itemOf(api: AccountApi, given: DriveFile): Item {
  const exported = EXPORTED[given.mimeType]
  return {
    externalId: given.id,
    data: {
      name: exported ? `${given.name}.${exported.extension}` : given.name,
      mimeType: exported?.mimeType ?? given.mimeType,
      size: Number(given.size ?? 0),
      url: given.webViewLink ?? null,
      thumbnailUrl: given.thumbnailLink ?? null,
      createdAt: given.createdTime ?? null,
      updatedAt: given.modifiedTime ?? null,
      hash: given.md5Checksum ? { md5: given.md5Checksum } : {},
      parentFolderId: given.parents?.[0] ?? null,
      customFields: { description: given.description ?? null, starred: given.starred ?? false },
    },
    access: { objectType: given.mimeType === FOLDER ? 'folder' : 'file', grants: grantsOf(api, given) },
  }
}

const RANKS: Record<string, number> = { owner: 3, organizer: 3, fileOrganizer: 2, writer: 2, commenter: 1, reader: 1 }

/**
 * Who may use a file. Drive tells the permissions only to those who may change them; of a file that the account may only
 * read, the owner is known and the account itself.
 */
function grantsOf({ email }: AccountApi, { permissions, owners, capabilities }: DriveFile): Grant[] {
  if (!permissions) {
    const known = new Map<string, Grant>()
    const add = (address: string | undefined, rank: number) => {
      if (!address || known.has(address.toLowerCase())) return
      known.set(address.toLowerCase(), { principal: `user:${address.toLowerCase()}`, rank, isInherited: false })
    }
    for (const { emailAddress } of owners ?? []) add(emailAddress, 3)
    add(email, capabilities?.canEdit ? 2 : 1)
    return [...known.values()]
  }
  return permissions.flatMap(({ type, role, emailAddress, domain, permissionDetails }) => {
    const rank = RANKS[role]
    const principal = principalOf(type, emailAddress, domain)
    if (rank === undefined || principal === undefined) return []
    const isInherited = permissionDetails?.every(({ inherited }) => inherited) ?? false
    return [{ principal, rank, isInherited }]
  })
}

/** Membership of groups is not known here, so a group counts as nobody. */
function principalOf(type: string, emailAddress: string | undefined, domain: string | undefined): string | undefined {
  if (type === 'user' && emailAddress) return `user:${emailAddress.toLowerCase()}`
  if (type === 'domain' && domain) return `domain:${domain.toLowerCase()}`
  return type === 'anyone' ? 'anyone' : undefined
}
