import { derivedUuid } from '../../derived-uuid.ts'
import type { ReachedFile } from '../../store/drive-files.ts'
import { FOLDER } from '../../store/drive-files.ts'
import type { FileSharing } from '../../store/drive-sharing.ts'
import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderContext } from '../provider-context.ts'
import { downloadLinks } from './download.ts'
import { DRIVES, type DriveData, driveData, SITES, type SiteData, siteData } from './drive-records.ts'
import { driveIdOf } from './ids.ts'
import { personalSite, tenantOf } from './tenant.ts'

/** A drive with whose it is, and the site that it belongs to. */
export interface Drive {
  rootId: string
  owner: Account
  data: DriveData
  site?: { id: string; data: SiteData }
}

/** What all items of a list need to be shown. */
export type ItemView = ReturnType<typeof itemResource>

/** The drives of those files, by the ids of their roots. */
export async function drivesOf(
  ctx: ProviderContext,
  viewer: Account,
  files: readonly Pick<ReachedFile, 'driveId' | 'accountId'>[],
): Promise<Map<string, Drive>> {
  const { accounts, records } = ctx.store.provider
  const foreign = [...new Set(files.map(({ accountId }) => accountId))].filter((id) => id !== viewer.id)
  const owners = foreign.length > 0 ? await accounts.findAmong(viewer.projectId, viewer.directory, foreign) : []
  const drives = new Map<string, Drive>()
  for (const owner of [viewer, ...owners]) {
    const own = files.filter(({ accountId }) => accountId === owner.id)
    const rootIds = [...new Set(own.flatMap(({ driveId }) => driveId ?? []))]
    if (rootIds.length === 0) continue
    const found = await records.findAmong(owner.id, DRIVES, rootIds)
    const parsed = found.map(({ id, data }) => ({ rootId: id, data: driveData.parse(data) }))
    const siteIds = parsed.flatMap(({ data }) => data.siteId ?? [])
    const sites = siteIds.length > 0 ? await records.findAmong(owner.id, SITES, siteIds) : []
    const siteOf = new Map(sites.map(({ id, data }) => [id, { id, data: siteData.parse(data) }]))
    for (const { rootId, data } of parsed) {
      const site = siteOf.get(data.siteId ?? '')
      drives.set(rootId, { rootId, owner, data, ...(site && { site }) })
    }
  }
  return drives
}

/** Files as Graph's drive items: a few questions for all of them together. */
export async function viewItems(
  ctx: ProviderContext,
  viewer: Account,
  files: readonly ReachedFile[],
): Promise<object[]> {
  if (files.length === 0) return []
  const { files: store, sharing } = ctx.store.provider
  const ids = files.map(({ id }) => id)
  const [drives, paths, counts, shared] = [
    await drivesOf(ctx, viewer, files),
    await store.paths(ids),
    await store.childCounts(files.filter(({ mimeType }) => mimeType === FOLDER).map(({ id }) => id)),
    await sharing.of(ids),
  ]
  const foreign = files.filter(({ accountId }) => accountId !== viewer.id).flatMap(({ parentId }) => parentId ?? [])
  const reachable = foreign.length > 0 ? await store.among(viewer.id, [...new Set(foreign)]) : undefined
  return files.flatMap((file) => {
    const drive = drives.get(file.driveId ?? '')
    if (!drive) return []
    const names: string[] = []
    for (let at = paths.get(file.parentId ?? ''); at?.parentId; at = paths.get(at.parentId)) names.unshift(at.name)
    const knowsPlace = file.accountId === viewer.id || (reachable?.has(file.parentId ?? '') ?? false)
    return [
      itemResource(ctx, {
        file,
        drive,
        names,
        knowsPlace,
        children: counts.get(file.id) ?? 0,
        sharing: shared.get(file.id),
      }),
    ]
  })
}

interface Shown {
  file: ReachedFile
  drive: Drive
  /** Of the folders above, from the root down. */
  names: string[]
  /** Whether the viewer may see the folder that it lies in. */
  knowsPlace: boolean
  children: number
  sharing: FileSharing | undefined
}

