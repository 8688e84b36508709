import { z } from 'zod'
import { derivedUuid } from '../../derived-uuid.ts'
import type { ReachedFile } from '../../store/drive-files.ts'
import type { EffectivePermission, FileSharing } from '../../store/drive-sharing.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { isStorable } from '../../store/storable-text.ts'
import type { ProviderContext } from '../provider-context.ts'
import { identityOf } from './drive-views.ts'
import { accessDenied, GraphError, invalid, itemNotFound, notSupported } from './errors.ts'
import { driveIdOf } from './ids.ts'
import { canWrite } from './items.ts'
import { tenantOf } from './tenant.ts'

const role = z.enum(['read', 'write'])

/** learn.microsoft.com/graph/api/driveitem-invite */
export const invitation = z.object({
  recipients: z
    .array(
      z.object({
        email: z
          .string()
          .regex(/^[^\s@]+@[^\s@]+$/)
          .refine(isStorable)
          .transform((email) => email.toLowerCase()),
      }),
    )
    .min(1)
    .max(100),
  roles: z.array(role).length(1),
})

/** learn.microsoft.com/graph/api/driveitem-createlink */
export const newLink = z.object({
  type: z.enum(['view', 'edit', 'embed']),
  scope: z.enum(['anonymous', 'organization', 'users']).optional(),
})

export const permissionChange = z.object({ roles: z.array(role).length(1) })

type Direct = Exclude<EffectivePermission['role'], 'commenter'>
const ROLES: Record<z.infer<typeof role>, Direct> = { read: 'reader', write: 'writer' }

/** Who has access to an item, the owner first; whoever does not own it is told of themselves only. */
export async function listPermissions(ctx: ProviderContext, account: Account, item: ReachedFile): Promise<object[]> {
  return (await shownPermissions(ctx, account, item)).map(({ resource }) => resource)
}

export async function getPermission(ctx: ProviderContext, account: Account, item: ReachedFile, id: string) {
  const found = (await shownPermissions(ctx, account, item)).find((permission) => permission.id === id)
  if (!found) throw itemNotFound()
  return found.resource
}

/** Gives people access by name. The owner keeps what they have. */
export async function invite(
  ctx: ProviderContext,
  account: Account,
  item: ReachedFile,
  { recipients, roles }: z.infer<typeof invitation>,
): Promise<object[]> {
  const { sharing } = await sharingOf(ctx, item)
  if (!canWrite(item)) throw accessDenied()
  const granted = ROLES[roles[0] ?? 'read']
  for (const { email } of recipients) {
    if (email !== sharing.owner.email) await grant(ctx, account, item, { type: 'user', grantee: email, role: granted })
  }
  const after = await shownPermissions(ctx, sharing.owner, item)
  const ids = [...new Set(recipients.map(({ email }) => userPermissionId(email)))]
  return ids.flatMap((id) => after.find((permission) => permission.id === id)?.resource ?? [])
}

/**
 * Makes a link that anyone, or everyone in the organization, may use. There is one of each scope: another type takes its
 * place (assumed; Graph keeps one of each type). Answers whether there was none.
 */
export async function createLink(
  ctx: ProviderContext,
  account: Account,
  item: ReachedFile,
  { type, scope }: z.infer<typeof newLink>,
): Promise<{ permission: object; isNew: boolean }> {
  if (!canWrite(item)) throw accessDenied()
  if (type === 'embed') throw notSupported('A link to embed')
  // The default is the organization's where there is one.
  const asked = scope ?? (account.kind === 'personal' ? 'anonymous' : 'organization')
  if (asked === 'users') throw notSupported('A link for specific people')
  const { sharing } = await sharingOf(ctx, item)
  const link =
    asked === 'anonymous'
      ? { type: 'anyone' as const, grantee: '' }
      : { type: 'domain' as const, grantee: tenantOf(sharing.owner).domain }
  const id = linkId(item.id, link.type)
  const before = (await shownPermissions(ctx, sharing.owner, item)).some((permission) => permission.id === id)
  await grant(ctx, account, item, { ...link, role: type === 'edit' ? 'writer' : 'reader' })
  return { permission: await getPermission(ctx, sharing.owner, item, id), isNew: !before }
}

export async function updatePermission(
  ctx: ProviderContext,
  account: Account,
  item: ReachedFile,
  id: string,
  { roles }: z.infer<typeof permissionChange>,
): Promise<object> {
  const { type, grantee } = await ownPermission(ctx, item, id)
  // What a link allows is part of the link.
  if (type !== 'user') throw invalid('The roles of a sharing link cannot be changed.')
  await grant(ctx, account, item, { type, grantee, role: ROLES[roles[0] ?? 'read'] })
  return getPermission(ctx, (await sharingOf(ctx, item)).sharing.owner, item, id)
}

