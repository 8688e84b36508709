import { sdkMethods, sdkVersions } from './sdk-methods.ts'

/** What docs/sdk-support.md needs of Playwright's JSON report. */
export interface Report {
  suites: Suite[]
}
interface Suite {
  title: string
  file: string
  suites?: Suite[]
  specs?: Spec[]
}
interface Spec {
  title: string
  file: string
  tests: { annotations: { type: string; description?: string }[]; results: { status: string }[] }[]
}

/** A test, and what it called: the host page's fixture notes it (host-page.ts). */
interface Test {
  name: string
  passed: boolean
  /** `installIntegration(externalId)`, by version of the SDK. */
  calls: Map<string, Set<string>>
}

const TRAPS = 24
/** Of tests that call the same, so many are named: those that are about it most. */
const NAMED = 3

/** The page, and what no test shows: methods of the SDK, and traps of sdk.md 7. */
export function sdkSupport(report: Report): { page: string; missing: string[] } {
  const tests = report.suites.flatMap((suite) => testsOf(suite, [])).sort((a, b) => compare(a.name, b.name))
  const rows = Object.keys(sdkMethods).flatMap((method) =>
    sdkVersions.flatMap((version) => rowsOf(method, version, tests)),
  )
  const traps = Array.from({ length: TRAPS }, (_, index) => {
    const trap = new RegExp(`\\bT${index + 1}\\b`)
    return { name: `T${index + 1}`, tests: tests.filter(({ name }) => trap.test(name)) }
  })
  const [current] = sdkVersions
  const shown = new Set(rows.filter(({ version }) => version === current).map(({ method }) => method))
  const missing = [
    ...Object.keys(sdkMethods).filter((method) => !shown.has(method)),
    ...traps.filter((trap) => trap.tests.length === 0).map(({ name }) => name),
  ]
  const page = `# SDK support

Written by \`npm run sdk-support\` from the last whole run of the browser tests, which notes what each test calls. Each line is a call
of the vendor's SDK as it is published, in Chromium, against the sandbox; at most ${NAMED} of the tests that make it are named, all of
them count for the result. What leads apps to the sandbox, and the ways round the SDK's own bugs: [the SDK](sdk.md).

| Method | Options | SDK | Tests | Result |
| --- | --- | --- | --- | --- |
${rows
  .map(({ method, options, version, tests: of }) =>
    line([code(method), options.map(code).join(', '), version, names(about(method, of)), result(of)]),
  )
  .join('\n')}

## Traps

Ways of SDK 2.4.0 that mislead servers and tests.

| Trap | Tests | Result |
| --- | --- | --- |
${traps.map((trap) => line([trap.name, names(trap.tests), result(trap.tests)])).join('\n')}
`
  return { page, missing }
}

function testsOf({ title, file, suites = [], specs = [] }: Suite, above: string[]): Test[] {
  const titles = title === file ? above : [...above, title]
  return [
    ...suites.flatMap((suite) => testsOf(suite, titles)),
    ...specs.filter((spec) => spec.file.startsWith('sdk/')).map((spec) => testOf(spec, titles)),
  ]
}

function testOf({ title, file, tests }: Spec, above: string[]): Test {
  const calls = new Map<string, Set<string>>()
  for (const { type, description = '' } of tests.flatMap((each) => each.annotations)) {
    const version = /^sdk (.+)$/.exec(type)?.[1]
    if (version === undefined) continue
    calls.set(version, (calls.get(version) ?? new Set()).add(description))
  }
  const passed = tests.every(({ results }) => results.at(-1)?.status === 'passed')
  return { name: [file.replace(/\.spec\.ts$/, '').replace('sdk/', ''), ...above, title].join(' › '), passed, calls }
}

interface Row {
  method: string
  options: string[]
  version: string
  tests: Test[]
}

function rowsOf(method: string, version: string, tests: Test[]): Row[] {
  const byCall = new Map<string, Test[]>()
  for (const test of tests) {
    for (const call of test.calls.get(version) ?? []) {
      if (call.startsWith(`${method}(`)) byCall.set(call, [...(byCall.get(call) ?? []), test])
    }
  }
  return [...byCall]
    .sort(([a], [b]) => compare(a, b))
    .map(([call, of]) => {
      const options = call.slice(method.length + 1, -1)
      return { method, options: options === '' ? [] : options.split(', '), version, tests: of }
    })
}

/** Those first that name the method, then those that call little else. */
function about(method: string, tests: Test[]): Test[] {
  const rank = ({ name, calls }: Test) =>
    (name.includes(method) ? 0 : 1000) + [...calls.values()].reduce((sum, each) => sum + each.size, 0)
  return [...tests].sort((a, b) => rank(a) - rank(b) || compare(a.name, b.name)).slice(0, NAMED)
}

const names = (tests: Test[]) => tests.map(({ name }) => name.replaceAll('|', '\\|')).join('<br>')
const result = (tests: Test[]) =>
  tests.length === 0 ? 'not tested' : tests.every(({ passed }) => passed) ? 'passed' : 'failed'
const line = (cells: string[]) => `| ${cells.join(' | ')} |`
const code = (text: string) => `\`${text}\``
/** By code units: the same on every machine. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
