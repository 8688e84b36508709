import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './root.mjs'

const { packages }: { packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }> } =
  JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))

/** Whether Node, looking from a package's folder upwards, would find a package of this name. */
function isLocked(name: string, from: string): boolean {
  if (packages[path.posix.join(from, 'node_modules', name)]) return true
  return from !== '' && isLocked(name, from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1)))
}

describe('package-lock.json', () => {
  // npm leaves out what the registry at hand does not carry, and then `npm ci` refuses the file on every system.
  it('names the builds for every system, not only for the one it was written on', () => {
    const absent = Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !isLocked(name, folder)),
    )
    expect(absent).toEqual([])
  })

  it('names no registry, so that it holds behind a mirror too', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([])
  })
})
