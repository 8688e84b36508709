import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ContractCase, caseSchema } from '../cases/case-schema.ts'
import { judge } from '../reports/judge.ts'
import { textReport } from '../reports/text.ts'
import { startFromSource } from '../testing/sandbox.ts'
import { exitCodes } from '../usage.ts'
import type { RunningSandbox } from '../world/sandbox.ts'
import type { RunResult } from './result.ts'
import { runSuite } from './run-suite.ts'

let sandbox: RunningSandbox
beforeAll(async () => {
  sandbox = await startFromSource()
}, 60_000)
afterAll(() => sandbox.stop())

const source = 'SDK 2.4.0, test'
const makeCase = (id: string, run: string): ContractCase => ({
  topic: 'test',
  ...caseSchema.parse({
    id,
    title: id,
    when: [{ run, with: run === 'request' ? { integration: 'googledrive', path: '/' } : {} }, { run: 'getUser' }],
    // biome-ignore lint/suspicious/noThenProperty: the word of a case.
    then: [
      { id: `${id}-holds`, says: 'It answers null to that.', level: 'MUST', source, returns: 'getUser', is: null },
    ],
  }),
})
/** One process runs all of them, in this order. */
const cases = [makeCase('before', 'authenticate'), makeCase('troubled', 'request'), makeCase('after', 'authenticate')]
const driver = path.join(import.meta.dirname, '../testing/misbehaving-driver.mjs')

const run = (way: string, command = `exec node ${JSON.stringify(driver)} ${way}`): Promise<RunResult> =>
  runSuite({
    control: sandbox.control,
    command,
    cases,
    parallel: 1,
    limits: { commandTimeout: 3_000, exitTimeout: 1_000, outputLimit: 200_000 },
  })

const requirements = { revision: 'test', levels: new Map(cases.map(({ id }) => [`${id}-holds`, 'MUST' as const])) }

describe('a driver that', () => {
  it.each([
    ['hangs', 'hang', /did not answer "request" in 3000 ms/, 'waiting for Godot'],
    ['crashes', 'crash', /exit code 7 in the middle of a command/, 'TypeError: something is undefined'],
    ['garbage', 'garbage', /no message of the protocol: Hello, I am a log line/, 'Hello, I am a log line'],
    ['other-shape', 'garbage', /no message of the protocol/, '"outcome":"fine"'],
    ['out-of-order', 'order', /answered command \d+ while command \d+ is under way/, '"result":null'],
    ['twice', 'order', /answered command \d+ while no command is under way/, '"result":2'],
    ['endless-line', 'garbage', /without the end of a line/, 'xxx'],
    ['floods-stderr', 'flood', /more than 200000 characters to standard error/, 'noise'],
    ['closes-stdin', 'stdin', /closed its standard input/, ''],
    ['opens-without-window', 'order', /opened by a command that opens no window/, ''],
  ])('%s is a harness error of its own case, with its last output', async (way, kind, message, lastOutput) => {
    const result = await run(way)
    const [before, troubled, after] = result.cases
    expect(troubled?.harnessError).toMatchObject({ kind, message: expect.stringMatching(message) })
    expect(`${troubled?.harnessError?.stdout}${troubled?.harnessError?.stderr}`).toContain(lastOutput)
    expect(troubled?.checks.map(({ outcome }) => outcome)).toEqual(['harness-error'])
    for (const other of [before, after]) expect(other?.checks.map(({ outcome }) => outcome)).toEqual(['passed'])

    const verdict = judge(result, requirements, new Map())
    expect(verdict.counts).toMatchObject({ failed: 0, passed: 2, 'harness-error': 1 })
    expect(verdict.exitCode).toBe(exitCodes.harness)
    const text = textReport(result, verdict, false)
    expect(text).toContain('this says nothing of the SDK')
    expect(text).toMatch(message)
  })

  it.each([
    ['cannot be found', 'no-such-program-at-all'],
    ['ends before it says hello', `node ${JSON.stringify(driver)} never-starts`],
  ])('%s ends the run soon, with nothing held against the SDK', async (_, command) => {
    const result = await run('', command)
    expect(result.cases).toHaveLength(3)
    const checks = result.cases.flatMap((each) => each.checks)
    expect(checks.map(({ outcome }) => outcome)).toEqual(['harness-error', 'harness-error', 'harness-error'])
    expect(judge(result, requirements, new Map()).exitCode).toBe(exitCodes.harness)
  })
})

it('has no verdict on what a driver does not declare', async () => {
  const [, , after] = cases
  const undeclared = { ...makeCase('undeclared', 'authenticate'), needs: ['listSyncs' as const] }
  const result = await runSuite({
    control: sandbox.control,
    command: `node ${JSON.stringify(driver)} hangs`,
    cases: after ? [undeclared, after] : [],
    parallel: 2,
  })
  expect(result.cases.map(({ checks }) => checks[0]?.outcome)).toEqual(['not-declared', 'passed'])
})
