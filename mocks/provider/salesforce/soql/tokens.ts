import { malformed, unexpectedToken } from './errors.ts'

export interface Token {
  kind: 'word' | 'string' | 'number' | 'date' | 'dateTime' | 'symbol' | 'end'
  /** As it is written; of a string what is between the quotes. */
  text: string
  /** Where it starts. */
  at: number
}

const PATTERN = [
  String.raw`\s*(?:`,
  String.raw`(?<dateTime>\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d))`,
  String.raw`|(?<date>\d{4}-\d\d-\d\d)(?![\w.])`,
  String.raw`|(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(?!\w)`,
  String.raw`|(?<word>[a-z_]\w*(?:\.\w+)*)`,
  String.raw`|'(?<string>(?:[^'\\]|\\[\s\S])*)'`,
  '|(?<symbol><=|>=|!=|<>|[<>=(),:])',
  ')',
].join('')

const KINDS = ['dateTime', 'date', 'number', 'word', 'string', 'symbol'] as const

/** Splits a query; the last token is its end. Throws SalesforceError for what belongs to no query. */
export function tokenize(query: string): Token[] {
  const pattern = new RegExp(PATTERN, 'iy')
  const tokens: Token[] = []
  const length = query.trimEnd().length
  while (pattern.lastIndex < length) {
    const from = pattern.lastIndex
    const match = pattern.exec(query)
    const kind = KINDS.find((each) => match?.groups?.[each] !== undefined)
    if (!match || !kind) {
      const at = from + (/^\s*/.exec(query.slice(from))?.[0].length ?? 0)
      throw unexpectedToken(query, { at, text: query.charAt(at) })
    }
    const [whole] = match
    const at = from + whole.length - whole.trimStart().length
    tokens.push({ kind, text: match.groups?.[kind] ?? '', at })
  }
  tokens.push({ kind: 'end', text: '', at: length })
  return tokens
}

/** One character of a text, and whether a backslash was before it. */
export interface Character {
  character: string
  isEscaped: boolean
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', "'": "'", '\\': '\\' }

/**
 * The characters of a string token ("Quoted String Escape Sequences"). `\_` and `\%` mean those characters, which only
 * LIKE tells from their bare forms. Throws SalesforceError for any other sequence.
 */
export function charactersOf(query: string, { text, at }: Token): Character[] {
  const characters: Character[] = []
  for (const [sequence] of text.matchAll(/\\u[0-9a-f]{4}|\\[\s\S]|[^\\]/gi)) {
    if (!sequence.startsWith('\\')) characters.push({ character: sequence, isEscaped: false })
    else if (sequence.length > 2) {
      characters.push({ character: String.fromCharCode(Number.parseInt(sequence.slice(2), 16)), isEscaped: true })
    } else {
      const name = sequence.charAt(1)
      const character = name === '_' || name === '%' ? name : ESCAPES[name.toLowerCase()]
      if (character === undefined) {
        throw malformed(
          query,
          at,
          `Invalid string literal '${text}'. Illegal character sequence '${sequence}' in string literal.`,
        )
      }
      characters.push({ character, isEscaped: true })
    }
  }
  return characters
}
