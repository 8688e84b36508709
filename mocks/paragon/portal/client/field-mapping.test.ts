import { expect, test } from 'vitest'
import {
  dynamicRows,
  mappingOf,
  readAppFields,
  staticRows,
  unmappedFields,
  withRows,
  withStaticField,
} from './field-mapping.ts'

const fields = [
  { label: 'Title', value: 'title' },
  { label: 'Due', value: 'due' },
]

test('what an app says of its fields is a list, or a list with what may be done to it', () => {
  expect(readAppFields(fields)).toEqual({ fields })
  expect(readAppFields({ fields: [...fields, { label: 'No value' }], userCanRemoveMappings: true })).toEqual({
    fields,
    userCanRemoveMappings: true,
  })
  for (const nothing of [undefined, null, 'x', {}]) expect(readAppFields(nothing)).toBeUndefined()
})

test('a static mapper has a line for each of its labels', () => {
  const input = {
    id: 'x',
    title: 'X',
    type: 'FIELD_MAPPER',
    savedFieldMappings: [{ label: 'Name' }, { label: 'Mail' }],
  }
  const value = withStaticField({ objectMapping: 'Contact' }, 'Name', 'FirstName')
  expect(value).toEqual({ objectMapping: 'Contact', mappingType: 'STATIC', fieldMappings: { Name: 'FirstName' } })
  expect(staticRows(input, value).map(({ label, field }) => [label, field])).toEqual([
    ['Name', 'FirstName'],
    ['Mail', undefined],
  ])
})

test('a dynamic mapper begins with the default fields, or with all, and keeps what was made of them', () => {
  const keys = (app: Parameters<typeof dynamicRows>[0], value = {}) => dynamicRows(app, value).map(({ key }) => key)
  expect(keys({ fields })).toEqual(['title', 'due'])
  expect(keys({ fields, defaultFields: ['due'] })).toEqual(['due'])
  const value = { dynamicMappings: { title: { applicationField: 'title', integrationField: 'Subject' } } }
  expect(dynamicRows({ fields, userCanRemoveMappings: true }, value)).toEqual([
    { key: 'title', label: 'Title', field: 'Subject', isRemovable: true },
  ])
  expect(unmappedFields({ fields }, dynamicRows({ fields }, value))).toEqual([{ label: 'Due', value: 'due' }])
})

test('a field that the user has made is named once, and forgotten with its line', () => {
  const row = (key: string, field?: string) => ({ key, label: key, field, isRemovable: true })
  const made = withRows({ objectMapping: 'Task' }, [row('title', 'Subject'), row('own')], 'own')
  expect(made).toEqual({
    objectMapping: 'Task',
    mappingType: 'DYNAMIC',
    dynamicMappings: {
      title: { applicationField: 'title', integrationField: 'Subject' },
      own: { applicationField: 'own' },
    },
    userCreatedFields: ['own'],
  })
  expect(withRows(made, [row('own')], 'own').userCreatedFields).toEqual(['own'])
  expect(withRows(made, [row('title')])).not.toHaveProperty('userCreatedFields')
})

test('what is no mapping is an empty one', () => {
  for (const value of [undefined, 'x', 5, ['x']]) expect(mappingOf(value)).toEqual({})
})
