import { createServer } from 'node:http'
import { getRequestListener, RequestError } from '@hono/node-server'
import { ConnectionDroppedError } from './faults/connection-dropped.ts'
import { createHostCheck, publicHost, refuseHost } from './host-check.ts'
import type { Fetch, Sandbox, SandboxOptions } from './sandbox.ts'
import { TappedRequest, TappedResponse } from './tapped-http.ts'

export interface NodeOptions extends Omit<SandboxOptions, 'urls'> {
  /** Port of Paragon and of the provider; 0 takes a free one. */
  port: number
  providerPort: number
  /** Default: loopback only. */
  host?: string | undefined
  /** Names, beside this machine's own, that requests may call it by; "*" is any. */
  allowedHosts?: readonly string[] | undefined
}

export interface RunningSandbox extends Sandbox {
  paragonUrl: string
  providerUrl: string
}

/** A port that someone else listens on. */
export class PortTakenError extends Error {
  readonly port: number

  constructor(port: number) {
    super(`Port ${port} is taken.`)
    this.port = port
  }
}

/**
 * Puts the sandbox on two ports. They are bound first, so a taken port is known before anything is written; until the
 * sandbox is ready, `/health` and everything else answers 503.
 */
export async function startSandbox(options: NodeOptions): Promise<RunningSandbox> {
  let sandbox: Sandbox | undefined
  // It is read and compiled while the ports are bound.
  const loading = import('./sandbox.ts')
  const starting = () => new Response('The sandbox is starting.', { status: 503, headers: { 'retry-after': '1' } })
  const paragon = await listen((request, wire) => sandbox?.paragon(request, wire) ?? starting(), options.port, options)
  let provider: Listener | undefined
  try {
    provider = await listen(
      (request, wire) => sandbox?.provider(request, wire) ?? starting(),
      options.providerPort,
      options,
    )
    const name = publicHost(options.host)
    const urls = { paragon: `http://${name}:${paragon.port}`, provider: `http://${name}:${provider.port}` }
    const { createSandbox } = await loading
    const running = await createSandbox({ ...options, urls })
    sandbox = running
    const listeners = [paragon, provider]
    return {
      ...running,
      paragonUrl: urls.paragon,
      providerUrl: urls.provider,
      async close() {
        running.release()
        await Promise.all(listeners.map((listener) => listener.close()))
        await running.close()
      },
    }
  } catch (error) {
    await Promise.all([paragon.close(), provider?.close()])
    throw error
  }
}

export interface Listener {
  port: number
  /** Lets answers under way finish, then stops. */
  close(): Promise<void>
}

/** Bytes of request line and headers. The SDK puts the user token into both, and one with many permissions is long. */
const MAX_HEADERS = 65_536

/** What is thrown on the way to an answer; nothing is answered on a connection that a fault has cut. */
function answerToError(error: unknown): Response | undefined {
  if (error instanceof ConnectionDroppedError) return undefined
  if (!(error instanceof RequestError)) console.error(error)
  return new Response(null, { status: error instanceof RequestError ? 400 : 500 })
}

/** Serves requests on a port; throws a PortTakenError when somebody else does. */
export function listen(
  fetch: Fetch,
  port: number,
  options: Pick<NodeOptions, 'host' | 'allowedHosts'> = {},
): Promise<Listener> {
  const { host = '127.0.0.1' } = options
  const isGood = createHostCheck(options)
  const listener = getRequestListener(
    (request, { incoming, outgoing }) => {
      const { host: name } = incoming.headers
      if (!isGood(name)) return refuseHost(name, incoming.url ?? '')
      const isSeen = incoming instanceof TappedRequest && outgoing instanceof TappedResponse
      return fetch(request, isSeen ? { incoming, outgoing } : undefined)
    },
    { errorHandler: answerToError },
  )
  const server = createServer(
    { maxHeaderSize: MAX_HEADERS, IncomingMessage: TappedRequest, ServerResponse: TappedResponse },
    listener,
  )
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(port) : error),
    )
    server.listen(port, host, () => {
      const address = server.address()
      resolve({
        port: typeof address === 'object' && address ? address.port : port,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            server.closeIdleConnections()
          }),
      })
    })
  })
}
