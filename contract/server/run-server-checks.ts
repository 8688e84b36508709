import type { CaseResult, CheckResult, RunResult } from '../run/result.ts'
import type { Backend } from './backend.ts'
import { type ServerCheck, serverChecks } from './checks.ts'

/** Asks a backend one thing after the other; those that leave something behind only when that is allowed. */
export async function runServerChecks(
  backend: Backend,
  name: string,
  allowWrites: boolean,
  checks: readonly ServerCheck[] = serverChecks,
): Promise<RunResult> {
  const started = new Date().toISOString()
  const begun = performance.now()
  const cases: CaseResult[] = []
  for (const check of checks) {
    const from = performance.now()
    const result = check.write && !allowWrites ? notAllowed(check) : await resultOf(check, backend)
    const milliseconds = Math.round(performance.now() - from)
    const { id, says, topic } = check
    cases.push({ id, title: says, topic, milliseconds, checks: [result], dialogue: [], exchanges: [] })
  }
  return { driver: name, hello: null, started, milliseconds: Math.round(performance.now() - begun), cases }
}

const stated = ({ id, says, level, source, topic }: ServerCheck) => ({ id, says, level, source, topic, caseId: id })

const notAllowed = (check: ServerCheck): CheckResult => ({
  ...stated(check),
  outcome: 'not-declared',
  why: 'It leaves something behind: --allow-writes.',
})

async function resultOf(check: ServerCheck, backend: Backend): Promise<CheckResult> {
  try {
    const why = await check.test(backend)
    return { ...stated(check), outcome: why === undefined ? 'passed' : 'failed', ...(why !== undefined && { why }) }
  } catch (error) {
    // No connection: nothing was found out.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)
    return { ...stated(check), outcome: 'harness-error', why: `The backend cannot be reached: ${cause}` }
  }
}
