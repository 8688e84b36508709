import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { readArguments, readCount, readList } from '../arguments.ts'
import { asset } from '../assets.ts'
import type { ContractCase } from '../cases/case-schema.ts'
import { commandsOf, loadCases } from '../cases/load-cases.ts'
import { mutations } from '../mutants/mutations.ts'
import type { CaseResult } from '../run/result.ts'
import { runSuite } from '../run/run-suite.ts'
import { type ExitCode, exitCodes, UsageError } from '../usage.ts'
import { startSandbox } from '../world/sandbox.ts'

export const help = `Usage: paragon-contract mutants [options]

Proves that the checks can fail: runs the REST driver with one thing broken at a time, and wants exactly the checks red that
mutants.yaml lists for it. Cases that do nothing of what is broken are left out: they go as ever.

Options
  --only <name>       several with commas
  --all               cases of all topics for each mutant; else those of its own, which is quicker
  --record            prints the list as it would have to be
  --parallel <count>  cases at a time, 4 unless given

Exit codes
  0 all are caught   1 one is not   2 wrong usage   3 a driver failed`

const SANDBOXES = 2

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

  const cases = loadCases()
  const isAsked = (name: string, topic: string) => values.all || (expected[name]?.topics.includes(topic) ?? false)
  const chosen: Pair[] = names.flatMap((name) =>
    casesFor(name, cases)
      .filter(({ topic }) => isAsked(name, topic))
      .map((contractCase) => ({ name, contractCase: { ...contractCase } })),
  )
  const topicOf = new Map(cases.flatMap(({ topic, then }) => then.map(({ id }) => [id, topic] as const)))
  const results = await runAll(chosen, parallel)

  let caught = 0
  let hasErred = false
  for (const name of names) {
    const own = results.get(name) ?? []
    const looked = own.flatMap(({ checks }) => checks)
    const found = looked.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id)
    const red = (expected[name]?.red ?? []).filter((id) => isAsked(name, topicOf.get(id) ?? ''))
    const broken = own.find(({ harnessError }) => harnessError)?.harnessError
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
        ...(red.length === 0 ? ['none of its checks is in its topics'] : []),
      ]
      process.stdout.write(`${name}: ${words.join('; ')}\n`)
    }
  }
  process.stdout.write(`mutants: ${caught}/${names.length} caught\n`)
  if (values.record) return exitCodes.passed
  return hasErred ? exitCodes.harness : caught === names.length ? exitCodes.passed : exitCodes.failed
}

interface Pair {
  name: string
  contractCase: ContractCase
}

/** The results by mutant. A sandbox works on one core: with two of them neither is what the other's cases wait for. */
async function runAll(pairs: readonly Pair[], parallel: number): Promise<Map<string, CaseResult[]>> {
  const results = new Map<string, CaseResult[]>()
  await Promise.all(
    Array.from({ length: SANDBOXES }, async (_, shard) => {
      const own = pairs.filter((_, index) => index % SANDBOXES === shard)
      const nameOf = new Map(own.map(({ name, contractCase }) => [contractCase, name]))
      const sandbox = await startSandbox()
      const { cases } = await runSuite({
        control: sandbox.control,
        command: `${JSON.stringify(process.execPath)} ${JSON.stringify(asset('dist/contract/drivers/mutant.js'))}`,
        cases: own.map(({ contractCase }) => contractCase),
        parallel: Math.ceil(parallel / SANDBOXES),
        resetFor: (contractCase) => ({ mutation: nameOf.get(contractCase) }),
      }).finally(() => sandbox.stop())
      for (const [index, result] of cases.entries()) {
        const name = own[index]?.name ?? ''
        results.set(name, [...(results.get(name) ?? []), result])
      }
    }),
  )
  return results
}

/** Those that the mutation can reach: the others run as they do unbroken. */
function casesFor(name: string, cases: readonly ContractCase[]): ContractCase[] {
  const { reach } = mutations[name]?.() ?? {}
  return cases.filter((each) => !reach || commandsOf(each).some((command) => reach.includes(command)))
}
