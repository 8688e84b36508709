import type { PropertyDefinition } from '../properties/definition.ts'
import { comparable, compare, requireComparable } from './comparing.ts'
import type { Filter } from './search-body.ts'

type ValueTest = (value: string) => boolean

/**
 * A filter as a test of a property's value. Only NOT_HAS_PROPERTY finds an object without one: a negation does not
 * (assumed of all negations; reported of NEQ by users of the API). Throws HubspotError 400.
 */
export function valueTest(filter: Filter): (value: string | undefined) => boolean {
  if (filter.operator === 'NOT_HAS_PROPERTY') return (value) => value === undefined
  const test = testOf(filter)
  return (value) => value !== undefined && test(value)
}

function testOf({ property, operator, values }: Filter): ValueTest {
  const [first = '', second = ''] = values
  switch (operator) {
    case 'HAS_PROPERTY':
    case 'NOT_HAS_PROPERTY':
      return () => true
    case 'EQ':
      return isAnyOf(property, [first])
    case 'NEQ':
      return not(isAnyOf(property, [first]))
    case 'IN':
      return isAnyOf(property, loweredOnly(property, values))
    case 'NOT_IN':
      return not(isAnyOf(property, loweredOnly(property, values)))
    case 'CONTAINS_TOKEN':
      return containsToken(first)
    case 'NOT_CONTAINS_TOKEN':
      return not(containsToken(first))
    case 'BETWEEN': {
      const above = comparison(property, 'GTE', first)
      const below = comparison(property, 'LTE', second)
      return (value) => above(value) && below(value)
    }
    default:
      return comparison(property, operator, first)
  }
}

function not(test: ValueTest): ValueTest {
  return (value) => !test(value)
}

function isAnyOf(property: PropertyDefinition, texts: readonly string[]): ValueTest {
  const wanted = new Set(texts.map((text) => requireComparable(property, text)))
  const isWanted = (value: string) => {
    const found = comparable(property, value)
    return found !== undefined && wanted.has(found)
  }
  // Of several checkboxes one is enough.
  return property.fieldType === 'checkbox' ? (value) => value.split(';').some(isWanted) : isWanted
}

/** "The values must be lowercase" of texts in IN and NOT_IN: others are equal to nothing (HubSpot's search guide). */
function loweredOnly({ type }: PropertyDefinition, texts: readonly string[]): readonly string[] {
  return type === 'string' ? texts.filter((text) => text === text.toLowerCase()) : texts
}

/** What an order has to be, as a sort function tells it. */
const orders = {
  LT: (order: number) => order < 0,
  LTE: (order: number) => order <= 0,
  GT: (order: number) => order > 0,
  GTE: (order: number) => order >= 0,
}

function comparison(property: PropertyDefinition, operator: keyof typeof orders, text: string): ValueTest {
  const limit = requireComparable(property, text)
  return (value) => {
    const found = comparable(property, value)
    return found !== undefined && orders[operator](compare(found, limit))
  }
}

/**
 * Words, in this order and next to each other; a star stands for any characters, as in `*@hubspot.com`
 * (developers.hubspot.com/docs/api-reference/search/guide).
 */
function containsToken(text: string): ValueTest {
  const wanted = text.trim().toLowerCase()
  if (wanted.includes('*')) {
    return (value) => [value, ...value.split(/\s+/), ...wordsOf(value)].some((part) => fits(part.toLowerCase(), wanted))
  }
  const phrase = wordsOf(wanted)
  return (value) => {
    const words = wordsOf(value)
    return phrase.length > 0 && words.some((_, start) => phrase.every((word, index) => words[start + index] === word))
  }
}

/** Letters and digits, in lower case. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Whether a text fits a pattern with stars; in one pass, whatever the pattern. */
function fits(text: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.split(/\*+/)
  const end = rest.pop() ?? ''
  if (!text.startsWith(start)) return false
  let at = start.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return text.length - end.length >= at && text.endsWith(end)
}
