import { expect, it } from 'vitest'
import { outcomeOf } from './install'

it('tells a blocked window, a refusal and a failure apart', () => {
  const blocked = Object.assign(new Error('Popup was blocked by the browser.'), { name: 'OAuthBlockedError' })
  expect(outcomeOf(blocked)).toEqual({ kind: 'blocked' })
  expect(outcomeOf({ message: 'access_denied' })).toEqual({ kind: 'denied' })
  expect(outcomeOf(new Error('{"message":"Invalid state"}'))).toMatchObject({
    kind: 'failed',
    problem: { detail: 'Invalid state' },
  })
})
