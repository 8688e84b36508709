import { expect, test } from 'vitest'
import type { SettingInput } from '../input-types.ts'
import { customOptions } from './custom-dropdown.ts'

const team = { value: 'a', label: 'Team A' }
const input = (values: Partial<SettingInput> = {}): SettingInput => ({
  id: 'team',
  title: 'Team',
  type: 'CUSTOM_DROPDOWN',
  key: 'team',
  ...values,
})
/** An SDK in which `loaders` are registered, and whose sources are these. */
const sdk =
  (loaders: string[], sources: unknown = null) =>
  async (method: string, ...[first]: unknown[]) => {
    if (method === 'hasCustomDropdownLoader') return loaders.includes(String(first))
    if (method === 'getSourcesForInput') return sources
    throw new Error(`${method} is not a function`)
  }
const olderSdk = async () => {
  throw new Error('this[e] is not a function')
}

test('a loader comes first, and its sources, which cannot be posted, are not asked for', async () => {
  expect(await customOptions(sdk(['team']), 'salesforce', input())).toBe('loader')
})

test('a list is the SDK’s, whoever has given it', async () => {
  expect(
    await customOptions(sdk([], { kind: 'single', source: { values: [team, 'x'] } }), 'salesforce', input()),
  ).toEqual([team])
  expect(await customOptions(sdk([]), 'salesforce', input())).toEqual([])
  expect(await customOptions(sdk([]), 'salesforce', { id: 'x', title: 'X', type: 'CUSTOM_DROPDOWN' })).toEqual([])
})

test('before SDK 2.4.0 an empty list stands for a loader', async () => {
  expect(await customOptions(olderSdk, 'salesforce', input({ customDropdownOptions: [] }))).toBe('loader')
  expect(await customOptions(olderSdk, 'salesforce', input({ customDropdownOptions: [team] }))).toEqual([team])
  expect(await customOptions(olderSdk, 'salesforce', input())).toEqual([])
})
