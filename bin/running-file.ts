import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const DEFAULT_DATABASE = 'file:./.paragon-sandbox/sandbox.db'

/** A sandbox that `start` runs, as it leaves word of itself beside its database. */
export interface RunningSandbox {
  pid: number
  /** Paragon's address. */
  url: string
  provider: string
  adminToken: string
  projectId: string
}

const fileOf = (databaseUrl: string) => `${path.resolve(databaseUrl.slice('file:'.length))}.running.json`

/** Readable by the owner only: whoever has the token has the sandbox. Answers what takes the file away again. */
export function leaveWord(databaseUrl: string, running: RunningSandbox): () => void {
  const file = fileOf(databaseUrl)
  const fresh = `${file}.${running.pid}`
  rmSync(fresh, { force: true })
  writeFileSync(fresh, `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 })
  renameSync(fresh, file)
  return () => {
    // Another sandbox over the same database may have left its own since.
    if (read(file)?.pid === running.pid) rmSync(file, { force: true })
  }
}

/** The sandbox that runs over a database; undefined when none does, whatever a killed one has left behind. */
export function findRunning(databaseUrl: string): RunningSandbox | undefined {
  const running = databaseUrl.startsWith('file:') ? read(fileOf(databaseUrl)) : undefined
  return running && isAlive(running.pid) ? running : undefined
}

function read(file: string): RunningSandbox | undefined {
  try {
    const word: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isRunningSandbox(word) ? word : undefined
  } catch {
    return undefined
  }
}

function isRunningSandbox(word: unknown): word is RunningSandbox {
  if (typeof word !== 'object' || word === null) return false
  const fields: Record<string, unknown> = { ...word }
  const texts = ['url', 'provider', 'adminToken', 'projectId']
  return Number.isInteger(fields.pid) && texts.every((name) => typeof fields[name] === 'string')
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process is one all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
