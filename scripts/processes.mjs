import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from './root.mjs'

const STOP_TIMEOUT = 10_000
const POLL_MILLISECONDS = 100

/**
 * @typedef {object} Service
 * @property {string} name
 * @property {Promise<number>} exited its exit code, 1 when a signal ended it
 * @property {(signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>} stop asks it and all its children to end (SIGTERM), and
 *   after a while makes them
 */

/**
 * Starts a program that runs until it is stopped, as the leader of a process group of its own: what it starts in turn is
 * stopped with it, and a Ctrl-C at the terminal reaches it through us alone, once.
 *
 * @param {string} name
 * @param {string[]} command
 * @param {Record<string, string>} env the whole of it
 * @param {(line: string, stream: 'stdout' | 'stderr') => void} onLine
 * @returns {Service}
 */
export function startService(name, [program, ...args], env, onLine) {
  if (!program) throw new TypeError('No command given')
  const child = spawn(program, args, {
    cwd: root,
    // Next's types ask every environment for NODE_ENV, which Next itself sets.
    env: /** @type {NodeJS.ProcessEnv} */ (env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  createInterface({ input: child.stdout }).on('line', (line) => onLine(line, 'stdout'))
  createInterface({ input: child.stderr }).on('line', (line) => onLine(line, 'stderr'))
  /** @type {Promise<number>} */
  const exited = new Promise((resolve) => {
    child.once('error', (error) => {
      onLine(error.message, 'stderr')
      resolve(1)
    })
    child.once('exit', (code) => resolve(code ?? 1))
  })
  const killNow = () => killGroup(child.pid, 'SIGKILL')
  process.once('exit', killNow)
  return {
    name,
    exited,
    async stop(signal = 'SIGTERM') {
      killGroup(child.pid, signal)
      const timer = setTimeout(killNow, STOP_TIMEOUT)
      await exited
      clearTimeout(timer)
      // The leader has gone; whatever of its group outlived it goes now.
      killNow()
      process.off('exit', killNow)
    },
  }
}

/**
 * @param {number | undefined} leader
 * @param {NodeJS.Signals} signal
 */
function killGroup(leader, signal) {
  if (leader === undefined) return
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(leader), '/T', '/F'])
    return
  }
  try {
    process.kill(-leader, signal)
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error
  }
}

/**
 * Waits until an address answers, with any status but 503: so the sandbox answers while it opens its database.
 *
 * @param {string} url
 * @param {AbortSignal} signal gives up
 */
export async function untilAnswers(url, signal) {
  for (;;) {
    const response = await fetch(url, { redirect: 'manual', signal }).catch(() => undefined)
    await response?.body?.cancel()
    if (response && response.status !== 503) return
    signal.throwIfAborted()
    await sleep(POLL_MILLISECONDS, undefined, { signal })
  }
}
