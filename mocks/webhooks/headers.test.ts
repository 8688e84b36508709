import { describe, expect, it } from 'vitest'
import { webhookHeaders } from './headers.ts'

describe('headers of a webhook', () => {
  it.each([
    ['a name that is none', { 'a b': 'x' }],
    ['a value that is none', { a: 'x\ny' }],
    ['one that the request has for itself', { Host: 'example.com' }],
    ['one of the connection', { 'transfer-encoding': 'chunked' }],
    ['no text', { a: 1 }],
  ])('may not have %s', (_, headers) => {
    expect(webhookHeaders.safeParse(headers).success).toBe(false)
  })

  it('may be any others', () => {
    const headers = { Authorization: 'Bearer x', 'x-team': 'a' }
    expect(webhookHeaders.parse(headers)).toEqual(headers)
  })
})
