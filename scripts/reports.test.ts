import { describe, expect, it } from 'vitest'
import { countPlaywright, countVitest, formatCounts, total } from './reports.mjs'

describe('counts', () => {
  const vitest = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }
  const loaded = { status: 'failed', assertionResults: [{}] }

  it('of vitest', () => {
    expect(countVitest({ ...vitest, testResults: [loaded] })).toEqual({ passed: 3, failed: 1, skipped: 3 })
  })

  it('of vitest have a file that could not be loaded as a failure', () => {
    const broken = { status: 'failed', assertionResults: [] }
    expect(countVitest({ ...vitest, testResults: [loaded, broken] }).failed).toBe(2)
  })

  it('of Playwright have a flaky test as passed, and an error outside the tests as a failure', () => {
    const stats = { expected: 5, flaky: 1, unexpected: 2, skipped: 3 }
    expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 6, failed: 3, skipped: 3 })
  })
})

describe('the sum of a run', () => {
  const lint = { name: 'lint', passed: true, seconds: 1, counts: 'itself' } as const
  const build = { name: 'build', passed: true, seconds: 1, counts: 'nothing' } as const
  const unit = { name: 'unit', passed: true, seconds: 1, counts: 'vitest' } as const
  const report = (passed: number, failed: number) => () => ({ passed, failed, skipped: 1 })
  const none = () => undefined

  it('takes a check as one, a build as none, and tests from their report', () => {
    expect(total([lint, build, unit], report(10, 0))).toEqual({ passed: 11, failed: 0, skipped: 1 })
  })

  it('has the failures of a report', () => {
    expect(total([{ ...unit, passed: false }], report(8, 2))).toEqual({ passed: 8, failed: 2, skipped: 1 })
  })

  it.each([
    ['a check that failed', { ...lint, passed: false }, none, 0],
    ['a build that failed', { ...build, passed: false }, none, 0],
    ['a runner that died before its report', { ...unit, passed: false }, none, 0],
    ['a runner that passed and left no report', unit, none, 0],
    ['a runner that failed with every test passed', { ...unit, passed: false }, report(10, 0), 10],
  ])('has %s as one failure', (_, step, reportOf, passed) => {
    expect(total([step], reportOf)).toMatchObject({ passed, failed: 1 })
  })
})

it('is told in one line', () => {
  expect(formatCounts({ passed: 12, failed: 0, skipped: 4 })).toBe('12 passed, 0 failed')
})
