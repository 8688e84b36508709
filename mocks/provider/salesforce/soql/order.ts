import type { FieldDefinition, FieldValue } from '../objects/definitions.ts'
import { compareTexts } from './comparison.ts'
import { notPossible } from './conditions.ts'
import { type FieldPath, type QueryScope, resolvePath } from './paths.ts'
import { type Row, valueAt } from './rows.ts'
import type { OrderSyntax } from './syntax.ts'

export interface OrderKey extends Omit<OrderSyntax, 'path'> {
  path: FieldPath
}

/** Throws SalesforceError 400 for a field that there is not, or that nothing can be sorted by. */
export function compileOrder(scope: QueryScope, syntax: readonly OrderSyntax[]): OrderKey[] {
  return syntax.map(({ path: name, ...key }) => {
    const path = resolvePath(scope, name)
    if (!path.field.sortable) throw notPossible(scope, name, path.field, 'sorted')
    return { ...key, path }
  })
}

/** Sorts rows; those that no key tells apart stay as they are. */
export function sortRows(rows: readonly Row[], keys: readonly OrderKey[]): Row[] {
  return rows.toSorted((a, b) => {
    for (const { path, direction, nulls } of keys) {
      const [left, right] = [valueAt(a, path), valueAt(b, path)]
      if (left === null || right === null) {
        if (left === right) continue
        return (left === null) === (nulls === 'first') ? -1 : 1
      }
      const by = compareValues(path.field, left, right)
      if (by !== 0) return direction === 'asc' ? by : -by
    }
    return 0
  })
}

/** Texts regardless of their case, picklists in the order of their values ("ORDER BY"). */
function compareValues(field: FieldDefinition, a: FieldValue, b: FieldValue): number {
  if (field.picklist.length > 0) {
    const by = rank(field, a) - rank(field, b)
    if (by !== 0) return by
  }
  if (typeof a === 'string' && typeof b === 'string') {
    const isId = field.type === 'id' || field.type === 'reference'
    return isId ? compareTexts(a, b) : compareTexts(a.toLowerCase(), b.toLowerCase())
  }
  return Number(a) - Number(b)
}

/** Values that a picklist does not have come last. */
function rank({ picklist }: FieldDefinition, value: FieldValue): number {
  const index = picklist.findIndex((entry) => entry.value === value)
  return index < 0 ? picklist.length : index
}
