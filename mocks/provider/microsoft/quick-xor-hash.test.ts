import { describe, expect, it } from 'vitest'
import { quickXorHash } from './quick-xor-hash.ts'

describe('quickXorHash', () => {
  // Test vectors of rclone, which checks its uploads to OneDrive against the service's hashes.
  it.each([
    ['', 'AAAAAAAAAAAAAAAAAAAAAAAAAAA='],
    ['J', 'SgAAAAAAAAAAAAAAAQAAAAAAAAA='],
  ])('of %j', (text, expected) => {
    expect(quickXorHash(Buffer.from(text))).toBe(expected)
  })

  it('tells long contents apart by one bit, wherever it is', () => {
    const base = Buffer.alloc(1000, 7)
    const hashes = [0, 14, 15, 500, 999].map((at) => {
      const changed = Buffer.from(base)
      changed[at] = (changed[at] ?? 0) ^ 0x80
      return quickXorHash(changed)
    })
    expect(new Set([...hashes, quickXorHash(base), quickXorHash(base.subarray(1))]).size).toBe(7)
  })
})
