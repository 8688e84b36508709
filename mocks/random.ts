import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Store } from './store/store.ts'

/** Where ids and secrets come from. Nothing in the simulation draws its own. */
export interface Random {
  uuid(): string
  /** A secret of so many random bytes, base64url. */
  secret(bytes?: number): string
  /** From 0 up to, but not including, 1. */
  fraction(): number
}

export const systemRandom: Random = {
  uuid: () => randomUUID(),
  secret: (bytes = 32) => randomBytes(bytes).toString('base64url'),
  fraction: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
}

/** What draws the same, in the same order, from the same names. */
export function seededRandom(...names: readonly string[]): Random {
  let drawn = 0
  const bytes = (count: number) => {
    const blocks: Buffer[] = []
    for (let length = 0; length < count; length += 32) {
      drawn += 1
      blocks.push(
        createHash('sha256')
          .update(JSON.stringify([...names, drawn]))
          .digest(),
      )
    }
    return Buffer.concat(blocks).subarray(0, count)
  }
  return {
    uuid() {
      const drawnBytes = bytes(16)
      // Version 4 and its variant (RFC 9562, section 5.4).
      drawnBytes[6] = ((drawnBytes[6] ?? 0) & 0x0f) | 0x40
      drawnBytes[8] = ((drawnBytes[8] ?? 0) & 0x3f) | 0x80
      const hex = drawnBytes.toString('hex')
      return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
    },
    secret: (count = 32) => bytes(count).toString('base64url'),
    fraction: () => bytes(6).readUIntBE(0, 6) / 2 ** 48,
  }
}

export interface RandomOf {
  (projectId: string): Random
  /** For a project that begins anew, or goes: what it has drawn so far is drawn again. */
  forget(projectId: string): void
}

/**
 * The chance of each project: the system's, unless the project has a seed. The project's id is a part of that, so that two with one
 * seed do not share what must be unique in the database, and so is how often the sandbox was started over it: what a project had
 * drawn before is stored already.
 */
export function createProjectRandoms(store: Pick<Store, 'seeds'>, system: Random): RandomOf {
  const randoms = new Map<string, Random>()
  const randomOf = (projectId: string) => {
    const known = randoms.get(projectId)
    if (known) return known
    const setting = store.seeds.read(projectId)
    // Of a project that is not there yet nothing is known that would hold later.
    if (!setting) return system
    const random = setting.seed === null ? system : seededRandom(projectId, setting.seed, String(setting.starts))
    randoms.set(projectId, random)
    return random
  }
  return Object.assign(randomOf, { forget: (projectId: string) => void randoms.delete(projectId) })
}