export async function deletePermission(ctx: ProviderContext, account: Account, item: ReachedFile, id: string) {
  const { type, grantee } = await ownPermission(ctx, item, id)
  await ctx.store.provider.sharing.revoke(item.id, type, grantee, ctx.clockOf(account.projectId).timestamp())
}

/** A permission that is on the item itself: that of the owner, or of a folder above, is not changed here. */
async function ownPermission(ctx: ProviderContext, item: ReachedFile, id: string): Promise<EffectivePermission> {
  if (!canWrite(item)) throw accessDenied()
  const { sharing } = await sharingOf(ctx, item)
  if (id === userPermissionId(sharing.owner.email)) throw accessDenied('The owner keeps their access.')
  const found = sharing.permissions.find((permission) => permissionId(item.id, permission) === id)
  if (!found) throw itemNotFound()
  if (found.direct === null) throw new GraphError(403, 'accessDenied', 'Inherited permissions cannot be changed here.')
  return found
}

function grant(
  ctx: ProviderContext,
  { projectId }: Account,
  { id: fileId }: ReachedFile,
  permission: Pick<EffectivePermission, 'type' | 'grantee' | 'role'>,
): Promise<void> {
  const dateCreated = ctx.clockOf(projectId).timestamp()
  return ctx.store.provider.sharing.grant({ ...permission, fileId, allowFileDiscovery: false, dateCreated })
}

async function sharingOf(ctx: ProviderContext, item: ReachedFile): Promise<{ sharing: FileSharing }> {
  const sharing = (await ctx.store.provider.sharing.of([item.id])).get(item.id)
  if (!sharing) throw itemNotFound()
  return { sharing }
}

async function shownPermissions(ctx: ProviderContext, viewer: Account, item: ReachedFile) {
  const { sharing } = await sharingOf(ctx, item)
  const isOwner = viewer.id === sharing.owner.id
  const domain = tenantOf(viewer).domain
  const permissions = sharing.permissions.filter(
    ({ type, grantee }) =>
      isOwner ||
      type === 'anyone' ||
      (type === 'user' && grantee === viewer.email) ||
      (type === 'domain' && grantee === domain),
  )
  const emails = permissions.filter(({ type }) => type === 'user').map(({ grantee }) => grantee)
  const { accounts } = ctx.store.provider
  const found = emails.length > 0 ? await accounts.findByEmails(viewer.projectId, viewer.directory, emails) : []
  const known = new Map(found.map((account) => [account.email, account]))
  const owner = {
    id: userPermissionId(sharing.owner.email),
    resource: {
      id: userPermissionId(sharing.owner.email),
      roles: ['owner'],
      ...granted(identityOf(sharing.owner)),
    },
  }
  const others = permissions.map((permission) => {
    const id = permissionId(item.id, permission)
    return { id, resource: permissionResource(item, sharing.owner, permission, id, known.get(permission.grantee)) }
  })
  return isOwner ? [owner, ...others] : others
}

/**
 * learn.microsoft.com/graph/api/resources/permission. Graph documents `inheritedFrom` for personal OneDrives alone; here
 * every drive tells it.
 */
function permissionResource(
  item: ReachedFile,
  owner: Account,
  { type, grantee, role: has, direct, inheritedFrom }: EffectivePermission,
  id: string,
  account: Account | undefined,
) {
  const canEdit = has === 'writer'
  const base = {
    id,
    roles: [canEdit ? 'write' : 'read'],
    ...(direct === null &&
      inheritedFrom !== null && { inheritedFrom: { driveId: driveIdOf(item.driveId ?? ''), id: inheritedFrom } }),
  }
  if (type === 'user') {
    return { ...base, ...granted(account ? identityOf(account) : { displayName: grantee, email: grantee }) }
  }
  const isAnyone = type === 'anyone'
  const shareId = `u!${Buffer.from(id).toString('base64url')}`
  return {
    ...base,
    shareId,
    hasPassword: false,
    grantedToIdentitiesV2: [],
    grantedToIdentities: [],
    link: {
      scope: isAnyone ? 'anonymous' : 'organization',
      type: canEdit ? 'edit' : 'view',
      webUrl: `https://${tenantOf(owner).myHost}/:u:/g/${shareId}`,
      preventsDownload: false,
    },
  }
}

/** By the name of today, and by the one that it replaces. */
function granted(user: { id?: string; displayName: string; email: string }) {
  return { grantedToV2: { user }, grantedTo: { user } }
}

/** Ids as SharePoint makes them: of a person the login name, of a link a GUID. */
function permissionId(fileId: string, { type, grantee, direct, inheritedFrom }: EffectivePermission): string {
  if (type === 'user') return userPermissionId(grantee)
  return linkId(direct === null ? (inheritedFrom ?? fileId) : fileId, type)
}

const userPermissionId = (email: string) => Buffer.from(`i:0#.f|membership|${email}`).toString('base64url')
const linkId = (fileId: string, type: string) => derivedUuid(fileId, type)
