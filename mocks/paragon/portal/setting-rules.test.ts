import { expect, test } from 'vitest'
import {
  dynamicSourceOf,
  isSupportedType,
  optionsOf,
  pairedSourcesOf,
  type SettingInput,
  type SettingValue,
  sourceProblem,
} from './input-types.ts'
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
const csv = 'data:text/csv;name=ids.csv;base64,aWQK'
const big = (bytes: number) => `data:text/plain;name=big.txt;base64,${Buffer.alloc(bytes, 'a').toString('base64')}`
const scopes = {
  type: 'PERMISSION',
  requiredScopes: ['read'],
  scopes: {
    values: [
      { name: 'read', description: 'Read' },
      { name: 'write', description: 'Write' },
    ],
  },
}
const mapper = { type: 'FIELD_MAPPER', savedFieldMappings: [{ label: 'Name' }, { label: 'E-mail' }] }
const dynamicMapper = { type: 'FIELD_MAPPER', useDynamicMapper: true, dynamicObjectName: 'Task' }
const optional = { required: false }
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
  [{ type: 'CUSTOM_DROPDOWN', key: 'team', customDropdownOptions: [{ value: 'a', label: 'A' }] }, 'the app’s'],
  [{ type: 'NUMBER' }, '12.5'],
  [{ type: 'COMBO_INPUT' }, { mainInput: 'Contact', dependentInput: 'Email' }],
  [{ type: 'COMBO_INPUT', ...optional }, { mainInput: 'Contact' }],
  [{ type: 'DYNAMIC_COMBO_INPUT' }, { mainInput: 'a', dependentInput: 'b', variableInput: { c: 'd' } }],
  [mapper, { objectMapping: 'Contact', fieldMappings: { Name: 'Name', 'E-mail': 'Email' }, mappingType: 'STATIC' }],
  // As the vendor's headless example saves it.
  [mapper, { mainInput: 'Contact', fieldMappings: { Name: 'Name', 'E-mail': 'Email' } }],
  [{ ...mapper, ...optional }, { objectMapping: 'Contact' }],
  [
    dynamicMapper,
    {
      objectMapping: 'Task',
      mappingType: 'DYNAMIC',
      dynamicMappings: { title: { applicationField: 'title', integrationField: 'Subject' }, own: {} },
      userCreatedFields: ['own'],
    },
  ],
  [{ type: 'FILE' }, csv],
  [{ type: 'FILE' }, big(500_000)],
  [scopes, ['read']],
  [scopes, ['write', 'read']],
  [{ type: 'SOMETHING_NEW' }, 'anything'],
])('%j takes %j', (values, value) => {
  expect(settingError(input(values), value, dataSources)).toBeUndefined()
})

