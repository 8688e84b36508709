import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createJiti } from 'jiti'
import type { z } from 'zod'
import { defineSandbox } from './sandbox-config.ts'
import { type CheckedConfig, sandboxConfig } from './schemas.ts'

/** A configuration that cannot be used, with everything that is wrong with it. */
export class ConfigError extends Error {
  readonly file: string
  /** Each with its place, such as "projects[0].accounts[2].email: ...". */
  readonly problems: readonly string[]

  constructor(file: string, problems: readonly string[]) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
    super(`${file} has ${count}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
    this.name = 'ConfigError'
    this.file = file
    this.problems = problems
  }
}

/** Reads and checks a configuration; throws a ConfigError that tells of every problem. */
export async function loadConfig(file: string): Promise<CheckedConfig> {
  const name = path.relative(process.cwd(), file)
  return checkConfig(await readConfig(path.resolve(file), name), name)
}

/** The same for a configuration that is there; `file` names it. */
export function checkConfig(config: unknown, file = 'The configuration'): CheckedConfig {
  const result = sandboxConfig.safeParse(config)
  if (result.success) return result.data
  throw new ConfigError(file, [...new Set(result.error.issues.flatMap(problemsOf))])
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

function problemsOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${placeOf([...issue.path, key])}: there is no such field`)
  }
  const message = issue.message.replace(/^Invalid input: /, '')
  return [issue.path.length > 0 ? `${placeOf(issue.path)}: ${message}` : message]
}

/** Such as "projects[0].workflows.googledrive.sync-files.steps[2].path". */
function placeOf(keys: readonly PropertyKey[]): string {
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '')
}
