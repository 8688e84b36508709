import { parseDate, parseDateTime } from '../date-time.ts'
import type { SalesforceError } from '../errors.ts'
import { readId } from '../ids.ts'
import type { FieldDefinition, FieldType, FieldValue } from '../objects/definitions.ts'
import { type DateRange, dateRange } from './date-ranges.ts'
import { queryError } from './errors.ts'
import { matchesPattern, type PatternPart } from './like.ts'
import type { Literal, Operator } from './syntax.ts'
import { charactersOf } from './tokens.ts'

export type Test = (value: FieldValue) => boolean

/** What a query says in errors, and when it runs: date literals count from there. */
export interface Moment {
  text: string
  now: number
}

/** How values of a field compare with a literal. Throws SalesforceError 400 for a literal of another type. */
export function comparison(moment: Moment, field: FieldDefinition, operator: Operator, literal: Literal): Test {
  if (operator === 'LIKE') return likeTest(moment, field, literal)
  if (literal.kind === 'null') {
    if (operator === '=') return (value) => value === null
    if (operator === '!=') return (value) => value !== null
    throw invalidOperator(moment, field, operator, literal)
  }
  switch (field.type) {
    case 'boolean':
      return booleanTest(moment, field, operator, literal)
    case 'int':
    case 'double':
    case 'currency':
    case 'percent': {
      if (literal.kind !== 'number') throw wrongType(moment, field, literal)
      const wanted = Number(literal.token.text)
      return ordered(operator, (value) => (typeof value === 'number' ? value - wanted : undefined))
    }
    case 'date':
    case 'datetime':
      return instantTest(moment, field, operator, literal)
    case 'id':
    case 'reference':
      return idTest(moment, field, operator, literal)
    default: {
      const wanted = textOf(moment, field, literal).toLowerCase()
      // A text field that is empty holds null.
      if (wanted === '' && (operator === '=' || operator === '!='))
        return (value) => (value === null) === (operator === '=')
      return ordered(operator, (value) =>
        typeof value === 'string' ? compareTexts(value.toLowerCase(), wanted) : undefined,
      )
    }
  }
}

/** Texts in the order of their code units. */
export function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** `difference` is undefined for a value that is null: that is unequal to everything, and neither less nor more. */
function ordered(operator: Operator, difference: (value: FieldValue) => number | undefined): Test {
  return (value) => {
    const by = difference(value)
    if (by === undefined) return operator === '!='
    switch (operator) {
      case '=':
        return by === 0
      case '!=':
        return by !== 0
      case '<':
        return by < 0
      case '<=':
        return by <= 0
      case '>':
        return by > 0
      default:
        return by >= 0
    }
  }
}

function booleanTest(moment: Moment, field: FieldDefinition, operator: Operator, literal: Literal): Test {
  if (literal.kind !== 'boolean') throw wrongType(moment, field, literal)
  if (operator !== '=' && operator !== '!=') throw invalidOperator(moment, field, operator, literal)
  return (value) => (value === literal.value) === (operator === '=')
}

function instantTest(moment: Moment, field: FieldDefinition, operator: Operator, literal: Literal): Test {
  const range = rangeOf(moment, field, literal)
  const parse = field.type === 'date' ? parseDate : parseDateTime
  // Below, within or above the range.
  return ordered(operator, (value) => {
    const instant = typeof value === 'string' ? parse(value)?.getTime() : undefined
    if (instant === undefined) return undefined
    return instant < range.start ? -1 : instant < range.end ? 0 : 1
  })
}

/** An instant is a range of one millisecond. */
export function rangeOf({ text, now }: Moment, field: FieldDefinition, literal: Literal): DateRange {
  if (literal.kind === 'dateRange') {
    const range = dateRange(literal.name, literal.count, now)
    if (range) return range
  }
  const isOfType = literal.kind === (field.type === 'date' ? 'date' : 'dateTime')
  const parse = field.type === 'date' ? parseDate : parseDateTime
  const start = isOfType ? parse(literal.token.text)?.getTime() : undefined
  if (start === undefined) throw wrongType({ text, now }, field, literal)
  return { start, end: start + 1 }
}

/** Ids of 15 characters mean the same as those of 18. */
function idTest(moment: Moment, field: FieldDefinition, operator: Operator, literal: Literal): Test {
  const text = textOf(moment, field, literal)
  const id = text === '' ? '' : readId(text)
  if (id === undefined) {
    throw queryError('INVALID_QUERY_FILTER_OPERATOR', moment.text, literal.token.at, `invalid ID field: ${text}`)
  }
  return ordered(operator, (value) => {
    if (value === null) return id === '' ? 0 : undefined
    return compareTexts(String(value), id)
  })
}

function likeTest(moment: Moment, field: FieldDefinition, literal: Literal): Test {
  const isText = (['string', 'textarea', 'picklist', 'email', 'phone', 'url'] satisfies FieldType[]).some(
    (type) => type === field.type,
  )
  if (!isText) throw invalidOperator(moment, field, 'LIKE', literal)
  if (literal.kind !== 'string') throw wrongType(moment, field, literal)
  const pattern = charactersOf(moment.text, literal.token).map(({ character, isEscaped }): PatternPart => {
    if (isEscaped) return character.toLowerCase()
    return character === '%' ? { wildcard: 'any' } : character === '_' ? { wildcard: 'one' } : character.toLowerCase()
  })
  return (value) => typeof value === 'string' && matchesPattern(value.toLowerCase(), pattern)
}

function textOf(moment: Moment, field: FieldDefinition, literal: Literal): string {
  if (literal.kind !== 'string') throw wrongType(moment, field, literal)
  return charactersOf(moment.text, literal.token)
    .map(({ character }) => character)
    .join('')
}

const IN_QUOTES: readonly FieldType[] = ['id', 'string', 'textarea', 'picklist', 'email', 'phone', 'url', 'reference']

function wrongType({ text }: Moment, field: FieldDefinition, { token }: Literal): SalesforceError {
  const should = IN_QUOTES.includes(field.type) ? 'should be' : 'should not be'
  const type = field.type === 'datetime' ? 'dateTime' : field.type
  const problem = `value of filter criterion for field '${field.name}' must be of type ${type} and ${should} enclosed in quotes`
  return queryError('INVALID_FIELD', text, token.at, problem)
}

function invalidOperator(
  { text }: Moment,
  field: FieldDefinition,
  operator: string,
  { token }: Literal,
): SalesforceError {
  const problem = `invalid operator: ${operator} can not be used with field '${field.name}'`
  return queryError('INVALID_QUERY_FILTER_OPERATOR', text, token.at, problem)
}
