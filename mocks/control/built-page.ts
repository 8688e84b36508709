import type { Context as HonoContext } from 'hono'
import { assetResponse, createAssets } from '../built-assets.ts'
import { Problem } from './problem.ts'

/**
 * What a page of the control API is sent with: its own script and style and nothing inline, its own address to speak to, and no frame
 * around it, because it is given the admin token. `formAction`: where its forms may be sent.
 */
export const pageHeaders = (formAction: "'none'" | "'self'") => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    `form-action ${formAction}`,
    "frame-ancestors 'none'",
  ].join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-cache',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
})

/** The script and style that a page has in `folder`, under its name; `title` is what an error calls it. */
export function builtPage(name: string, folder: string, title: string) {
  const [scriptName, styleName] = [`${name}.js`, `${name}.css`]
  const assets = createAssets(folder, {
    [scriptName]: 'text/javascript; charset=utf-8',
    [styleName]: 'text/css; charset=utf-8',
  })
  return {
    /** What tells one build from another; undefined for what has not been built. */
    async hashes() {
      const [script, style] = await Promise.all([assets.read(scriptName), assets.read(styleName)])
      return { script: script?.hash, style: style?.hash }
    },
    /** Answers for the asset of the path's `name`; throws a 404 when there is none. */
    async asset(c: HonoContext) {
      const asked = c.req.param('name') ?? ''
      const asset = assets.isName(asked) ? await assets.read(asked) : undefined
      if (asset === undefined) {
        const detail = assets.isName(asked)
          ? `${title} has not been built: ${asked} is missing. Run "npm run demo", which builds it.`
          : `${title} has no asset "${asked}".`
        throw new Problem(404, 'Not Found', detail)
      }
      return assetResponse(c.req.raw, asset)
    },
  }
}
