import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MILLISECONDS = 200

/**
 * Does the work while no other process does its own under the same lock. A lock whose holder has died is taken over.
 *
 * @template T
 * @param {string} lockFile
 * @param {() => Promise<T>} work
 * @param {(holder: number) => void} [onWait] called once, with the holder's process id
 * @returns {Promise<T>}
 */
export async function withLock(lockFile, work, onWait = () => {}) {
  mkdirSync(path.dirname(lockFile), { recursive: true })
  let told = false
  for (;;) {
    if (tryTake(lockFile)) break
    const holder = holderOf(lockFile)
    if (holder !== undefined && !isAlive(holder)) {
      rmSync(lockFile, { force: true })
      continue
    }
    if (!told && holder !== undefined) onWait(holder)
    told ||= holder !== undefined
    await sleep(POLL_MILLISECONDS)
  }
  try {
    return await work()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

/** @param {string} lockFile */
function tryTake(lockFile) {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

/**
 * @param {string} lockFile
 * @returns {number | undefined} undefined while the holder is about to write its id, or has just gone
 */
function holderOf(lockFile) {
  try {
    return Number(readFileSync(lockFile, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}
