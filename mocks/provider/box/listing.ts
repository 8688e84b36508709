import { z } from 'zod'
import { FOLDER, type ListPosition, type ListQuery, positionOf, type ReachedFile } from '../../store/drive-files.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderContext } from '../provider-context.ts'
import { badRequest } from './errors.ts'
import { ROOT } from './ids.ts'

const marker = z.object({ id: z.string(), isFolder: z.boolean(), name: z.string() })

/** Folders first, and both by name, as Box sorts without being asked to. */
const order: ListQuery['order'] = [{ column: 'name', direction: 'asc' }]

export type Place = { folderId: string } | { trash: true } | { words: string; type: 'file' | 'folder' | undefined }

function conditionOf(account: Account, place: Place): ListQuery['condition'] {
  if ('trash' in place) return { kind: 'is', field: 'trashed', value: true }
  const present = { kind: 'is', field: 'trashed', value: false } as const
  if ('words' in place) {
    const { words, type } = place
    const isFolder = { kind: 'is', field: 'mimeType', value: FOLDER } as const
    const ofType = type === 'file' ? [{ kind: 'not' as const, condition: isFolder }] : type ? [isFolder] : []
    return { kind: 'and', conditions: [present, { kind: 'startsWord', field: 'name', value: words }, ...ofType] }
  }
  const { folderId } = place
  const lies: ListQuery['condition'] =
    folderId === ROOT
      ? { kind: 'atTop', accountId: account.id, email: account.email }
      : { kind: 'is', field: 'parentId', value: folderId }
  return { kind: 'and', conditions: [present, lies] }
}

/** A page from a marker on, and the marker of the next one; `trash`: only what was put there itself, not what lay in it. */
export async function listByMarker(
  ctx: ProviderContext,
  account: Account,
  place: Place,
  { limit, marker: text }: { limit: number; marker: string | undefined },
): Promise<{ items: ReachedFile[]; nextMarker: string | undefined }> {
  const found = await ctx.store.provider.files.list(account.id, {
    condition: conditionOf(account, place),
    order,
    folders: 'first',
    after: text ? positionIn(text) : undefined,
    limit: limit + 1,
  })
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return {
    items: await shown(ctx, account, place, items),
    nextMarker: last && found.length > limit ? markerAfter(last) : undefined,
  }
}

/** A page by how many come before it, and how many there are in all; of a search, how many there are at least. */
export async function listByOffset(
  ctx: ProviderContext,
  account: Account,
  place: Place,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ items: ReachedFile[]; total: number }> {
  const { files } = ctx.store.provider
  const condition = conditionOf(account, place)
  const found = await files.list(account.id, {
    condition,
    order,
    folders: 'first',
    // What was put into the trash is told from what lay in it only after reading.
    limit: 'trash' in place ? MOST : offset + limit + 1,
  })
  const all = await shown(ctx, account, place, found)
  const total = 'folderId' in place ? await files.count(account.id, condition) : all.length
  return { items: all.slice(offset, offset + limit), total }
}

/** As many as an offset reaches (developer.box.com/guides/api-calls/pagination/offset-based). */
const MOST = 10_000 + 1_000

async function shown(
  ctx: ProviderContext,
  account: Account,
  place: Place,
  items: ReachedFile[],
): Promise<ReachedFile[]> {
  if (!('trash' in place)) return items
  const own = items.filter(({ accountId }) => accountId === account.id)
  const above = await ctx.store.provider.files.among(
    account.id,
    own.flatMap(({ parentId }) => parentId ?? []),
  )
  return own.filter(({ parentId }) => !above.get(parentId ?? '')?.trashed)
}

function markerAfter(file: ReachedFile): string {
  const { id, isFolder } = positionOf(file, order)
  return Buffer.from(JSON.stringify({ id, isFolder, name: file.name })).toString('base64url')
}

function positionIn(text: string): ListPosition {
  try {
    const { id, isFolder, name } = marker.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { id, isFolder, values: [name] }
  } catch {
    throw badRequest('marker', `Invalid value '${text}'.`)
  }
}