/** learn.microsoft.com/graph/api/resources/driveitem */
function itemResource(ctx: ProviderContext, { file, drive, names, knowsPlace, children, sharing }: Shown) {
  const { id, name, version, parentId, description, mimeType, size, contentHash } = file
  const isRoot = parentId === null
  const isFolder = mimeType === FOLDER
  const guid = derivedUuid(id).toUpperCase()
  const identity = { user: identityOf(drive.owner) }
  const dates = {
    createdDateTime: seconds(file.dateCreated),
    lastModifiedDateTime: seconds(file.dateModified),
  }
  return {
    ...(!isFolder && { '@microsoft.graph.downloadUrl': downloadLinks(ctx).url(file) }),
    ...dates,
    id,
    name,
    ...(description !== null && { description }),
    eTag: `"{${guid}},${version}"`,
    cTag: `"c:{${guid}},${version}"`,
    webUrl: [webUrlOf(drive), ...(isRoot ? [] : [...names, name]).map(encodeURIComponent)].join('/'),
    size,
    createdBy: identity,
    lastModifiedBy: identity,
    parentReference: {
      driveType: driveTypeOf(drive),
      driveId: driveIdOf(drive.rootId),
      ...(!isRoot &&
        knowsPlace && {
          id: parentId,
          ...(names.length > 0 && { name: names.at(-1) }),
          path: [`/drives/${driveIdOf(drive.rootId)}/root:`, ...names.map(encodeURIComponent)].join('/'),
        }),
      ...(drive.site && { siteId: siteIdOf(drive.owner, drive.site.id) }),
    },
    fileSystemInfo: dates,
    ...(isFolder
      ? { folder: { childCount: children } }
      : { file: { mimeType, hashes: { quickXorHash: contentHash } } }),
    ...(isRoot && { root: {} }),
    ...sharedFacet(sharing),
  }
}

/** learn.microsoft.com/graph/api/resources/shared: there when anyone but the owner has access. */
function sharedFacet(sharing: FileSharing | undefined) {
  if (!sharing || sharing.permissions.length === 0) return {}
  const types = new Set(sharing.permissions.map(({ type }) => type))
  const scope = types.has('anyone') ? 'anonymous' : types.has('domain') ? 'organization' : 'users'
  return { shared: { scope, owner: { user: identityOf(sharing.owner) } } }
}

export function identityOf({ id, name, email }: Account) {
  return { id, displayName: name, email }
}

/** learn.microsoft.com/graph/api/resources/drive. Of a library too, the owner is a person (assumed; it may be a group). */
export function driveResource(drive: Drive, root: ReachedFile, usage: { total: number }) {
  const total = 1024 ** 4
  return {
    createdDateTime: seconds(root.dateCreated),
    lastModifiedDateTime: seconds(root.dateModified),
    id: driveIdOf(drive.rootId),
    name: drive.data.name,
    description: '',
    driveType: driveTypeOf(drive),
    webUrl: webUrlOf(drive),
    owner: { user: identityOf(drive.owner) },
    quota: { deleted: 0, remaining: total - usage.total, state: 'normal', total, used: usage.total },
  }
}

/** learn.microsoft.com/graph/api/resources/site */
export function siteResource(owner: Account, id: string, { path, name, description }: SiteData, date: Date) {
  const { host } = tenantOf(owner)
  return {
    createdDateTime: seconds(date),
    lastModifiedDateTime: seconds(date),
    id: siteIdOf(owner, id),
    name: path,
    displayName: name,
    description,
    webUrl: siteUrl(owner, path),
    root: {},
    siteCollection: { hostname: host },
  }
}

/** The host, and the ids of the site collection and of the web in it. */
export function siteIdOf(owner: Account, id: string): string {
  return `${tenantOf(owner).host},${id},${derivedUuid(id, 'web')}`
}

function siteUrl(owner: Account, path: string): string {
  return `https://${tenantOf(owner).host}/sites/${encodeURIComponent(path)}`
}

function driveTypeOf({ owner, site }: Drive): string {
  if (site) return 'documentLibrary'
  return owner.kind === 'personal' ? 'personal' : 'business'
}

function webUrlOf({ owner, data, site }: Drive): string {
  const base = site
    ? siteUrl(owner, site.data.path)
    : `https://${tenantOf(owner).myHost}/personal/${personalSite(owner)}`
  return `${base}/${encodeURIComponent(data.path)}`
}

/** Graph tells no fractions of a second. */
const seconds = (date: Date) => date.toISOString().replace(/\.\d+Z$/, 'Z')
