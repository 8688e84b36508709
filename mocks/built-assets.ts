import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'

export interface Asset {
  body: Uint8Array<ArrayBuffer>
  contentType: string
  /** Of the content; changes when it is built anew. */
  hash: string
}

export interface Assets<Name extends string> {
  isName(name: string): name is Name
  /** Undefined when it has not been built. */
  read(name: Name): Promise<Asset | undefined>
}

/**
 * The files of a page that scripts/build.mjs makes, from `folder`; each is read again only when it has changed, so a rebuild
 * needs no restart. `contentTypes` says which there are.
 */
export function createAssets<Name extends string>(
  folder: string,
  contentTypes: Readonly<Record<Name, string>>,
): Assets<Name> {
  const known = new Map<Name, { version: string; asset: Asset }>()
  return {
    isName: (name): name is Name => Object.hasOwn(contentTypes, name),
    async read(name) {
      const file = path.join(folder, name)
      const info = await stat(file).catch(() => undefined)
      if (info === undefined) return undefined
      const version = `${info.mtimeMs}-${info.size}`
      const cached = known.get(name)
      if (cached?.version === version) return cached.asset
      const body = new Uint8Array(await readFile(file))
      const hash = createHash('sha256').update(body).digest('base64url').slice(0, 20)
      const asset = { body, contentType: contentTypes[name], hash }
      known.set(name, { version, asset })
      return asset
    },
  }
}

/** Answers a GET of an asset: to be kept for good where the address bears its hash as `?v=`, else checked by its ETag. */
export function assetResponse(request: Request, asset: Asset): Response {
  const etag = `"${asset.hash}"`
  const isOwnAddress = new URL(request.url).searchParams.get('v') === asset.hash
  const headers = {
    ETag: etag,
    'Cache-Control': isOwnAddress ? 'public, max-age=31536000, immutable' : 'no-cache',
    'X-Content-Type-Options': 'nosniff',
  }
  if (request.headers.get('If-None-Match') === etag) return new Response(null, { status: 304, headers })
  return new Response(asset.body, { headers: { ...headers, 'Content-Type': asset.contentType } })
}
