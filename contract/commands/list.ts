import { readArguments, readList } from '../arguments.ts'
import { loadCases } from '../cases/load-cases.ts'
import { readRequirements, revisions } from '../requirements/requirements.ts'
import { select } from '../select.ts'
import { type ExitCode, exitCodes } from '../usage.ts'

export const help = `Usage: paragon-contract list [options]

Shows the checks: id, level, sentence and source.

Options
  --only <pattern>, --skip <pattern>  as of client
  --revision <name>                   those that it demands; without it all of them
  --revisions                         the names of the revisions
  --json                              for machines`

export async function run(args: string[]): Promise<ExitCode> {
  const { values } = readArguments(args, {
    only: { type: 'string', multiple: true },
    skip: { type: 'string', multiple: true },
    revision: { type: 'string' },
    revisions: { type: 'boolean' },
    json: { type: 'boolean' },
  })
  if (values.revisions) {
    process.stdout.write(`${revisions().join('\n')}\n`)
    return exitCodes.passed
  }
  const demanded = values.revision === undefined ? undefined : readRequirements(values.revision).levels
  const checks = select(loadCases(), readList(values.only), readList(values.skip)).flatMap(
    ({ topic, id: caseId, then }) =>
      then
        .filter(({ id }) => demanded === undefined || demanded.has(id))
        .map(({ id, says, level, source }) => ({ id, topic, caseId, level, says, source })),
  )
  if (values.json) process.stdout.write(`${JSON.stringify(checks, undefined, 1)}\n`)
  else {
    for (const { id, level, says, source } of checks) process.stdout.write(`${id}  ${level}\n  ${says}\n  ${source}\n`)
    process.stdout.write(`${checks.length} checks\n`)
  }
  return exitCodes.passed
}
