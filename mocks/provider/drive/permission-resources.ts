import { createHash } from 'node:crypto'
import type { Urls } from '../../context.ts'
import type { DriveRole, EffectivePermission, FileSharing, GranteeType } from '../../store/drive-sharing.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { ANY, type Shape, scalars } from '../google/field-mask.ts'
import { pictureUrl } from '../oauth/claims.ts'

/** Every field of Drive's Permission (developers.google.com/workspace/drive/api/reference/rest/v3/permissions). */
export const PERMISSION: Shape = {
  ...scalars('kind id type emailAddress domain role view allowFileDiscovery displayName photoLink expirationTime'),
  ...scalars('deleted pendingOwner inheritedPermissionsDisabled'),
  permissionDetails: ANY,
  teamDrivePermissionDetails: ANY,
}

export const PERMISSION_LIST: Shape = { ...scalars('kind nextPageToken'), permissions: PERMISSION }

/** Sent when no `fields` are asked for. */
export const DEFAULT_PERMISSION_FIELDS = 'kind,id,type,role'
export const DEFAULT_PERMISSION_LIST_FIELDS = `kind,nextPageToken,permissions(${DEFAULT_PERMISSION_FIELDS})`

/** The same grantee has the same permission id on every file. */
export function permissionIdOf({ type, grantee, allowFileDiscovery = false }: Grantee): string {
  if (type === 'anyone') return allowFileDiscovery ? 'anyone' : 'anyoneWithLink'
  const hex = createHash('sha256').update(`${type}/${grantee}`).digest('hex').slice(0, 16)
  const digits = BigInt(`0x${hex}`).toString().padStart(20, '0')
  return type === 'domain' ? `${digits}k` : digits
}

interface Grantee {
  type: GranteeType
  grantee: string
  allowFileDiscovery?: boolean
}

export type PermissionResource = ReturnType<typeof permissionResource>

/** All permissions of a file, the owner's first. `known` has the accounts among the grantees, by address. */
export function permissionResources(
  urls: Urls,
  { owner, permissions }: FileSharing,
  known: ReadonlyMap<string, Account>,
): PermissionResource[] {
  const own = {
    type: 'user' as const,
    grantee: owner.email,
    role: 'owner' as const,
    allowFileDiscovery: false,
    direct: 'owner' as const,
    inherited: null,
    inheritedFrom: null,
  }
  return [
    permissionResource(urls, own, owner),
    ...permissions.map((each) => permissionResource(urls, each, known.get(each.grantee))),
  ]
}

type Described = Omit<EffectivePermission, 'role' | 'direct'> & { role: DriveRole; direct: DriveRole | null }

function permissionResource(urls: Urls, permission: Described, account: Account | undefined) {
  const { type, grantee, role, allowFileDiscovery, direct, inherited } = permission
  const details = [
    { role: direct, inherited: false },
    { role: inherited, inherited: true },
  ]
  return {
    kind: 'drive#permission',
    id: permissionIdOf(permission),
    type,
    role,
    ...((type === 'user' || type === 'group') && { emailAddress: grantee, displayName: account?.name ?? grantee }),
    ...(type === 'user' && account && { photoLink: pictureUrl({ urls }, account) }),
    ...(type === 'domain' && { domain: grantee, displayName: grantee }),
    ...((type === 'domain' || type === 'anyone') && { allowFileDiscovery }),
    deleted: false,
    pendingOwner: false,
    permissionDetails: details.flatMap((detail) =>
      detail.role === null ? [] : [{ permissionType: 'file', role: detail.role, inherited: detail.inherited }],
    ),
  }
}
