import { SingleConnectionAdapter } from './connection.ts'
import { openSchemaEngine, readMigrations, readSchema } from './schema-engine.ts'

/** The engine replays each migration in a shadow database as if it were one statement, and libSQL would run only the first. */
class ScriptShadowAdapter extends SingleConnectionAdapter {
  override async connectToShadowDb() {
    const adapter = await super.connectToShadowDb()
    adapter.executeRaw = async (query) => {
      await adapter.executeScript(query.sql)
      return 0
    }
    return adapter
  }
}

/** The SQL that leads from what the migrations make to what prisma/schema.prisma says; empty when they agree. */
export async function schemaDrift(): Promise<string> {
  const engine = await openSchemaEngine(new ScriptShadowAdapter({ url: ':memory:' }))
  try {
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...(await readMigrations()) },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: await readSchema() }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return stdout && !stdout.includes('This is an empty migration') ? stdout : ''
  } finally {
    engine.free()
  }
}
