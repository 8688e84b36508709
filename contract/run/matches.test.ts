import { describe, expect, it } from 'vitest'
import { mismatch } from './matches.ts'
import { fill, UnknownName } from './names.ts'

describe('a value', () => {
  it.each<[unknown, unknown]>([
    [{ a: 1, b: 2 }, { a: 1 }],
    [
      [1, { a: 1, b: 2 }],
      [1, { a: 1 }],
    ],
    [undefined, { $absent: 1 }],
    [0, { $present: 1 }],
    [[], { $type: 'array' }],
    ['abc', { $pattern: '^a' }],
    ['abc', { $includes: 'b' }],
    [[{ a: 1 }, { a: 2 }], { $contains: { a: 2 } }],
    [[1, 2], { $length: 2 }],
    [1, { $not: 2 }],
    [1, { $oneOf: [2, 1] }],
    ['abc', { $all: [{ $includes: 'a' }, { $not: { $includes: 'x' } }] }],
    [{ b: 1, a: [{ d: 1, c: 2 }] }, { $exactly: { a: [{ c: 2, d: 1 }], b: 1 } }],
    [['b', 'a'], { $sameAs: ['a', 'b'] }],
    [{ b: 1, a: 2 }, { $keys: ['a', 'b'] }],
    [3, { $atLeast: 3 }],
  ])('%j is as %j says', (actual, expected) => {
    expect(mismatch(actual, expected)).toBeUndefined()
  })

  it.each<[unknown, unknown, string]>([
    [{ a: { b: 1 } }, { a: { b: 2 } }, 'it.a.b is 1, not 2'],
    [[1], [1, 2], 'has 1 elements, not 2'],
    ['text', { a: 1 }, 'not an object'],
    [1, { $absent: 1 }, 'should not be there'],
    [null, { $present: 1 }, 'is missing'],
    [{}, { $type: 'array' }, 'not of type array'],
    [undefined, { $pattern: 'a' }, 'missing'],
    ['abc', { $includes: 'x' }, 'without "x"'],
    [[1], { $contains: 2 }, 'no element like 2'],
    [[1], { $length: 2 }, 'has not 2 elements'],
    [1, { $not: 1 }, 'as it should not be'],
    [1, { $oneOf: [2, 3] }, 'none of [2,3]'],
    ['abc', { $all: [{ $includes: 'x' }] }, 'without "x"'],
    [{ a: 1, b: 2 }, { $exactly: { a: 1 } }, 'not exactly'],
    [['a'], { $sameAs: ['a', 'b'] }, 'in some order'],
    [{ a: 1 }, { $keys: ['b'] }, 'has the keys ["a"]'],
    [2, { $atLeast: 3 }, 'less than 3'],
  ])('%j is not as %j says', (actual, expected, words) => {
    expect(mismatch(actual, expected)).toContain(words)
  })

  it('cannot be held to a matcher that there is none of', () => {
    expect(() => mismatch(1, { $like: 1 })).toThrow('There is no matcher "$like"')
  })
})

it('fills names in, as values, in texts and in keys', () => {
  const names = { second: { id: 'c2', list: [{ id: 7 }] } }
  const inText = ['$', '{second.id}'].join('')
  expect(fill({ a: '$second.list.0.id', b: `x-${inText}`, [inText]: { $not: '$second.id' } }, names)).toEqual({
    a: 7,
    b: 'x-c2',
    c2: { $not: 'c2' },
  })
  expect(() => fill('$second.nothing', names)).toThrow(UnknownName)
})
