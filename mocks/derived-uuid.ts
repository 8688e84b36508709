import { createHash } from 'node:crypto'

/**
 * An id that follows from names, of the form of a UUID of version 5 (RFC 9562, section 5.5): the same names lead to the same
 * id in every process, and none of them can be told from it.
 */
export function derivedUuid(...names: string[]): string {
  const bytes = createHash('sha1').update(names.join('/')).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
