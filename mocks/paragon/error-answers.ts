import { z } from 'zod'
import type { Answer } from '../openapi/operation.ts'

/** What ApiError answers. */
const error = z
  .object({ message: z.string(), code: z.string(), status: z.int(), meta: z.record(z.string(), z.unknown()) })
  .meta({ id: 'Error' })

const words: Record<number, string> = {
  400: 'What was sent is not of the right form, or makes no sense for what it is about',
  401: 'The token is missing, not valid, or not for this project',
  403: 'The token’s permissions do not allow it (code 7210)',
  404: 'There is no such project, or nothing of that name in it',
  405: 'The method cannot be used here',
  409: 'It does not fit what is there already',
  413: 'The body is too large',
  429: 'Too many requests',
  500: 'The workflow failed',
  502: 'The third party could not be reached, or broke off',
  503: 'The body cannot be sent a second time',
  504: 'The third party did not answer in time',
}

/** The refusals of Paragon's services by their statuses. */
export function refusals(...statuses: number[]): Record<string, Answer> {
  return Object.fromEntries(
    statuses.map((status) => [status, { description: words[status] ?? 'Refused', schema: error }]),
  )
}

/** What a call with a user's token may be refused with. */
export const forUser = refusals(401, 404)

/** What a third party refused, with its own status but for 401 and 403, and when it did not answer at all. */
export const byThirdParty: Record<string, Answer> = {
  ...refusals(502, 503, 504),
  default: { description: 'What the third party refused (code 41070), with its status', schema: error },
}
