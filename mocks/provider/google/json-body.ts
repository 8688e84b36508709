import { parseError } from './errors.ts'

/** A JSON body; an empty one is undefined. Throws GoogleApiError 400. */
export function parseJsonBody(text: string): unknown {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw parseError()
  }
}
