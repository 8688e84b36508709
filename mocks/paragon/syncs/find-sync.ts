import type { Context } from '../../context.ts'
import type { Credential } from '../../store/connected-users.ts'
import type { Integration } from '../../store/projects.ts'
import type { Sync } from '../../store/syncs.ts'
import { insufficientPermission, notFound } from '../api-error.ts'
import type { Caller } from '../caller.ts'
import { requireIntegration } from '../selectors.ts'

/** A sync with the integration that it reads. */
export interface FoundSync {
  sync: Sync
  integration: Integration
}

/**
 * Whether a token may see a sync. No document says what JWT Permissions do here; assumed: a sync is seen by whoever sees
 * the account that it reads, and there is no permission of its own for reading or changing it. Of an account that is
 * gone, the scopes that would have shown it still show its syncs.
 */
export function isVisible({ user, permissions }: Caller, { sync, integration }: FoundSync): boolean {
  if (user.credentials.some(({ id }) => id === sync.credentialId)) return true
  if ('hidden' in user && user.hidden.some(({ id }) => id === sync.credentialId)) return false
  return permissions.shows({ integration, credential: { id: sync.credentialId, externalId: null } })
}

/** Throws a 404 for a sync of nobody or of someone else, and a 403 for one that the token hides. */
export async function requireSync(ctx: Context, caller: Caller, syncId: string): Promise<FoundSync> {
  const sync = await ctx.store.syncs.find(syncId.toLowerCase())
  if (sync?.personaId !== caller.user.personaId) throw notFound(`Sync "${syncId}" not found.`)
  const found = { sync, integration: requireIntegration(caller.project, sync.integrationId) }
  if (!isVisible(caller, found)) throw insufficientPermission(`The token does not allow the use of sync "${syncId}".`)
  return found
}

/** The account that a sync reads, if it is still connected. */
export function credentialOf({ user }: Caller, sync: Sync): Credential | undefined {
  return user.credentials.find(({ id }) => id === sync.credentialId)
}
