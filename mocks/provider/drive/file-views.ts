import type { ReachedFile } from '../../store/drive-files.ts'
import type { FileSharing } from '../../store/drive-sharing.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { FieldMask } from '../google/field-mask.ts'
import { wants } from '../google/field-mask.ts'
import type { ProviderContext } from '../provider-context.ts'
import { type PermissionResource, permissionResources } from './permission-resources.ts'
import { type FileView, rootId } from './resources.ts'

const SHARING_FIELDS = ['shared', 'permissions', 'permissionIds']

/** Files with what the wanted fields tell of others: a few questions for all of them, and none that nobody asked. */
export async function viewFiles(
  ctx: ProviderContext,
  viewer: Account,
  files: readonly ReachedFile[],
  mask: FieldMask,
): Promise<FileView[]> {
  const { accounts, files: drive, sharing } = ctx.store.provider
  const foreign = [...new Set(files.map(({ accountId }) => accountId))].filter((id) => id !== viewer.id)
  const owners = foreign.length > 0 ? await accounts.findAmong(viewer.projectId, viewer.directory, foreign) : []
  const ownerOf = new Map([viewer, ...owners].map((account) => [account.id, account]))
  const folderIds = wants(mask, 'parents') ? files.flatMap(({ parentId }) => parentId ?? []) : []
  const folders = folderIds.length > 0 ? await drive.among(viewer.id, [...new Set(folderIds)]) : new Map()
  const wantsSharing = SHARING_FIELDS.some((field) => wants(mask, field))
  const shared = wantsSharing
    ? await permissionsOf(ctx, viewer, await sharing.of(files.map(({ id }) => id)))
    : new Map<string, PermissionResource[]>()

  return files.map((file) => {
    const isOwn = file.accountId === viewer.id
    const inRoot = isOwn ? rootId(viewer) : undefined
    const inFolder = file.parentId !== null && folders.has(file.parentId) ? file.parentId : undefined
    return {
      file,
      owner: ownerOf.get(file.accountId) ?? viewer,
      parent: file.parentId === null ? inRoot : inFolder,
      permissions: shared.get(file.id),
    }
  })
}

/** The permissions of files, by file. */
export async function permissionsOf(
  ctx: ProviderContext,
  { projectId, directory }: Account,
  sharing: ReadonlyMap<string, FileSharing>,
): Promise<Map<string, PermissionResource[]>> {
  const users = [...sharing.values()].flatMap(({ permissions }) => permissions.filter(({ type }) => type === 'user'))
  const emails = [...new Set(users.map(({ grantee }) => grantee))]
  const found = emails.length > 0 ? await ctx.store.provider.accounts.findByEmails(projectId, directory, emails) : []
  const known = new Map(found.map((account) => [account.email, account]))
  return new Map([...sharing].map(([fileId, each]) => [fileId, permissionResources(ctx.urls, each, known)]))
}
