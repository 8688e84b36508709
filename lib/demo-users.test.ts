import { expect, it } from 'vitest'
import { parseDemoUsers } from './demo-users'

it('reads names and addresses', () => {
  expect(parseDemoUsers('Maya Chen <maya@example.test>, Sam Ortiz <sam@example.test>')).toEqual([
    { name: 'Maya Chen', email: 'maya@example.test' },
    { name: 'Sam Ortiz', email: 'sam@example.test' },
  ])
})

it('leaves out what is no name with an address', () => {
  expect(parseDemoUsers('')).toEqual([])
  expect(parseDemoUsers('maya@example.test, Sam <sam>, Li <li@example.test>')).toEqual([
    { name: 'Li', email: 'li@example.test' },
  ])
})
