/**
 * `npm test [-- --only <step,...>]`: everything that must hold, cheapest first; stops at the first step that fails.
 * Leaves `reports/steps.json` and the reports of the test runners.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBrowser } from './browser.mjs'
import { runContract } from './contract.mjs'
import { formatCounts, readReport, reportFiles, stepsFile, total } from './reports.mjs'
import { root } from './root.mjs'
import { formatDuration, nodeProgram, reportFailure } from './run.mjs'
import { setUp } from './setup.mjs'

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title
 * @property {import('./reports.mjs').StepResult['counts']} counts
 * @property {() => Promise<boolean>} run whether it passed; a throw is told and counts as failed
 */

/** @type {Step} */
const preparation = {
  name: 'set-up',
  title: 'Set-up',
  counts: 'nothing',
  run: () => setUp().then(() => true),
}

/** @type {Step[]} */
const checks = [
  {
    name: 'lint',
    title: 'Format and lint',
    counts: 'itself',
    run: () => show(nodeProgram('@biomejs/biome', 'biome'), 'ci', `--colors=${process.stdout.isTTY ? 'force' : 'off'}`),
  },
  { name: 'types', title: 'Types', counts: 'itself', run: checkTypes },
  { name: 'dependencies', title: 'Dependency rule', counts: 'itself', run: checkDependencies },
  {
    name: 'unit',
    title: 'Unit and API tests',
    counts: 'vitest',
    run: () => runVitest('vitest', 'unit', 'isolated', 'program', 'http', 'msw', 'matrix'),
  },
  { name: 'build', title: 'Build', counts: 'nothing', run: () => setUp({ bundles: true, app: true }).then(() => true) },
  { name: 'contract', title: 'Contract suite', counts: 'contract', run: runContract },
  { name: 'package', title: 'Package', counts: 'package', run: runPackage },
  { name: 'browser', title: 'Browser tests', counts: 'playwright', run: runPlaywright },
]

async function checkTypes() {
  const tsc = nodeProgram('typescript', 'tsc')
  // The routes' types are generated; without them a fresh clone would be checked less than one that was built.
  const typegen = await show(nodeProgram('next'), 'typegen')
  return (
    typegen &&
    (await show(tsc, '-p', 'tsconfig.json')) &&
    (await show(tsc, '-p', 'mocks/paragon/portal/client/tsconfig.json')) &&
    (await show(tsc, '-p', 'mocks/control/inspector/client/tsconfig.json')) &&
    (await show(tsc, '-p', 'mocks/control/connect-me/client/tsconfig.json')) &&
    (await show(tsc, '-p', 'mocks/paragon/sdk-script/client/tsconfig.json'))
  )
}

function checkDependencies() {
  const folders = ['app', 'lib', 'mocks', 'bin', 'contract', 'e2e', 'bench', 'scripts']
  const present = folders.filter((folder) => existsSync(path.join(root, folder)))
  return show(nodeProgram('dependency-cruiser', 'depcruise'), '--config', '.dependency-cruiser.cjs', ...present)
}

/**
 * @param {'vitest' | 'package'} report
 * @param {string[]} projects of vitest.config.ts
 */
function runVitest(report, ...projects) {
  return show(
    nodeProgram('vitest'),
    'run',
    ...projects.map((project) => `--project=${project}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFiles[report]}`,
  )
}

async function runPackage() {
  // The docs have their reader test an app in a browser.
  process.env.CHROMIUM_PATH = await ensureBrowser()
  return runVitest('package', 'package')
}

async function runPlaywright() {
  process.env.CHROMIUM_PATH = await ensureBrowser()
  return (
    (await show(nodeProgram('@playwright/test', 'playwright'), 'test')) &&
    // Of what the tests have just noted.
    (await show(nodeProgram('tsx'), 'e2e/support/write-sdk-support.ts', '--check'))
  )
}

/**
 * Runs a command with its output on the terminal.
 *
 * @param {string[]} program
 * @param {string[]} args
 * @returns {Promise<boolean>} whether it ended well
 */
function show([node = '', ...program], ...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [...program, ...args], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
    })
    const forward = () => child.kill('SIGTERM')
    process.on('SIGTERM', forward)
    child.once('error', reject)
    child.once('exit', (code) => {
      process.off('SIGTERM', forward)
      resolve(code === 0)
    })
  })
}

/** @returns {Step[]} those asked for, in their order */
function chosenSteps() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } })
  const names = values.only?.split(',') ?? checks.map(({ name }) => name)
  const unknown = names.filter((name) => !checks.some((step) => step.name === name))
  if (unknown.length > 0) {
    throw new Error(`Unknown step ${unknown.join(', ')}; there are ${checks.map(({ name }) => name).join(', ')}.`)
  }
  return [preparation, ...checks.filter(({ name }) => names.includes(name))]
}

/**
 * @param {Step[]} steps
 * @returns {Promise<boolean>} whether all passed
 */
async function runAll(steps) {
  /** @type {import('./reports.mjs').StepResult[]} */
  const results = []
  for (const { name, title, counts, run } of steps) {
    console.log(`\n== ${title}`)
    const started = performance.now()
    const passed = await run().catch((error) => {
      reportFailure(error)
      return false
    })
    const milliseconds = performance.now() - started
    results.push({ name, passed, counts, seconds: milliseconds / 1000 })
    writeFileSync(stepsFile, JSON.stringify(results, undefined, 2))
    console.log(`== ${title}: ${passed ? 'passed' : 'FAILED'} in ${formatDuration(milliseconds)}`)
    if (!passed) break
  }
  const skipped = steps.slice(results.length).map(({ title }) => title)
  if (skipped.length > 0) console.log(`\nNot run: ${skipped.join(', ')}`)
  console.log(`\n${formatCounts(total(results, readReport))}`)
  return results.every(({ passed }) => passed) && skipped.length === 0
}

try {
  const steps = chosenSteps()
  // Of an earlier run nothing may be left to be counted with this one.
  for (const file of [stepsFile, ...Object.values(reportFiles)]) rmSync(file, { force: true })
  mkdirSync(path.dirname(stepsFile), { recursive: true })
  // Ctrl-C goes to the running command as well, which stops what it started; we wait for it and then stop as failed.
  process.on('SIGINT', () => {})
  if (!(await runAll(steps))) process.exitCode = 1
} catch (error) {
  reportFailure(error)
  process.exitCode = 1
}
