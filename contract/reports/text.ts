import { show } from '../run/matches.ts'
import { redact } from '../run/redact.ts'
import type { CaseResult, RunResult } from '../run/result.ts'
import type { JudgedCheck, Verdict } from './judge.ts'

/** What is wrong first, then the sum. With `trace` each wrong case's dialogue and exchange as well. */
export function textReport(run: RunResult, verdict: Verdict, trace: boolean): string {
  const byCase = new Map(run.cases.map((each) => [each.id, each]))
  const lines: string[] = []
  const tell = (title: string, status: JudgedCheck['status']) => {
    const found = verdict.checks.filter((check) => check.status === status)
    if (found.length === 0) return
    lines.push('', `${title} (${found.length})`)
    for (const check of found) lines.push(...tellCheck(check))
  }
  tell('Failed', 'failed')
  tell('Expected to fail, and did not: take them off the list', 'stale')
  tell('Warnings: what should hold, and does not', 'warning')
  tell('Failed as expected', 'expected')
  tell('New since this revision, and not demanded by it', 'not-required')
  lines.push(...tellHarness(run.cases))
  if (trace) lines.push(...tellTraces(verdict, byCase))
  lines.push('', sumLine(run, verdict))
  return redact(lines.join('\n').trimStart())
}

function tellCheck({ id, level, says, why, source, because }: JudgedCheck): string[] {
  return [
    `  ${id}  ${level}`,
    `    ${says}`,
    ...(why === undefined ? [] : [`    But ${why}`]),
    ...(because === undefined ? [] : [`    Known: ${because}`]),
    `    ${source}`,
  ]
}

function tellHarness(cases: readonly CaseResult[]): string[] {
  const broken = cases.flatMap(({ id, harnessError }) => (harnessError ? [{ id, ...harnessError }] : []))
  if (broken.length === 0) return []
  return [
    '',
    `Not found out, because the driver or the sandbox failed (${broken.length} cases); this says nothing of the SDK`,
    ...broken.flatMap(({ id, kind, message, stdout, stderr }) => [
      `  ${id}  ${kind}`,
      `    ${message}`,
      ...lastLines('standard output', stdout),
      ...lastLines('standard error', stderr),
    ]),
  ]
}

const lastLines = (name: string, text: string) =>
  text.trim() === ''
    ? []
    : [
        `    last of ${name}:`,
        ...text
          .trimEnd()
          .split('\n')
          .slice(-5)
          .map((line) => `      ${line.slice(0, 300)}`),
      ]

function tellTraces({ checks }: Verdict, byCase: ReadonlyMap<string, CaseResult>): string[] {
  const wrong = checks.filter(({ status }) => status === 'failed' || status === 'warning' || status === 'harness-error')
  const ids = [...new Set(wrong.map(({ caseId }) => caseId))]
  return ids.flatMap((id) => {
    const found = byCase.get(id)
    return found ? ['', `Trace of ${id}: ${found.title}`, ...traceLines(found)] : []
  })
}

/** What the driver was told and answered, and what went over the wire. */
export function traceLines({ dialogue, exchanges }: CaseResult): string[] {
  return [
    ...dialogue.flatMap(({ sent, answer }) => [`  > ${sent}`, `  < ${answer}`]),
    ...exchanges.flatMap((each) => [
      `  ${each.direction === 'in' ? '→ Paragon' : `Paragon → ${each.service}`}  ${each.method} ${each.url}  ${each.status ?? 'no answer'}`,
      ...['authorization', 'content-type', 'x-paragon-credential', 'x-paragon-configuration-id'].flatMap((name) =>
        each.headers[name] === undefined ? [] : [`      ${name}: ${each.headers[name]}`],
      ),
      ...(each.body === undefined ? [] : [`      ${show(each.body)}`]),
      ...(each.answer.body ? [`    ← ${each.answer.body.slice(0, 300)}`] : []),
    ]),
  ]
}

export function sumLine(
  { hello, driver, milliseconds, cases }: RunResult,
  { counts, revision, conforms, isWhole }: Verdict,
): string {
  const name = hello ? `${hello.name} ${hello.version}` : driver
  const parts = [
    `${counts.passed} passed`,
    `${counts.failed + counts.stale} failed`,
    ...(counts.warning > 0 ? [`${counts.warning} warnings`] : []),
    ...(counts.expected > 0 ? [`${counts.expected} failed as expected`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} not declared`] : []),
    ...(counts['harness-error'] > 0 ? [`${counts['harness-error']} not found out`] : []),
    ...(counts['not-required'] > 0 ? [`${counts['not-required']} not demanded`] : []),
  ]
  const word = !conforms
    ? 'does not speak the contract'
    : isWhole
      ? 'speaks the contract'
      : 'speaks this part of the contract'
  return `${name} ${word} (revision ${revision}): ${parts.join(', ')}; ${cases.length} cases in ${(milliseconds / 1000).toFixed(1)} s`
}
