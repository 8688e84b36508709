import { z } from 'zod'
import type { Answer } from '../openapi/operation.ts'

/** Problem details (RFC 9457), with everything that is wrong with what was sent. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

export const PROBLEM_TYPE = 'application/problem+json'

const words: Record<number, string> = {
  400: 'The body is not JSON, or what is asked for was refused',
  401: 'The admin token is missing or wrong',
  403: 'The call comes from a page of another origin',
  404: 'There is no such project, or nothing of that name in it',
  409: 'It does not fit what is there already',
  413: 'The body is too large',
  502: 'The provider could not be reached',
  422: 'What was sent is not of the right form; everything that is wrong is listed',
}

/** The refusals of the control API by their statuses. */
export function problems(...statuses: number[]): Record<string, Answer> {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: words[status] ?? 'Refused', schema: problem, mediaTypes: [PROBLEM_TYPE] },
    ]),
  )
}

/** What every call can be refused with. */
export const guarded = problems(401, 403)
/** What a call about a project can be refused with. */
export const ofProject = problems(401, 403, 404)
/** What a call about a project that brings JSON can be refused with. */
export const withBody = problems(400, 401, 403, 404, 413, 422)
