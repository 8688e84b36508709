import { expect, it } from 'vitest'
import { type Choice, readChoice, writeChoice } from './address'
import { samplesFor } from './samples'

const integrations = [{ type: 'googledrive' }, { type: 'slack' }]
const read = (query: string) => readChoice(new URLSearchParams(query), integrations)
const [about, files] = samplesFor('googledrive')

it('starts with the first integration and its first sample', () => {
  expect(read('')).toMatchObject({ integration: 'googledrive', account: undefined, call: { path: about?.path } })
  expect(readChoice(new URLSearchParams(), [])).toBeUndefined()
})

it('names a sample, and brings it back', () => {
  if (!files) throw new Error('no sample')
  const choice: Choice = { integration: 'googledrive', account: 'a', call: files }
  const query = writeChoice(choice)
  expect(query.toString()).toBe('integration=googledrive&account=a&sample=files')
  expect(read(query.toString())).toMatchObject({ account: 'a', call: files })
})

it('spells out any other call, and brings it back', () => {
  const choice: Choice = {
    integration: 'slack',
    account: undefined,
    call: { method: 'PUT', path: '/x?y=1&z=ü', body: '{"a":"b&c"}' },
  }
  expect(read(writeChoice(choice).toString())).toEqual(choice)
})

it.each([
  ['an integration that is not there', 'integration=nothing&account=a&sample=files'],
  ['a sample that is not there', 'integration=googledrive&sample=nothing'],
])('begins anew with %s', (_, query) => {
  expect(read(query)).toEqual({ integration: 'googledrive', account: undefined, call: about })
})
