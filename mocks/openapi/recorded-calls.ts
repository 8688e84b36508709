import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { packageRoot } from '../package-root.ts'
import type { CallsByFile } from './support-matrix.ts'

/** Where test files write down which operations they have called (mocks/testing/calls.ts). */
export const CALLS_FOLDER = path.join(packageRoot, 'node_modules', '.cache', 'paragon-sandbox', 'calls')

/** What the last run of each test file has called. */
export function recordedCalls(): CallsByFile {
  const calls = new Map<string, Set<string>>()
  for (const name of existsSync(CALLS_FOLDER) ? readdirSync(CALLS_FOLDER).sort() : []) {
    const file = name.slice(0, name.lastIndexOf('.')).replaceAll('+', '/')
    if (!existsSync(path.join(packageRoot, file))) continue
    const called = calls.get(file) ?? new Set()
    for (const call of readFileSync(path.join(CALLS_FOLDER, name), 'utf8').split('\n').filter(Boolean)) called.add(call)
    calls.set(file, called)
  }
  return calls
}
