import { notSimulated, SalesforceError } from '../errors.ts'
import { malformed } from './errors.ts'
import type { ConditionSyntax, Literal, Name, Operator, OrderSyntax, QuerySyntax, SelectItem } from './syntax.ts'
import { TokenReader } from './token-reader.ts'

/** Characters ("SOQL statements cannot be longer than 100,000 characters"). */
const MAX_LENGTH = 100_000
const MAX_OFFSET = 2000
/** Assumed: parentheses and NOTs within each other. */
const MAX_DEPTH = 100

/**
 * Reads a SOQL query (developer.salesforce.com, "SOQL SELECT Syntax"): one object with fields of it and of its parents,
 * conditions, order, limit and offset. Throws SalesforceError 400 for what is malformed, and for what SOQL has beyond that:
 * subqueries, aggregates, GROUP BY, TYPEOF, scopes and WITH.
 */
export function parseQuery(text: string): QuerySyntax {
  if (text.length > MAX_LENGTH) {
    throw malformed('', 0, `SOQL statements can not be longer than ${MAX_LENGTH} characters`)
  }
  const reader = new TokenReader(text)
  reader.expectWord('SELECT')
  const select = readSelect(reader)
  reader.expectWord('FROM')
  const from = readName(reader)
  const alias = readAlias(reader)
  refuseClauses(reader, ['USING', 'GROUP', 'HAVING', 'WITH'])
  const where = readWhere(reader)
  refuseClauses(reader, ['WITH', 'GROUP', 'HAVING'])
  const orderBy = readOrderBy(reader)
  const limit = readLimit(reader)
  const offset = readOffset(reader)
  refuseClauses(reader, ['FOR', 'ALL', 'UPDATE'])
  reader.expectEnd()
  return { text, select, from, alias, where, orderBy, limit, offset }
}

/** Words that begin a clause, and so are no alias. */
const CLAUSES = ['WHERE', 'ORDER', 'LIMIT', 'OFFSET', 'USING', 'GROUP', 'HAVING', 'WITH', 'FOR', 'ALL', 'UPDATE']

function readAlias(reader: TokenReader): string | undefined {
  const { kind, text } = reader.next
  if (kind !== 'word' || text.includes('.') || CLAUSES.includes(text.toUpperCase())) return undefined
  return reader.take('word').text
}

function refuseClauses(reader: TokenReader, words: readonly string[]): void {
  const clause = words.find((word) => reader.isWord(word))
  if (clause) throw notSimulated(`${clause} in a query`)
}

function readSelect(reader: TokenReader): QuerySyntax['select'] {
  if (reader.isWord('COUNT') && reader.isSymbol('(', 1) && reader.isSymbol(')', 2)) {
    reader.take('word')
    reader.expectSymbol('(')
    reader.expectSymbol(')')
    return 'count'
  }
  const items = [readSelectItem(reader)]
  while (reader.acceptSymbol(',')) items.push(readSelectItem(reader))
  return items
}

function readSelectItem(reader: TokenReader): SelectItem {
  if (reader.isSymbol('(')) throw notSimulated('subqueries')
  if (reader.isWord('TYPEOF')) throw notSimulated('TYPEOF')
  const path = readName(reader)
  if (!reader.acceptSymbol('(')) return { kind: 'path', path }
  if (path.text.toUpperCase() !== 'FIELDS') throw notSimulated(`the function ${path.text}()`)
  const which = (['ALL', 'STANDARD', 'CUSTOM'] as const).find((each) => reader.acceptWord(each))
  if (!which) throw reader.unexpected()
  reader.expectSymbol(')')
  return { kind: 'fields', which, at: path.at }
}

/** Names of fields, with commas between. */
export function readFieldNames(reader: TokenReader): Name[] {
  const names = [readName(reader)]
  while (reader.acceptSymbol(',')) names.push(readName(reader))
  return names
}

export function readName(reader: TokenReader): Name {
  const { text, at } = reader.take('word')
  return { text, at }
}

export function readWhere(reader: TokenReader): ConditionSyntax | undefined {
  return reader.acceptWord('WHERE') ? readCondition(reader, 0) : undefined
}