test.each<[Partial<SettingInput>, unknown, RegExp]>([
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
  [{}, {}, /must be text/],
  [{}, null, /required/],
  [{}, 'x'.repeat(10_001), /longer than 10000/],
  [{ type: 'TEXTAREA_NO_VARS' }, ['x'], /must be text/],
  [{ type: 'TEXTAREA_NO_VARS' }, 'x'.repeat(10_001), /longer/],
  [{ type: 'PASSWORD' }, 5, /must be text/],
  [{ type: 'PASSWORD' }, undefined, /required/],
  [{ type: 'PASSWORD' }, 'x'.repeat(10_001), /longer/],
  [{ type: 'NUMBER' }, undefined, /required/],
  [{ type: 'NUMBER' }, true, /must be a number/],
  [{ type: 'EMAIL' }, 5, /e-mail address/],
  [{ type: 'EMAIL' }, `${'x'.repeat(250)}@example.com`, /e-mail address/],
  [{ type: 'URL' }, {}, /web address/],
  [{ type: 'URL' }, `https://example.com/${'x'.repeat(2_048)}`, /longer/],
  [{ type: 'BOOLEAN_INPUT' }, 'true', /on or off/],
  [policy, ['keep'], /one of the choices/],
  [policy, undefined, /required/],
  [{ type: 'DYNAMIC_ENUM', sourceType: 'remote' }, 5, /must be text/],
  [{ type: 'DYNAMIC_ENUM', sourceType: 'remote' }, 'x'.repeat(1_001), /longer/],
  [{ type: 'CUSTOM_DROPDOWN', key: 'team' }, 'x'.repeat(1_001), /longer/],
  [{ type: 'CUSTOM_DROPDOWN', key: 'team' }, undefined, /required/],
  [{ type: 'COMBO_INPUT' }, undefined, /required/],
  [{ type: 'COMBO_INPUT' }, 'Contact', /must be a choice/],
  [{ type: 'COMBO_INPUT' }, { mainInput: 5 }, /from its lists/],
  [{ type: 'COMBO_INPUT' }, { mainInput: 'Contact' }, /each of its lists/],
  [{ type: 'COMBO_INPUT', ...optional }, { dependentInput: 'Email' }, /first list/],
  [{ type: 'COMBO_INPUT' }, { mainInput: 'a', dependentInput: 'b', fieldMappings: { c: 'd' } }, /no field "c"/],
  [{ type: 'DYNAMIC_COMBO_INPUT' }, { mainInput: 'a', dependentInput: 'b', variableInput: 'c' }, /from its lists/],
  [mapper, undefined, /required/],
  [mapper, 'Contact', /type of record and its fields/],
  [mapper, [], /type of record and its fields/],
  [mapper, {}, /needs a type of record/],
  [mapper, { objectMapping: 5 }, /from its lists/],
  [mapper, { objectMapping: 'Contact', fieldMappings: { Name: 'Name' } }, /needs a field for E-mail/],
  [mapper, { objectMapping: 'Contact', fieldMappings: { Name: 5 } }, /each field to one field/],
  [mapper, { objectMapping: 'Contact', fieldMappings: { Phone: 'Phone' } }, /no field "Phone"/],
  [mapper, { objectMapping: 'Contact', mappingType: 'OTHER' }, /STATIC or as DYNAMIC/],
  [dynamicMapper, { objectMapping: 'Task' }, /at least one field/],
  [dynamicMapper, { objectMapping: 'Task', dynamicMappings: { a: {} } }, /at least one field/],
  [dynamicMapper, { objectMapping: 'Task', dynamicMappings: { a: 'Subject' } }, /to one field/],
  [dynamicMapper, { objectMapping: 'Task', userCreatedFields: [' '] }, /without a name/],
  [{ type: 'FILE' }, undefined, /required/],
  [{ type: 'FILE' }, 'ids.csv', /must be a file/],
  [{ type: 'FILE' }, { name: 'ids.csv' }, /must be a file/],
  [{ type: 'FILE' }, 'data:text/html,<b>not base64</b>', /must be a file/],
  [{ type: 'FILE' }, big(500_001), /larger than 500 kB/],
  [scopes, 'read', /list of permissions/],
  [scopes, [5], /list of permissions/],
  [scopes, ['read', 'delete'], /no permission "delete"/],
  [scopes, ['write'], /must include "read"/],
  [{ type: 'COPYABLE_BUTTON_INPUT' }, 'something else', /cannot be changed/],
])('%j refuses %j', (values, value, message) => {
  expect(settingError(input(values), value, dataSources)).toMatch(message)
})

test('required is the rule; switches, hidden and read-only inputs are the exception', () => {
  expect(isRequired(input({}))).toBe(true)
  expect(isRequired(input({ required: false }))).toBe(false)
  for (const values of [{ type: 'SWITCH' }, { type: 'BOOLEAN_INPUT' }, scopes, { hidden: true }, { readOnly: true }]) {
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
  expect(isSupportedType('FIELD_MAPPER')).toBe(true)
  expect(isSupportedType('INTENT')).toBe(false)
})

test('a source that there is not, or of another kind, is told', () => {
  expect(sourceProblem(input({ id: 'a' }), dataSources)).toBeUndefined()
  expect(sourceProblem(input({ id: 'a', ...policy }), dataSources)).toBeUndefined()
  expect(sourceProblem(input({ id: 'a', type: 'ENUM' }), dataSources)).toMatch(/a does not say/)
  for (const type of ['ENUM', 'DYNAMIC_ENUM', 'FIELD_MAPPER', 'COMBO_INPUT', 'DYNAMIC_COMBO_INPUT']) {
    expect(sourceProblem(input({ id: 'a', type, sourceType: 'nothing' }), dataSources)).toMatch(/"nothing"/)
    expect(sourceProblem(input({ id: 'a', type, sourceType: 'toString' }), dataSources)).toMatch(/"toString"/)
  }
  expect(sourceProblem(input({ type: 'FIELD_MAPPER', sourceType: 'policies' }), dataSources)).toMatch(
    /FIELD_MAPPER_DATA/,
  )
})

test('two lists are found, of records and their fields or of any two', () => {
  const [main, dependent] = [{ cacheKey: 'main' }, { cacheKey: 'dependent' }]
  const sources = {
    records: { type: 'FIELD_MAPPER_DATA_SOURCE', recordSource: main, fieldSource: dependent },
    pair: { type: 'COMBO_INPUT_DATA_SOURCE', mainInputSource: main, dependentInputSource: dependent },
  }
  const found = { main, dependent }
  expect(pairedSourcesOf(input({ type: 'FIELD_MAPPER', sourceType: 'records' }), sources)).toEqual(found)
  expect(pairedSourcesOf(input({ type: 'COMBO_INPUT', sourceType: 'pair' }), sources)).toEqual(found)
  expect(pairedSourcesOf(input({ type: 'COMBO_INPUT', sourceType: 'records' }), sources)).toBeUndefined()
})
