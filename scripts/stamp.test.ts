import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contentHash, isStamped, writeStamp } from './stamp.mjs'

let folder: string
const write = (file: string, content: string) => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), content)
}
const hash = () => contentHash(folder, ['src', 'config.json'], (file) => !file.endsWith('.test.ts'))

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stamp-'))
  write('src/a.ts', 'a')
  write('src/deep/b.ts', 'b')
  write('config.json', '{}')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a content hash', () => {
  it.each<[string, () => void]>([
    ['a changed file', () => write('src/deep/b.ts', 'B')],
    ['a new file', () => write('src/c.ts', '')],
    ['a removed file', () => rmSync(path.join(folder, 'src/a.ts'))],
    ['a renamed file', () => renameSync(path.join(folder, 'src/a.ts'), path.join(folder, 'src/z.ts'))],
    ['a removed input', () => rmSync(path.join(folder, 'config.json'))],
    [
      'content that moves over the border between two files',
      () => {
        write('src/a.ts', 'asrc/deep/b.ts')
        write('src/deep/b.ts', '')
      },
    ],
  ])('differs after %s', (_, change) => {
    const before = hash()
    change()
    expect(hash()).not.toBe(before)
  })

  it.each<[string, () => void]>([
    ['another time', () => utimesSync(path.join(folder, 'src/a.ts'), 0, 0)],
    ['the same content written again', () => write('src/a.ts', 'a')],
    ['a file that does not count', () => write('src/a.test.ts', 'test')],
    ['a file elsewhere', () => write('docs/a.md', '')],
  ])('is the same after %s', (_, change) => {
    const before = hash()
    change()
    expect(hash()).toBe(before)
  })
})

describe('a stamp', () => {
  it('holds for the inputs it was written for, and no others', () => {
    const stamp = path.join(folder, 'out', '.stamp')
    expect(isStamped(stamp, hash())).toBe(false)
    writeStamp(stamp, hash())
    expect(isStamped(stamp, hash())).toBe(true)
    write('src/a.ts', 'changed')
    expect(isStamped(stamp, hash())).toBe(false)
  })
})
