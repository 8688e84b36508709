import { request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setupServer } from 'msw/node'
import { inProcessFetch } from '../local-sandbox.ts'
import { paragonHandlers } from '../msw.ts'
import { listen } from '../node.ts'
import type { Sandbox } from '../sandbox.ts'

/** How the API tests reach the sandbox: as functions, over HTTP on real ports, or behind Mock Service Worker. */
export const transports = ['direct', 'http', 'msw'] as const
export type Transport = (typeof transports)[number]

/** What vitest.config.ts has chosen for the project whose tests these are. */
export function chosenTransport(): Transport {
  return transports.find((name) => name === process.env.SANDBOX_TRANSPORT) ?? 'direct'
}

type Fetch = (request: Request) => Promise<Response>

export interface Reached {
  paragon: Fetch
  provider: Fetch
  close(): Promise<void>
}

/** The services of a sandbox by their own addresses, `urls`, whichever way requests go. */
export async function reach(
  sandbox: Sandbox,
  urls: { paragon: string; provider: string },
  transport: Transport,
): Promise<Reached> {
  const direct: Reached = {
    paragon: async (request) => sandbox.paragon(request),
    provider: async (request) => sandbox.provider(request),
    close: async () => {},
  }
  if (transport === 'direct') return direct
  const reached = await (transport === 'http' ? overHttp(sandbox) : behindMsw(sandbox, urls))
  const paragon: Fetch = (request) => (unsendable.includes(request.method) ? direct : reached).paragon(request)
  return { ...reached, paragon }
}

/** No client sends these (Fetch standard, "forbidden method"); that they are refused is tested all the same. */
const unsendable = ['CONNECT', 'TRACE', 'TRACK']

async function overHttp({ paragon, provider }: Sandbox): Promise<Reached> {
  const listeners = await Promise.all([listen(paragon, 0), listen(provider, 0)])
  const [toParagon, toProvider] = listeners.map(
    ({ port }) =>
      (request: Request) =>
        send(request, port),
  )
  if (!toParagon || !toProvider) throw new Error('Nothing listens.')
  return {
    paragon: toParagon,
    provider: toProvider,
    async close() {
      await Promise.all(listeners.map((listener) => listener.close()))
    },
  }
}

/** Sends a request to a port, whatever its URL says: the URL is what the server goes by, as behind a reverse proxy. */
async function send(request: Request, port: number): Promise<Response> {
  const url = new URL(request.url)
  const outgoing = httpRequest({
    port,
    host: '127.0.0.1',
    method: request.method,
    path: `${url.pathname}${url.search}`,
    headers: {
      ...Object.fromEntries(request.headers),
      host: url.host,
      ...(request.body && !request.headers.has('content-length') && { 'transfer-encoding': 'chunked' }),
    },
    agent: false,
    signal: request.signal,
  })
  const answered = new Promise<Response>((resolve, reject) => {
    outgoing.once('error', reject)
    outgoing.once('response', (incoming) => {
      const headers = new Headers()
      for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
        headers.append(incoming.rawHeaders[index] ?? '', incoming.rawHeaders[index + 1] ?? '')
      }
      const status = incoming.statusCode ?? 0
      const hasBody = request.method !== 'HEAD' && ![204, 205, 304].includes(status)
      if (!hasBody) incoming.resume()
      resolve(new Response(hasBody ? (Readable.toWeb(incoming) as ReadableStream) : null, { status, headers }))
    })
  })
  const body = request.body
    ? Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0])
    : Readable.from([])
  // An answer may come before the body is taken in, and end the connection: that is for the answer to tell.
  pipeline(body, outgoing).catch(() => {})
  return answered
}

/** One interceptor a process sees every sandbox's requests: each knows its own by a header that it takes off again. */
const SANDBOX_HEADER = 'x-test-sandbox'
const behind = new Map<string, { handlers: Fetch }>()
let server: ReturnType<typeof setupServer> | undefined

function behindMsw(sandbox: Sandbox, urls: { paragon: string; provider: string }): Reached {
  const id = crypto.randomUUID()
  behind.set(id, { handlers: inProcessFetch(sandbox, urls) })
  if (!server) {
    const fetchOf: Fetch = (request) => {
      const handlers = behind.get(request.headers.get(SANDBOX_HEADER) ?? '')?.handlers
      if (!handlers) throw new Error(`No sandbox is behind ${request.url}`)
      request.headers.delete(SANDBOX_HEADER)
      return handlers(request)
    }
    server = setupServer(...paragonHandlers({ urls, fetch: fetchOf }))
    server.listen({ onUnhandledRequest: 'bypass' })
  }
  const through: Fetch = (request) => {
    const marked = new Request(request, { redirect: 'manual' })
    marked.headers.set(SANDBOX_HEADER, id)
    return fetch(marked)
  }
  return {
    paragon: through,
    provider: through,
    async close() {
      behind.delete(id)
      if (behind.size > 0) return
      server?.close()
      server = undefined
    },
  }
}
