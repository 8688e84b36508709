import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readExpectedFailures } from '../expected/expected-failures.ts'
import type { CheckResult, Outcome, RunResult } from '../run/result.ts'
import { exitCodes } from '../usage.ts'
import { htmlReport } from './html.ts'
import { judge } from './judge.ts'
import { textReport } from './text.ts'
import { writeReports } from './write-reports.ts'

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyLTEifQ.c2lnbmF0dXJl'

const check = (id: string, outcome: Outcome, why?: string): CheckResult => ({
  id,
  says: `It is ${id} & <fine>.`,
  level: id.startsWith('should') ? 'SHOULD' : 'MUST',
  source: 'https://docs.useparagon.com/apis/users',
  topic: 'test',
  caseId: 'one',
  outcome,
  ...(why !== undefined && { why }),
})

const runOf = (...checks: CheckResult[]): RunResult => ({
  driver: 'node driver.js',
  hello: { protocol: 1, name: 'try', version: '1', capabilities: [] },
  started: '2026-11-01T00:00:00.000Z',
  milliseconds: 1500,
  cases: [
    {
      id: 'one',
      title: 'One case',
      topic: 'test',
      milliseconds: 5,
      checks,
      dialogue: [{ sent: `{"token":"<jwt>"}`, answer: '{}' }],
      exchanges: [],
    },
  ],
})
const requirements = {
  revision: '2026-11',
  levels: new Map<string, 'MUST' | 'SHOULD'>([
    ['good', 'MUST'],
    ['bad', 'MUST'],
    ['should-hold', 'SHOULD'],
    ['known', 'MUST'],
  ]),
}
const known = new Map([['known', 'Trap T9.']])

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'reports-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it.each<[CheckResult[], number, object]>([
  [[check('good', 'passed')], exitCodes.passed, { passed: 1 }],
  [[check('good', 'passed'), check('bad', 'failed', 'no')], exitCodes.failed, { failed: 1 }],
  [[check('good', 'passed'), check('should-hold', 'failed', 'no')], exitCodes.passed, { warning: 1 }],
  [[check('good', 'passed'), check('known', 'failed', 'no')], exitCodes.passed, { expected: 1 }],
  [[check('good', 'passed'), check('known', 'passed')], exitCodes.failed, { stale: 1 }],
  [[check('good', 'passed'), check('later', 'failed', 'no')], exitCodes.passed, { 'not-required': 1 }],
  [[check('good', 'passed'), check('bad', 'not-declared')], exitCodes.passed, { skipped: 1 }],
  [[check('good', 'passed'), check('bad', 'harness-error', 'x')], exitCodes.harness, { failed: 0, 'harness-error': 1 }],
  [[check('bad', 'not-declared')], exitCodes.failed, { skipped: 1 }],
])('judges %j', (checks, exitCode, counts) => {
  const verdict = judge(runOf(...checks), requirements, known)
  expect(verdict.exitCode).toBe(exitCode)
  expect(verdict.counts).toMatchObject(counts)
})

