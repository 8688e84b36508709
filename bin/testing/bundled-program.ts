import { rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import type { TestProject } from 'vitest/node'
import { sandboxOptions } from '../../scripts/build.mjs'
import { root } from '../../scripts/root.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The program as it is published, from today's sources: from a bundle it starts in half the time. */
    program: string
  }
}

export default async function provideProgram(project: TestProject) {
  // Its packages are found from here, and the pages of another run of the tests are not replaced under its feet.
  const folder = path.join(root, 'node_modules/.cache/paragon-sandbox/program', String(process.pid))
  const name = 'bin/paragon-sandbox'
  await build({ ...sandboxOptions(root, folder), entryPoints: { [name]: `${name}.ts` }, sourcemap: false })
  project.provide('program', path.join(folder, `${name}.js`))
  return () => rmSync(folder, { recursive: true, force: true })
}
