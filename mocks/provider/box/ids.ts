import { createHash } from 'node:crypto'
import type { Random } from '../../random.ts'

/** The folder of everything; everyone's goes by this id. */
export const ROOT = '0'

/** Box's ids are numbers, written as text. */
export function newBoxId(random: Random): string {
  return idFrom(random.uuid())
}

/** Thirteen digits that follow from a name. */
export function idFrom(name: string): string {
  const digits = createHash('sha256').update(name).digest().readBigUInt64BE(0) % 9_000_000_000_000n
  return String(1_000_000_000_000n + digits)
}
