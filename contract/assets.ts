import { existsSync } from 'node:fs'
import path from 'node:path'

/** A file or folder that belongs to the suite: beside the sources, or in the built package. Throws for one that is nowhere. */
export function asset(name: string): string {
  for (let folder = import.meta.dirname; ; folder = path.dirname(folder)) {
    const found = path.join(folder, name)
    if (existsSync(found)) return found
    if (path.dirname(folder) === folder) throw new Error(`${name} is missing from the package; build it: npm run build`)
  }
}
