import { linkedFile } from '../content-link.ts'
import type { ProviderContext } from '../provider-context.ts'
import { decoded, driveRequest } from './address.ts'
import { demand, type GraphApp, type GraphRequest, graphApp } from './api.ts'
import { DOWNLOAD_PATH, downloadLinks } from './download.ts'
import { answerForItem, contextOf, methodNotAllowed, sendItems } from './drive-routes.ts'
import { driveResource, drivesOf } from './drive-views.ts'
import { GraphError, itemNotFound, noSuchSegment } from './errors.ts'
import { oneDriveRootId, rootIdOf } from './ids.ts'
import { refuseUnknownOptions, selected, topOf } from './query.ts'
import { GRAPH_SCOPES } from './scopes.ts'
import { findSite, findSiteByPath, matchesSearch, type ReachedSite, sitesOf, viewSite } from './sites.ts'

/**
 * Microsoft Graph: OneDrive, SharePoint's sites, and the drives of both, answering for the account of the access token. Its
 * addresses have colons where names begin, so they are taken apart here and not by patterns.
 */
export function microsoftRoutes(ctx: ProviderContext): GraphApp {
  const app = graphApp(ctx)
  app.all('/v1.0/*', (c) => answer(c, /\/v1\.0\/+([^?#]*?)\/*$/.exec(new URL(c.req.url).pathname)?.[1] ?? ''))
  app.get(DOWNLOAD_PATH, async (c) => {
    const found = await linkedFile(ctx, downloadLinks(ctx), c.req.query('key'))
    if (!found) throw new GraphError(401, 'unauthenticated', 'The download link is not valid any more.')
    return c.body(new Uint8Array(found.content), 200, {
      'Content-Type': found.mimeType,
      'Content-Disposition': 'attachment',
      'Cache-Control': 'no-store',
    })
  })
  return app

  async function answer(c: GraphRequest, path: string): Promise<Response> {
    const [first = '', second = ''] = path.split('/')
    if (first === 'me') return answerForMe(c, path.replace(/^me\/?/, ''))
    if (first === 'drives' && second) {
      const rootId = rootIdOf(decoded(second))
      if (rootId === undefined)
        throw new GraphError(400, 'invalidRequest', 'The provided drive id appears to be malformed')
      return answerForDrive(c, rootId, path.slice(`drives/${second}/`.length))
    }
    if (first.startsWith('sites')) return answerForSites(c, path.replace(/^sites\/?/, ''))
    throw noSuchSegment(first)
  }

  async function answerForMe(c: GraphRequest, rest: string): Promise<Response> {
    const { account } = c.var
    if (rest === '') {
      onlyGet(c)
      const [givenName, ...others] = account.name.split(' ')
      const user = {
        '@odata.context': contextOf(c, 'users/$entity'),
        businessPhones: [],
        displayName: account.name,
        givenName,
        surname: others.join(' ') || null,
        mail: account.email,
        userPrincipalName: account.email,
        id: account.id,
      }
      return c.json(selected(c, user))
    }
    if (rest === 'drives') return sendDrives(c, [oneDriveRootId(account.id)])
    if (rest === 'followedSites') return sendSites(c, await sitesOf(ctx, account))
    if (rest === 'drive/sharedWithMe') return sendSharedWithMe(c)
    if (rest === 'drive' || rest.startsWith('drive/')) {
      return answerForDrive(c, oneDriveRootId(account.id), rest.slice('drive/'.length))
    }
    throw noSuchSegment(rest)
  }

  /** `rest`: what follows the drive in the address; nothing is the drive itself. */
  async function answerForDrive(c: GraphRequest, rootId: string, rest: string): Promise<Response> {
    if (rest === '') {
      onlyGet(c)
      demand(c, GRAPH_SCOPES.read)
      const [drive] = await drivesFor(c, [rootId])
      if (!drive) throw itemNotFound()
      return c.json({ '@odata.context': contextOf(c, 'drives/$entity'), ...selected(c, drive) })
    }
    // Functions of a drive are those of its root.
    const request = driveRequest(/^(search|delta)\b/.test(rest) ? `root/${rest}` : rest)
    if (!request) throw noSuchSegment(rest)
    return answerForItem(ctx, c, { ...request, rootId })
  }

  async function answerForSites(c: GraphRequest, rest: string): Promise<Response> {
    demand(c, GRAPH_SCOPES.sites)
    if (rest === '') {
      const found = await sitesOf(ctx, c.var.account)
      const search = c.req.query('search')
      if (search === undefined)
        throw new GraphError(400, 'invalidRequest', 'Sites are listed with the parameter search.')
      return sendSites(
        c,
        found.filter((site) => matchesSearch(site, search)),
      )
    }
    const [, host, sitePath, below = ''] = /^([^/:]+):\/([^:]+)(?::\/?(.*))?$/.exec(rest) ?? []
    if (host !== undefined && sitePath !== undefined) {
      return answerForSite(c, await findSiteByPath(ctx, c.var.account, decoded(host), decoded(sitePath)), below)
    }
    const [id = '', ...others] = rest.split('/')
    return answerForSite(c, await findSite(ctx, c.var.account, decoded(id)), others.join('/'))
  }

  async function answerForSite(c: GraphRequest, site: ReachedSite, rest: string): Promise<Response> {
    if (rest === '') {
      onlyGet(c)
      return c.json({ '@odata.context': contextOf(c, 'sites/$entity'), ...selected(c, viewSite(site)) })
    }
    if (rest === 'drives') return sendDrives(c, site.rootIds)
    const [, named, below = ''] = /^drives\/([^/]+)\/?(.*)$/.exec(rest) ?? []
    const rootId = named === undefined ? site.rootIds[0] : rootIdOf(decoded(named))
    if (rootId === undefined || !site.rootIds.includes(rootId)) throw itemNotFound()
    if (named !== undefined) return answerForDrive(c, rootId, below)
    if (rest === 'drive' || rest.startsWith('drive/')) return answerForDrive(c, rootId, rest.slice('drive/'.length))
    throw noSuchSegment(rest)
  }

  /** The drives that the account may see as a whole. */
  async function drivesFor(c: GraphRequest, rootIds: readonly string[]) {
    const { files } = ctx.store.provider
    const { account } = c.var
    const reached = await Promise.all(rootIds.map((id) => files.find(account, id)))
    const roots = reached.flatMap((root) => (root && root.driveId === root.id ? [root] : []))
    const drives = await drivesOf(ctx, account, roots)
    const views: ReturnType<typeof driveResource>[] = []
    for (const root of roots) {
      const drive = drives.get(root.id)
      if (drive) views.push(driveResource(drive, root, await files.usage(root.accountId)))
    }
    return views
  }

  async function sendDrives(c: GraphRequest, rootIds: readonly string[]): Promise<Response> {
    onlyGet(c)
    demand(c, GRAPH_SCOPES.read)
    refuseUnknownOptions(c)
    const value = (await drivesFor(c, rootIds)).map((drive) => selected(c, drive))
    return c.json({ '@odata.context': contextOf(c, 'drives'), value })
  }

  async function sendSites(c: GraphRequest, sites: readonly ReachedSite[]): Promise<Response> {
    onlyGet(c)
    demand(c, GRAPH_SCOPES.sites)
    refuseUnknownOptions(c)
    const value = sites.slice(0, topOf(c, 200)).map((site) => selected(c, viewSite(site)))
    return c.json({ '@odata.context': contextOf(c, 'sites'), value })
  }

  /** Items of others that were shared with the account by name (learn.microsoft.com/graph/api/drive-sharedwithme). */
  async function sendSharedWithMe(c: GraphRequest): Promise<Response> {
    onlyGet(c)
    demand(c, GRAPH_SCOPES.read)
    refuseUnknownOptions(c)
    const { id, email } = c.var.account
    const shared = await ctx.store.provider.files.list(id, {
      condition: {
        kind: 'and',
        conditions: [
          { kind: 'atTop', accountId: id, email },
          { kind: 'not', condition: { kind: 'is', field: 'accountId', value: id } },
        ],
      },
      order: [{ column: 'name', direction: 'asc' }],
      limit: topOf(c, 200),
    })
    const answered = await sendItems(ctx, c, shared)
    const { value, ...rest } = (await answered.json()) as { value: Record<string, unknown>[] }
    return c.json({ ...rest, value: value.map(sharedItem) })
  }
}

/** An item of another drive is told of as a remote one. */
function sharedItem(view: Record<string, unknown>): object {
  const { id, name, size, webUrl, file, folder, lastModifiedDateTime } = view
  return { id, name, size, webUrl, lastModifiedDateTime, ...(file ? { file } : { folder }), remoteItem: view }
}

function onlyGet(c: GraphRequest): void {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') throw methodNotAllowed(c)
}
