import type { z } from 'zod'
import { HubspotError, invalid } from './errors.ts'

/** A JSON body; an empty one is an object without fields. Throws HubspotError 400, or 415 for another media type. */
export function readJson(text: string, contentType: string | undefined): unknown {
  if (text.trim() === '') return {}
  if (!/^application\/json\b/i.test(contentType ?? '')) {
    throw new HubspotError(415, undefined, 'HTTP 415 Unsupported Media Type')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw invalid('Invalid input JSON: the body could not be parsed.')
  }
}

/** Throws HubspotError 400, which names the first field that is wrong. */
export function parseBody<T>(body: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue?.path.join('.') ?? ''
  throw invalid(`Invalid input JSON${where && `, at ${where}`}: ${issue?.message ?? 'not what was expected'}`)
}
