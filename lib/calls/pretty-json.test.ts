import { expect, it } from 'vitest'
import { prettyJson } from './pretty-json'

it('indents JSON and leaves text as it is', () => {
  expect(prettyJson({ a: [1] })).toEqual({ text: '{\n  "a": [\n    1\n  ]\n}', omitted: 0 })
  expect(prettyJson('name,size\na,1')).toEqual({ text: 'name,size\na,1', omitted: 0 })
  expect(prettyJson(null).text).toBe('null')
})

it('leaves out what is too much, and counts it', () => {
  const { text, omitted } = prettyJson('x'.repeat(100_007))
  expect([text.length, omitted]).toEqual([100_000, 7])
})
