import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'

/** Clock ticks a second in /proc: fixed at 100 on Linux for every architecture that Node supports. */
const TICKS = 100

export interface Server {
  process: ChildProcess
  url: string
}

export interface Load {
  /** Requests a second. */
  throughput: number
  /** Processor time of the server's process for one request, in µs; undefined where there is no /proc. */
  cpu: number | undefined
}

/** Starts a server and answers when it does, with the milliseconds that it took, from before the process began. */
export async function start(
  command: string[],
  url: string,
  env: Record<string, string>,
  readyPath = '/health',
): Promise<Server & { milliseconds: number }> {
  const began = performance.now()
  const [program = process.execPath, ...args] = command
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended with ${child.exitCode}`)
    const answer = await fetch(`${url}${readyPath}`).catch(() => undefined)
    if (answer?.status === 200) return { process: child, url, milliseconds: performance.now() - began }
    await sleep(4)
  }
}

export async function stop({ process: child }: Server): Promise<void> {
  child.kill('SIGTERM')
  if (child.exitCode === null) await once(child, 'exit')
}

export async function load(
  { process: child, url }: Server,
  path: string,
  headers: Record<string, string>,
  seconds: number,
): Promise<Load> {
  const before = cpuSeconds(child.pid)
  const result = await autocannon({ url: `${url}${path}`, headers, connections: 10, duration: seconds })
  const after = cpuSeconds(child.pid)
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx + result.errors} requests to ${path} failed`)
  const requests = result.requests.total
  return {
    throughput: requests / result.duration,
    cpu: before === undefined || after === undefined ? undefined : ((after - before) / requests) * 1e6,
  }
}

/** So many requests, ten at a time; throws when one fails. */
export async function loadAmount({ url }: Server, path: string, headers: Record<string, string>, amount: number) {
  const result = await autocannon({ url: `${url}${path}`, headers, connections: 10, amount })
  if (result.non2xx > 0 || result.errors > 0 || result['2xx'] !== amount) {
    throw new Error(`Of ${amount} requests to ${path} only ${result['2xx']} succeeded`)
  }
}

/** So many requests at once, each on a connection of its own; throws when one fails. */
export async function loadOnce({ url }: Server, path: string, headers: Record<string, string>, count: number) {
  const result = await autocannon({ url: `${url}${path}`, headers, connections: count, amount: count })
  if (result.non2xx > 0 || result.errors > 0 || result['2xx'] !== count) {
    throw new Error(`Of ${count} requests to ${path} only ${result['2xx']} succeeded`)
  }
}

/** Resident memory in MB. */
export function memory({ process: child }: Server): number | undefined {
  try {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1000
  } catch {
    return undefined
  }
}

function cpuSeconds(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / TICKS
  } catch {
    return undefined
  }
}

export function median(values: number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
