import { writeFileSync } from 'node:fs'
import { CommandError, exitCodes, wrongUsage } from './exit.ts'
import { readJsonFile } from './input.ts'

/** A snapshot of a file, or of standard input by the name "-", and the project it is of. Throws a CommandError. */
export function readSnapshot(file: string): { projectId: string; snapshot: unknown } {
  const snapshot = readJsonFile(file)
  const isObject = typeof snapshot === 'object' && snapshot !== null
  const projectId = isObject && 'projectId' in snapshot ? snapshot.projectId : undefined
  if (typeof projectId === 'string' && projectId !== '') return { projectId, snapshot }
  throw wrongUsage(`${file} is not a snapshot: it names no project.`)
}

/** Readable by the owner only, as it has secrets. */
export function writeSnapshot(file: string, snapshot: unknown): void {
  try {
    writeFileSync(file, `${JSON.stringify(snapshot)}\n`, { mode: 0o600 })
  } catch (error) {
    const reason = error instanceof Error ? error.message : error
    throw new CommandError(exitCodes.failed, `${file} cannot be written: ${reason}`)
  }
}
