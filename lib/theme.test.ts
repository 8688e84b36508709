import { expect, it } from 'vitest'
import { parseTheme } from './theme'

it.each([
  ['dark', 'dark'],
  ['light', 'light'],
  ['"><script>', 'system'],
  [undefined, 'system'],
])('%s is %s', (cookie, theme) => {
  expect(parseTheme(cookie)).toBe(theme)
})
