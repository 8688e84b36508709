import { expect, it } from 'vitest'
import { accountColour, placeName } from './words'

it('names places, third parties by their integration', () => {
  expect(['proxy', 'googledrive', 'constructor'].map((to) => placeName({ to }))).toEqual([
    'Paragon’s Proxy API',
    'googledrive',
    'constructor',
  ])
})

it('gives an account the same colour each time, and others another', () => {
  expect(accountColour('a')).toBe(accountColour('a'))
  expect(new Set(['a', 'b', 'c'].map(accountColour)).size).toBe(3)
})
