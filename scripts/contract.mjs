/**
 * The contract suite against every driver that comes with it, and the mutants: `node scripts/contract.mjs`, from the built
 * bundles. Leaves the reports of each driver in `reports/contract/`, all of them on one page in `reports/contract/matrix.html`,
 * and their sum in `reports/contract.json`.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { reportFiles } from './reports.mjs'
import { root } from './root.mjs'
import { isMain, reportFailure } from './run.mjs'

const program = path.join(root, 'dist', 'bin', 'paragon-contract.js')
const folder = path.join(root, 'reports', 'contract')

/** @returns {Promise<boolean>} whether all drivers speak the contract, and all mutants are caught */
export async function runContract() {
  const vendors = ['connect-2.4.0', 'connect-2.2.4', 'connect-2.1.1']
  const drivers = ['rest', ...vendors, ...(hasPython() ? ['python'] : [])]
  const sum = { passed: 0, failed: 0, skipped: 0 }
  rmSync(folder, { recursive: true, force: true })
  process.env.CHROMIUM_PATH ??= await ensureBrowser()
  const queue = [...drivers]
  let isFine = true
  const lane = async () => {
    for (let driver = queue.shift(); driver; driver = queue.shift()) {
      const reports = ['--reports', path.join(folder, driver)]
      // The vendor's start a Chromium for each case at a time: more than a few only take each other's time.
      const more = vendors.includes(driver) ? ['--expected', `contract/expected/${driver}.yaml`, '--parallel', '3'] : []
      const { exitCode } = await contract('client', '--driver', driver, ...reports, ...more)
      isFine &&= exitCode === 0
    }
  }
  // Two at a time: a sandbox works on one core.
  await Promise.all([lane(), lane()])
  const kept = drivers.map((driver) => path.join(folder, driver, 'checks.json'))
  for (const file of kept) add(sum, file)
  const matrix = await contract('report', ...kept.filter(existsSync), '--output', path.join(folder, 'matrix.html'))
  isFine &&= matrix.exitCode === 0
  const { exitCode, output } = await contract('mutants')
  const [, caught = '0', all = '1'] = /mutants: (\d+)\/(\d+) caught/.exec(output) ?? []
  sum.passed += Number(caught)
  sum.failed += Number(all) - Number(caught)
  isFine &&= exitCode === 0
  writeFileSync(reportFiles.contract, JSON.stringify(sum))
  return isFine
}

function hasPython() {
  if (spawnSync('python3', ['--version']).status === 0) return true
  console.log('There is no python3 here: its driver was not run.')
  return false
}

/**
 * @param {{ passed: number, failed: number, skipped: number }} sum
 * @param {string} file a run's checks.json
 */
function add(sum, file) {
  if (!existsSync(file)) {
    sum.failed++
    return
  }
  const { counts } = JSON.parse(readFileSync(file, 'utf8'))
  sum.passed += counts.passed + counts.warning + counts.expected
  sum.failed += counts.failed + counts.stale + counts['harness-error']
  sum.skipped += counts.skipped + counts['not-required']
}

/**
 * @param {...string} args
 * @returns {Promise<{ exitCode: number | null, output: string }>} what it printed is on the terminal as well
 */
function contract(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (text) => {
      output += text
    })
    child.once('error', reject)
    child.once('close', (exitCode) => {
      // Whole, because two run at once.
      process.stdout.write(output)
      resolve({ exitCode, output })
    })
  })
}

if (isMain(import.meta.url)) {
  try {
    if (!(await runContract())) process.exitCode = 1
  } catch (error) {
    reportFailure(error)
    process.exitCode = 1
  }
}
