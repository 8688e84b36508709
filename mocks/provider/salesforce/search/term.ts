import { SalesforceError } from '../errors.ts'
import { matchesPattern, type PatternPart } from '../soql/like.ts'

/** Words to look for. */
export interface SearchTerm {
  /** Whether each of the words is in one of the texts. */
  matches(texts: readonly string[]): boolean
}

/**
 * Reads the text of a search (SOSL, "FIND {SearchQuery}"): words that must all be there, regardless of case, in which `*`
 * stands for any characters and `?` for one. Throws SalesforceError 400 for less than two characters, and for operators
 * beyond AND.
 */
export function readTerm(text: string): SearchTerm {
  const words = text.split(/\s+/).filter((word) => word !== '' && word.toUpperCase() !== 'AND')
  if (words.some((word) => ['OR', 'NOT'].includes(word.toUpperCase()))) {
    throw malformedSearch('The sandbox looks for all words: OR and NOT are not simulated.')
  }
  const patterns = words.flatMap((word) => tokensOf(word, /[^\p{L}\p{N}*?]+/u)).map(patternOf)
  const letters = text.replaceAll(/[^\p{L}\p{N}]/gu, '')
  if (letters.length < 2) throw malformedSearch(`search term must be longer than one character: ${text}`)
  return {
    matches(texts) {
      const tokens = texts.flatMap((each) => tokensOf(each, /[^\p{L}\p{N}]+/u))
      return patterns.every((pattern) => tokens.some((token) => matchesPattern(token, pattern)))
    },
  }
}

export function malformedSearch(message: string): SalesforceError {
  return new SalesforceError(400, 'MALFORMED_SEARCH', message)
}

function tokensOf(text: string, separator: RegExp): string[] {
  return text.toLowerCase().split(separator).filter(Boolean)
}

function patternOf(token: string): PatternPart[] {
  return [...token].flatMap((character): PatternPart[] => {
    if (character === '*') return [{ wildcard: 'any' }]
    // A text is compared by its UTF-16 units.
    return character === '?' ? [{ wildcard: 'one' }] : character.split('')
  })
}
