import type { SalesforceError } from '../errors.ts'
import { unexpectedToken } from './errors.ts'
import { type Token, tokenize } from './tokens.ts'

/** Goes through the tokens of a query. Words are told apart regardless of their case. */
export class TokenReader {
  readonly query: string
  readonly #tokens: Token[]
  #at = 0

  constructor(query: string) {
    this.query = query
    this.#tokens = tokenize(query)
  }

  get next(): Token {
    return this.#peek(0)
  }

  isWord(word: string): boolean {
    return this.next.kind === 'word' && this.next.text.toUpperCase() === word.toUpperCase()
  }

  /** Whether the symbol is the next token, or one so many after it. */
  isSymbol(symbol: string, ahead = 0): boolean {
    const token = this.#peek(ahead)
    return token.kind === 'symbol' && token.text === symbol
  }

  acceptWord(word: string): boolean {
    const isNext = this.isWord(word)
    if (isNext) this.#at++
    return isNext
  }

  acceptSymbol(symbol: string): boolean {
    const isNext = this.isSymbol(symbol)
    if (isNext) this.#at++
    return isNext
  }

  expectWord(word: string): void {
    if (!this.acceptWord(word)) throw this.unexpected()
  }

  expectSymbol(symbol: string): void {
    if (!this.acceptSymbol(symbol)) throw this.unexpected()
  }

  expectEnd(): void {
    if (this.next.kind !== 'end') throw this.unexpected()
  }

  take(...kinds: Token['kind'][]): Token {
    const token = this.next
    if (!kinds.includes(token.kind)) throw this.unexpected()
    this.#at++
    return token
  }

  unexpected(): SalesforceError {
    return unexpectedToken(this.query, this.next)
  }

  #peek(ahead: number): Token {
    const token = this.#tokens[this.#at + ahead]
    return token ?? { kind: 'end', text: '', at: this.query.length }
  }
}
