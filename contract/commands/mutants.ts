import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { readArguments, readCount, readList } from '../arguments.ts'
import { asset } from '../assets.ts'
import { loadCases } from '../cases/load-cases.ts'
import { mutations } from '../mutants/mutations.ts'
import { runSuite } from '../run/run-suite.ts'
import { type ExitCode, exitCodes, UsageError } from '../usage.ts'
import { startSandbox } from '../world/sandbox.ts'

export const help = `Usage: paragon-contract mutants [options]

Proves that the checks can fail: runs the REST driver with one thing broken at a time, and wants exactly the checks red that
mutants.yaml lists for it.

Options
  --only <name>       several with commas
  --all               all cases for each mutant; else those of its topics, which is quicker. Then more may be red
  --record            prints the list as it would have to be
  --parallel <count>  cases at a time, 4 unless given

Exit codes
  0 all are caught   1 one is not   2 wrong usage   3 a driver failed`

const list = z.record(
  z.string(),
  z.strictObject({ about: z.string(), topics: z.array(z.string()).min(1), red: z.array(z.string()) }),
)

export async function run(args: string[]): Promise<ExitCode> {
  const { values } = readArguments(args, {
    only: { type: 'string', multiple: true },
    all: { type: 'boolean' },
    record: { type: 'boolean' },
    parallel: { type: 'string' },
  })
  const expected = list.parse(parse(readFileSync(asset('contract/mutants/mutants.yaml'), 'utf8')) ?? {})
  const only = readList(values.only)
  const names = only.length > 0 ? only : Object.keys(expected)
  const unknown = names.find((name) => !Object.hasOwn(mutations, name) || !Object.hasOwn(expected, name))
  if (unknown !== undefined) throw new UsageError(`There is no mutant "${unknown}".`)
  const parallel = values.parallel === undefined ? 4 : readCount('--parallel', values.parallel, 64)

  const all = loadCases()
  const program = `${JSON.stringify(process.execPath)} ${JSON.stringify(asset('dist/contract/drivers/mutant.js'))}`
  const sandbox = await startSandbox()
  let caught = 0
  let hasErred = false
  try {
    for (const name of names) {
      const red = [...(expected[name]?.red ?? [])].sort()
      const topics = expected[name]?.topics ?? []
      const cases = values.all ? all : all.filter(({ topic }) => topics.includes(topic))
      const result = await runSuite({ control: sandbox.control, command: `${program} ${name}`, cases, parallel })
      const checks = result.cases.flatMap((each) => each.checks)
      const found = checks.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)
      const broken = result.cases.find(({ harnessError }) => harnessError)?.harnessError
      if (values.record) process.stdout.write(`${name}:\n  red: [${found.join(', ')}]\n`)
      if (broken) {
        hasErred = true
        process.stdout.write(`${name}: the driver failed: ${broken.message}\n${broken.stderr}\n`)
        continue
      }
      const missed = red.filter((id) => !found.includes(id))
      const surplus = found.filter((id) => !red.includes(id))
      if (red.length > 0 && missed.length + surplus.length === 0) caught++
      else if (!values.record) {
        const words = [
          ...(missed.length > 0 ? [`not red: ${missed.join(', ')}`] : []),
          ...(surplus.length > 0 ? [`red as well: ${surplus.join(', ')}`] : []),
        ]
        process.stdout.write(`${name}: ${words.join('; ')}\n`)
      }
    }
  } finally {
    await sandbox.stop()
  }
  process.stdout.write(`mutants: ${caught}/${names.length} caught\n`)
  if (values.record) return exitCodes.passed
  return hasErred ? exitCodes.harness : caught === names.length ? exitCodes.passed : exitCodes.failed
}
