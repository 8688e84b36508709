import { redact } from '../run/redact.ts'
import type { RunResult } from '../run/result.ts'
import type { JudgedCheck, Verdict } from './judge.ts'

const isFailure = ({ status }: JudgedCheck) => status === 'failed' || status === 'stale'
const isSkipped = ({ status }: JudgedCheck) => status === 'skipped' || status === 'not-required'
const wordsOf = (check: JudgedCheck) =>
  redact(check.status === 'stale' ? `It was expected to fail (${check.because}), and passed.` : (check.why ?? ''))

/** `checks.json`: all that there is, for scripts and for `report`. */
export function jsonReport(run: RunResult, verdict: Verdict): string {
  const withoutSecrets = (_: string, value: unknown) => (typeof value === 'string' ? redact(value) : value)
  return JSON.stringify({ format: 1, ...verdict, run }, withoutSecrets, 1)
}

/** JUnit's XML, a suite for each topic. */
export function junitReport(run: RunResult, { checks }: Verdict): string {
  const suites = [...grouped(checks)].map(([topic, all]) => {
    const cases = all.map((check) => {
      const head = `<testcase classname="${escaped(topic)}" name="${escaped(`${check.id}: ${check.says}`)}"`
      const text = escaped(wordsOf(check))
      if (isFailure(check)) return `${head}><failure message="${text}">${escaped(check.source)}</failure></testcase>`
      if (check.status === 'harness-error') return `${head}><error message="${text}"/></testcase>`
      if (isSkipped(check)) return `${head}><skipped message="${text}"/></testcase>`
      if (check.status === 'warning' || check.status === 'expected')
        return `${head}><system-out>${escaped(check.status)}: ${text}</system-out></testcase>`
      return `${head}/>`
    })
    const count = (test: (check: JudgedCheck) => boolean) => all.filter(test).length
    const errors = count(({ status }) => status === 'harness-error')
    return `<testsuite name="${escaped(topic)}" tests="${all.length}" failures="${count(isFailure)}" errors="${errors}" skipped="${count(isSkipped)}">\n${cases.join('\n')}\n</testsuite>`
  })
  const name = escaped(`paragon-contract ${run.hello?.name ?? run.driver}`)
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${name}" time="${run.milliseconds / 1000}">\n${suites.join('\n')}\n</testsuites>\n`
}

/**
 * The Test Anything Protocol, version 14 (testanything.org/tap-version-14-specification.html): a failure that does not count bears
 * the directive `TODO` there, and what was not run `SKIP`.
 */
export function tapReport({ checks }: Verdict): string {
  const lines = checks.map((check, index) => {
    const isBad =
      isFailure(check) || check.status === 'harness-error' || check.status === 'expected' || check.status === 'warning'
    const directive =
      check.status === 'expected'
        ? ` # TODO ${check.because}`
        : check.status === 'warning'
          ? ' # TODO a SHOULD'
          : isSkipped(check)
            ? ` # SKIP ${check.status}`
            : ''
    const line = `${isBad ? 'not ok' : 'ok'} ${index + 1} - ${hashless(`${check.id}: ${check.says}`)}${hashed(directive)}`
    const words = wordsOf(check)
    return isBad
      ? `${line}\n  ---\n  message: ${JSON.stringify(words)}\n  source: ${JSON.stringify(check.source)}\n  ...`
      : line
  })
  return `TAP version 14\n1..${checks.length}\n${lines.join('\n')}\n`
}

const hashless = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('#', '\\#').replaceAll('\n', ' ')
const hashed = (directive: string) => directive.replaceAll('\n', ' ')

/** The Common Test Report Format (ctrf.io). */
export function ctrfReport(run: RunResult, { checks }: Verdict): string {
  const status = (check: JudgedCheck) =>
    isFailure(check) ? 'failed' : check.status === 'harness-error' ? 'other' : isSkipped(check) ? 'skipped' : 'passed'
  const count = (wanted: string) => checks.filter((check) => status(check) === wanted).length
  const start = Date.parse(run.started)
  return JSON.stringify(
    {
      reportFormat: 'CTRF',
      specVersion: '0.0.0',
      results: {
        tool: { name: 'paragon-contract' },
        summary: {
          tests: checks.length,
          passed: count('passed'),
          failed: count('failed'),
          pending: 0,
          skipped: count('skipped'),
          other: count('other'),
          start,
          stop: start + run.milliseconds,
        },
        tests: checks.map((check) => ({
          name: `${check.id}: ${check.says}`,
          status: status(check),
          duration: 0,
          rawStatus: check.status,
          suite: [check.topic],
          tags: [check.level],
          ...(wordsOf(check) !== '' && { message: wordsOf(check) }),
        })),
      },
    },
    undefined,
    1,
  )
}

export function grouped<T extends { topic: string }>(all: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const each of all) groups.set(each.topic, [...(groups.get(each.topic) ?? []), each])
  return groups
}

/** For XML and HTML; what XML 1.0 allows in no way is left out. */
export const escaped = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
