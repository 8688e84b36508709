import { randomInt } from 'node:crypto'
import net from 'node:net'

/** All interfaces first (which on Linux conflicts with any listener); the loopback addresses for systems where it does not. */
const HOSTS = ['::', '127.0.0.1', '::1']
/** A machine without IPv6 is no reason to call a port taken. */
const NO_SUCH_ADDRESS = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'])

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export async function isPortFree(port) {
  for (const host of HOSTS) {
    const { server, error } = await listen(port, host)
    if (server) await close(server)
    else if (!NO_SUCH_ADDRESS.has(error.code ?? '')) return false
  }
  return true
}

/**
 * Free ports, all different, below the range that systems take the local ends of connections from: a service that restarts
 * on its port finds it free. Another process may take one before its user does: be ready to ask again.
 *
 * @param {number} count
 * @returns {Promise<number[]>}
 */
export async function freePorts(count) {
  /** @type {Set<number>} */
  const ports = new Set()
  while (ports.size < count) {
    const port = randomInt(20_000, 32_768)
    if (await isPortFree(port)) ports.add(port)
  }
  return [...ports]
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<{ server: net.Server, error?: never } | { server?: never, error: NodeJS.ErrnoException }>}
 */
function listen(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', (error) => resolve({ error }))
    server.listen({ port, host }, () => resolve({ server }))
  })
}

/** @param {net.Server} server */
function close(server) {
  return new Promise((resolve) => server.close(resolve))
}
