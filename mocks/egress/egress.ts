import { lookup } from 'node:dns/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { isIP, type LookupFunction } from 'node:net'
import type { Duplex } from 'node:stream'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { type ConnectionOptions, connect as connectTls } from 'node:tls'
import { SilenceError, unlessSilent } from '../silence.ts'
import { EgressRefusedError } from './egress-error.ts'
import { isPublicAddress } from './public-address.ts'

export interface EgressOptions {
  /** Hosts that requests may leave the sandbox for, as URLs have them; https only. */
  hosts: readonly string[]
  /** IP addresses of a host; default: the system's. */
  resolve?: (host: string) => Promise<string[]>
  /** Default: TLS. */
  connect?: (peer: Peer) => Duplex
}

export interface Peer {
  host: string
  port: number
  /** The only ones that may be connected to. */
  addresses: readonly string[]
}

/** The way out, for what the sandbox has no simulation of. */
export interface Egress {
  allows(url: URL): boolean
  /**
   * Sends a request to the real host. Its addresses are looked up once, must all be public, and are the ones connected
   * to, so that no name leads back inside. Redirects are not followed. Throws EgressRefusedError, SilenceError, or what
   * the connection failed with.
   */
  fetch(request: Request): Promise<Response>
}

/** `timeout`: milliseconds that a connection may be silent. */
export function createEgress(options: EgressOptions, timeout: number): Egress {
  const { resolve = systemAddresses, connect = tlsConnection } = options
  const hosts = new Set(options.hosts.map((host) => host.trim().toLowerCase()))

  return {
    allows: (url) => url.protocol === 'https:' && hosts.has(url.host),
    async fetch(request) {
      const url = new URL(request.url)
      const host = url.hostname.replace(/^\[|\]$/g, '')
      const addresses = isIP(host) ? [host] : await unlessSilent(timeout, resolve(host))
      const inside = addresses.find((address) => !isPublicAddress(address))
      if (inside !== undefined || addresses.length === 0) {
        const words = inside === undefined ? 'has no address' : `is at ${inside}, which is not a public address`
        throw new EgressRefusedError(`${host} ${words}: the sandbox does not call it.`)
      }
      return send(request, url, () => connect({ host, port: Number(url.port) || 443, addresses }), timeout)
    },
  }
}

async function systemAddresses(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

/** A TLS connection to one of the addresses, whose certificate must be the host's. */
export function tlsConnection({ host, port, addresses }: Peer, options: ConnectionOptions = {}): Duplex {
  const pinned: LookupFunction = (_, { all }, answer) => {
    const known = addresses.map((address) => ({ address, family: isIP(address) }))
    const [first] = known
    if (all || !first) answer(null, known)
    else answer(null, first.address, first.family)
  }
  const servername = isIP(host) ? '' : host
  return connectTls({ ...options, host, port, servername, lookup: pinned, ALPNProtocols: ['http/1.1'] })
}

function send(request: Request, url: URL, connection: () => Duplex, timeout: number): Promise<Response> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      method: request.method,
      path: `${url.pathname}${url.search}`,
      headers: { ...Object.fromEntries(request.headers), host: url.host },
      setHost: false,
      createConnection: connection,
    })
    outgoing.setTimeout(timeout, () => outgoing.destroy(new SilenceError(`Nothing was heard for ${timeout} ms.`)))
    outgoing.on('error', reject)
    // Without an error when the peer turned to another protocol.
    outgoing.on('close', () => reject(new TypeError('The connection was closed without an answer.')))
    outgoing.on('response', (incoming) => {
      try {
        resolve(answerOf(incoming, request.method))
      } catch (error) {
        outgoing.destroy()
        reject(error)
      }
    })
    if (!request.body) {
      outgoing.end()
      return
    }
    const body = Readable.fromWeb(request.body as NodeReadableStream<Uint8Array>)
    // A third party may answer and hang up before it has heard all: then the answer counts.
    pipeline(body, outgoing).catch(reject)
  })
}

/** Statuses of answers that have no body (Fetch standard, "null body status"). */
const bodiless = [204, 205, 304]

function answerOf(incoming: IncomingMessage, method: string): Response {
  const { statusCode = 0, rawHeaders } = incoming
  const headers = new Headers()
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '')
  }
  if (method === 'HEAD' || bodiless.includes(statusCode)) {
    incoming.resume()
    return new Response(null, { status: statusCode, headers })
  }
  return new Response(Readable.toWeb(incoming) as ReadableStream<Uint8Array>, { status: statusCode, headers })
}
