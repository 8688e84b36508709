import { expect, test } from 'vitest'
import type { SettingInput } from '../input-types.ts'
import { changedValues, complaintsIn, initialValues, isEdited, typedValues } from './settings.ts'

const inputs: SettingInput[] = [
  { id: 'folder', title: 'Folder', type: 'TEXT_NO_VARS' },
  { id: 'policy', title: 'Policy', type: 'ENUM', defaultValue: 'keep' },
  { id: 'shared', title: 'Shared', type: 'SWITCH' },
  { id: 'size', title: 'Size', type: 'NUMBER', defaultValue: 25 },
]

test('a form starts from what is stored, then from the defaults', () => {
  expect(initialValues(inputs, { folder: 'Contracts', size: 0, other: 'kept elsewhere' })).toEqual({
    folder: 'Contracts',
    policy: 'keep',
    shared: false,
    size: 0,
  })
})

test('only what differs from what is stored is saved, defaults included', () => {
  const stored = { folder: 'Contracts', shared: false, other: 1 }
  expect(changedValues(stored, { folder: 'Contracts', policy: 'keep', shared: true, size: 25 })).toEqual({
    policy: 'keep',
    shared: true,
    size: 25,
  })
  expect(changedValues(stored, { folder: 'Contracts', shared: false })).toEqual({})
})

test('an emptied value is taken away, and one that never was is not sent', () => {
  expect(changedValues({ folder: 'Contracts' }, { folder: '' })).toEqual({ folder: undefined })
  expect(Object.keys(changedValues({ folder: 'Contracts' }, { folder: '' }))).toEqual(['folder'])
  expect(changedValues({}, { folder: '' })).toEqual({})
})

test('what was typed becomes what is stored', () => {
  expect(typedValues(inputs, { folder: ' a ', size: ' 1.5 ', shared: true })).toEqual({
    folder: ' a ',
    policy: undefined,
    shared: true,
    size: 1.5,
  })
  expect(typedValues(inputs, { size: '12 MB' }).size).toBe('12 MB')
  expect(typedValues(inputs, { size: '' }).size).toBe('')
  expect(typedValues([{ id: 'mail', title: 'Mail', type: 'EMAIL' }], { mail: ' a@b.c ' })).toEqual({ mail: 'a@b.c' })
})

test('typing something and taking it back is no edit', () => {
  expect(isEdited({ folder: undefined }, { folder: '' })).toBe(false)
  expect(isEdited({ folder: 'a' }, { folder: 'b' })).toBe(true)
  expect(isEdited({ shared: false }, { shared: true })).toBe(true)
})

test('complaints are read from the result of an update', () => {
  expect(complaintsIn({ userState: {}, errors: ['no'] })).toEqual(['no'])
  for (const result of [undefined, null, {}, { errors: 'no' }]) expect(complaintsIn(result)).toEqual([])
})
