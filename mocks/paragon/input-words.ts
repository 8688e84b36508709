import type { z } from 'zod'

/** What a type is called, with its article. */
const typeNames: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
}

const formats: Record<string, string> = {
  datetime: 'must be a date and time with an offset, such as 2026-01-15T09:00:00Z',
  date: 'must be a date, such as 2026-01-15',
  email: 'must be an e-mail address',
  url: 'must be a URL',
  uuid: 'must be a UUID',
}

/**
 * What is wrong with an input, in words that follow its name. Words that a schema has of its own go before these; nothing
 * is told of the types of a programming language.
 */
export const inputWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = typeNames[issue.expected] ?? issue.expected
      if (issue.input === undefined) return 'is required'
      return issue.expected === 'int' && typeof issue.input === 'number'
        ? `must be ${wanted}`
        : `must be ${wanted}, not ${given(issue.input)}`
    }
    case 'too_small':
      if (issue.origin === 'string') return issue.minimum === 1 ? 'must not be empty' : undefined
      return `must ${issue.origin === 'array' ? 'have' : 'be'} at least ${issue.minimum}`
    case 'too_big':
      if (issue.origin === 'string') return `must not be longer than ${issue.maximum} characters`
      return `must ${issue.origin === 'array' ? 'have' : 'be'} at most ${issue.maximum}`
    case 'invalid_value': {
      const known = issue.values.map((value) => JSON.stringify(value)).join(', ')
      if (issue.input === undefined) return `is required: ${known}`
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${known}`
    }
    case 'invalid_format':
      return formats[issue.format] ?? 'is not of the right form'
    case 'unrecognized_keys':
      return `there is no ${issue.keys.map((key) => `"${key}"`).join(', ')}`
    case 'invalid_union':
      return issue.input === undefined ? 'is required' : 'is not of the right form'
    default:
      return undefined
  }
}

function given(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'boolean') return String(value)
  return typeNames[typeof value] ?? 'that'
}
