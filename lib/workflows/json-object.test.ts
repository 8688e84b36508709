import { describe, expect, it } from 'vitest'
import { parseObject } from './json-object'

describe('parseObject', () => {
  it('takes objects', () => {
    expect(parseObject(' {"a": [1]} ')).toEqual({ ok: true, value: { a: [1] } })
  })

  it.each(['[]', 'null', '1', '"text"'])('refuses %s', (text) => {
    expect(parseObject(text)).toEqual({ ok: false, words: 'It must be a JSON object: { … }.' })
  })

  it.each(['', '{"a": 1', '{a: 1}'])('says of %j that it is no JSON', (text) => {
    expect(parseObject(text)).toMatchObject({ ok: false, words: expect.stringMatching(/^It is not JSON: .+\.$/) })
  })
})