/** Conditions joined by AND, or by OR: both without parentheses between them are refused, as in real life. */
function readCondition(reader: TokenReader, depth: number): ConditionSyntax {
  if (depth > MAX_DEPTH) throw malformed(reader.query, reader.next.at, 'the query is nested too deep')
  const first = readNegation(reader, depth)
  const kind = reader.isWord('AND') ? 'and' : reader.isWord('OR') ? 'or' : undefined
  if (!kind) return first
  const conditions = [first]
  while (reader.acceptWord(kind)) conditions.push(readNegation(reader, depth))
  if (reader.isWord('AND') || reader.isWord('OR')) throw reader.unexpected()
  return { kind, conditions }
}

function readNegation(reader: TokenReader, depth: number): ConditionSyntax {
  if (depth > MAX_DEPTH) throw malformed(reader.query, reader.next.at, 'the query is nested too deep')
  if (reader.acceptWord('NOT')) return { kind: 'not', condition: readNegation(reader, depth + 1) }
  if (!reader.acceptSymbol('(')) return readTerm(reader)
  const condition = readCondition(reader, depth + 1)
  reader.expectSymbol(')')
  return condition
}

const OPERATORS: Record<string, Operator> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

function readTerm(reader: TokenReader): ConditionSyntax {
  const path = readName(reader)
  if (reader.isSymbol('(')) throw notSimulated(`the function ${path.text}()`)
  if (reader.acceptWord('LIKE')) return { kind: 'comparison', path, operator: 'LIKE', literal: readLiteral(reader) }
  if (reader.isWord('INCLUDES') || reader.isWord('EXCLUDES')) throw notSimulated('multi-select picklists')
  const isNegated = reader.acceptWord('NOT')
  if (reader.acceptWord('IN')) return { kind: 'in', path, isNegated, literals: readList(reader) }
  const operator = OPERATORS[reader.next.text]
  if (isNegated || reader.next.kind !== 'symbol' || !operator) throw reader.unexpected()
  reader.take('symbol')
  return { kind: 'comparison', path, operator, literal: readLiteral(reader) }
}

function readList(reader: TokenReader): Literal[] {
  reader.expectSymbol('(')
  if (reader.isWord('SELECT')) throw notSimulated('subqueries')
  const literals = [readLiteral(reader)]
  while (reader.acceptSymbol(',')) literals.push(readLiteral(reader))
  reader.expectSymbol(')')
  return literals
}

function readLiteral(reader: TokenReader): Literal {
  const token = reader.take('string', 'number', 'date', 'dateTime', 'word')
  if (token.kind === 'string' || token.kind === 'number' || token.kind === 'date' || token.kind === 'dateTime') {
    return { kind: token.kind, token }
  }
  const word = token.text.toUpperCase()
  if (word === 'NULL') return { kind: 'null', token }
  if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', value: word === 'TRUE', token }
  if (!reader.acceptSymbol(':')) return { kind: 'dateRange', name: word, count: undefined, token }
  return { kind: 'dateRange', name: word, count: readInteger(reader), token }
}

export function readOrderBy(reader: TokenReader): OrderSyntax[] {
  if (!reader.acceptWord('ORDER')) return []
  reader.expectWord('BY')
  const keys = [readOrderKey(reader)]
  while (reader.acceptSymbol(',')) keys.push(readOrderKey(reader))
  return keys
}

function readOrderKey(reader: TokenReader): OrderSyntax {
  const path = readName(reader)
  if (reader.isSymbol('(')) throw notSimulated(`the function ${path.text}()`)
  const direction = reader.acceptWord('DESC') ? 'desc' : 'asc'
  if (direction === 'asc') reader.acceptWord('ASC')
  // "By default, null values are sorted first", in either direction.
  let nulls: OrderSyntax['nulls'] = 'first'
  if (reader.acceptWord('NULLS')) {
    if (reader.acceptWord('LAST')) nulls = 'last'
    else reader.expectWord('FIRST')
  }
  return { path, direction, nulls }
}

export function readLimit(reader: TokenReader): number | undefined {
  return reader.acceptWord('LIMIT') ? readInteger(reader) : undefined
}

function readOffset(reader: TokenReader): number {
  const offset = reader.acceptWord('OFFSET') ? readInteger(reader) : 0
  if (offset <= MAX_OFFSET) return offset
  throw new SalesforceError(400, 'NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MAX_OFFSET}`)
}

function readInteger(reader: TokenReader): number {
  if (!/^\d{1,9}$/.test(reader.next.text)) throw reader.unexpected()
  return Number(reader.take('number').text)
}
