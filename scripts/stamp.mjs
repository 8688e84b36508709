import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * A hash over names and contents: times are not looked at, so that a checkout, a copy and a `touch` change nothing.
 *
 * @param {string} folder what the inputs are relative to
 * @param {string[]} inputs files and folders; one that does not exist counts as such
 * @param {(file: string) => boolean} [accept] which files of a folder count; given the path from `folder`
 */
export function contentHash(folder, inputs, accept = () => true) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    const files = filesUnder(folder, input)
    for (const file of files) {
      if (file !== input && !accept(file)) continue
      const content = readFileSync(path.join(folder, file))
      hash.update(`${file}\0${content.length}\0`).update(content)
    }
    if (files.length === 0) hash.update(`${input}\0missing\0`)
  }
  return hash.digest('hex')
}

/**
 * @param {string} folder
 * @param {string} input
 * @returns {string[]} in a stable order
 */
function filesUnder(folder, input) {
  const full = path.join(folder, input)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [input]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesUnder(folder, path.join(input, name)))
}

/**
 * Whether the work that left the stamp was done on the same inputs.
 *
 * @param {string} stampFile
 * @param {string} hash
 */
export function isStamped(stampFile, hash) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash
}

/**
 * @param {string} stampFile
 * @param {string} hash
 */
export function writeStamp(stampFile, hash) {
  mkdirSync(path.dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, hash)
}
