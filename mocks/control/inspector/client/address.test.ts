import { expect, it } from 'vitest'
import { filterEntries, readAddress, writeAddress } from './address.ts'

it('is what the page shows: written and read again it is the same', () => {
  const address = {
    project: 'a b',
    view: 'journal' as const,
    filters: { path: '/sdk/**', status: '5xx', credential: 'work' },
    entry: '12',
  }
  const query = writeAddress(address)
  expect(query).toBe('?project=a+b&view=journal&path=%2Fsdk%2F**&status=5xx&credential=work&entry=12')
  expect(readAddress(query)).toEqual(address)
})

it('leaves out what nobody knows', () => {
  expect(readAddress('?project=&view=nothing&colour=red&service=')).toEqual({
    project: undefined,
    view: 'journal',
    filters: {},
    entry: undefined,
  })
})

it('has filters where they filter something', () => {
  const filters = { credential: 'work', path: '/x' }
  const at = { project: 'p', filters, entry: '1' }
  expect(writeAddress({ ...at, view: 'webhooks' })).toBe('?project=p&view=webhooks')
  expect(writeAddress({ ...at, view: 'faults' })).toBe('?project=p&view=faults&credential=work')
  expect(writeAddress({ ...at, view: 'journal', project: undefined })).toBe('?')
  expect(filterEntries({ status: '404', direction: 'in' })).toEqual([
    ['direction', 'in'],
    ['status', '404'],
  ])
})
