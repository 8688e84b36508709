import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'
import { packageRoot } from '../package-root.ts'

const prismaFolder = path.join(packageRoot, 'prisma')

/**
 * Prisma's own schema engine, its WebAssembly build. The native one is a download at install time, which a sandbox that
 * must work with nothing but the npm registry cannot have.
 */
export async function openSchemaEngine(adapter: SqlMigrationAwareDriverAdapterFactory): Promise<SchemaEngine> {
  bindings ??= loadBindings()
  const { SchemaEngine } = await bindings
  return SchemaEngine.new(
    { datamodels: [['schema.prisma', await readSchema()]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
}

/** One instance a process: the bindings hold the WebAssembly memory in a module variable, which a second would overwrite. */
let bindings: ReturnType<typeof loadBindings> | undefined

async function loadBindings() {
  // Node 20 has no ES module import of WebAssembly, so the package's three-line entry is repeated here by hand.
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(path.join(path.dirname(entry), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, {
    './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
  })
  bindings.__wbg_set_wasm(instance.exports)
  ;(instance.exports as { __wbindgen_start(): void }).__wbindgen_start()
  return bindings
}

export function readSchema(): Promise<string> {
  return readFile(path.join(prismaFolder, 'schema.prisma'), 'utf8')
}

/** Names of the migration folders, oldest first. */
export async function migrationNames(): Promise<string[]> {
  const entries = await readdir(path.join(prismaFolder, 'migrations'), { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** Everything under prisma/migrations, in the form the engine takes. */
export async function readMigrations(): Promise<MigrationList> {
  const baseDir = path.join(prismaFolder, 'migrations')
  const migrationDirectories = await Promise.all(
    (await migrationNames()).map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: {
          tag: 'ok' as const,
          value: await readFile(path.join(baseDir, name, 'migration.sql'), 'utf8'),
        },
      },
    })),
  )
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"\n' },
    shadowDbInitScript: '',
    migrationDirectories,
  }
}
