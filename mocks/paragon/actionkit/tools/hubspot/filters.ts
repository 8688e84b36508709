import type { FilterCondition, FilterGroups, FilterOperator } from '../../filter-formula.ts'

/** HubSpot's operators (developers.hubspot.com/docs/api-reference/search/guide) by the SDK's. */
const operators: Record<FilterOperator, string> = {
  $stringContains: 'CONTAINS_TOKEN',
  $stringDoesNotContain: 'NOT_CONTAINS_TOKEN',
  $stringExactlyMatches: 'EQ',
  $stringDoesNotExactlyMatch: 'NEQ',
  $stringIsIn: 'IN',
  $stringIsNotIn: 'NOT_IN',
  $numberEquals: 'EQ',
  $numberDoesNotEqual: 'NEQ',
  $numberGreaterThan: 'GT',
  $numberGreaterThanOrEqualTo: 'GTE',
  $numberLessThan: 'LT',
  $numberLessThanOrEqualTo: 'LTE',
  $dateTimeAfter: 'GT',
  $dateTimeBefore: 'LT',
  $booleanTrue: 'EQ',
  $booleanFalse: 'EQ',
  $exists: 'HAS_PROPERTY',
  $doesNotExist: 'NOT_HAS_PROPERTY',
}

/** `filterGroups` of a search: any of them, each with all of its filters. */
export function filterGroupsOf(groups: FilterGroups) {
  return groups.map((conditions) => ({ filters: conditions.map(filterOf) }))
}

function filterOf({ field, operator, values }: FilterCondition) {
  const filter = { propertyName: field, operator: operators[operator] }
  switch (operator) {
    case '$exists':
    case '$doesNotExist':
      return filter
    case '$stringIsIn':
    case '$stringIsNotIn':
      return { ...filter, values }
    case '$booleanTrue':
    case '$booleanFalse':
      return { ...filter, value: operator === '$booleanTrue' ? 'true' : 'false' }
    case '$stringContains':
    case '$stringDoesNotContain':
      // A token is a word; stars stand for what may be around it.
      return { ...filter, value: `*${values[0]}*` }
    default:
      return { ...filter, value: values[0] }
  }
}
