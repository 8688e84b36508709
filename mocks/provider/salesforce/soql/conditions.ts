import type { FieldDefinition } from '../objects/definitions.ts'
import { comparison, type Moment } from './comparison.ts'
import { queryError } from './errors.ts'
import { type FieldPath, type QueryScope, resolvePath } from './paths.ts'
import { type Row, valueAt } from './rows.ts'
import type { ConditionSyntax, Name } from './syntax.ts'

/** A condition that can be put to rows. */
export interface Condition {
  matches(row: Row): boolean
  /** What it looks at; the parents on these paths must be there. */
  paths: readonly FieldPath[]
}

/** Makes a condition of its syntax. Throws SalesforceError 400 for a field that there is not, or a value of another type. */
export function compileCondition(scope: QueryScope, now: number, syntax: ConditionSyntax): Condition {
  const moment: Moment = { text: scope.text, now }
  switch (syntax.kind) {
    case 'and':
    case 'or': {
      const parts = syntax.conditions.map((part) => compileCondition(scope, now, part))
      const matches =
        syntax.kind === 'and'
          ? (row: Row) => parts.every((part) => part.matches(row))
          : (row: Row) => parts.some((part) => part.matches(row))
      return { matches, paths: parts.flatMap(({ paths }) => paths) }
    }
    case 'not': {
      const inner = compileCondition(scope, now, syntax.condition)
      return { matches: (row) => !inner.matches(row), paths: inner.paths }
    }
    case 'comparison': {
      const path = filterablePath(scope, syntax.path)
      const test = comparison(moment, path.field, syntax.operator, syntax.literal)
      return { matches: (row) => test(valueAt(row, path)), paths: [path] }
    }
    case 'in': {
      const path = filterablePath(scope, syntax.path)
      const tests = syntax.literals.map((literal) => comparison(moment, path.field, '=', literal))
      return {
        matches: (row) => {
          const value = valueAt(row, path)
          return tests.some((test) => test(value)) !== syntax.isNegated
        },
        paths: [path],
      }
    }
  }
}

function filterablePath(scope: QueryScope, name: Name): FieldPath {
  const path = resolvePath(scope, name)
  if (!path.field.filterable) throw notPossible(scope, name, path.field, 'filtered')
  return path
}

export function notPossible({ text }: QueryScope, { at }: Name, { name }: FieldDefinition, done: string) {
  return queryError('INVALID_FIELD', text, at, `field '${name}' can not be ${done} in a query call`)
}
