import { expect, test } from '@playwright/test'
import { sdkMethods } from './sdk-methods.ts'
import { type Report, sdkSupport } from './sdk-support.ts'

const spec = (title: string, version: string, calls: string[], status = 'passed') => ({
  title,
  file: 'sdk/some.spec.ts',
  tests: [
    {
      annotations: calls.map((description) => ({ type: `sdk ${version}`, description })),
      results: [{ status: 'failed' }, { status }],
    },
  ],
})
const reportOf = (...specs: ReturnType<typeof spec>[]): Report => ({
  suites: [
    {
      title: 'sdk/some.spec.ts',
      file: 'sdk/some.spec.ts',
      suites: [{ title: 'a group', file: 'sdk/some.spec.ts', specs }],
    },
  ],
})

test('a call is a line, with the tests that are about it and the result of them all', () => {
  const { page } = sdkSupport(
    reportOf(
      spec('T5: much | more', '2.4.0', ['connect(a)', 'request(b)', 'request()']),
      spec('does a request', '2.4.0', ['request(b)', 'connect(a)', 'connect(b)', 'connect(c)']),
      spec('fails', '2.4.0', ['connect(a)'], 'failed'),
      spec('an old one', '2.1.1', ['request(b)']),
    ),
  )
  expect(page).toContain('| `connect` | `a` | 2.4.0 | some › a group › fails<br>some › a group › T5: much \\| more<br>')
  expect(page).toMatch(/\| `connect` \| `a` \|.*\| failed \|/)
  expect(page).toContain('| `request` |  | 2.4.0 | some › a group › T5: much \\| more | passed |')
  expect(page).toContain('| `request` | `b` | 2.4.0 | some › a group › does a request<br>')
  expect(page).toContain('| `request` | `b` | 2.1.1 | some › a group › an old one | passed |')
  expect(page).toContain('| T5 | some › a group › T5: much \\| more | passed |')
  expect(page).toContain('| T6 |  | not tested |')
})

test('what the present version shows nothing of is missing, traps among it', () => {
  const methods = Object.keys(sdkMethods)
  const traps = Array.from({ length: 24 }, (_, index) => `T${index + 1}`)
  const all = methods.map((method) => `${method}()`)
  expect(sdkSupport(reportOf(spec(traps.join(', '), '2.4.0', all))).missing).toEqual([])
  expect(sdkSupport(reportOf(spec(traps.slice(1).join(', '), '2.2.4', all))).missing).toEqual([...methods, 'T1'])
})
