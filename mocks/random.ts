import { randomBytes, randomUUID } from 'node:crypto'

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
