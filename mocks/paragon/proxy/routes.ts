import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import type { Authority } from '../caller.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { proxyAddress } from './address.ts'
import { proxy } from './operations.ts'
import { readUpload } from './upload.ts'

export function proxyRoutes(ctx: Context, authority: Authority, tokens: AccessTokens): Hono {
  return new Hono().all('/projects/:projectId/sdk/proxy/:type/*', async (c) => {
    const caller = await authority.authorise(c)
    const { method, headers, url } = c.req.raw
    const { reference, path, search } = proxyAddress(url)
    return proxy(ctx, tokens, caller, {
      reference,
      method,
      // Paragon's own MCP server sends the address in a header, path and query or whole (rest.md 5).
      path: headers.get('x-paragon-proxy-url') || path,
      search,
      headers,
      readUpload: () => readUpload(c.req.raw),
      selector: headers.get('x-paragon-credential') ?? undefined,
      raw: ['1', 'true'].includes(headers.get('x-paragon-use-raw-response')?.toLowerCase() ?? ''),
    })
  })
}
