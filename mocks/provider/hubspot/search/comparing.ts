import { invalid } from '../errors.ts'
import { parseInstant } from '../instant.ts'
import type { PropertyDefinition } from '../properties/definition.ts'

/** Texts of one property compare as texts, all others as numbers. */
export type Comparable = number | string

/**
 * A value as the property's values compare. Texts differ by more than case; enumerations by case, too
 * (developers.hubspot.com/docs/api-reference/search/guide). Undefined when it is none of the property's.
 */
export function comparable({ type }: PropertyDefinition, text: string): Comparable | undefined {
  switch (type) {
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text)
    case 'date':
    case 'datetime':
      return parseInstant(text)
    case 'enumeration':
      return text
    default:
      return text.toLowerCase()
  }
}

/** Throws HubspotError 400 when a filter's value is none of the property's. */
export function requireComparable(property: PropertyDefinition, text: string): Comparable {
  const value = comparable(property, text)
  if (value === undefined)
    throw invalid(`${text} is not a valid ${property.type} value of property "${property.name}".`)
  return value
}

export function compare(a: Comparable, b: Comparable): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0
}
