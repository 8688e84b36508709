import { readId } from '../ids.ts'
import { rangeOf } from './comparison.ts'
import { type QueryScope, resolvePath } from './paths.ts'
import type { ConditionSyntax, Literal } from './syntax.ts'
import { charactersOf } from './tokens.ts'

/** What the store can look for, so that not every record of the object need be read. */
export interface Narrowing {
  /** Only records with one of these ids can match. */
  ids?: readonly string[]
  /** Only records that changed then or later can match. */
  modifiedSince?: Date
}

/** Fields that say when a record last changed. */
const MODIFIED = ['LastModifiedDate', 'SystemModstamp']

/** What a condition says of ids and of the last change; the condition itself is still to be put to what is found. */
export function narrowing(scope: QueryScope, now: number, condition: ConditionSyntax | undefined): Narrowing {
  const parts = condition?.kind === 'and' ? condition.conditions : condition ? [condition] : []
  const found: Narrowing = {}
  for (const part of parts) Object.assign(found, narrowingOf(scope, now, part))
  return found
}

function narrowingOf(scope: QueryScope, now: number, part: ConditionSyntax): Narrowing {
  if (part.kind !== 'comparison' && part.kind !== 'in') return {}
  const { steps, field } = resolvePath(scope, part.path)
  if (steps.length > 0) return {}
  if (part.kind === 'in') {
    return field.type === 'id' && !part.isNegated
      ? { ids: part.literals.flatMap((literal) => idsOf(scope, literal)) }
      : {}
  }
  if (field.type === 'id' && part.operator === '=') return { ids: idsOf(scope, part.literal) }
  if (MODIFIED.includes(field.name) && ['=', '>', '>='].includes(part.operator) && part.literal.kind !== 'null') {
    return { modifiedSince: new Date(rangeOf({ text: scope.text, now }, field, part.literal).start) }
  }
  return {}
}

function idsOf({ text }: QueryScope, literal: Literal): string[] {
  if (literal.kind !== 'string') return []
  const id = readId(
    charactersOf(text, literal.token)
      .map(({ character }) => character)
      .join(''),
  )
  return id === undefined ? [] : [id]
}
