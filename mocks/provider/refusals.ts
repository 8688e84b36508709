import type { z } from 'zod'
import type { Answer } from '../openapi/operation.ts'

const words: Record<number, string> = {
  400: 'What was sent is not of the right form, or makes no sense for what it is about',
  401: 'The access token is missing, not valid, or of another third party',
  403: 'The access token, or the account, may not do this',
  404: 'There is nothing of that name that the account may see',
  405: 'The method cannot be used here',
  409: 'It does not fit what is there already',
  412: 'It has been changed since the caller saw it',
  413: 'The body is too large',
  415: 'The body is of another media type',
  429: 'Too many requests',
}

/** How the statuses of a third party's refusals are described, all of one shape. */
export function refusalsOf(schema: z.ZodType) {
  return (...statuses: number[]): Record<string, Answer> =>
    Object.fromEntries(statuses.map((status) => [status, { description: words[status] ?? 'Refused', schema }]))
}
