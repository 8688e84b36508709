import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { UsageError } from '../usage.ts'

const file = z.strictObject({
  /** Each with why it fails: for the vendor's SDK the number of the trap. */
  expected: z.array(z.strictObject({ check: z.string(), because: z.string().min(5) })).default([]),
})

/** By check: why it is known to fail. Throws a UsageError for a file that cannot be used, also one that names no check. */
export function readExpectedFailures(path: string, known: ReadonlySet<string>): Map<string, string> {
  let content: unknown
  try {
    content = parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
  const parsed = file.safeParse(content ?? {})
  if (!parsed.success) throw new UsageError(`${path}: ${z.prettifyError(parsed.error)}`)
  for (const { check } of parsed.data.expected) {
    if (!known.has(check)) throw new UsageError(`${path} names a check that there is none of: ${check}`)
  }
  return new Map(parsed.data.expected.map(({ check, because }) => [check, because]))
}
