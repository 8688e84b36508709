import { z } from 'zod'
import type { Answer } from '../../openapi/operation.ts'

/** What GoogleApiError answers (developers.google.com/workspace/drive/api/guides/handle-errors). */
const error = z
  .object({
    error: z.object({
      code: z.int(),
      message: z.string(),
      errors: z.array(
        z.object({
          message: z.string(),
          domain: z.string(),
          reason: z.string(),
          location: z.string().optional(),
          locationType: z.enum(['parameter', 'header']).optional(),
        }),
      ),
      status: z.string().describe('Of google.rpc.Code; some have none').optional(),
    }),
  })
  .meta({ id: 'GoogleError' })

/** A part of an answer of which `fields` chooses what is sent: nothing of it has to be there. */
export function masked<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object(shape).partial()
}

export const fields = z
  .string()
  .describe('Which fields of the answer are wanted, such as `id,owners/emailAddress`')
  .optional()

const words: Record<number, string> = {
  400: 'A parameter or the body is missing or not of the right form',
  401: 'The access token is missing or not valid',
  403: 'The access token lacks the scope, or the account may not',
  404: 'There is no such thing, or the account does not see it',
  409: 'There is one with this id already',
  410: 'It is deleted already, or the token is too old',
  412: 'The etag is not the current one',
  413: 'The body is too large',
  429: 'Too many requests',
}

/** The refusals of one of Google's APIs: those that any call may meet, and `statuses`. */
export function googleRefusals(...statuses: number[]): Record<string, Answer> {
  return Object.fromEntries(
    [400, 401, 403, 413, 429, ...statuses].map((status) => [
      status,
      { description: words[status] ?? 'Refused', schema: error },
    ]),
  )
}
