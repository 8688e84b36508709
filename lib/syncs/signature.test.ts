import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { isSigned } from './signature'

const body = Buffer.from('{"event":"sync_complete"}')
const digest = createHmac('sha256', 'shh').update(body).digest('hex')

it('is Paragon’s over the bytes as they came', () => {
  expect(isSigned(body, `v1=${digest}`, 'shh')).toBe(true)
  expect(isSigned(Buffer.from('{"event": "sync_complete"}'), `v1=${digest}`, 'shh')).toBe(false)
  expect(isSigned(body, `v1=${digest}`, 'another')).toBe(false)
})

it.each([
  null,
  '',
  digest,
  `v2=${digest}`,
  `v1=${digest.slice(2)}`,
  `v1=${digest}00`,
  `v1=${'0'.repeat(64)}`,
  `v1=${'z'.repeat(64)}`,
  `v1=${digest}, v1=${digest}`,
])('is not %j', (header) => {
  expect(isSigned(body, header, 'shh')).toBe(false)
})
