import type { z } from 'zod'
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

/** A configuration in which everything is as it must be; throws a ConfigError that tells of every problem. `file` names it. */
export function checkConfig(config: unknown, file = 'The configuration'): CheckedConfig {
  const result = sandboxConfig.safeParse(config)
  if (result.success) return result.data
  throw new ConfigError(file, [...new Set(result.error.issues.flatMap(problemsOf))])
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
