import { expect, it } from 'vitest'
import { formatBytes } from './format-bytes'

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [1536, '1.5 kB'],
  [2_000_000, '2 MB'],
  [5e12, '5,000 GB'],
])('%d', (bytes, text) => {
  expect(formatBytes(bytes, 'en')).toBe(text)
})
