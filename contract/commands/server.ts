import { readFileSync } from 'node:fs'
import { readArguments } from '../arguments.ts'
import { judge } from '../reports/judge.ts'
import { textReport } from '../reports/text.ts'
import { writeReports } from '../reports/write-reports.ts'
import { Backend } from '../server/backend.ts'
import { serverChecks } from '../server/checks.ts'
import { runServerChecks } from '../server/run-server-checks.ts'
import { type ExitCode, UsageError } from '../usage.ts'

export const help = `Usage: paragon-contract server --url <base> --project <id> --key <file> [options]

Checks a backend that claims to be Paragon. It is only read from, unless writing is allowed; a Connected User is made by being asked for.

Options
  --url <base>        where it answers
  --proxy-url, --actionkit-url, --sync-url, --connect-url
                      where these services do, if elsewhere
  --project <id>      the project
  --key <file>        its signing key, PEM
  --user <id>         the Connected User; paragon-contract unless given
  --allow-writes      also what leaves something behind: metadata, an App Event
  --reports <folder>  as of client

Exit codes
  0 all that must hold does   1 something does not   2 wrong usage   3 it cannot be reached`

export async function run(args: string[]): Promise<ExitCode> {
  const text = { type: 'string' } as const
  const { values } = readArguments(args, {
    url: text,
    'proxy-url': text,
    'actionkit-url': text,
    'sync-url': text,
    'connect-url': text,
    project: text,
    key: text,
    user: text,
    reports: text,
    'allow-writes': { type: 'boolean' },
  })
  const { url, project, key } = values
  if (url === undefined || project === undefined || key === undefined) {
    throw new UsageError('--url, --project and --key are needed.')
  }
  const base = (given: string | undefined) => {
    const address = given ?? url
    if (!/^https?:\/\/[^/]+/.test(address)) throw new UsageError(`"${address}" is no address.`)
    return address.replace(/\/$/, '')
  }
  const backend = new Backend({
    urls: {
      zeus: base(undefined),
      proxy: base(values['proxy-url']),
      actionkit: base(values['actionkit-url']),
      sync: base(values['sync-url']),
      connect: base(values['connect-url']),
    },
    projectId: project,
    key: readKey(key),
    user: values.user ?? 'paragon-contract',
  })
  const result = await runServerChecks(backend, url, values['allow-writes'] ?? false)
  const levels = new Map(serverChecks.map(({ id, level }) => [id, level]))
  const verdict = judge(result, { revision: 'server', levels }, new Map())
  if (values.reports !== undefined) writeReports(values.reports, result, verdict)
  process.stdout.write(`${textReport(result, verdict, false)}\n`)
  return verdict.exitCode
}

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`The key cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}
