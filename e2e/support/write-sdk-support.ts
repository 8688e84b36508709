/**
 * `npm run sdk-support`: writes docs/sdk-support.md, after a run of all browser tests. With `--check` it only says whether the
 * page is up to date, and the same holds for it: every method and every trap has a test.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../../scripts/root.mjs'
import { type Report, sdkSupport } from './sdk-support.ts'

const report = process.env.PLAYWRIGHT_REPORT ?? path.join(root, 'reports', 'playwright.json')
const file = path.join(root, 'docs', 'sdk-support.md')

function run(isCheck: boolean): string | undefined {
  if (!existsSync(report)) return 'The browser tests have not been run yet: npm test -- --only browser'
  const { page, missing } = sdkSupport(JSON.parse(readFileSync(report, 'utf8')) as Report)
  if (missing.length > 0) return `No test shows ${missing.join(', ')}.`
  if (!isCheck) writeFileSync(file, page)
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== page) {
    return 'docs/sdk-support.md does not say what the browser tests have shown: npm run sdk-support'
  }
  return undefined
}

const problem = run(process.argv.includes('--check'))
if (problem !== undefined) {
  console.error(problem)
  process.exitCode = 1
} else console.log('docs/sdk-support.md says what the browser tests have shown.')
