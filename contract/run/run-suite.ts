import type { ContractCase } from '../cases/case-schema.ts'
import { commandsOf } from '../cases/load-cases.ts'
import { type DriverLimits, DriverProcess, HarnessError } from '../protocol/driver-process.ts'
import { type Hello, helloResult, PROTOCOL } from '../protocol/messages.ts'
import type { Control } from '../world/control.ts'
import type { CaseResult, RunResult } from './result.ts'
import { runCase, withoutFindings } from './run-case.ts'

/** So many processes in a row that do not come up, and no more are started. */
const START_ATTEMPTS = 3

export interface SuiteOptions {
  control: Control
  /** The driver's command line. */
  command: string
  cases: readonly ContractCase[]
  /** Cases at a time, each with a process of the driver's. */
  parallel: number
  limits?: Partial<DriverLimits>
  env?: Record<string, string>
  /** Parameters of `reset` before a case, for drivers that have any. */
  resetFor?: (contractCase: ContractCase) => Record<string, unknown>
  onCase?: (result: CaseResult) => void
}

/** Runs the cases against a driver. Never throws for what the driver does. */
export async function runSuite({
  control,
  command,
  cases,
  parallel,
  limits = {},
  env = {},
  resetFor = () => ({}),
  onCase,
}: SuiteOptions): Promise<RunResult> {
  const started = new Date().toISOString()
  const begun = performance.now()
  const results = new Map<ContractCase, CaseResult>()
  const queue = [...cases]
  let hello: Hello | null = null
  let failedStarts = 0

  const put = (contractCase: ContractCase, result: CaseResult) => {
    results.set(contractCase, result)
    onCase?.(result)
  }

  async function work(): Promise<void> {
    let driver: DriverProcess | undefined
    for (let next = queue.shift(); next; next = queue.shift()) {
      const needsOwn = next.then.some((check) => 'logs' in check)
      if (driver && (needsOwn || !driver.isUsable)) {
        await driver.close()
        driver = undefined
      }
      try {
        if (!driver && failedStarts >= START_ATTEMPTS)
          throw new HarnessError('start', `The driver did not come up ${START_ATTEMPTS} times in a row.`)
        if (!driver) {
          const fresh = new DriverProcess(command, limits, env)
          driver = fresh
          hello = await greet(fresh)
          failedStarts = 0
        }
      } catch (error) {
        if (!(error instanceof HarnessError)) throw error
        failedStarts++
        const { kind, message, output } = error
        put(next, { ...withoutFindings(next, 'harness-error', message), harnessError: { kind, message, ...output } })
        continue
      }
      const declared: readonly string[] = hello?.capabilities ?? []
      const missing = commandsOf(next).filter(
        (name) => !declared.includes(name) && name !== 'reset' && name !== 'hello',
      )
      if (missing.length > 0) {
        put(next, withoutFindings(next, 'not-declared', `The driver does not declare ${missing.join(', ')}.`))
        continue
      }
      put(next, await runCase(next, { control, driver, endsDriver: needsOwn, reset: resetFor(next) }))
      if (needsOwn) {
        await driver.close()
        driver = undefined
      }
    }
    await driver?.close()
  }

  await Promise.all(Array.from({ length: Math.max(1, parallel) }, work))
  return {
    driver: command,
    hello,
    started,
    milliseconds: Math.round(performance.now() - begun),
    cases: cases.flatMap((each) => results.get(each) ?? []),
  }
}

async function greet(driver: DriverProcess): Promise<Hello> {
  const answer = await driver.send('hello', { protocol: PROTOCOL })
  if ('error' in answer) throw new HarnessError('start', `The driver refused "hello": ${answer.error.message}.`)
  const parsed = helloResult.safeParse(answer.result)
  if (parsed.success) return parsed.data
  throw new HarnessError('garbage', `The driver's "hello" is not as the protocol has it: ${parsed.error.message}`)
}
