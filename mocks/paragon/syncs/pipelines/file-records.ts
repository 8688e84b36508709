import { z } from 'zod'
import type { Grant } from '../../../store/sync-records.ts'
import { SyncFailure } from '../account-api.ts'

/** Of folders, where the third party has no type for them: a freedesktop.org name (assumed). */
export const FOLDER_TYPE = 'inode/directory'

export const RANK = { reader: 1, writer: 2, owner: 3 } as const

/** What `mimeTypes` of a configuration is. */
export const mimeTypes = z.array(z.string().min(1)).min(1).max(100).optional()
/** What `fileIds` is; so many are documented of Box (docs: managed-sync/integrations/box). */
export const fileIds = z.array(z.string().min(1)).min(1).max(300).optional()

/** A File (docs: managed-sync/api/file-schema); the keys of `hash` and `customFields` are assumed. */
export interface FileData extends Record<string, unknown> {
  name: string
  mimeType: string
  size: number
  url: string | null
  thumbnailUrl: string | null
  createdAt: string | null
  updatedAt: string | null
  hash: Record<string, string>
  parentFolderId: string | null
  customFields: Record<string, unknown>
}

/** Any way that a third party writes an instant, as ISO 8601 in UTC. */
export function instant(text: string | null | undefined): string | null {
  const date = new Date(text ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

/** One grant for each who has any: the most of several, and inherited only when all of that are. */
export function mergedGrants(grants: readonly Grant[]): Grant[] {
  const merged = new Map<string, Grant>()
  for (const grant of grants) {
    const known = merged.get(grant.principal)
    const isMore = !known || grant.rank > known.rank || (grant.rank === known.rank && !grant.isInherited)
    if (isMore) merged.set(grant.principal, grant)
  }
  return [...merged.values()]
}

export function userGrant(email: string, rank: number, isInherited = false): Grant {
  return { principal: `user:${email.toLowerCase()}`, rank, isInherited }
}

/** Who a link to everyone in an organization is for: those with the owner's e-mail domain. */
export function domainPrincipal(ownerEmail: string | undefined): string | undefined {
  const domain = ownerEmail?.toLowerCase().replace(/^.*@/, '')
  return domain ? `domain:${domain}` : undefined
}

/** Asked of a third party at once, of things that it tells one by one. */
const AT_ONCE = 10

/** Each element's result, in order; a few are under way at a time. */
export async function forEachOf<T, R>(elements: readonly T[], work: (element: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let start = 0; start < elements.length; start += AT_ONCE) {
    results.push(...(await Promise.all(elements.slice(start, start + AT_ONCE).map(work))))
  }
  return results
}

/** What a call answers, or the failure that the third party will not answer it: it is gone, or not for this account. */
export async function unlessRefused<T>(call: Promise<T>): Promise<T | SyncFailure> {
  try {
    return await call
  } catch (error) {
    if (error instanceof SyncFailure && error.kind === 'refused') return error
    throw error
  }
}
