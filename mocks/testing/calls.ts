import { appendFileSync, mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { CALLS_FOLDER } from '../openapi/recorded-calls.ts'
import { packageRoot } from '../package-root.ts'

const breaches: string[] = []

/** Tells of an answer that was not as its document says; setup.ts fails the test in whose course it came. */
export function tellBreach(breach: string): void {
  breaches.push(breach)
}

/** What was told of since the last time: for a test that means an answer to be so, such as a failure of the sandbox. */
export function takeBreaches(): string[] {
  return breaches.splice(0)
}

/** What has been written down, by the files that it is in. */
const seen = new Map<string, Set<string>>()

/**
 * Writes down what the test file under way calls. A sandbox may be at work still when the next file has begun, so that whose calls
 * they are is settled when it is made.
 */
export function callNotes(): (operation: string) => void {
  const file = fileOfCalls()
  return (operation) => {
    const noted = seen.get(file) ?? new Set()
    if (noted.has(operation)) return
    seen.set(file, noted.add(operation))
    appendFileSync(file, `${operation}\n`)
  }
}

/** What an earlier run of the test file has written down is forgotten. */
export function forgetCalls(): void {
  const file = fileOfCalls()
  seen.delete(file)
  mkdirSync(CALLS_FOLDER, { recursive: true })
  rmSync(file, { force: true })
}

/** Named after the test file; each way to the sandbox has its own, since they run beside each other. */
function fileOfCalls(): string {
  const { testPath = 'unknown' } = expect.getState()
  const name = path.relative(packageRoot, testPath).replaceAll(path.sep, '+')
  return path.join(CALLS_FOLDER, `${name}.${process.env.SANDBOX_TRANSPORT ?? 'direct'}`)
}
