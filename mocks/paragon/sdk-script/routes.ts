import { createHash } from 'node:crypto'
import path from 'node:path'
import { Hono } from 'hono'
import { type Asset, assetResponse, createAssets } from '../../built-assets.ts'
import { globalConfiguration } from '../../client/configure-global.ts'
import type { Context } from '../../context.ts'
import { packageRoot } from '../../package-root.ts'
import { notFound } from '../api-error.ts'

/** Where pages without a bundler get the SDK (architecture.md). */
export const SDK_SCRIPT = '/ui/scripts/sdk.js'

/**
 * `GET /ui/scripts/sdk.js`: the vendor's SDK as a classic script that defines `paragon`, already pointed at this sandbox.
 *
 * @param assetFolder where it is built; by default `dist/sdk` of this package
 */
export function sdkScriptRoutes(ctx: Pick<Context, 'urls'>, assetFolder = path.join(packageRoot, 'dist', 'sdk')): Hono {
  const assets = createAssets(assetFolder, { 'sdk.js': 'text/javascript; charset=utf-8' })
  const [, bases] = globalConfiguration(ctx.urls.paragon)
  return new Hono().get(SDK_SCRIPT, async (c) => {
    const script = await assets.read('sdk.js')
    if (script === undefined) {
      throw notFound('The SDK has not been built for script tags. Run "npm run demo", which builds it.')
    }
    return assetResponse(c.req.raw, pointedAt(bases, script))
  })
}

/** The same build serves sandboxes at any address: which one it is is said before it. */
function pointedAt(bases: Record<string, string>, script: Asset): Asset {
  const head = new TextEncoder().encode(`window.paragonSandboxBases=${JSON.stringify(bases)};\n`)
  const body = new Uint8Array(head.length + script.body.length)
  body.set(head)
  body.set(script.body, head.length)
  const hash = createHash('sha256').update(head).update(script.hash).digest('base64url').slice(0, 20)
  return { ...script, body, hash }
}
