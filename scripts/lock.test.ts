import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withLock } from './lock.mjs'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lock-'))
  file = path.join(folder, 'nested', 'lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

it('lets one in at a time, and tells who is waited for', async () => {
  let inside = 0
  let most = 0
  const holders: number[] = []
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside -= 1
  }
  await Promise.all([1, 2, 3].map(() => withLock(file, work, (holder) => holders.push(holder))))
  expect(most).toBe(1)
  expect(holders).toEqual([process.pid, process.pid])
})

it('is given back when the work fails', async () => {
  await expect(withLock(file, () => Promise.reject(new Error('work')))).rejects.toThrow('work')
  expect(existsSync(file)).toBe(false)
})

it('of a dead process is taken over', async () => {
  await withLock(file, async () => {})
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(file, String(pid))
  await expect(withLock(file, async () => 'done')).resolves.toBe('done')
})
