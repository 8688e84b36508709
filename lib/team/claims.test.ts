import { expect, it } from 'vitest'
import { adminClaim, connectClaim, memberClaim } from './claims'

it('lets an admin reach everything', () => {
  expect(adminClaim()).toEqual({ 'integration:*': true })
})

it('lets a member reach their own accounts and hides the others, those of the future included', () => {
  expect(memberClaim(['a', 'b'])).toEqual({
    'integration:*': { 'credential:*': false, 'credential:a': true, 'credential:b': true },
  })
  expect(memberClaim([])).toEqual({ 'integration:*': { 'credential:*': false } })
})

it('lets a member connect to one integration, and reach nobody else’s accounts there', () => {
  expect(connectClaim('slack', ['a'], ['x', 'y'])).toEqual({
    'integration:*': { 'credential:*': false, 'credential:a': true },
    'integration:slack': {
      'credential:*': ['credential:write'],
      'credential:a': true,
      'credential:x': false,
      'credential:y': false,
    },
  })
})
