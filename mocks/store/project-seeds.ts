import type { Client } from '@libsql/client/sqlite3'
import type Database from 'libsql'

/** What a project's chance follows from. */
export interface SeedSetting {
  /** As it was declared; null when nothing was. */
  seed: string | null
  /** How often a sandbox has been started over the project since its beginning. */
  starts: number
}

export interface ProjectSeeds {
  /** Undefined when there is no such project. */
  read(projectId: string): SeedSetting | undefined
}

export function createProjectSeeds(database: Database.Database): ProjectSeeds {
  const setting = database.prepare(`SELECT declaration ->> '$.seed' AS seed, starts FROM Project WHERE id = ?`)
  return { read: (projectId) => setting.get(projectId) as SeedSetting | undefined }
}

/** Has projects with a seed draw on, where they would begin again and draw what is stored already. */
export async function countStart(client: Client): Promise<void> {
  await client.execute(`UPDATE Project SET starts = starts + 1 WHERE declaration ->> '$.seed' IS NOT NULL`)
}
