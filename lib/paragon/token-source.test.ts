import { expect, it } from 'vitest'
import { renewalTime } from './token-source'

it('renews after four fifths of the life that is left', () => {
  const received = Date.parse('2026-03-01T12:00:00Z')
  expect(new Date(renewalTime(received, '2026-03-01T13:00:00.000Z')).toISOString()).toBe('2026-03-01T12:48:00.000Z')
})

it('is due at once for a token that has run out', () => {
  const received = Date.parse('2026-03-01T12:00:00Z')
  expect(renewalTime(received, '2026-03-01T11:00:00.000Z')).toBeLessThan(received)
})
