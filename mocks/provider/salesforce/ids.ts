import { createHash } from 'node:crypto'
import type { Random } from '../../random.ts'

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/** An id of a new record: the type's three characters, twelve more, and the checksum. */
export function newId(random: Random, keyPrefix: string): string {
  return idOf(keyPrefix, random.uuid().replaceAll('-', ''))
}

/** An id that follows from a text, so that it need not be stored. */
export function derivedId(keyPrefix: string, text: string): string {
  return idOf(keyPrefix, createHash('sha256').update(`${keyPrefix}/${text}`).digest('hex').slice(0, 32))
}

/**
 * The 18 characters of an id that was given with 15 or 18, or undefined for what is none
 * (developer.salesforce.com, "ID Field Type": the longer form ends in a checksum of the capitals).
 */
export function readId(text: string): string | undefined {
  if (!/^([0-9A-Za-z]{15}|[0-9A-Za-z]{18})$/.test(text)) return undefined
  const id = withChecksum(text.slice(0, 15))
  return text.length === 15 || text === id ? id : undefined
}

/** `seed` is hexadecimal. */
function idOf(keyPrefix: string, seed: string): string {
  let rest = BigInt(`0x${seed}`)
  let body = ''
  while (body.length < 12) {
    body += BASE62[Number(rest % 62n)]
    rest /= 62n
  }
  return withChecksum(keyPrefix + body)
}

function withChecksum(fifteen: string): string {
  const suffix = [0, 5, 10].map((start) => {
    const capitals = [...fifteen.slice(start, start + 5)].map((character) => /[A-Z]/.test(character))
    return CHECKSUM[capitals.reduce((sum, isCapital, bit) => sum + (isCapital ? 1 << bit : 0), 0)]
  })
  return fifteen + suffix.join('')
}
