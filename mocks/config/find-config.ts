import { existsSync } from 'node:fs'
import path from 'node:path'

/** In the order in which they are looked for. */
const NAMES = ['ts', 'mts', 'mjs', 'js', 'json'].map((ending) => `paragon.sandbox.config.${ending}`)

/** The configuration of a folder; undefined when it has none. */
export function findConfig(folder: string): string | undefined {
  return NAMES.map((name) => path.join(folder, name)).find(existsSync)
}
