import { describe, expect, it } from 'vitest'
import { zip } from './zip.ts'

const entries = [
  { path: 'NW-1.md', content: Buffer.from('# Grüße\n') },
  { path: 'attachments/ünïcode.bin', content: Buffer.from([0, 1, 2, 255]) },
  { path: 'attachments/empty', content: Buffer.alloc(0) },
]

describe('a ZIP archive', () => {
  it('has its parts where they say that they are', () => {
    const bytes = Buffer.from(zip(entries, new Date('2026-01-31T15:04:06Z')))
    const end = bytes.length - 22
    expect([bytes.readUInt32LE(end), bytes.readUInt16LE(end + 10)]).toEqual([0x06054b50, 3])
    const found: [string, string][] = []
    for (let at = bytes.readUInt32LE(end + 16); at < end; ) {
      expect(bytes.readUInt32LE(at)).toBe(0x02014b50)
      const [size, nameLength, offset] = [
        bytes.readUInt32LE(at + 24),
        bytes.readUInt16LE(at + 28),
        bytes.readUInt32LE(at + 42),
      ]
      expect(bytes.readUInt32LE(offset)).toBe(0x04034b50)
      // Everything that both headers say, they say alike.
      expect(bytes.subarray(offset + 4, offset + 30)).toEqual(bytes.subarray(at + 6, at + 32))
      const start = offset + 30 + nameLength
      const content = bytes.subarray(start, start + size).toString('base64')
      found.push([bytes.subarray(at + 46, at + 46 + nameLength).toString(), content])
      at += 46 + nameLength
    }
    expect(found).toEqual(entries.map(({ path: name, content }) => [name, content.toString('base64')]))
  })
})
