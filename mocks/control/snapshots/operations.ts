import type { Context } from '../../context.ts'
import { saveClientsAtProvider } from '../../provider/register.ts'
import { SnapshotError } from '../../store/snapshots.ts'
import { check } from '../input.ts'
import { Problem } from '../problem.ts'
import { forget } from '../projects/operations.ts'
import { paragonClients } from '../projects/provider-registration.ts'
import { projectNotFound } from '../projects/require-project.ts'
import { SNAPSHOT_VERSION, type Snapshot, snapshot as snapshotSchema } from './schemas.ts'

/** The whole project, what its provider has included. Secrets are in the clear, for another sandbox to seal with its own key. */
export async function exportSnapshot(ctx: Context, projectId: string): Promise<Snapshot> {
  const tables = await ctx.store.snapshots.read(projectId)
  if (!tables) throw projectNotFound(projectId)
  return { version: SNAPSHOT_VERSION, projectId, exportedAt: new Date(ctx.clock.now()).toISOString(), tables }
}

/**
 * Makes the project as a snapshot has it, in place of what it has come to be. Every id stays, so the snapshot of one project
 * cannot become another. Answers whether the project is new.
 */
export async function importSnapshot(ctx: Context, projectId: string, snapshot: Snapshot): Promise<{ isNew: boolean }> {
  if (snapshot.projectId !== projectId) {
    throw new Problem(422, 'Unprocessable Content', `projectId: the snapshot is of the project "${snapshot.projectId}"`)
  }
  let isNew: boolean
  try {
    isNew = !(await ctx.store.snapshots.replace(projectId, snapshot.tables, ctx.clock.timestamp()))
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error
    throw error.isConflict
      ? new Problem(409, 'Conflict', `The snapshot cannot be imported: ${error.message}.`)
      : new Problem(422, 'Unprocessable Content', error.message)
  }
  forget(ctx, projectId)
  // Their secrets follow from this sandbox's key, and their addresses from its own.
  await saveClientsAtProvider(ctx, projectId, paragonClients(ctx, projectId))
  ctx.scheduler.wake()
  return { isNew }
}

/** Imports a snapshot unless its project is there already: what has happened since the first start is not lost. */
export async function seedProject(ctx: Context, seed: unknown): Promise<void> {
  const snapshot = check(snapshotSchema, seed, 'seed')
  if (!(await ctx.store.projects.find(snapshot.projectId))) await importSnapshot(ctx, snapshot.projectId, snapshot)
}
