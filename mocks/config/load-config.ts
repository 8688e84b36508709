import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createJiti } from 'jiti'
import { ConfigError, checkConfig } from './check-config.ts'
import { defineSandbox } from './sandbox-config.ts'
import type { CheckedConfig } from './schemas.ts'

/** Reads and checks a configuration; throws a ConfigError that tells of every problem. */
export async function loadConfig(file: string): Promise<CheckedConfig> {
  const name = path.relative(process.cwd(), file)
  return checkConfig(await readConfig(path.resolve(file), name), name)
}

async function readConfig(file: string, name: string): Promise<unknown> {
  if (!existsSync(file)) throw new ConfigError(name, ['it is not there'])
  try {
    if (file.endsWith('.json')) return JSON.parse(readFileSync(file, 'utf8'))
    // Node 20 knows no TypeScript. Nothing is kept of the file, in memory or on disk, so that it can be read anew.
    const jiti = createJiti(import.meta.url, {
      fsCache: false,
      moduleCache: false,
      // The package need not be installed where the file lies, as when it was started by npx.
      virtualModules: { 'paragon-sandbox': { defineSandbox } },
    })
    return await jiti.import(file, { default: true })
  } catch (error) {
    throw new ConfigError(name, [`it cannot be read: ${error instanceof Error ? error.message : error}`])
  }
}
