import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from './root.mjs'
import { nodeProgram } from './run.mjs'

/** A house in which every rule is broken once, beside what looks much like it and is allowed. */
const files: Record<string, string> = {
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./*"] }, "allowImportingTsExtensions": true } }',
  'node_modules/@prisma/client/package.json': '{ "name": "@prisma/client", "main": "index.js" }',
  'node_modules/@prisma/client/index.js': '',
  'mocks/clock.ts': 'export interface Clock { now: number }\nexport const clock: Clock = { now: 0 }',
  'mocks/store/generated/client.ts': 'export class PrismaClient {}',
  'lib/words.ts': 'export const words = []',
  'contract/suite.ts': 'export const suite = []',
  'e2e/support/page.ts': 'export const page = {}',

  'app/uses-lib.ts': "import '@/lib/words'",
  'app/uses-mocks.ts': "import '../mocks/clock.ts'",
  'app/uses-mocks-by-alias.ts': "import '@/mocks/clock'",
  'app/uses-mocks-for-a-type.ts': "import type { Clock } from '../mocks/clock.ts'\nexport type Mine = Clock",
  'app/uses-mocks-on-demand.ts': "export const later = () => import('../mocks/clock.ts')",
  'lib/uses-e2e.ts': "import '../e2e/support/page.ts'",
  'contract/uses-lib.ts': "import '../lib/words.ts'",
  'contract/uses-mocks.ts': "import '../mocks/clock.ts'",
  'contract/uses-itself.ts': "import './suite.ts'",
  'mocks/uses-app.ts': "import '../lib/words.ts'",
  'bin/uses-mocks.ts': "import '../mocks/clock.ts'",

  'mocks/users/operations.ts': "import '@prisma/client'",
  'mocks/users/routes.ts': "import '../store/generated/client.ts'",
  'mocks/users/operations.test.ts': "import '../store/generated/client.ts'",
  'mocks/testing/context.ts': "import '../store/generated/client.ts'",
  'mocks/store/users.ts': "import '@prisma/client'\nimport './generated/client.ts'",
  'mocks/users/uses-testing.ts': "import '../testing/context.ts'",

  'mocks/ring/a.ts': "import './b.ts'",
  'mocks/ring/b.ts': "import './a.ts'",
  'mocks/types/a.ts': "import type { B } from './b.ts'\nexport interface A { b: B }",
  'mocks/types/b.ts': "import type { A } from './a.ts'\nexport interface B { a: A }",

  'lib/uses-nothing.ts': "import './nowhere.ts'",
}

interface Violation {
  rule: { name: string }
  from: string
}

let folder: string
let found: string[]

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dependency-rule-'))
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), content)
  }
  const [node = '', ...cruiser] = nodeProgram('dependency-cruiser', 'depcruise')
  const config = path.join(root, '.dependency-cruiser.cjs')
  const args = ['--config', config, '--output-type', 'json', 'app', 'lib', 'mocks', 'bin', 'contract', 'e2e']
  const { stdout, stderr } = spawnSync(node, [...cruiser, ...args], { cwd: folder, encoding: 'utf8' })
  expect(stderr).toBe('')
  const violations: Violation[] = JSON.parse(stdout).summary.violations
  found = violations.map(({ rule, from }) => `${rule.name}: ${from}`)
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true }))

const broken: Record<string, string[]> = {
  'app-speaks-http-only': [
    'app/uses-mocks.ts',
    'app/uses-mocks-by-alias.ts',
    'app/uses-mocks-for-a-type.ts',
    'app/uses-mocks-on-demand.ts',
    'lib/uses-e2e.ts',
  ],
  'contract-stands-alone': ['contract/uses-lib.ts', 'contract/uses-mocks.ts'],
  'mocks-know-no-app': ['mocks/uses-app.ts'],
  'only-the-store-knows-sql': ['mocks/users/operations.ts', 'mocks/users/routes.ts'],
  'no-test-helpers-in-the-product': ['lib/uses-e2e.ts', 'mocks/users/uses-testing.ts'],
  // A ring is told once, at its first module.
  'no-cycles': ['mocks/ring/a.ts'],
  resolvable: ['lib/uses-nothing.ts'],
}

describe('the dependency rule', () => {
  it.each(Object.entries(broken))('%s: sees every breach', (rule, breaches) => {
    const seen = found.filter((violation) => violation.startsWith(`${rule}: `))
    expect(seen.sort()).toEqual(breaches.map((file) => `${rule}: ${file}`).sort())
  })

  it('has no rule that was never seen to fail', async () => {
    const { default: config } = await import('../.dependency-cruiser.cjs')
    expect(config.forbidden?.map(({ name }) => name).sort()).toEqual(Object.keys(broken).sort())
  })
})
