import { readArguments, readCount, readList } from '../arguments.ts'
import { loadCases } from '../cases/load-cases.ts'
import { shippedDriver, shippedDrivers } from '../drivers/shipped.ts'
import { readExpectedFailures } from '../expected/expected-failures.ts'
import { defaultLimits } from '../protocol/driver-process.ts'
import { judge } from '../reports/judge.ts'
import { textReport } from '../reports/text.ts'
import { writeReports } from '../reports/write-reports.ts'
import { readRequirements } from '../requirements/requirements.ts'
import { runSuite } from '../run/run-suite.ts'
import { select } from '../select.ts'
import { type ExitCode, UsageError } from '../usage.ts'
import { Control } from '../world/control.ts'
import { type RunningSandbox, startSandbox } from '../world/sandbox.ts'

export const help = `Usage: paragon-contract client --command "<driver>" [options]

Drives an SDK through the cases and tells what is right and what is wrong. docs/contract.md tells what a driver is.

Options
  --command <line>          starts the driver; for the shell
  --driver <name>           one that comes with the suite: ${shippedDrivers.join(', ')}
  --only <pattern>          a topic, a case or a check; several with commas; * for any part
  --skip <pattern>          the same, to leave out
  --expected <file>         what is known to fail; one that passes now fails the run
  --revision <name>         which requirements count; the newest unless given
  --reports <folder>        checks.json, junit.xml, report.tap, ctrf.json and report.html
  --trace                   what was said and sent in each failed case
  --parallel <count>        cases at a time, 4 unless given
  --timeout <milliseconds>  that one command may take, ${defaultLimits.commandTimeout} unless given
  --sandbox-url <url>       a sandbox that runs already; with --admin-token or PARAGON_SANDBOX_ADMIN_TOKEN
  --json                    checks.json on standard output

Exit codes
  0 all that must hold does   1 something does not   2 wrong usage
  3 the driver failed, so something was not found out   4 no sandbox`

export async function run(args: string[]): Promise<ExitCode> {
  const { values } = readArguments(args, {
    command: { type: 'string' },
    driver: { type: 'string' },
    only: { type: 'string', multiple: true },
    skip: { type: 'string', multiple: true },
    expected: { type: 'string' },
    revision: { type: 'string' },
    reports: { type: 'string' },
    trace: { type: 'boolean' },
    parallel: { type: 'string' },
    timeout: { type: 'string' },
    'sandbox-url': { type: 'string' },
    'admin-token': { type: 'string' },
    json: { type: 'boolean' },
  })
  const command = values.command ?? (values.driver === undefined ? undefined : shippedDriver(values.driver))
  if (command === undefined) throw new UsageError('Which driver? --command "<its command line>", or --driver rest')
  const all = loadCases()
  const cases = select(all, readList(values.only), readList(values.skip))
  const known = new Set(all.flatMap((each) => each.then.map(({ id }) => id)))
  const expected = values.expected === undefined ? new Map() : readExpectedFailures(values.expected, known)
  const requirements = readRequirements(values.revision)
  const commandTimeout =
    values.timeout === undefined ? defaultLimits.commandTimeout : readCount('--timeout', values.timeout, 3_600_000)
  const parallel = values.parallel === undefined ? 4 : readCount('--parallel', values.parallel, 64)

  const sandbox = await reach(values['sandbox-url'], values['admin-token'])
  try {
    const tell = progress(cases.length)
    const result = await runSuite({
      control: sandbox.control,
      command,
      cases,
      parallel,
      limits: { commandTimeout },
      onCase: tell,
    })
    const verdict = judge(result, requirements, expected)
    if (values.reports !== undefined) writeReports(values.reports, result, verdict)
    if (values.json) {
      const { jsonReport } = await import('../reports/machine.ts')
      process.stdout.write(`${jsonReport(result, verdict)}\n`)
    } else process.stdout.write(`${textReport(result, verdict, values.trace ?? false)}\n`)
    return verdict.exitCode
  } finally {
    await sandbox.stop()
  }
}

async function reach(url: string | undefined, adminToken: string | undefined): Promise<RunningSandbox> {
  if (url === undefined) return startSandbox()
  const token = adminToken ?? process.env.PARAGON_SANDBOX_ADMIN_TOKEN
  if (token === undefined) throw new UsageError('--sandbox-url needs --admin-token, or PARAGON_SANDBOX_ADMIN_TOKEN.')
  const control = new Control(url.replace(/\/$/, ''), token)
  await control.call('GET', '/projects?limit=1')
  return { control, stop: async () => {} }
}

/** On a terminal a line that counts; nothing in a log. */
function progress(total: number): () => void {
  let done = 0
  return () => {
    done++
    if (process.stderr.isTTY) process.stderr.write(`\r${done}/${total} cases${done === total ? '\r\x1b[K' : ''}`)
  }
}
