import type { z } from 'zod'
import { ApiError } from '../paragon/api-error.ts'
import { JSON_LIMIT, readBody } from '../paragon/request-body.ts'
import { type FieldProblem, Problem } from './problem.ts'

/** The JSON of a request in the given shape; an empty body counts as `{}`. Throws a 400, 413 or 422. */
export async function readJson<T>(request: Request, schema: z.ZodType<T>, limit = JSON_LIMIT): Promise<T> {
  const bytes = await readBody(request, limit).catch((error: unknown) => {
    throw error instanceof ApiError ? new Problem(error.status, 'Content Too Large', error.message) : error
  })
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(bytes) || '{}')
  } catch {
    throw new Problem(400, 'Bad Request', 'The body is not valid JSON.')
  }
  return check(schema, value, 'body')
}

/** A value of the given shape; throws a 422 with everything that is at fault; `what` names it where no field is. */
export function check<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const errors: FieldProblem[] = result.error.issues.map(({ path, message }) => ({
    path: path.join('.') || what,
    message,
  }))
  const detail = errors.map(({ path, message }) => `${path}: ${message}`).join('; ')
  throw new Problem(422, 'Unprocessable Content', detail, { errors })
}
