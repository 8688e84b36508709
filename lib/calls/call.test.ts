import { describe, expect, it } from 'vitest'
import { bodyOf, type Call, parseMethod, pathOf, problemWith } from './call'

const call = (changes: Partial<Call> = {}): Call => ({ method: 'POST', path: '/files', body: '', ...changes })

describe('problemWith', () => {
  it.each([
    ['no path', { path: '  ' }, { field: 'path', words: 'Enter a path, for example /files.' }],
    [
      'text that is no JSON',
      { body: '{"name": }' },
      { field: 'body', words: expect.stringMatching(/^The body is not JSON: /) },
    ],
    ['JSON text', { body: '"text"' }, { field: 'body', words: 'The body must be a JSON object or a JSON list.' }],
    ['JSON null', { body: 'null' }, { field: 'body', words: 'The body must be a JSON object or a JSON list.' }],
  ])('finds %s', (_, changes, expected) => {
    expect(problemWith(call(changes))).toEqual(expected)
  })

  it.each([
    ['no body', {}],
    ['a blank body', { body: ' \n' }],
    ['an object', { body: '{"name":"a"}' }],
    ['a list', { body: '[1]' }],
    ['a body that the verb leaves behind', { method: 'GET', body: '{oops' } as const],
  ])('lets %s pass', (_, changes) => {
    expect(problemWith(call(changes))).toBeUndefined()
  })
})

it('reads a body for verbs that carry one', () => {
  expect(bodyOf(call({ body: '{"a":1}' }))).toEqual({ a: 1 })
  expect(bodyOf(call({ body: ' ' }))).toBeUndefined()
  expect(bodyOf(call({ method: 'DELETE', body: '{"a":1}' }))).toBeUndefined()
})

it('puts a slash in front of a path that has none', () => {
  expect(pathOf(call({ path: ' chat.postMessage ' }))).toBe('/chat.postMessage')
  expect(pathOf(call({ path: 'https://www.googleapis.com/x' }))).toBe('/https://www.googleapis.com/x')
})

it('takes anything but a verb for GET', () => {
  expect(['PATCH', 'patch', null].map(parseMethod)).toEqual(['PATCH', 'GET', 'GET'])
})
