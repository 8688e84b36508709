import { Hono } from 'hono'
import type { Context } from '../../context.ts'
import type { Authority } from '../caller.ts'
import type { AccessTokens } from '../credentials/access-token.ts'
import { readBody } from '../request-body.ts'
import { proxy } from './operations.ts'

/** Assumed; in bytes. */
const PROXY_LIMIT = 25_000_000

export function proxyRoutes(ctx: Context, authority: Authority, tokens: AccessTokens): Hono {
  return new Hono().all('/projects/:projectId/sdk/proxy/:type/*', async (c) => {
    const caller = await authority.authorise(c)
    const { method, headers } = c.req.raw
    const hasBody = method !== 'GET' && method !== 'HEAD'
    const url = new URL(c.req.url)
    return proxy(ctx, tokens, caller, {
      type: c.req.param('type'),
      method,
      // Paragon's own MCP server sends the address in a header, path and query or whole (rest.md 5).
      path: c.req.header('x-paragon-proxy-url') ?? url.pathname.split('/').slice(6).join('/'),
      search: url.search,
      headers,
      body: hasBody ? await readBody(c.req.raw, PROXY_LIMIT) : undefined,
      selector: c.req.header('x-paragon-credential'),
      raw: ['1', 'true'].includes(c.req.header('x-paragon-use-raw-response') ?? ''),
    })
  })
}
