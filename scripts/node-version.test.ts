import { expect, it } from 'vitest'
import { isSupportedNode } from './node-version.mjs'

it.each([
  ['18.20.0', false],
  ['20.18.3', false],
  ['20.19.0', true],
  ['21.7.0', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['23.5.0', false],
  ['24.0.0', true],
  ['26.1.0', true],
])('Node %s: %j', (version, supported) => {
  expect(isSupportedNode(version)).toBe(supported)
})
