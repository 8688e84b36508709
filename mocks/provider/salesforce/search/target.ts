import type { ObjectDefinition } from '../objects/definitions.ts'
import type { QueryScope } from '../soql/paths.ts'
import { compileFilter, type FilterSyntax } from '../soql/query.ts'
import { compileSelect } from '../soql/select.ts'
import type { Name } from '../soql/syntax.ts'
import type { SearchTarget } from './search.ts'

/** An object to search, as it was written. */
export interface TargetSyntax extends Omit<FilterSyntax, 'offset'> {
  object: ObjectDefinition
  /** The id alone when there are none. */
  fields: readonly Name[]
}

/** Throws SalesforceError 400 for a field that there is not. */
export function compileTarget(text: string, now: number, { object, fields, ...filter }: TargetSyntax): SearchTarget {
  const scope: QueryScope = { text, object, alias: undefined }
  const names = fields.length > 0 ? fields : [{ text: 'Id', at: 0 }]
  const items = names.map((path) => ({ kind: 'path' as const, path }))
  return {
    select: compileSelect(scope, items, filter.limit),
    ...compileFilter(scope, now, { ...filter, offset: 0 }),
  }
}
