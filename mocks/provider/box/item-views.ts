import { extensionOf } from '../../mime-types.ts'
import { FOLDER, type ReachedFile } from '../../store/drive-files.ts'
import type { DrivePermission, FileSharing } from '../../store/drive-sharing.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderContext } from '../provider-context.ts'
import { idFrom, ROOT } from './ids.ts'

export type ItemType = 'file' | 'folder'
export const itemType = ({ mimeType }: Pick<ReachedFile, 'mimeType'>): ItemType =>
  mimeType === FOLDER ? 'folder' : 'file'

export type ItemResource = ReturnType<typeof itemResource>

/** What else is known of an item as one account sees it. */
interface Shown {
  file: ReachedFile
  owner: Account
  /** The folders above that the viewer may see, from the top down. */
  above: { id: string; name: string }[]
  sharing: FileSharing | undefined
  /** Of the permissions on the item itself, the one that its shared link is. */
  link: DrivePermission | undefined
}

/** Items as Box shows them: a few questions for all of them together. */
export async function viewItems(
  ctx: ProviderContext,
  viewer: Account,
  files: readonly ReachedFile[],
): Promise<ItemResource[]> {
  if (files.length === 0) return []
  const { accounts, files: store, sharing } = ctx.store.provider
  const ids = files.map(({ id }) => id)
  const foreign = [...new Set(files.map(({ accountId }) => accountId))].filter((id) => id !== viewer.id)
  const owners = foreign.length > 0 ? await accounts.findAmong(viewer.projectId, viewer.directory, foreign) : []
  const ownerOf = new Map([viewer, ...owners].map((account) => [account.id, account]))
  const paths = await store.paths(ids)
  const othersFolders = [...paths.values()].filter(({ accountId }) => accountId !== viewer.id).map(({ id }) => id)
  const reachable = othersFolders.length > 0 ? await store.among(viewer.id, othersFolders) : undefined
  const [shared, given] = [await sharing.of(ids), await sharing.given(ids)]
  return files.flatMap((file) => {
    const owner = ownerOf.get(file.accountId)
    if (!owner) return []
    const above: Shown['above'] = []
    for (let at = paths.get(file.parentId ?? ''); at; at = paths.get(at.parentId ?? '')) {
      if (at.accountId !== viewer.id && !reachable?.has(at.id)) break
      above.unshift({ id: at.id, name: at.name })
    }
    const link = given.find(({ fileId, type }) => fileId === file.id && type !== 'user')
    return [itemResource(viewer, { file, owner, above, sharing: shared.get(file.id), link })]
  })
}

/** developer.box.com/reference/resources/file--full, developer.box.com/reference/resources/folder--full */
function itemResource(viewer: Account, { file, owner, above, sharing, link }: Shown) {
  const { id, name, size, version, trashed, contentHash, dateModified, role } = file
  const type = itemType(file)
  const etag = String(version - 1)
  const [created, modified] = [instant(file.dateCreated), instant(dateModified)]
  const path = [{ id: ROOT, name: 'All Files' }, ...above].map((folder) => ({
    type: 'folder',
    id: folder.id,
    sequence_id: folder.id === ROOT ? null : '0',
    etag: folder.id === ROOT ? null : '0',
    name: folder.name,
  }))
  const canEdit = role === 'owner' || role === 'writer'
  const user = userOf(owner)
  return {
    type,
    id,
    ...(type === 'file' && {
      file_version: { type: 'file_version', id: idFrom(`version/${id}/${version}`), sha1: contentHash },
      sha1: contentHash,
      extension: extensionOf(name),
    }),
    sequence_id: etag,
    etag,
    name,
    created_at: created,
    modified_at: modified,
    description: file.description ?? '',
    size,
    path_collection: { total_count: path.length, entries: path },
    created_by: user,
    modified_by: user,
    trashed_at: trashed ? modified : null,
    purged_at: null,
    content_created_at: created,
    content_modified_at: modified,
    owned_by: user,
    shared_link: link && sharing ? sharedLink(id, type, link) : null,
    parent: trashed ? null : (path.at(-1) ?? null),
    item_status: trashed ? 'trashed' : 'active',
    has_collaborations: (sharing?.permissions ?? []).some((permission) => permission.type === 'user'),
    is_externally_owned: owner.id !== viewer.id,
    permissions: {
      can_download: true,
      ...(type === 'file' && { can_preview: true }),
      can_upload: canEdit,
      can_rename: canEdit,
      can_delete: canEdit,
      can_share: canEdit,
      can_invite_collaborator: canEdit,
      can_set_share_access: canEdit,
    },
  }
}

/** What lists of items have of each, unless `fields` asks for something else. */
export function miniItem(item: ItemResource): Partial<ItemResource> {
  const { type, id, sequence_id, etag, name } = item
  const { sha1, file_version } = item
  return { type, id, ...(type === 'file' && { file_version, sha1 }), sequence_id, etag, name }
}

/** The folder of everything, as one account sees it. */
export function rootResource(account: Account) {
  return {
    type: 'folder',
    id: ROOT,
    sequence_id: null,
    etag: null,
    name: 'All Files',
    created_at: null,
    modified_at: null,
    description: '',
    size: 0,
    path_collection: { total_count: 0, entries: [] },
    created_by: { type: 'user', id: '', name: '', login: '' },
    modified_by: userOf(account),
    trashed_at: null,
    purged_at: null,
    content_created_at: null,
    content_modified_at: null,
    owned_by: userOf(account),
    shared_link: null,
    folder_upload_email: null,
    parent: null,
    item_status: 'active',
  }
}

/** `access` of a shared link, by the permission that it is kept as. */
export const LINK_ACCESS = { anyone: 'open', domain: 'company', group: 'collaborators' } as const

/** developer.box.com/reference/resources/file--full, `shared_link`. */
function sharedLink(id: string, type: ItemType, link: DrivePermission) {
  const access = link.type === 'user' ? 'collaborators' : LINK_ACCESS[link.type]
  const canEdit = link.role === 'writer'
  return {
    url: linkUrl(id),
    download_url: type === 'file' ? `https://app.box.com/shared/static/${slugOf(id)}` : null,
    vanity_url: null,
    vanity_name: null,
    effective_access: access,
    effective_permission: canEdit ? 'can_edit' : 'can_download',
    is_password_enabled: false,
    unshared_at: null,
    download_count: 0,
    preview_count: 0,
    access,
    permissions: { can_preview: true, can_download: true, can_edit: canEdit },
  }
}

/** The address of an item's shared link, if it has one. */
export const linkUrl = (id: string) => `https://app.box.com/s/${slugOf(id)}`
const slugOf = (id: string) => `${idFrom(`link/${id}`)}${idFrom(`slug/${id}`)}`

export function userOf({ id, name, email }: Account) {
  return { type: 'user', id, name, login: email }
}

/** Box tells no fractions of a second, and the zone as an offset. */
export const instant = (date: Date) => date.toISOString().replace(/\.\d+Z$/, '+00:00')
