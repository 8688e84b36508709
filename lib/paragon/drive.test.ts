import { expect, it } from 'vitest'
import { multipartBody } from './drive'

it('builds the two parts of an upload', () => {
  expect(multipartBody('söng "a".txt', 'text/plain', 'aGk=', 'edge').split('\r\n')).toEqual([
    '--edge',
    'Content-Type: application/json; charset=UTF-8',
    '',
    '{"name":"söng \\"a\\".txt","mimeType":"text/plain"}',
    '--edge',
    'Content-Type: text/plain',
    'Content-Transfer-Encoding: base64',
    '',
    'aGk=',
    '--edge--',
    '',
  ])
})
