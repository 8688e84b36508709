import { insufficientPermission } from '../api-error.ts'
import type { Permissions, PermissionTarget } from './permissions.ts'
import type { PermissionName } from './table.ts'

/** Throws a 403 that leaves the SDK signed in, when the token does not allow this. */
export function demand(
  { permissions }: { permissions: Permissions },
  permission: PermissionName,
  target: PermissionTarget,
): void {
  if (!permissions.allows(permission, target)) {
    throw insufficientPermission(`The token does not allow "${permission}" here.`)
  }
}
