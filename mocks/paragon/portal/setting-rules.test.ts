import { expect, test } from 'vitest'
import { dynamicSourceOf, isSupportedType, optionsOf, type SettingInput, type SettingValue } from './input-types.ts'
import { isRequired, settingError, settingErrors } from './setting-rules.ts'

const dataSources = {
  policies: {
    type: 'STATIC_ENUM_DATA_SOURCE',
    id: 'policies',
    title: 'Policies',
    values: [{ value: 'keep', label: 'Keep' }],
  },
  remote: { type: 'DYNAMIC_DATA_SOURCE', title: 'Remote', cacheKey: 'remote', refreshDependencies: [] },
}
const input = (values: Partial<SettingInput>): SettingInput => ({
  id: 'x',
  title: 'X',
  type: 'TEXT_NO_VARS',
  ...values,
})
const policy = { type: 'ENUM', sourceType: 'policies' }
const region = { type: 'CUSTOM_DROPDOWN', customDropdownOptions: [{ value: 1, label: 'One' }] }

test.each<[Partial<SettingInput>, SettingValue]>([
  [{}, 'text'],
  [{ type: 'TEXTAREA_NO_VARS' }, 'two\nlines'],
  [{ type: 'PASSWORD' }, 'secret'],
  [{ type: 'NUMBER' }, 0],
  [{ type: 'EMAIL' }, 'name@example.com'],
  [{ type: 'URL' }, 'https://example.com/a?b=c'],
  [{ type: 'SWITCH' }, false],
  [{ type: 'BOOLEAN_INPUT' }, true],
  [policy, 'keep'],
  [region, 1],
  [{ type: 'ENUM', sourceType: 'remote' }, 'anything'],
  [{ type: 'FIELD_MAPPER' }, 'anything'],
])('%j takes %j', (values, value) => {
  expect(settingError(input(values), value, dataSources)).toBeUndefined()
})

test.each<[Partial<SettingInput>, SettingValue | undefined, RegExp]>([
  [{}, undefined, /required/],
  [{}, '', /required/],
  [{}, '   ', /required/],
  [{}, 5, /must be text/],
  [{ type: 'NUMBER' }, '12 MB', /must be a number/],
  [{ type: 'NUMBER' }, Number.NaN, /must be a number/],
  [{ type: 'EMAIL' }, 'nonsense', /e-mail address/],
  [{ type: 'EMAIL' }, 'a b@example.com', /e-mail address/],
  [{ type: 'URL' }, 'javascript:alert(1)', /web address/],
  [{ type: 'URL' }, 'https://', /web address/],
  [{ type: 'SWITCH' }, 'yes', /on or off/],
  [policy, 'drop', /one of the choices/],
  [region, '1', /one of the choices/],
])('%j refuses %j', (values, value, message) => {
  expect(settingError(input(values), value, dataSources)).toMatch(message)
})

test('required is the rule; switches, hidden and read-only inputs are the exception', () => {
  expect(isRequired(input({}))).toBe(true)
  expect(isRequired(input({ required: false }))).toBe(false)
  for (const values of [{ type: 'SWITCH' }, { type: 'BOOLEAN_INPUT' }, { hidden: true }, { readOnly: true }]) {
    expect(settingError(input(values), undefined, dataSources)).toBeUndefined()
  }
})

test('a form is judged by input', () => {
  const inputs = [
    input({ id: 'a', title: 'A' }),
    input({ id: 'b', type: 'NUMBER' }),
    input({ id: 'c', required: false }),
  ]
  expect(settingErrors(inputs, { b: 3 }, dataSources)).toEqual({ a: 'A is required.' })
  expect(settingErrors(inputs, { a: 'a', b: 3 }, dataSources)).toEqual({})
})

test('options are found where the SDK finds them', () => {
  expect(optionsOf(input(policy), dataSources)).toEqual([{ value: 'keep', label: 'Keep' }])
  expect(optionsOf(input(region), dataSources)).toEqual([{ value: 1, label: 'One' }])
  expect(optionsOf(input({ type: 'ENUM' }), dataSources)).toEqual([])
  expect(isSupportedType('ENUM')).toBe(true)
  const remote = input({ type: 'DYNAMIC_ENUM', sourceType: 'remote' })
  expect(dynamicSourceOf(remote, dataSources)?.cacheKey).toBe('remote')
  expect(dynamicSourceOf(input({ type: 'DYNAMIC_ENUM' }), dataSources)).toBeUndefined()
  expect(dynamicSourceOf(input({ type: 'DYNAMIC_ENUM', sourceType: 'policies' }), dataSources)).toBeUndefined()
  expect(isSupportedType('DYNAMIC_ENUM')).toBe(true)
  expect(isSupportedType('FIELD_MAPPER')).toBe(false)
})
