import { describe, expect, it } from 'vitest'
import { fieldKind, loadOptions, readValues } from './connect-inputs'

const input = (id: string, type: string, more = {}) => ({ id, title: id, type, ...more })

describe('what a form holds', () => {
  const inputs = [
    input('name', 'TEXT_NO_VARS', { required: true }),
    input('note', 'TEXT_NO_VARS'),
    input('count', 'NUMBER'),
    input('shared', 'SWITCH'),
    input('mapping', 'FIELD_MAPPER'),
  ]
  const form = (entries: Record<string, string>) => {
    const data = new FormData()
    for (const [name, value] of Object.entries(entries)) data.set(name, value)
    return data
  }

  it('comes as the types that the SDK takes', () => {
    expect(readValues(inputs, form({ name: 'A', note: 'B', count: '3', shared: 'on' }))).toEqual({
      name: 'A',
      note: 'B',
      count: 3,
      shared: true,
    })
  })

  it('says what was emptied, but sends nothing for what is required or is no field here', () => {
    expect(readValues(inputs, form({ name: '', note: '', count: '', mapping: 'x' }))).toEqual({
      note: '',
      shared: false,
    })
  })
})

it('an input of several fields has no kind', () => {
  expect(fieldKind({ type: 'FIELD_MAPPER' })).toBeUndefined()
  expect(fieldKind({ type: 'DYNAMIC_ENUM' })).toBe('select')
})

describe('options', () => {
  const asked: unknown[] = []
  const paragon = {
    getDataSourceOptions: async (_: string, name: string) =>
      ({
        fixed: { type: 'STATIC_ENUM_DATA_SOURCE', id: 'fixed', title: 'Fixed', values: [{ value: 1, label: 'One' }] },
        channels: { type: 'DYNAMIC_DATA_SOURCE', title: 'Channels', cacheKey: 'channels' },
      })[name] as never,
    getFieldOptions: async (options: unknown) => {
      asked.push(options)
      return {
        data: [
          { value: 'C1', label: '#one' },
          { title: 'More', items: [{ value: 'C2', label: '#two' }] },
        ] as never,
        nestedData: [],
        nextPageCursor: null,
      }
    },
  }

  it('are in the data source when they are fixed', async () => {
    expect(await loadOptions(paragon, 'slack', input('a', 'ENUM', { sourceType: 'fixed' }), undefined)).toEqual([
      { value: '1', label: 'One' },
    ])
    expect(asked).toEqual([])
  })

  it('are asked for as the account otherwise, sections laid flat', async () => {
    const found = await loadOptions(paragon, 'slack', input('a', 'DYNAMIC_ENUM', { sourceType: 'channels' }), 'id')
    expect(found).toEqual([
      { value: 'C1', label: '#one' },
      { value: 'C2', label: '#two' },
    ])
    expect(asked).toEqual([{ integration: 'slack', action: 'channels', selectedCredentialId: 'id' }])
  })

  it('are none without a source', async () => {
    expect(await loadOptions(paragon, 'slack', input('a', 'ENUM'), undefined)).toEqual([])
    expect(await loadOptions(paragon, 'slack', input('a', 'ENUM', { sourceType: 'nothing' }), undefined)).toEqual([])
  })
})
