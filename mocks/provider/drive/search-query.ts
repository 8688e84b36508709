import type { DateComparison, FileCondition } from '../../store/drive-files.ts'
import { invalidValue } from '../google/errors.ts'

const MAX_LENGTH = 4096

/** Whose drive is searched. */
export interface SearchScope {
  id: string
  email: string
  /** Ids of accounts by their e-mail addresses: those that the query names. */
  accountIds: ReadonlyMap<string, string>
  rootId: string
}

/**
 * Reads a `q` parameter (developers.google.com/workspace/drive/api/guides/ref-search-terms): `name`, `fullText` (which
 * here searches names only), `mimeType`, `modifiedTime`, `createdTime`, `trashed`, `starred`, `sharedWithMe`, and `in`
 * `parents`, `owners`, `writers`, `readers`, joined by `and`, `or`, `not` and parentheses. Throws GoogleApiError for
 * anything else.
 */
export function parseSearchQuery(text: string, scope: SearchScope): FileCondition {
  const tokens = text.length > MAX_LENGTH ? undefined : tokenize(text)
  if (!tokens) throw invalidValue('q')
  const reader = new TokenReader(tokens)
  const condition = disjunction(reader, scope)
  if (!reader.isAtEnd) throw invalidValue('q')
  return condition
}

/** The addresses that a query names; `SearchScope.accountIds` is to have those that there are. */
export function addressesIn(text: string): string[] {
  return [...text.matchAll(/'([^']*@[^']*)'/g)].map(([, address = '']) => address.toLowerCase())
}

type Token = { kind: 'word' | 'text' | 'operator'; value: string }

