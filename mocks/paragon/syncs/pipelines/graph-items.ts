import { z } from 'zod'
import type { Grant } from '../../../store/sync-records.ts'
import { type AccountApi, SyncFailure } from '../account-api.ts'
import {
  domainPrincipal,
  type FileData,
  FOLDER_TYPE,
  forEachOf,
  instant,
  mergedGrants,
  RANK,
  unlessRefused,
  userGrant,
} from './file-records.ts'
import type { Item } from './pipeline.ts'

/** A drive, and who owns what lies in it. */
export const driveSchema = z.object({ id: z.string(), owner: z.string().nullable() })
export type Drive = z.infer<typeof driveSchema>

const identity = z.object({ user: z.object({ email: z.string().optional() }).optional() }).optional()

const item = z.object({
  id: z.string(),
  name: z.string().optional(),
  size: z.number().optional(),
  webUrl: z.string().optional(),
  description: z.string().optional(),
  eTag: z.string().optional(),
  createdDateTime: z.string().optional(),
  lastModifiedDateTime: z.string().optional(),
  createdBy: identity,
  lastModifiedBy: identity,
  parentReference: z.object({ id: z.string().optional(), path: z.string().optional() }).optional(),
  file: z
    .object({ mimeType: z.string().optional(), hashes: z.record(z.string(), z.string().nullable()).optional() })
    .optional(),
  folder: z.object({}).optional(),
  root: z.object({}).optional(),
  shared: z.object({}).optional(),
  deleted: z.object({}).optional(),
})
export type GraphItem = z.infer<typeof item>

const page = z.object({
  value: z.array(item),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
})
export type GraphPage = z.infer<typeof page>

const permissions = z.object({
  value: z.array(
    z.object({
      roles: z.array(z.string()),
      grantedToV2: identity,
      link: z.object({ scope: z.string().optional() }).optional(),
      inheritedFrom: z.object({}).optional(),
    }),
  ),
})

export const readPage = (api: AccountApi, url: string): Promise<GraphPage> => api.json(page, url)

export const itemUrl = (driveId: string, itemId: string) =>
  `/drives/${encodeURIComponent(driveId)}/items/${encodeURIComponent(itemId)}`

export const readItem = (api: AccountApi, driveId: string, itemId: string): Promise<GraphItem> =>
  api.json(item, itemUrl(driveId, itemId))

const drive = z.object({ id: z.string(), owner: identity })
const toDrive = ({ id, owner }: z.infer<typeof drive>): Drive => ({
  id,
  owner: owner?.user?.email?.toLowerCase() ?? null,
})

export async function readDrive(api: AccountApi, url: string): Promise<Drive> {
  return toDrive(await api.json(drive, url))
}

export async function readDrives(api: AccountApi, url: string): Promise<Drive[]> {
  return (await api.json(z.object({ value: z.array(drive) }), url)).value.map(toDrive)
}

export interface Shown {
  mimeTypes?: string[] | undefined
  /** What else is told of an item. */
  customFields?: (item: GraphItem) => Record<string, unknown>
}

/** Items of a drive in the form of the File schema; neither the root nor what is gone is one. */
export async function itemsOf(
  api: AccountApi,
  drive: Drive,
  items: readonly GraphItem[],
  { mimeTypes, customFields }: Shown,
): Promise<Item[]> {
  const wanted = items
    .filter(({ root, deleted }) => !root && !deleted)
    .map((each) => ({ each, data: dataOf(drive, each, customFields?.(each)) }))
    .filter(({ data }) => !mimeTypes || mimeTypes.includes(data.mimeType))
  return forEachOf(wanted, async ({ each, data }) => ({
    externalId: each.id,
    data,
    access: { objectType: each.folder ? 'folder' : 'file', grants: await grantsOf(api, drive, each) },
  }))
}

function dataOf(drive: Drive, given: GraphItem, customFields: Record<string, unknown> = {}): FileData {
  const hashes = Object.entries(given.file?.hashes ?? {}).flatMap(([name, hash]) =>
    hash === null ? [] : [[name, hash]],
  )
  return {
    name: given.name ?? '',
    mimeType: given.folder ? FOLDER_TYPE : (given.file?.mimeType ?? 'application/octet-stream'),
    size: given.size ?? 0,
    url: given.webUrl ?? null,
    thumbnailUrl: null,
    createdAt: instant(given.createdDateTime),
    updatedAt: instant(given.lastModifiedDateTime),
    hash: Object.fromEntries(hashes),
    parentFolderId: given.parentReference?.id ?? null,
    // A content is asked for by its drive.
    customFields: { driveId: drive.id, description: given.description ?? null, ...customFields },
  }
}

/**
 * Who may use an item. Graph tells the owner of a drive everyone with access, and everyone else only what applies to them;
 * whoever owns the drive owns what lies in it.
 */
async function grantsOf(api: AccountApi, { id: driveId, owner }: Drive, { id, shared }: GraphItem): Promise<Grant[]> {
  const grants: Grant[] = owner ? [userGrant(owner, RANK.owner)] : []
  if (!shared) return grants
  const told = await unlessRefused(api.json(permissions, `${itemUrl(driveId, id)}/permissions`))
  if (told instanceof SyncFailure) return grants
  for (const { roles, grantedToV2, link, inheritedFrom } of told.value) {
    const rank = Math.max(0, ...roles.map((role) => RANKS[role] ?? 0))
    const email = grantedToV2?.user?.email
    const principal = email ? `user:${email.toLowerCase()}` : principalOf(link?.scope, owner ?? undefined)
    if (rank > 0 && principal) grants.push({ principal, rank, isInherited: inheritedFrom !== undefined })
  }
  return mergedGrants(grants)
}

const RANKS: Record<string, number> = { owner: RANK.owner, write: RANK.writer, read: RANK.reader }

function principalOf(scope: string | undefined, owner: string | undefined): string | undefined {
  if (scope === 'anonymous') return 'anyone'
  return scope === 'organization' ? domainPrincipal(owner) : undefined
}

/** The content of a record, by the drive that it tells. */
export function graphContent(api: AccountApi, externalId: string, data: Record<string, unknown>): Promise<Response> {
  const { driveId } = z.object({ driveId: z.string() }).parse(data.customFields)
  return api.download(`${itemUrl(driveId, externalId)}/content`)
}
