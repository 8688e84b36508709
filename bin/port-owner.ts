import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import net from 'node:net'

export interface PortOwner {
  pid: number
  name: string
}

/** Which process listens on a port; undefined when that is not to be found out, as for another user's. */
export function ownerOfPort(port: number): PortOwner | undefined {
  try {
    return process.platform === 'linux' ? ownerByProc(port) : ownerByLsof(port)
  } catch {
    return undefined
  }
}

/** A port near a taken one that nobody listens on. */
export async function freePortNear(port: number): Promise<number> {
  const candidates = [100, 200, 300, 1000, 2000].map((step) => port + step).filter((each) => each <= 65_535)
  for (const candidate of candidates) if (await isFree(candidate)) return candidate
  return 0
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/** proc_pid_net(5): the socket that listens; then proc_pid_fd(5): the process that has it open. */
function ownerByProc(port: number): PortOwner | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const LISTEN = '0A'
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
    lines(file)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => local?.endsWith(`:${hex}`) && state === LISTEN)
      .map((columns) => `socket:[${columns[9]}]`),
  )
  const pid = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((name) => openFiles(name).some((target) => inodes.includes(target)))
  return pid === undefined ? undefined : { pid: Number(pid), name: readFileSync(`/proc/${pid}/comm`, 'utf8').trim() }
}

function lines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    // A machine without IPv6 has one of the two only.
    return []
  }
}

function openFiles(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${fd}`)]
      } catch {
        return []
      }
    })
  } catch {
    // Another user's, or gone.
    return []
  }
}

function ownerByLsof(port: number): PortOwner | undefined {
  const found = execFileSync('lsof', ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-Fpc'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 5_000,
  })
  const [, pid] = /^p(\d+)$/m.exec(found) ?? []
  const [, name] = /^c(.+)$/m.exec(found) ?? []
  return pid === undefined || name === undefined ? undefined : { pid: Number(pid), name }
}
