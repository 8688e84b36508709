import { expect, it } from 'vitest'
import { pause } from './polling'

it('waits longer each time, and never longer than a quarter of a minute', () => {
  const pauses = Array.from({ length: 12 }, (_, attempt) => pause(attempt))
  expect(pauses[0]).toBe(1_000)
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
  expect(pauses.at(-1)).toBe(15_000)
})
