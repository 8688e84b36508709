import { expect, it } from 'vitest'
import { isSameOrigin } from './same-origin'

const app = 'http://localhost:3000'

it.each([
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ 'sec-fetch-site': 'cross-site', origin: app }, false],
  [{ 'sec-fetch-site': 'none' }, false],
  [{ origin: app }, true],
  [{ origin: 'http://localhost:4020' }, false],
  [{ origin: 'null' }, false],
  [{}, false],
])('%j: %s', (headers, expected) => {
  expect(isSameOrigin(new Headers(headers), app)).toBe(expected)
})
