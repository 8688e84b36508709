/** `npm run bench`: sets up what is missing, then measures; see bench/main.ts. */
import { spawnSync } from 'node:child_process'
import { root } from './root.mjs'
import { nodeProgram, reportFailure } from './run.mjs'
import { setUp } from './setup.mjs'

try {
  await setUp({ bundles: true })
  const [program = process.execPath, ...tsx] = nodeProgram('tsx')
  const command = [...tsx, 'bench/main.ts', ...process.argv.slice(2)]
  process.exitCode = spawnSync(program, command, { cwd: root, stdio: 'inherit' }).status ?? 1
} catch (error) {
  reportFailure(error)
  process.exitCode = 1
}
