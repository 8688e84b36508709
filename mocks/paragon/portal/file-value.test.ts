import { expect, test } from 'vitest'
import { fileValue, readFileValue } from './file-value.ts'

test('a file keeps its name, its type and its size', () => {
  const value = fileValue('Preise; „neu“, 1.csv', 'data:text/csv;charset=utf-8;base64,aWQKMQ==')
  expect(readFileValue(value)).toEqual({ name: 'Preise; „neu“, 1.csv', mimeType: 'text/csv', bytes: 4 })
})

test('an empty file, and one of no type, are files', () => {
  expect(readFileValue(fileValue('empty', 'data:'))).toEqual({
    name: 'empty',
    mimeType: 'application/octet-stream',
    bytes: 0,
  })
  expect(readFileValue('data:;base64,aWQ=')).toEqual({ name: 'file', mimeType: 'text/plain', bytes: 2 })
})

test.each(['', 'x', 5, 'data:text/plain,x', 'data:text/plain;base64,a', 'data:text/plain;base64,aWQ=;'])(
  '%j is no file',
  (value) => expect(readFileValue(value)).toBeUndefined(),
)

test('a name that is not well formed stays as it is', () => {
  expect(readFileValue('data:text/plain;name=100%;base64,aWQ=')?.name).toBe('100%')
})
