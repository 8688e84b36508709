import { expect, it } from 'vitest'
import { isOrganization, organization, roleOf } from './members'

const maya = { id: '1', name: 'Maya Chen', email: 'Maya@northwind.example' }

it('finds admins by their address, however it is written', () => {
  expect(roleOf(maya, ['maya@Northwind.example'])).toBe('admin')
  expect(roleOf(maya, ['jonas@northwind.example'])).toBe('member')
})

it('makes nobody an admin who has no address', () => {
  expect(roleOf({ ...maya, email: '' }, [])).toBe('member')
  expect(roleOf({ ...maya, email: '' }, [''])).toBe('member')
})

it('tells organizations from people', () => {
  expect(isOrganization(organization.id)).toBe(true)
  expect(isOrganization('a5e995c2-7709-43fd-9cdf-f759faa52497')).toBe(false)
})
