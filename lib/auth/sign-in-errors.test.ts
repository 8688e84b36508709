import { expect, it } from 'vitest'
import { signInErrorText } from './sign-in-errors'

it('says nothing when nothing went wrong', () => {
  expect(signInErrorText(undefined)).toBeUndefined()
  expect(signInErrorText('')).toBeUndefined()
})

it('tells a refusal apart from a failure', () => {
  expect(signInErrorText('AccessDenied')).toContain('declined')
  expect(signInErrorText('Callback')).not.toBe(signInErrorText('AccessDenied'))
})

it.each(['<b>', 'constructor'])('has a general sentence for %s', (code) => {
  expect(signInErrorText(code)).toBe('Signing in did not work. Try again.')
})
