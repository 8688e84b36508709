import { z } from 'zod'
import type { GranteeType } from '../../store/drive-sharing.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { isStorable } from '../../store/storable-text.ts'
import { GoogleApiError, invalidValue, outOfRange, parameter } from '../google/errors.ts'
import { listName, readPageToken, writePageToken } from '../google/page-token.ts'
import type { ProviderContext } from '../provider-context.ts'
import { insufficientFilePermissions, permissionNotFound } from './errors.ts'
import { permissionsOf } from './file-views.ts'
import { getFile, writableFile } from './operations.ts'
import { type PermissionResource, permissionIdOf } from './permission-resources.ts'
import { canWrite } from './resources.ts'

const roleSchema = z.enum(['writer', 'commenter', 'reader'])
export const newPermission = z.object({
  type: z.enum(['user', 'group', 'domain', 'anyone']),
  role: roleSchema,
  emailAddress: z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/)
    .refine(isStorable)
    .optional(),
  domain: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i)
    .optional(),
  allowFileDiscovery: z.boolean().optional(),
})
export const changedPermission = z.object({ role: roleSchema })

const positionSchema = z.object({ after: z.int().min(1) })

/** Whom a file is shared with, the owner first; only those who may share it are told (403 for others). */
export async function listPermissions(
  ctx: ProviderContext,
  account: Account,
  fileId: string,
  { pageSize = '100', pageToken }: { pageSize?: string | undefined; pageToken?: string | undefined },
) {
  const size = /^\d{1,3}$/.test(pageSize) ? Number(pageSize) : Number.NaN
  if (!(size >= 1 && size <= 100)) throw outOfRange('pageSize', pageSize, 1, 100)
  const all = await permissionsOfFile(ctx, account, fileId)
  const list = listName('permissions', account.id, fileId)
  const start = pageToken ? readPageToken(pageToken, list, positionSchema).after : 0
  const end = start + size
  return {
    permissions: all.slice(start, end),
    nextPageToken: end < all.length ? writePageToken(list, { after: end }) : undefined,
  }
}

export async function getPermission(ctx: ProviderContext, account: Account, fileId: string, permissionId: string) {
  const found = (await permissionsOfFile(ctx, account, fileId)).find(({ id }) => id === permissionId)
  if (!found) throw permissionNotFound(permissionId)
  return found
}

/** Shares a file. A grantee that has a permission on it gets the role instead. */
export async function createPermission(ctx: ProviderContext, account: Account, fileId: string, body: unknown) {
  const file = await writableFile(ctx, account, fileId)
  const given = parsePermission(newPermission, body)
  const grantee = granteeOf(given)
  const owner = await ctx.store.provider.accounts.find(file.accountId)
  // The owner has every right already, and keeps it.
  if (!(given.type === 'user' && grantee === owner?.email)) {
    await ctx.store.provider.sharing.grant({
      fileId: file.id,
      type: given.type,
      grantee,
      role: given.role,
      allowFileDiscovery: given.allowFileDiscovery ?? false,
      dateCreated: ctx.clockOf(account.projectId).timestamp(),
    })
  }
  const { type, allowFileDiscovery = false } = given
  return getPermission(ctx, account, file.id, permissionIdOf({ type, grantee, allowFileDiscovery }))
}

export async function updatePermission(
  ctx: ProviderContext,
  account: Account,
  fileId: string,
  permissionId: string,
  body: unknown,
) {
  const file = await writableFile(ctx, account, fileId)
  const { role } = parsePermission(changedPermission, body)
  const known = await directPermission(ctx, file.id, permissionId)
  const dateCreated = ctx.clockOf(account.projectId).timestamp()
  await ctx.store.provider.sharing.grant({ ...known, fileId: file.id, role, dateCreated })
  return getPermission(ctx, account, file.id, permissionId)
}

/** Stops sharing. Whoever has a permission may give up their own, too. */
export async function deletePermission(ctx: ProviderContext, account: Account, fileId: string, permissionId: string) {
  const file = await getFile(ctx, account, fileId)
  const isOwn = permissionId === permissionIdOf({ type: 'user', grantee: account.email })
  if (!isOwn && !canWrite(file)) throw insufficientFilePermissions()
  const { type, grantee } = await directPermission(ctx, file.id, permissionId)
  await ctx.store.provider.sharing.revoke(file.id, type, grantee, ctx.clockOf(account.projectId).timestamp())
}

/** A permission that is on the file itself: that of an owner, or of a folder above, is not changed here. */
async function directPermission(ctx: ProviderContext, fileId: string, permissionId: string) {
  const sharing = (await ctx.store.provider.sharing.of([fileId])).get(fileId)
  const found = sharing?.permissions.find((permission) => permissionIdOf(permission) === permissionId)
  const isOwners = sharing && permissionId === permissionIdOf({ type: 'user', grantee: sharing.owner.email })
  if (isOwners || (found && found.direct === null)) throw insufficientFilePermissions()
  if (!found) throw permissionNotFound(permissionId)
  const { type, grantee, allowFileDiscovery } = found
  return { type, grantee, allowFileDiscovery }
}

async function permissionsOfFile(
  ctx: ProviderContext,
  account: Account,
  fileId: string,
): Promise<PermissionResource[]> {
  const file = await writableFile(ctx, account, fileId)
  const sharing = await ctx.store.provider.sharing.of([file.id])
  return (await permissionsOf(ctx, account, sharing)).get(file.id) ?? []
}

function parsePermission<T>(schema: z.ZodType<T>, body: unknown): T {
  const given = body ?? {}
  if (typeof given === 'object' && 'role' in given && given.role === 'owner') {
    const message = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
    throw new GoogleApiError(403, 'forbidden', message, parameter('transferOwnership'))
  }
  const parsed = schema.safeParse(given)
  if (parsed.success) return parsed.data
  throw invalidValue(`permission.${String(parsed.error.issues[0]?.path[0] ?? 'type')}`)
}

function granteeOf({ type, emailAddress, domain }: z.infer<typeof newPermission>): string {
  const field: Record<GranteeType, string | undefined> = {
    user: emailAddress,
    group: emailAddress,
    domain,
    anyone: '',
  }
  const grantee = field[type]
  if (grantee === undefined) throw invalidValue(`permission.${type === 'domain' ? 'domain' : 'emailAddress'}`)
  return grantee.toLowerCase()
}
