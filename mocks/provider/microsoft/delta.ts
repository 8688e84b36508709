import { z } from 'zod'
import type { ReachedFile } from '../../store/drive-files.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderContext } from '../provider-context.ts'
import { resyncRequired } from './errors.ts'
import { driveIdOf } from './ids.ts'
import { listName, readToken, writeToken } from './query.ts'

/** Listing what there is, since a change; or listing the changes since one. */
const tokenSchema = z.object({
  since: z.int().min(0),
  after: z.object({ id: z.string(), date: z.number() }).optional(),
})

export interface DeltaPage {
  /** What is there, with its last state, and the ids of what is not any more. */
  items: (ReachedFile | { deletedId: string })[]
  /** Of the next page, or, when this was the last, of the next time. */
  token: string
  hasMore: boolean
}

/**
 * What has changed in a drive since a token (learn.microsoft.com/graph/api/driveitem-delta): each item once, with its last
 * state. Without a token everything that there is; `latest` only begins. Throws GraphError 410 for a token that is none.
 */
export async function listDelta(
  ctx: ProviderContext,
  account: Account,
  rootId: string,
  { token, top }: { token: string | undefined; top: number },
): Promise<DeltaPage> {
  const { files, sharing } = ctx.store.provider
  const list = listName('delta', account.id, rootId)
  const last = await sharing.lastChange()
  if (token === 'latest') return { items: [], token: writeToken(list, { since: last }), hasMore: false }
  const read = token ? readToken(token, list, tokenSchema) : { since: last, after: undefined }
  if (!read || read.since > last) throw resyncRequired()
  const { since, after } = read

  if (!token || after) {
    const found = await files.list(account.id, {
      condition: { kind: 'is', field: 'driveId', value: rootId },
      order: [{ column: 'dateCreated', direction: 'asc' }],
      after: after && { id: after.id, isFolder: false, values: [new Date(after.date)] },
      limit: top + 1,
    })
    const items = found.slice(0, top)
    const end = items.at(-1)
    const hasMore = end !== undefined && found.length > top
    const next = hasMore ? { since, after: { id: end.id, date: end.dateCreated.getTime() } } : { since }
    return { items, token: writeToken(list, next), hasMore }
  }

  const found = await sharing.changes(account.id, since, top + 1, { driveId: rootId })
  const page = found.slice(0, top)
  const present = await files.among(
    account.id,
    page.map(({ fileId }) => fileId),
  )
  const items = page.map(({ fileId }) => present.get(fileId) ?? { deletedId: fileId })
  const hasMore = found.length > top
  const end = hasMore ? page.at(-1)?.id : undefined
  // Not the end of this drive's changes but of all: the longer it had none, the less there is to look through.
  return { items, token: writeToken(list, { since: end ?? Math.max(last, page.at(-1)?.id ?? 0) }), hasMore }
}

/** learn.microsoft.com/graph/api/resources/deleted */
export function deletedResource(rootId: string, id: string) {
  return { id, parentReference: { driveId: driveIdOf(rootId) }, deleted: { state: 'deleted' } }
}
