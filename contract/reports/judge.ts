import type { Requirements } from '../requirements/requirements.ts'
import type { CheckResult, RunResult } from '../run/result.ts'
import { type ExitCode, exitCodes } from '../usage.ts'

/**
 * What a check's outcome means for the claim to speak the contract. `warning`: a SHOULD that does not hold. `expected`: a failure
 * that is known. `stale`: one that was expected and did not come, which fails the run, so that lists only shrink.
 * `not-required`: a check that the revision does not know, whatever came of it.
 */
export type Status =
  | 'passed'
  | 'failed'
  | 'warning'
  | 'expected'
  | 'stale'
  | 'skipped'
  | 'harness-error'
  | 'not-required'

export interface JudgedCheck extends CheckResult {
  status: Status
  /** Why a failure is expected. */
  because?: string
}

export interface Verdict {
  checks: JudgedCheck[]
  counts: Record<Status, number>
  /** Whether everything that was run holds, of what the revision demands and the driver declares. */
  conforms: boolean
  /** Whether all that the revision demands was run: with a part left out there is no claim to make. */
  isWhole: boolean
  exitCode: ExitCode
  revision: string
}

/** Holds a run to a revision's requirements and to what is expected to fail. */
export function judge(run: RunResult, requirements: Requirements, expected: ReadonlyMap<string, string>): Verdict {
  const checks = run.cases.flatMap((each) => each.checks).map((check) => judged(check, requirements, expected))
  const counts: Record<Status, number> = {
    passed: 0,
    failed: 0,
    warning: 0,
    expected: 0,
    stale: 0,
    skipped: 0,
    'harness-error': 0,
    'not-required': 0,
  }
  for (const { status } of checks) counts[status]++
  const hasFailed = counts.failed + counts.stale > 0
  const hasErred = counts['harness-error'] > 0
  // With nothing found out there is nothing to claim.
  const isEmpty = counts.passed + counts.expected + counts.warning === 0
  const exitCode = hasFailed
    ? exitCodes.failed
    : hasErred
      ? exitCodes.harness
      : isEmpty
        ? exitCodes.failed
        : exitCodes.passed
  const known = new Set(checks.map(({ id }) => id))
  return {
    checks,
    counts,
    conforms: exitCode === exitCodes.passed,
    isWhole: [...requirements.levels.keys()].every((id) => known.has(id)),
    exitCode,
    revision: requirements.revision,
  }
}

function judged(check: CheckResult, { levels }: Requirements, expected: ReadonlyMap<string, string>): JudgedCheck {
  const because = expected.get(check.id)
  const level = levels.get(check.id)
  if (check.outcome === 'harness-error') return { ...check, status: 'harness-error' }
  if (check.outcome === 'not-declared') return { ...check, status: 'skipped' }
  if (because !== undefined) return { ...check, because, status: check.outcome === 'failed' ? 'expected' : 'stale' }
  if (check.outcome === 'passed') return { ...check, status: 'passed' }
  if (level === undefined) return { ...check, status: 'not-required' }
  return { ...check, status: level === 'MUST' ? 'failed' : 'warning' }
}
