/** `npm run supported`: writes docs/supported.md, after a run of all tests, which tells what they call. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { recordedCalls } from '../mocks/openapi/recorded-calls.ts'
import { services } from '../mocks/openapi/services.ts'
import { supportMatrix } from '../mocks/openapi/support-matrix.ts'
import { packageRoot } from '../mocks/package-root.ts'

const calls = recordedCalls()
if (calls.size === 0) {
  console.error('No test has been run yet. Run "npx vitest run" first: the table tells which tests call what.')
  process.exit(1)
}
writeFileSync(path.join(packageRoot, 'docs', 'supported.md'), supportMatrix(services, calls))
console.log(`docs/supported.md is written, from what ${calls.size} test files have called.`)
