import type { Account } from '../../store/provider-accounts.ts'
import type { ProviderContext } from '../provider-context.ts'
import { DRIVES, driveData, SITES, type SiteData, siteData } from './drive-records.ts'
import { type Drive, drivesOf, siteIdOf, siteResource } from './drive-views.ts'
import { itemNotFound } from './errors.ts'
import { tenantOf } from './tenant.ts'

/** A SharePoint site with the libraries in it that an account may see, by the ids of their roots, the first one first. */
export interface ReachedSite {
  owner: Account
  id: string
  data: SiteData
  dateCreated: Date
  rootIds: string[]
}

const oldestFirst = { order: 'dateCreated', direction: 'asc' } as const

/** The sites that an account owns, and those of which a library is shared with it. */
export async function sitesOf(ctx: ProviderContext, account: Account): Promise<ReachedSite[]> {
  const { records, files } = ctx.store.provider
  const drives = await records.list(account.id, DRIVES, oldestFirst)
  const own = await records.list(account.id, SITES, oldestFirst)
  const sites = own.map(({ id, data, dateCreated }): ReachedSite => {
    const rootIds = drives.flatMap((drive) => (driveData.parse(drive.data).siteId === id ? drive.id : []))
    return { owner: account, id, data: siteData.parse(data), dateCreated, rootIds }
  })
  const roots = await files.sharedRoots(account.id)
  const shared = roots.length > 0 ? await drivesOf(ctx, account, roots) : new Map<string, Drive>()
  for (const root of roots) {
    const drive = shared.get(root.id)
    if (!drive?.site) continue
    const known = sites.find(({ id }) => id === drive.site?.id)
    if (known) known.rootIds.push(root.id)
    else sites.push({ owner: drive.owner, ...drive.site, dateCreated: root.dateCreated, rootIds: [root.id] })
  }
  return sites
}

/**
 * A site by its id, of which the middle part is enough, or by `root`, which is the oldest that there is (assumed: the
 * sandbox's organizations have no site of all). Throws GraphError 404.
 */
export async function findSite(ctx: ProviderContext, account: Account, given: string): Promise<ReachedSite> {
  const sites = await sitesOf(ctx, account)
  const found =
    given === 'root'
      ? sites[0]
      : sites.find(
          ({ owner, id }) =>
            id === given ||
            siteIdOf(owner, id) === given ||
            siteIdOf(owner, id).split(',').slice(1).join(',') === given,
        )
  if (!found) throw itemNotFound('Requested site could not be found')
  return found
}

/** A site by its host and path. Throws GraphError 404. */
export async function findSiteByPath(ctx: ProviderContext, account: Account, host: string, path: string) {
  const found = (await sitesOf(ctx, account)).find(
    ({ owner, data }) =>
      tenantOf(owner).host === host.toLowerCase() && `sites/${data.path}`.toLowerCase() === path.toLowerCase(),
  )
  if (!found) throw itemNotFound('Requested site could not be found')
  return found
}

export function viewSite({ owner, id, data, dateCreated }: ReachedSite) {
  return siteResource(owner, id, data, dateCreated)
}

/** Whether a search for sites finds one: by a part of its name; `*` finds all. */
export function matchesSearch({ data }: ReachedSite, search: string): boolean {
  const text = search.trim().toLowerCase()
  return text === '*' || text === '' || `${data.name} ${data.path} ${data.description}`.toLowerCase().includes(text)
}
