import { readFileSync, writeFileSync } from 'node:fs'
import { readArguments } from '../arguments.ts'
import { htmlReport } from '../reports/html.ts'
import type { Verdict } from '../reports/judge.ts'
import { ctrfReport, junitReport, tapReport } from '../reports/machine.ts'
import { textReport } from '../reports/text.ts'
import type { RunResult } from '../run/result.ts'
import { type ExitCode, exitCodes, UsageError } from '../usage.ts'

export const help = `Usage: paragon-contract report <checks.json>... [options]

Makes reports of runs that were kept. Several of them become one page with a column for each.

Options
  --format <name>  html, text, junit, tap or ctrf; html unless given. All but html take one run
  --output <file>  standard output unless given
  --trace          in text: what was said and sent in each failed case`

export async function run(args: string[]): Promise<ExitCode> {
  const { values, positionals } = readArguments(args, {
    format: { type: 'string' },
    output: { type: 'string' },
    trace: { type: 'boolean' },
  })
  const kept = positionals.map(readKept)
  const [first, ...others] = kept
  if (!first) throw new UsageError('Which run? The path of its checks.json.')
  const format = values.format ?? 'html'
  if (others.length > 0 && format !== 'html') throw new UsageError(`${format} takes one run, not ${kept.length}.`)
  const { run: result, verdict } = first
  const made: Record<string, () => string> = {
    html: () => htmlReport(kept),
    text: () => `${textReport(result, verdict, values.trace ?? false)}\n`,
    junit: () => junitReport(result, verdict),
    tap: () => tapReport(verdict),
    ctrf: () => ctrfReport(result, verdict),
  }
  const make = Object.hasOwn(made, format) ? made[format] : undefined
  if (!make) throw new UsageError(`There is no format "${format}"; there are ${Object.keys(made).join(', ')}.`)
  if (values.output === undefined) process.stdout.write(make())
  else writeFileSync(values.output, make())
  return exitCodes.passed
}

function readKept(file: string): { run: RunResult; verdict: Verdict } {
  let kept: (Verdict & { format: number; run: RunResult }) | undefined
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
  if (kept?.format !== 1 || !Array.isArray(kept.checks))
    throw new UsageError(`${file} is no checks.json of this version.`)
  return { run: kept.run, verdict: kept }
}
