import { JiraError } from './errors.ts'

const FIELDS = [
  'project',
  'key',
  'id',
  'status',
  'statuscategory',
  'priority',
  'issuetype',
  'assignee',
  'created',
  'updated',
] as const
type Field = (typeof FIELDS)[number]
/** Other names of fields. */
const ALIASES: Record<string, Field> = { issuekey: 'key', issue: 'key', type: 'issuetype' }

export interface Clause {
  field: Field
  operator: '=' | '!=' | 'in' | 'not in' | '>' | '>=' | '<' | '<='
  /** In lower case; of a date, milliseconds since the epoch. */
  values: (string | number)[]
}

export interface Query {
  clauses: Clause[]
  order: { field: 'created' | 'updated'; direction: 'asc' | 'desc' }
}

const failed = (message: string) => new JiraError(400, `Error in the JQL Query: ${message}`)

/**
 * Reads a subset of JQL: comparisons joined by AND, and an order (support.atlassian.com/jira-software-cloud/docs/
 * use-advanced-search-with-jira-query-language-jql). `now`, in milliseconds, is where relative dates count from; times are
 * those of UTC. Throws JiraError 400 for what is no JQL, for what is not simulated, and for a query that names nothing to
 * look for.
 */
export function parseJql(text: string, now: number): Query {
  const tokens = tokenize(text)
  let at = 0
  const next = () => tokens[at++]
  const isWord = (word: string) => tokens[at]?.text.toLowerCase() === word && !tokens[at]?.isQuoted
  const expect = (word: string) => {
    if (!isWord(word)) throw failed(`Expecting '${word}' but got '${tokens[at]?.text ?? 'the end'}'.`)
    at++
  }

  function clause(): Clause {
    const name = next()?.text.toLowerCase() ?? ''
    const field = ALIASES[name] ?? FIELDS.find((each) => each === name)
    if (!field) throw failed(`Field '${name}' does not exist or is not part of the sandbox's Jira.`)
    const given = next()?.text.toLowerCase() ?? ''
    const isNot = given === 'not'
    if (isNot) expect('in')
    const operator = isNot ? 'not in' : given
    const isDate = field === 'created' || field === 'updated'
    const known = isDate ? (['>', '>=', '<', '<='] as const) : (['=', '!=', 'in', 'not in'] as const)
    const found = known.find((each) => each === operator)
    if (!found) throw failed(`The operator '${operator}' is not supported by the '${field}' field.`)
    const values: string[] = []
    if (found.endsWith('in')) {
      expect('(')
      do values.push(value())
      while (isWord(',') && ++at)
      expect(')')
    } else values.push(value())
    return { field, operator: found, values: values.map((each) => (isDate ? dateOf(each, now) : each.toLowerCase())) }
  }
  function value(): string {
    const token = next()
    if (!token || (!token.isQuoted && /^[(),=<>!]/.test(token.text))) throw failed('Expecting a value.')
    return token.text
  }

  const clauses: Clause[] = []
  if (tokens.length > 0 && !isWord('order')) {
    do clauses.push(clause())
    while (isWord('and') && ++at)
  }
  const order: Query['order'] = { field: 'created', direction: 'desc' }
  if (isWord('order')) {
    at++
    expect('by')
    const field = next()?.text.toLowerCase()
    if (field !== 'created' && field !== 'updated')
      throw failed(`Issues cannot be sorted by '${field}' in the sandbox.`)
    order.field = field
    order.direction = isWord('desc') ? 'desc' : 'asc'
    if (isWord('asc') || isWord('desc')) at++
  }
  if (at < tokens.length) throw failed(`Expecting the end but got '${tokens[at]?.text}'.`)
  if (clauses.length === 0) {
    throw new JiraError(
      400,
      'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    )
  }
  return { clauses, order }
}

interface Token {
  text: string
  isQuoted: boolean
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const pattern = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(>=|<=|!=|[=<>(),])|([^\s=<>!(),"']+))/gy
  for (let end = 0; end < text.trimEnd().length; end = pattern.lastIndex) {
    pattern.lastIndex = end
    const found = pattern.exec(text)
    if (!found) throw failed(`The character at position ${end} is not understood.`)
    const quoted = found[1] ?? found[2]
    tokens.push({
      text: quoted?.replaceAll(/\\(.)/g, '$1') ?? found[3] ?? found[4] ?? '',
      isQuoted: quoted !== undefined,
    })
  }
  return tokens
}

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** `2026-01-31 15:04`, with slashes too, or `-90m`. */
function dateOf(text: string, now: number): number {
  const [, amount, unit] = /^([+-]?\d{1,6})([mhdw])$/.exec(text) ?? []
  if (amount !== undefined && unit !== undefined) return now + Number(amount) * (UNITS[unit] ?? 0)
  const date = /^\d{4}[-/]\d\d[-/]\d\d( \d\d:\d\d)?$/.test(text)
    ? Date.parse(`${text.slice(0, 10).replaceAll('/', '-')}T${text.slice(11) || '00:00'}Z`)
    : Number.NaN
  if (Number.isNaN(date)) throw failed(`Date value '${text}' is invalid.`)
  return date
}

/** What of an issue a clause compares, in lower case. */
export type Facts = Record<Exclude<Field, 'created' | 'updated'>, string[]> & Record<'created' | 'updated', number>

export function matchesClause({ field, operator, values }: Clause, facts: Facts): boolean {
  if (field === 'created' || field === 'updated') {
    const [fact, value] = [facts[field], Number(values[0])]
    if (operator === '>') return fact > value
    if (operator === '>=') return fact >= value
    return operator === '<' ? fact < value : fact <= value
  }
  const isOne = values.some((value) => facts[field].includes(String(value)))
  return operator === '=' || operator === 'in' ? isOne : !isOne
}
