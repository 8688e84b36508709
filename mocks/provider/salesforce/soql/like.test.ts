import { expect, it } from 'vitest'
import { matchesPattern, type PatternPart } from './like.ts'

const pattern = (text: string) =>
  [...text].map((character): PatternPart => {
    return character === '%' ? { wildcard: 'any' } : character === '_' ? { wildcard: 'one' } : character
  })

it.each([
  ['', '', true],
  ['', '%', true],
  ['', '_', false],
  ['acme', 'acme', true],
  ['acme', 'acm', false],
  ['acme', 'ac%', true],
  ['acme', '%me', true],
  ['acme', '%c%', true],
  ['acme', 'a_me', true],
  ['acme', '____', true],
  ['acme', '_____', false],
  ['acme corp', '%corp', true],
  ['corp corp', '%corp', true],
  ['abab', '%ab%ab', true],
  ['abc', '%b', false],
  ['abc', 'a%%c', true],
])('%j has the pattern %j: %s', (text, like, expected) => {
  expect(matchesPattern(text, pattern(like))).toBe(expected)
})

it('does not take forever over a pattern that almost fits', () => {
  const steps: number[] = []
  const text = 'a'.repeat(500)
  // A pattern whose parts count how often they are looked at.
  const counted = new Proxy(pattern(`${'%a'.repeat(40)}b`), {
    get(target, key, receiver) {
      if (typeof key === 'string' && /^\d+$/.test(key)) steps.push(1)
      return Reflect.get(target, key, receiver)
    },
  })
  expect(matchesPattern(text, counted)).toBe(false)
  expect(steps.length).toBeLessThan(text.length * counted.length)
})
