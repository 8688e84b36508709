/** The package's entry `/msw`: the sandbox behind Mock Service Worker, for code that calls the real hosts. */
import { type HttpHandler, http } from 'msw'
import type { LocalSandbox } from './local-sandbox.ts'
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
  const own = [urls.paragon, urls.provider].map((url) => new URL(url).origin)
  const origins = [...new Set([...own, ...real])]
  return origins.map((origin) => http.all(`${origin}/*`, ({ request }) => fetch(request)))
}
