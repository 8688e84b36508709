import type { ProviderRecord, RecordQuery } from '../../../store/provider-records.ts'
import { SalesforceError } from '../errors.ts'
import type { ObjectDefinition } from '../objects/definitions.ts'
import { findObject } from '../objects/objects.ts'
import type { Org } from '../operations.ts'
import { isDeleted, kindOf } from '../records.ts'
import { compareTexts } from './comparison.ts'
import { type Condition, compileCondition } from './conditions.ts'
import { queryError } from './errors.ts'
import { type Narrowing, narrowing } from './narrowing.ts'
import { compileOrder, type OrderKey, sortRows } from './order.ts'
import { parseQuery } from './parser.ts'
import type { FieldPath, QueryScope } from './paths.ts'
import { attachParents, type Row, rowOf } from './rows.ts'
import { compileSelect, type Selection } from './select.ts'
import type { ConditionSyntax, Name, OrderSyntax } from './syntax.ts'

/** A query that is known to make sense. */
export interface CompiledQuery extends Filter {
  text: string
  /** Undefined when only the number of records is wanted. */
  selection: Selection | undefined
  /** What is selected; the parents on these paths must be read before it can be shown. */
  paths: readonly FieldPath[]
}

/** Which records of an object, and in what order. */
export interface Filter {
  object: ObjectDefinition
  condition: Condition | undefined
  narrowing: Narrowing
  order: readonly OrderKey[]
  limit: number | undefined
  offset: number
}

/** Reads a query; date literals count from `now`. Throws SalesforceError 400. */
export function compileQuery(text: string, now: number): CompiledQuery {
  const syntax = parseQuery(text)
  const object = objectIn(text, syntax.from)
  const scope: QueryScope = { text, object, alias: syntax.alias }
  const { selection, paths } =
    syntax.select === 'count' ? { selection: undefined, paths: [] } : compileSelect(scope, syntax.select, syntax.limit)
  return { text, selection, paths, ...compileFilter(scope, now, syntax) }
}

export interface FilterSyntax {
  where: ConditionSyntax | undefined
  orderBy: readonly OrderSyntax[]
  limit: number | undefined
  offset: number
}

export function compileFilter(scope: QueryScope, now: number, { where, orderBy, limit, offset }: FilterSyntax): Filter {
  return {
    object: scope.object,
    condition: where && compileCondition(scope, now, where),
    narrowing: narrowing(scope, now, where),
    order: compileOrder(scope, orderBy),
    limit,
    offset,
  }
}

/** The object that a query names. Throws SalesforceError 400. */
export function objectIn(text: string, name: Name): ObjectDefinition {
  const object = findObject(name.text)
  if (object) return object
  if (name.text.includes('.'))
    throw new SalesforceError(400, 'INVALID_TYPE', `sObject type '${name.text}' is not supported.`)
  const hint =
    "If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names."
  throw queryError('INVALID_TYPE', text, name.at, `sObject type '${name.text}' is not supported. ${hint}`)
}

/** The rows of a query, in its order. */
export async function findRows(
  org: Pick<Org, 'account' | 'rows'>,
  { object, condition, narrowing: { ids, modifiedSince }, order, limit, offset }: Filter,
  { includeDeleted }: { includeDeleted: boolean },
): Promise<Row[]> {
  const last = limit === undefined ? undefined : offset + limit
  const stored = storedOrder(order)
  // A condition on a parent is put to the rows once their parents have been read.
  const isOnParents = condition?.paths.some(({ steps }) => steps.length > 0) ?? false
  const isThere = (row: Row) => includeDeleted || !isDeleted(row.record)
  const isWanted = (row: Row) => isThere(row) && (isOnParents || !condition || condition.matches(row))

  let rows: Row[]
  if (ids) {
    const records = await org.rows.findAmong(org.account.id, kindOf(object), ids)
    rows = records.toSorted(byAge).map(rowOf).filter(isWanted)
  } else {
    const records = await org.rows.list(org.account.id, kindOf(object), {
      ...(stored ?? OLDEST_FIRST),
      modifiedSince,
      matches: (record) => isWanted(rowOf(record)),
      limit: stored && !isOnParents ? last : undefined,
    })
    rows = records.map(rowOf)
  }
  if (condition && isOnParents) {
    await attachParents(org, rows, condition.paths)
    rows = rows.filter((row) => condition.matches(row))
  }
  if (ids || !stored) {
    await attachParents(
      org,
      rows,
      order.map(({ path }) => path),
    )
    rows = sortRows(rows, order)
  }
  return rows.slice(offset, last)
}

function byAge(a: ProviderRecord, b: ProviderRecord): number {
  return a.dateCreated.getTime() - b.dateCreated.getTime() || compareTexts(a.id, b.id)
}

const OLDEST_FIRST = { order: 'dateCreated', direction: 'asc' } as const

/** Fields by whose values the store keeps records in order. */
const STORED: Record<string, RecordQuery['order']> = {
  CreatedDate: 'dateCreated',
  LastModifiedDate: 'dateModified',
  SystemModstamp: 'dateModified',
}

/** The store's own order, when that is the query's: by a date, and by id where dates are equal. */
function storedOrder([first, second, ...others]: readonly OrderKey[]):
  | Pick<RecordQuery, 'order' | 'direction'>
  | undefined {
  if (!first) return OLDEST_FIRST
  const order = first.path.steps.length === 0 ? STORED[first.path.field.name] : undefined
  const isById =
    !second ||
    (second.path.field.type === 'id' && second.path.steps.length === 0 && second.direction === first.direction)
  return order && isById && others.length === 0 ? { order, direction: first.direction } : undefined
}
