import type { Account } from '../../../store/provider-accounts.ts'
import type { ProviderContext } from '../../provider-context.ts'
import { kindOf, type ObjectType } from '../object-types.ts'
import { type CrmObject, propertyOf, toObject } from '../objects/crm-object.ts'
import type { Definitions } from '../properties/custom-properties.ts'
import { comparable, compare, requireComparable } from './comparing.ts'
import { valueTest, wordsOf } from './filters.ts'
import { type Filter, readSearch, type Search } from './search-body.ts'

export interface Found {
  total: number
  objects: CrmObject[]
  /** The properties that were asked for. */
  properties: readonly string[]
  /** How many results come before the next page; undefined when there is none. */
  next: number | undefined
}

/** Finds objects that are not archived. Throws HubspotError 400. */
export async function searchObjects(
  ctx: ProviderContext,
  account: Account,
  type: ObjectType,
  definitions: Definitions,
  body: unknown,
): Promise<Found> {
  const search = readSearch(definitions, body)
  const matches = matcher(type, search)
  // HubSpot tells how many there are in all, so that every object is looked at which the index does not rule out.
  const records = await ctx.store.provider.records.list(account.id, kindOf(type), {
    order: 'dateCreated',
    direction: 'asc',
    modifiedSince: earliestChange(type, search.groups),
  })
  const found = sorted(type, search, records.map(toObject).filter(matches))
  const { offset, limit, properties } = search
  const end = offset + limit
  return {
    total: found.length,
    objects: found.slice(offset, end),
    properties,
    next: end < found.length ? end : undefined,
  }
}

function matcher(type: ObjectType, { groups, query }: Search): (object: CrmObject) => boolean {
  const tests = groups.map((filters) =>
    filters.map((filter) => ({ name: filter.property.name, test: valueTest(filter) })),
  )
  const isQueried = queryTest(type, query)
  return (object) =>
    object.archivedAt === undefined &&
    (tests.length === 0 ||
      tests.some((filters) => filters.every(({ name, test }) => test(propertyOf(type, object, name))))) &&
    isQueried(object)
}

/** Every word of the query begins a word of a searched property (assumed: HubSpot says that values "contain" it). */
function queryTest(type: ObjectType, query: string): (object: CrmObject) => boolean {
  const wanted = wordsOf(query)
  return (object) => {
    if (wanted.length === 0) return true
    const words = type.searchedProperties.flatMap((name) => wordsOf(propertyOf(type, object, name) ?? ''))
    return wanted.every((start) => words.some((word) => word.startsWith(start)))
  }
}

/** Without a sort the oldest come first; objects without a value come last, whichever way. */
function sorted(type: ObjectType, { sort }: Search, objects: CrmObject[]): CrmObject[] {
  if (!sort) return objects
  const { property, isDescending } = sort
  const keyed = objects.map((object) => {
    const value = propertyOf(type, object, property.name)
    return { object, key: value === undefined ? undefined : comparable(property, value) }
  })
  const withKey = keyed.flatMap(({ object, key }) => (key === undefined ? [] : [{ object, key }]))
  // A stable sort: equal ones stay in the order of their creation, so that pages have no gaps.
  withKey.sort((a, b) => (isDescending ? compare(b.key, a.key) : compare(a.key, b.key)))
  return [...withKey, ...keyed.filter(({ key }) => key === undefined)].map(({ object }) => object)
}

/** The change before which no object can be found: what an incremental sync asks for, and an index answers. */
function earliestChange(type: ObjectType, groups: Search['groups']): Date | undefined {
  const bounds = groups.map((filters) => Math.max(...filters.map((filter) => lowerBound(type, filter))))
  const earliest = Math.min(...bounds)
  return groups.length > 0 && Number.isFinite(earliest) ? new Date(earliest) : undefined
}

function lowerBound({ modifiedProperty }: ObjectType, { property, operator, values }: Filter): number {
  const bounds = ['EQ', 'GT', 'GTE', 'BETWEEN'].includes(operator) && property.name === modifiedProperty
  return bounds ? Number(requireComparable(property, values[0] ?? '')) : Number.NEGATIVE_INFINITY
}
