import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder that holds package.json, found upwards from this file: the same from source, from a bundle and from an installed package. */
function findPackageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder)
    if (parent === folder) throw new Error(`No package.json above ${fileURLToPath(import.meta.url)}`)
    folder = parent
  }
  return folder
}

export const packageRoot = findPackageRoot()
