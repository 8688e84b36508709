import type { Client } from '@libsql/client'
import type { SingleConnectionAdapter } from './connection.ts'
import { migrationNames, openSchemaEngine, readMigrations } from './schema-engine.ts'

/**
 * Brings the database to the newest migration and answers the names of those it applied. The engine is loaded only when
 * one is missing: a start that has nothing to migrate costs one query.
 */
export async function migrate(client: Client, adapter: SingleConnectionAdapter): Promise<string[]> {
  const applied = await appliedMigrations(client)
  const names = await migrationNames()
  const unknown = [...applied].filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    throw new Error(
      `The database has migrations that this version does not know (${unknown.join(', ')}). ` +
        'It was written by a newer version: update, or choose another file with DATABASE_URL.',
    )
  }
  if (names.every((name) => applied.has(name))) return []
  const engine = await openSchemaEngine(adapter)
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await readMigrations(),
      filters: { externalTables: [], externalEnums: [] },
    })
    return appliedMigrationNames
  } finally {
    engine.free()
  }
}

async function appliedMigrations(client: Client): Promise<Set<string>> {
  const table = await client.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_prisma_migrations'")
  if (table.rows.length === 0) return new Set()
  const rows = await client.execute(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  return new Set(rows.rows.map((row) => String(row.migration_name)))
}
