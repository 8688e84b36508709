import type { ContractCase } from './cases/case-schema.ts'
import { UsageError } from './usage.ts'

/** The cases with a topic, an id or a check that one of the patterns names; `*` stands for any part. Throws for a pattern that names none. */
export function select(
  cases: readonly ContractCase[],
  only: readonly string[],
  skip: readonly string[],
): ContractCase[] {
  for (const pattern of [...only, ...skip]) {
    if (!cases.some((each) => isNamed(each, pattern)))
      throw new UsageError(`No topic, case or check is called "${pattern}".`)
  }
  return cases
    .filter((each) => only.length === 0 || only.some((pattern) => isNamed(each, pattern)))
    .filter((each) => !skip.some((pattern) => isNamed(each, pattern)))
}

function isNamed({ topic, id, then }: ContractCase, pattern: string): boolean {
  const exact = new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  )
  return [topic, id, ...then.map((check) => check.id)].some((name) => exact.test(name))
}
