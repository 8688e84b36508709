import { setImmediate } from 'node:timers'
import Database from 'libsql'
import { statementsOfProcess } from './connection.ts'

/**
 * Reads the revision of a project or of a connected user: the one question asked before a cached copy is served. Every
 * write bumps the revision in its own transaction, so a copy goes stale whichever process wrote. It goes past Prisma
 * because it is on the path of every request: about 15 µs here against 400 µs there.
 */
export interface Revisions {
  /** The connection that it reads by, for others that must be as quick. */
  database: Database.Database
  project(projectId: string): number | undefined
  /** Not a revision, but read as early: at start, before Prisma is needed for anything. */
  startDigest(projectId: string): string | undefined
  persona(projectId: string, userId: string): number | undefined
  /** Both in one question; undefined unless both are there. */
  both(projectId: string, userId: string): { project: number; persona: number } | undefined
  /**
   * Another number whenever any connection, in this process or another, has committed something: while it stays the same
   * every revision read does too (sqlite.org/pragma.html#pragma_data_version). Half the cost of reading one, and asked once
   * a turn of the event loop: requests that arrived together are all answered by what was committed before they were read.
   */
  dataVersion(): number
  close(): void
}

/**
 * The revision that a project or a user begins with. It follows from the date, which goes up at least as fast as revisions
 * do: one that is made again under the name of a removed one never meets a revision of it, so no cache takes it for that.
 */
export function firstRevision(dateCreated: Date): number {
  return dateCreated.getTime() % 2 ** 30
}

export function openRevisions(file: string): Revisions {
  const database = new Database(file, { readonly: true, timeout: 5_000 })
  const project = database.prepare('SELECT revision FROM Project WHERE id = ?')
  const startDigest = database.prepare('SELECT startDigest FROM Project WHERE id = ?')
  const persona = database.prepare('SELECT revision FROM Persona WHERE projectId = ? AND userId = ?')
  const both = database.prepare(
    'SELECT Project.revision AS project, Persona.revision AS persona FROM Persona JOIN Project ON Project.id = projectId WHERE projectId = ? AND userId = ?',
  )
  const dataVersion = database.prepare('PRAGMA data_version')
  let seen: { version: number; statements: number } | undefined
  const revisionOf = (row: unknown) => (row as { revision: number } | undefined)?.revision
  return {
    database,
    project: (projectId) => revisionOf(project.get(projectId)),
    startDigest: (projectId) =>
      (startDigest.get(projectId) as { startDigest: string | null } | undefined)?.startDigest ?? undefined,
    persona: (projectId, userId) => revisionOf(persona.get(projectId, userId)),
    both: (projectId, userId) => both.get(projectId, userId) as { project: number; persona: number } | undefined,
    dataVersion() {
      // What this process has committed within the turn counts at once.
      const statements = statementsOfProcess()
      if (seen?.statements === statements) return seen.version
      if (!seen) {
        setImmediate(() => {
          seen = undefined
        })
      }
      seen = { version: (dataVersion.get() as { data_version: number }).data_version, statements }
      return seen.version
    },
    close: () => database.close(),
  }
}
