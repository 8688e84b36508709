import type { Conversation } from './conversation.ts'
import type { Member } from './member.ts'
import type { Message } from './message.ts'

const DAY = 24 * 60 * 60 * 1000

/** What a message is judged by. */
export interface Candidate {
  message: Message
  conversation: Conversation
  author: Member | undefined
}

export interface SearchQuery {
  matches(candidate: Candidate): boolean
  /** Wraps the words that were found between two marks of a private use area (docs.slack.dev/reference/methods/search.messages). */
  highlight(text: string): string
}

/**
 * Reads a search: words and "phrases" that must all be there, those after a hyphen that must not, and the modifiers
 * `in:`, `from:`, `before:`, `after:` and `on:` (slack.com/help/articles/202528808). Any other modifier counts as a word.
 * `me`: the user's id.
 */
export function parseSearch(text: string, me: string): SearchQuery {
  const words: string[] = []
  const conditions: ((candidate: Candidate) => boolean)[] = []
  for (const [, minus = '', phrase, term = ''] of text.matchAll(/(-?)(?:"([^"]*)"|(\S+))/g)) {
    const word = (phrase ?? term).toLowerCase()
    const modifier = phrase === undefined ? readModifier(word, me) : undefined
    const condition = modifier ?? (({ message }: Candidate) => message.text.toLowerCase().includes(word))
    if (!modifier && minus === '' && word !== '') words.push(word)
    conditions.push(minus === '' ? condition : (candidate) => !condition(candidate))
  }
  return {
    matches: (candidate) => conditions.every((condition) => condition(candidate)),
    highlight: (found) =>
      words.length === 0 ? found : found.replaceAll(new RegExp(words.map(escaped).join('|'), 'gi'), '\uE000$&\uE001'),
  }
}

function readModifier(word: string, me: string): ((candidate: Candidate) => boolean) | undefined {
  const [, modifier, value = ''] = /^(in|from|before|after|on):(.+)$/.exec(word) ?? []
  if (modifier === 'in') {
    const id = /^<?#?([cdg][a-z0-9]+)>?$/.exec(value)?.[1]?.toUpperCase()
    const name = value.replace(/^#/, '')
    return ({ conversation }) => conversation.name === name || conversation.id === id
  }
  if (modifier === 'from') {
    const name = value.replace(/^<?@|>$/g, '')
    return ({ message, author }) =>
      name === 'me' ? message.user === me : author?.handle === name || message.user === name.toUpperCase()
  }
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(value) : Number.NaN
  if (modifier === undefined || Number.isNaN(day)) return undefined
  return ({ message }) => {
    const time = Number(message.ts) * 1000
    if (modifier === 'before') return time < day
    if (modifier === 'after') return time >= day + DAY
    return time >= day && time < day + DAY
  }
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
