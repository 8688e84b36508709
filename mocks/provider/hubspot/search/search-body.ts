import { z } from 'zod'
import { invalid } from '../errors.ts'
import { parseBody } from '../json-body.ts'
import type { Definitions } from '../properties/custom-properties.ts'
import type { PropertyDefinition } from '../properties/definition.ts'

/** developers.hubspot.com/docs/api-reference/search/guide, "Limitations". */
const LIMITS = { groups: 5, filtersInGroup: 6, filters: 18, page: 200, results: 10_000, query: 3000 }

const scalar = z.union([z.string(), z.number().transform(String), z.boolean().transform(String)])
const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number),
])

const operators = [
  'EQ',
  'NEQ',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
  'CONTAINS_TOKEN',
  'NOT_CONTAINS_TOKEN',
] as const

const filterSchema = z.object({
  propertyName: z.string(),
  operator: z.enum(operators),
  value: scalar.nullish(),
  highValue: scalar.nullish(),
  values: z.array(scalar).nullish(),
})

const sortSchema = z.union([
  // `-createdate`, as HubSpot's own clients may write it.
  z.string().transform((text) => ({ propertyName: text.replace(/^-/, ''), isDescending: text.startsWith('-') })),
  z
    .object({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']).optional() })
    .transform(({ propertyName, direction }) => ({ propertyName, isDescending: direction === 'DESCENDING' })),
])

export const searchSchema = z.object({
  filterGroups: z.array(z.object({ filters: z.array(filterSchema) })).nullish(),
  /** One more group, the only one of many requests. */
  filters: z.array(filterSchema).nullish(),
  sorts: z.array(sortSchema).max(1, 'only one sort is supported').nullish(),
  query: z.string().max(LIMITS.query).nullish(),
  properties: z.array(z.string()).nullish(),
  limit: wholeNumber.pipe(z.int().min(1).max(LIMITS.page)).nullish(),
  after: wholeNumber.pipe(z.int().min(0)).nullish(),
})

export type FilterOperator = (typeof operators)[number]

export interface Filter {
  property: PropertyDefinition
  operator: FilterOperator
  /** None for HAS_PROPERTY and its opposite, two for BETWEEN, any number for IN and NOT_IN, else one. */
  values: readonly string[]
}

export interface Search {
  /** An object is found when it meets every filter of one group; no group finds everything. */
  groups: readonly (readonly Filter[])[]
  sort: { property: PropertyDefinition; isDescending: boolean } | undefined
  query: string
  properties: readonly string[]
  limit: number
  /** How many results come before the page. */
  offset: number
}

/** Throws HubspotError 400. */
export function readSearch(definitions: Definitions, body: unknown): Search {
  const given = parseBody(body, searchSchema)
  const groups = [...(given.filterGroups ?? []), ...(given.filters?.length ? [{ filters: given.filters }] : [])]
  const counts = groups.map(({ filters }) => filters.length)
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (groups.length > LIMITS.groups || Math.max(0, ...counts) > LIMITS.filtersInGroup || total > LIMITS.filters) {
    const { groups, filtersInGroup, filters } = LIMITS
    throw invalid(`A search may have ${groups} filterGroups, ${filtersInGroup} filters in each and ${filters} in all.`)
  }
  const limit = given.limit ?? 10
  const offset = given.after ?? 0
  if (offset + limit > LIMITS.results) {
    throw invalid(`A search can be paged through up to ${LIMITS.results} results: after + limit is ${offset + limit}.`)
  }
  const [sort] = given.sorts ?? []
  return {
    groups: groups.map(({ filters }) => filters.map((filter) => readFilter(definitions, filter))),
    sort: sort && {
      property: requireProperty(definitions, sort.propertyName),
      isDescending: sort.isDescending,
    },
    query: given.query ?? '',
    properties: given.properties ?? [],
    limit,
    offset,
  }
}

function readFilter(definitions: Definitions, filter: z.infer<typeof filterSchema>): Filter {
  const { operator } = filter
  return { property: requireProperty(definitions, filter.propertyName), operator, values: valuesOf(filter) }
}

/** The values that an operator works with; one that it does not work with is refused. */
function valuesOf({ operator, value, highValue, values }: z.infer<typeof filterSchema>): readonly string[] {
  switch (operator) {
    case 'HAS_PROPERTY':
    case 'NOT_HAS_PROPERTY':
      if (value != null || highValue != null || values != null) throw invalid(`operator ${operator} takes no value`)
      return []
    case 'IN':
    case 'NOT_IN':
      if (!values?.length) throw invalid(`operator ${operator} requires values`)
      return values
    case 'BETWEEN':
      if (value == null) throw invalid(`operator ${operator} requires a value`)
      if (highValue == null) throw invalid(`operator ${operator} requires a highValue`)
      return [value, highValue]
    default:
      if (value == null) throw invalid(`operator ${operator} requires a value`)
      return [value]
  }
}

function requireProperty(definitions: Definitions, name: string): PropertyDefinition {
  const property = definitions.get(name)
  if (property) return property
  const message = `Property "${name}" does not exist`
  throw invalid(`There was a problem with the request: ${message}`, {
    errors: [{ message, code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: [name] } }],
  })
}
