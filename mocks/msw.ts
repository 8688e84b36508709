/** The package's entry `/msw`: the sandbox behind Mock Service Worker, for code that calls the real hosts. */
import { type HttpHandler, http } from 'msw'
import { ConnectionDroppedError } from './faults/connection-dropped.ts'
import type { LocalSandbox } from './local-sandbox.ts'
import { originsOf } from './paragon/oauth/callback-url.ts'
import { paragonHosts, thirdPartyHosts } from './real-hosts.ts'

/**
 * Handlers for Paragon's real hosts, for those of the third-party APIs, and for the sandbox's own addresses: one for each,
 * whatever the path. What answers is the same code that listens on a port.
 *
 * ```ts
 * const sandbox = await createSandbox()
 * const server = setupServer(...paragonHandlers(sandbox))
 * ```
 */
export function paragonHandlers({ urls, fetch }: Pick<LocalSandbox, 'urls' | 'fetch'>): HttpHandler[] {
  const real = [...paragonHosts, ...thirdPartyHosts].map((host) => `https://${host}`)
  const origins = new Set([...originsOf(urls.paragon), new URL(urls.provider).origin, ...real])
  return [...origins].map((origin) => http.all(`${origin}/*`, ({ request }) => fetch(request).catch(asNetworkError)))
}

/** A connection that a fault has cut is what `Response.error()` stands for; anything else thrown is a mistake. */
function asNetworkError(error: unknown): Response {
  if (error instanceof ConnectionDroppedError) return Response.error()
  throw error
}
