import { badRequest } from '../../../api-error.ts'
import type { FilterCondition, FilterGroups } from '../../filter-formula.ts'

/** A text in SOQL (developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta, "Quoted String Escape Sequences"). */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}

/** The name of an object or a field, which no quotes protect. Throws ApiError 400 for what is none. */
export function soqlName(name: string, parameter: string): string {
  if (!/^[A-Za-z]\w*(\.[A-Za-z]\w*)*$/.test(name)) {
    throw badRequest(`Invalid parameters.${parameter}: "${name}" is no name in Salesforce`)
  }
  return name
}

/** The condition of a WHERE clause; undefined when every record passes. Throws ApiError 400. */
export function conditionOf(groups: FilterGroups): string | undefined {
  if (groups.length === 0) return undefined
  return groups.map((conditions) => `(${conditions.map(comparison).join(' AND ')})`).join(' OR ')
}

function comparison({ field, operator, values }: FilterCondition): string {
  const name = soqlName(field, 'filterFormula')
  const [value = ''] = values
  switch (operator) {
    case '$stringContains':
      return `${name} LIKE ${containing(value)}`
    case '$stringDoesNotContain':
      return `(NOT ${name} LIKE ${containing(value)})`
    case '$stringExactlyMatches':
      return `${name} = ${quoted(value)}`
    case '$stringDoesNotExactlyMatch':
      return `${name} != ${quoted(value)}`
    case '$stringIsIn':
      return `${name} IN (${values.map(quoted).join(', ')})`
    case '$stringIsNotIn':
      return `${name} NOT IN (${values.map(quoted).join(', ')})`
    case '$numberEquals':
      return `${name} = ${number(value)}`
    case '$numberDoesNotEqual':
      return `${name} != ${number(value)}`
    case '$numberGreaterThan':
      return `${name} > ${number(value)}`
    case '$numberGreaterThanOrEqualTo':
      return `${name} >= ${number(value)}`
    case '$numberLessThan':
      return `${name} < ${number(value)}`
    case '$numberLessThanOrEqualTo':
      return `${name} <= ${number(value)}`
    case '$dateTimeAfter':
      return `${name} > ${time(value)}`
    case '$dateTimeBefore':
      return `${name} < ${time(value)}`
    case '$booleanTrue':
      return `${name} = TRUE`
    case '$booleanFalse':
      return `${name} = FALSE`
    case '$exists':
      return `${name} != NULL`
    case '$doesNotExist':
      return `${name} = NULL`
  }
}

/** A pattern of LIKE for what has the text in it, whose own wildcards stand for themselves. */
function containing(text: string): string {
  return `'%${text.replace(/[\\'%_]/g, '\\$&')}%'`
}

function number(text: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw badRequest(`Invalid parameters.filterFormula: "${text}" is not a number`)
  return text
}

/** A date or an instant. */
function time(text: string): string {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d))?$/.test(text)) {
    throw badRequest(`Invalid parameters.filterFormula: "${text}" is not a date, such as 2026-01-15T09:00:00Z`)
  }
  return text
}
