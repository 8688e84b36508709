import { expect, test } from 'vitest'
import { describeError } from './error-text.ts'

const envelope = { message: 'The folder is missing.', code: '40000', status: 400, meta: {} }

test.each<[string, unknown]>([
  ['an SDK error, whose message is the whole answer', new Error(JSON.stringify(envelope))],
  ['an OAuth error of the callback page', { error: 'server_error', errorResponse: envelope, integrationId: 'i' }],
  ['complaints about settings', ['The folder is missing.']],
  ['a plain error', new Error('The folder is missing.')],
])('the message is found in %s', (_name, error) => {
  expect(describeError(error)).toBe('The folder is missing.')
})

test.each<[string, unknown]>([
  ['by the page', { error: 'access_denied', errorResponse: { message: 'Access was declined.' } }],
  ['by the code alone', { error: 'oops', errorResponse: { message: 'No.', code: 'access_denied' } }],
])('a refusal of consent has words of its own (%s)', (_name, error) => {
  expect(describeError(error)).toMatch(/not granted/)
})

test('a refusal of something else keeps its own words', () => {
  expect(describeError(new Error('Permission denied for this workflow.'))).toBe('Permission denied for this workflow.')
})

test('a blocked popup and a lost connection say what to do', () => {
  expect(describeError(new Error('Popup was blocked by the browser.'))).toMatch(/Allow pop-ups/)
  expect(describeError(new Error('Failed to fetch'))).toMatch(/Check your connection/)
})

test.each([[new Error('{}')], [new Error('')], [{}], [undefined], [[]], [42]])('%j still gives a sentence', (error) => {
  expect(describeError(error)).toBe('Something went wrong. Please try again.')
})
