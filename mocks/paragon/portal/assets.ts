import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'

export interface Asset {
  body: Uint8Array<ArrayBuffer>
  contentType: string
  /** Of the content; changes when it is built anew. */
  hash: string
}

const contentTypes = {
  'portal.js': 'text/javascript; charset=utf-8',
  'portal.css': 'text/css; charset=utf-8',
} as const

export type AssetName = keyof typeof contentTypes

export function isAssetName(name: string): name is AssetName {
  return Object.hasOwn(contentTypes, name)
}

/** Reads the portal's built files from `folder`; again only when a file has changed, so a rebuild needs no restart. */
export function createAssets(folder: string): { read(name: AssetName): Promise<Asset | undefined> } {
  const known = new Map<AssetName, { version: string; asset: Asset }>()
  return {
    /** Undefined when the portal has not been built. */
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