function tokenize(text: string): Token[] | undefined {
  const pattern = /\s*(?:(?<word>[A-Za-z]+)|'(?<text>(?:[^'\\]|\\['\\])*)'|(?<operator><=|>=|!=|[<>=()]))\s*/y
  const tokens: Token[] = []
  while (pattern.lastIndex < text.length) {
    const groups = pattern.exec(text)?.groups
    if (!groups) return undefined
    const { word, text: quoted, operator } = groups
    if (word !== undefined) tokens.push({ kind: 'word', value: word })
    else if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replaceAll(/\\(['\\])/g, '$1') })
    else if (operator !== undefined) tokens.push({ kind: 'operator', value: operator })
  }
  return tokens
}

class TokenReader {
  readonly #tokens: Token[]
  #at = 0

  constructor(tokens: Token[]) {
    this.#tokens = tokens
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  /** Takes the next token when it is this word or operator. */
  accept(kind: 'word' | 'operator', value: string): boolean {
    const token = this.#tokens[this.#at]
    const isNext = token?.kind === kind && token.value === value
    if (isNext) this.#at++
    return isNext
  }

  /** Takes the next token, which must be of one of the kinds. */
  take(...kinds: Token['kind'][]): Token {
    const token = this.#tokens[this.#at++]
    if (!token || !kinds.includes(token.kind)) throw invalidValue('q')
    return token
  }
}

function disjunction(reader: TokenReader, scope: SearchScope): FileCondition {
  const conditions = [conjunction(reader, scope)]
  while (reader.accept('word', 'or')) conditions.push(conjunction(reader, scope))
  return joined('or', conditions)
}

function conjunction(reader: TokenReader, scope: SearchScope): FileCondition {
  const conditions = [negation(reader, scope)]
  while (reader.accept('word', 'and')) conditions.push(negation(reader, scope))
  return joined('and', conditions)
}

function joined(kind: 'and' | 'or', conditions: FileCondition[]): FileCondition {
  const [only] = conditions
  return only && conditions.length === 1 ? only : { kind, conditions }
}

function negation(reader: TokenReader, scope: SearchScope): FileCondition {
  if (reader.accept('word', 'not')) return { kind: 'not', condition: negation(reader, scope) }
  if (!reader.accept('operator', '(')) return term(reader, scope)
  const condition = disjunction(reader, scope)
  if (!reader.accept('operator', ')')) throw invalidValue('q')
  return condition
}

function term(reader: TokenReader, scope: SearchScope): FileCondition {
  const first = reader.take('word', 'text')
  if (first.kind === 'text') return membership(first.value, reader, scope)
  switch (first.value) {
    case 'name':
      return nameTerm(reader)
    case 'fullText':
      if (!reader.accept('word', 'contains')) throw invalidValue('q')
      return { kind: 'startsWord', field: 'name', value: reader.take('text').value }
    case 'mimeType':
      return mimeTypeTerm(reader)
    case 'modifiedTime':
      return dateTerm('dateModified', reader)
    case 'createdTime':
      return dateTerm('dateCreated', reader)
    case 'trashed':
    case 'starred': {
      const { isEqual, value } = flag(reader)
      return { kind: 'is', field: first.value, value: isEqual === value }
    }
    case 'sharedWithMe':
      return { kind: 'not', condition: ownedBy(scope.id) }
    default:
      throw invalidValue('q')
  }
}

/** `'<id>' in parents`, `'<e-mail>' in owners`. */
function membership(value: string, reader: TokenReader, scope: SearchScope): FileCondition {
  const { email, rootId } = scope
  if (!reader.accept('word', 'in')) throw invalidValue('q')
  const collection = reader.take('word').value
  if (collection === 'parents') {
    if (value !== 'root' && value !== rootId) return { kind: 'is', field: 'parentId', value }
    // What others share may lie in their root, which is not this one.
    return { kind: 'and', conditions: [{ kind: 'is', field: 'parentId', value: null }, ownedBy(scope.id)] }
  }
  if (!['owners', 'writers', 'readers'].includes(collection)) throw invalidValue('q')
  const isMe = value === 'me' || value.toLowerCase() === email
  if (collection === 'owners') {
    const owner = isMe ? scope.id : scope.accountIds.get(value.toLowerCase())
    return owner === undefined ? { kind: 'constant', value: false } : ownedBy(owner)
  }
  // Assumed: an account finds what it may use itself; who else may is not searched for.
  return { kind: 'constant', value: isMe }
}

function ownedBy(accountId: string): FileCondition {
  return { kind: 'is', field: 'accountId', value: accountId }
}

function nameTerm(reader: TokenReader): FileCondition {
  if (reader.accept('word', 'contains')) return { kind: 'startsWord', field: 'name', value: reader.take('text').value }
  const isEqual = equality(reader)
  return negatedUnless(isEqual, { kind: 'is', field: 'name', value: reader.take('text').value })
}

function mimeTypeTerm(reader: TokenReader): FileCondition {
  if (reader.accept('word', 'contains')) {
    return { kind: 'includes', field: 'mimeType', value: reader.take('text').value }
  }
  const isEqual = equality(reader)
  return negatedUnless(isEqual, { kind: 'is', field: 'mimeType', value: reader.take('text').value })
}

const COMPARISONS = new Map<string, DateComparison>([
  ['<', 'lt'],
  ['<=', 'lte'],
  ['>', 'gt'],
  ['>=', 'gte'],
  ['=', 'equals'],
  ['!=', 'equals'],
])

function dateTerm(field: 'dateModified' | 'dateCreated', reader: TokenReader): FileCondition {
  const operator = reader.take('operator').value
  const comparison = COMPARISONS.get(operator)
  const value = parseDate(reader.take('text').value)
  if (!comparison || !value) throw invalidValue('q')
  return negatedUnless(operator !== '!=', { kind: 'date', field, comparison, value })
}

/** RFC 3339; "the default time zone is UTC", and a date alone is its midnight. */
function parseDate(text: string): Date | undefined {
  const parts = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/i.exec(text)
  if (!parts) return undefined
  const [, day, time = 'T00:00', zone = 'Z'] = parts
  const date = new Date(`${day}${time}${zone}`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

function flag(reader: TokenReader): { isEqual: boolean; value: boolean } {
  const isEqual = equality(reader)
  const { value } = reader.take('word')
  if (value !== 'true' && value !== 'false') throw invalidValue('q')
  return { isEqual, value: value === 'true' }
}

function equality(reader: TokenReader): boolean {
  if (reader.accept('operator', '=')) return true
  if (reader.accept('operator', '!=')) return false
  throw invalidValue('q')
}

function negatedUnless(isPositive: boolean, condition: FileCondition): FileCondition {
  return isPositive ? condition : { kind: 'not', condition }
}
