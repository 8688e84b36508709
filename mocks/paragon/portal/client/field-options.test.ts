import { expect, it } from 'vitest'
import { readOptions } from './field-options.ts'

it('reads what the SDK resolves with', () => {
  const data = [{ value: 'C1', label: '#general', subtitle: 'x' }, { value: 'C2' }, null, { value: 1, label: 'one' }]
  expect(readOptions({ data, nestedData: [], nextPageCursor: 'next' })).toEqual({
    options: [{ value: 'C1', label: '#general' }],
    nextPageCursor: 'next',
  })
})

it.each([undefined, null, 'x', {}, { data: 'x', nextPageCursor: 0 }])(
  'reads %j as nothing to choose from',
  (result) => {
    expect(readOptions(result)).toEqual({ options: [], nextPageCursor: null })
  },
)