it('claims only what was run', () => {
  const sum = (...checks: CheckResult[]) => {
    const run = runOf(...checks)
    return textReport(run, judge(run, requirements, new Map()), false)
  }
  const all = [
    check('good', 'passed'),
    check('bad', 'passed'),
    check('should-hold', 'passed'),
    check('known', 'passed'),
  ]
  expect(sum(...all)).toMatch(/^try 1 speaks the contract \(revision 2026-11\): 4 passed/)
  expect(sum(check('good', 'passed'))).toMatch(/^try 1 speaks this part of the contract \(/)
  expect(sum(check('bad', 'failed', 'it is not'))).toContain('try 1 does not speak the contract (')
})

it('writes every report, and no secret into any', () => {
  const result = runOf(
    check('good', 'passed'),
    check('bad', 'failed', `it is "${JWT}"`),
    check('should-hold', 'failed', 'not so'),
    check('known', 'failed', 'as ever'),
    check('later', 'not-declared'),
    check('lost', 'harness-error', 'the driver hung'),
  )
  const verdict = judge(result, requirements, known)
  const files = writeReports(folder, result, verdict)
  expect(files.map((file) => path.basename(file))).toEqual([
    'checks.json',
    'junit.xml',
    'report.tap',
    'ctrf.json',
    'report.html',
  ])
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8')
  for (const file of files) expect(readFileSync(file, 'utf8')).not.toContain(JWT)

  expect(read('junit.xml')).toContain('tests="6" failures="1" errors="1" skipped="1"')
  expect(read('junit.xml')).toContain('It is good &amp; &lt;fine&gt;.')
  expect(read('report.tap')).toMatch(/^TAP version 14\n1\.\.6\nok 1 - good/)
  expect(read('report.tap')).toContain('not ok 4 - known: It is known & <fine>. # TODO Trap T9.')
  expect(JSON.parse(read('ctrf.json')).results.summary).toMatchObject({
    tests: 6,
    passed: 3,
    failed: 1,
    skipped: 1,
    other: 1,
  })
  expect(JSON.parse(read('checks.json'))).toMatchObject({ format: 1, exitCode: 1, counts: { failed: 1 } })
  expect(read('report.html')).toContain('<code>bad</code>')
  expect(read('report.html')).not.toContain('<fine>')
  expect(read('report.html')).not.toMatch(/<(script|link|img)\b/)
  const text = textReport(result, verdict, true)
  expect(text).not.toContain(JWT)
  expect(text).toContain('Trace of one: One case')
  expect(text).toContain('Known: Trap T9.')
  expect(text.split('\n').at(-1)).toMatch(
    /^try 1 does not speak the contract .* 1 passed, 1 failed, 1 warnings, 1 failed as expected/,
  )
})

it('shows several drivers beside each other: by topic, by check, and the exchange of what is otherwise', () => {
  const kept = [
    runOf(check('good', 'passed'), check('bad', 'passed')),
    { ...runOf(check('good', 'not-declared'), check('bad', 'failed', 'no')), driver: 'other', hello: null },
    runOf(check('known', 'failed', 'no')),
  ].map((run) => ({ run, verdict: judge(run, requirements, known) }))
  const page = htmlReport(kept)
  const row = (start: string) => page.slice(page.indexOf(start)).split('</tr>')[0] ?? ''
  const cells = (start: string) => [...row(start).matchAll(/<td class="([a-z-]+)">(.*?)<\/td>/g)].map(([, ...of]) => of)
  expect(page).toContain('<th scope="col">try 1</th><th scope="col">other</th><th scope="col">try 1</th>')
  expect(cells('<a href="#t-test">')).toEqual([
    ['passed', '2 passed'],
    ['failed', '1 FAILED'],
    ['expected', '1 known'],
  ])
  expect(cells('<code>bad</code><small>')).toEqual([
    ['passed', 'passed'],
    ['failed', '<a class="failed" href="#d1-one">FAILED</a>'],
    ['skipped', '–'],
  ])
  expect(page).toContain('<details id="d1-one"><summary>other: One case</summary>')
  expect(page).toContain('<details id="d2-one"><summary>try 1: One case</summary>')
  expect(page).toContain('Known: Trap T9.')
})

it('reads expected failures, and refuses a list that it cannot hold anything to', () => {
  const file = path.join(folder, 'expected.yaml')
  writeFileSync(file, 'expected:\n  - { check: good, because: Trap T9. }\n')
  expect(readExpectedFailures(file, new Set(['good']))).toEqual(new Map([['good', 'Trap T9.']]))
  expect(() => readExpectedFailures(file, new Set())).toThrow('names a check that there is none of: good')
  writeFileSync(file, 'expected:\n  - { check: good }\n')
  expect(() => readExpectedFailures(file, new Set(['good']))).toThrow('because')
  expect(() => readExpectedFailures(path.join(folder, 'none.yaml'), new Set())).toThrow('cannot be read')
})
