import { isIP } from 'node:net'
import { Problem } from './control/problem.ts'

/** Names that a Host header was found good under, as it was written; few in practice. */
const REMEMBERED = 100

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\]|.+\.localhost)$/

export interface HostCheckOptions {
  /** The address that is listened on; default: loopback. */
  host?: string | undefined
  /** Other names that are good; "*" is any. */
  allowedHosts?: readonly string[] | undefined
}

/**
 * Whether a Host header names this sandbox. A page whose own name is made to lead here (DNS rebinding) is of the same
 * origin as the sandbox for its browser, but it cannot hide that name: RFC 9110, section 7.2. An address cannot be made
 * to lead elsewhere, so where a sandbox listens on all of them, any is good.
 */
export function createHostCheck({
  host,
  allowedHosts = [],
}: HostCheckOptions): (header: string | undefined) => boolean {
  if (allowedHosts.includes('*')) return () => true
  const names = new Set(allowedHosts.map((name) => name.toLowerCase()))
  if (host) names.add(isIP(host) === 6 ? `[${host.toLowerCase()}]` : host.toLowerCase())
  const isEverywhere = isWildcard(host)
  const known = new Set<string>()

  return (header) => {
    if (header === undefined) return false
    if (known.has(header)) return true
    const name = header.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '')
    const isGood = LOOPBACK.test(name) || names.has(name) || (isEverywhere && isAddress(name))
    if (isGood) {
      if (known.size >= REMEMBERED) known.clear()
      known.add(header)
    }
    return isGood
  }
}

/** What a request under another name is answered: 421 Misdirected Request, in the control API's form where it was asked. */
export function refuseHost(header: string | undefined, path: string): Response {
  const name = header?.replace(/:\d*$/, '')
  const detail = name
    ? `The sandbox does not go by the name "${name}". If it is to, start it with --allowed-hosts ${name}.`
    : 'The request has no Host header.'
  if (!path.startsWith('/_sandbox')) return new Response(`${detail}\n`, { status: 421 })
  return new Problem(421, 'Misdirected Request', detail).toResponse()
}

/** The name in URLs of what listens on an address: those that are all addresses or this machine go by localhost. */
export function publicHost(host: string | undefined): string {
  if (host === undefined || isWildcard(host) || LOOPBACK.test(host) || host === '::1') return 'localhost'
  return isIP(host) === 6 ? `[${host}]` : host
}

const isWildcard = (host: string | undefined) => host === '0.0.0.0' || host === '::'
const isAddress = (name: string) => isIP(name.replace(/^\[(.*)\]$/, '$1')) !== 0
