/**
 * What a run of `npm test` left in `reports/`. `node scripts/reports.mjs` prints the sum as one line: a run that left
 * nothing has failed.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './root.mjs'
import { isMain } from './run.mjs'

const folder = path.join(root, 'reports')
/** The steps' results, in the order they ran. */
export const stepsFile = path.join(folder, 'steps.json')
/** Where each test runner leaves its JSON report. */
export const reportFiles = {
  vitest: path.join(folder, 'vitest.json'),
  package: path.join(folder, 'package.json'),
  playwright: path.join(folder, 'playwright.json'),
  contract: path.join(folder, 'contract.json'),
}

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {keyof typeof reportFiles} Runner */
/** @typedef {{ name: string, passed: boolean, seconds: number, counts: 'itself' | 'nothing' | Runner }} StepResult */

/**
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number,
 *   testResults: { status: string, assertionResults: unknown[] }[] }} report vitest's JSON report
 * @returns {Counts}
 */
export function countVitest(report) {
  // A file that could not even be loaded has no tests to count, and is a failure all the same.
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

/**
 * @param {{ stats: { expected: number, flaky: number, unexpected: number, skipped: number }, errors: unknown[] }} report
 *   Playwright's JSON report; `errors` are those outside any test
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  }
}

/**
 * The sum over the steps of one run. A step that failed counts as one failure at least: it can fail with every test passed
 * (an unhandled error, say), or before there was a report. So does one that passed and left no report of its tests.
 *
 * @param {StepResult[]} steps
 * @param {(runner: Runner) => Counts | undefined} reportOf undefined when the runner left no report
 * @returns {Counts}
 */
export function total(steps, reportOf) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const { counts, passed } of steps) {
    const isReported = counts !== 'itself' && counts !== 'nothing'
    const report = isReported ? reportOf(counts) : undefined
    sum.passed += report?.passed ?? (passed && counts === 'itself' ? 1 : 0)
    sum.failed += Math.max(report?.failed ?? 0, passed && (report || !isReported) ? 0 : 1)
    sum.skipped += report?.skipped ?? 0
  }
  return sum
}

/**
 * @param {Runner} runner
 * @returns {Counts | undefined}
 */
export function readReport(runner) {
  if (!existsSync(reportFiles[runner])) return undefined
  const report = JSON.parse(readFileSync(reportFiles[runner], 'utf8'))
  // The contract suite's is counted already: see contract.mjs.
  if (runner === 'contract') return report
  return runner === 'playwright' ? countPlaywright(report) : countVitest(report)
}

/** @param {Counts} counts */
export function formatCounts({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}

if (isMain(import.meta.url)) {
  const steps = existsSync(stepsFile) ? JSON.parse(readFileSync(stepsFile, 'utf8')) : []
  const sum = total(steps, readReport)
  console.log(formatCounts(steps.length === 0 ? { ...sum, failed: 1 } : sum))
}
