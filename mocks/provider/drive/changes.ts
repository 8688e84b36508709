import type { ReachedFile } from '../../store/drive-files.ts'
import type { DriveChange } from '../../store/drive-sharing.ts'
import type { Account } from '../../store/provider-accounts.ts'
import { GoogleApiError, invalidValue, outOfRange, parameter } from '../google/errors.ts'
import type { ProviderContext } from '../provider-context.ts'

/**
 * Where the changes from now on begin (developers.google.com/workspace/drive/api/guides/manage-changes). As at Google a
 * token is a number, of the first change that it would list.
 */
export async function startPageToken(ctx: ProviderContext): Promise<string> {
  return String((await ctx.store.provider.sharing.lastChange()) + 1)
}

export interface ChangesInput {
  pageToken?: string | undefined
  pageSize?: string | undefined
  includeRemoved?: string | undefined
}

/** A change with its file; without one when the file is gone, or is not shared with the account any more. */
export type ListedChange = DriveChange & { file: ReachedFile | undefined }

/** What has changed for an account since a token: each file once, with its last change. */
export async function listChanges(
  ctx: ProviderContext,
  account: Account,
  { pageToken, pageSize = '100', includeRemoved = 'true' }: ChangesInput,
): Promise<{ changes: ListedChange[]; nextPageToken?: string; newStartPageToken?: string }> {
  if (!pageToken) {
    throw new GoogleApiError(400, 'required', 'Required parameter: pageToken', parameter('pageToken'))
  }
  const size = /^\d{1,4}$/.test(pageSize) ? Number(pageSize) : Number.NaN
  if (!(size >= 1 && size <= 1000)) throw outOfRange('pageSize', pageSize, 1, 1000)
  const last = await ctx.store.provider.sharing.lastChange()
  const first = /^[1-9]\d{0,15}$/.test(pageToken) ? Number(pageToken) : Number.NaN
  if (!(first <= last + 1)) throw invalidValue('pageToken')
  const found = await ctx.store.provider.sharing.changes(account.id, first - 1, size + 1)
  const page = found.slice(0, size)
  const files = await ctx.store.provider.files.among(
    account.id,
    page.map(({ fileId }) => fileId),
  )
  const listed = page.map((change) => ({ ...change, file: files.get(change.fileId) }))
  const changes = includeRemoved === 'false' ? listed.filter(({ file }) => file) : listed
  const end = page.at(-1)
  if (end && found.length > size) return { changes, nextPageToken: String(end.id + 1) }
  // Not the end of this account's changes but of all: the longer it had none, the less there is to look through.
  return { changes, newStartPageToken: String(Math.max(last, end?.id ?? 0) + 1) }
}
