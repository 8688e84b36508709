import type { z } from 'zod'
import { ApiError, badRequest, errorCodes } from './api-error.ts'
import { inputWords } from './input-words.ts'

/** Largest JSON body, in bytes. */
export const JSON_LIMIT = 1_000_000

/**
 * The request's body as bytes, read no further than `limit`. Content types are not looked at: the SDK labels an empty
 * GET as JSON and a proxied call as "auto" (SDK 2.4.0, sendConnectRequest).
 */
export async function readBody(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () =>
    new ApiError(413, errorCodes.tooLarge, `The request body is larger than ${limit / 1_000_000} MB.`)
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of (request.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength
      if (size > limit) throw tooLarge()
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof ApiError ? error : badRequest('The request body ended early.')
  }
  const whole = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.byteLength
  }
  return whole
}

/** A JSON body of the given shape; an empty one counts as `{}`. Throws a 400 that names the first field at fault. */
export async function readJson<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const bytes = await readBody(request, JSON_LIMIT)
  return parse(schema, bytes.byteLength === 0 ? {} : parseJson(bytes, 'The request body'), 'body')
}

/** Assumed; far less than what the database's client can take. */
const MAX_DEPTH = 100

/** The value of a JSON text; throws a 400 for any other, and for one nested too deep to be stored. */
export function parseJson(json: string | Uint8Array, what: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(typeof json === 'string' ? json : new TextDecoder('utf-8', { fatal: true }).decode(json))
  } catch {
    throw badRequest(`${what} is not valid JSON.`)
  }
  if (!isWithin(MAX_DEPTH, value)) throw badRequest(`${what} is nested more than ${MAX_DEPTH} levels deep.`)
  return value
}

function isWithin(depth: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.values(value).every((each) => isWithin(depth - 1, each))
}

/** A value checked against a schema; `what` names it in the error. */
export function parse<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value, { error: inputWords })
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw badRequest(`Invalid ${[what, ...(issue?.path ?? [])].join('.')}: ${issue?.message ?? 'not of the right form'}`)
}
