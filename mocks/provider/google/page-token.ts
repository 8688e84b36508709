import type { z } from 'zod'
import { fingerprint } from '../../store/sealer.ts'
import { invalidValue } from './errors.ts'

/** Names a list by what defines it, so that a token of one is refused by another. */
export function listName(...parts: unknown[]): string {
  return fingerprint(JSON.stringify(parts)).slice(0, 12)
}

/** A position in a list as a page token. Only this server reads it. */
export function writePageToken(list: string, position: object): string {
  return Buffer.from(JSON.stringify({ ...position, list })).toString('base64url')
}

/** The position that a page token names. Throws GoogleApiError 400 for one that is made up, or of another list. */
export function readPageToken<T extends object>(text: string, list: string, position: z.ZodType<T>): T {
  const token = parsed(Buffer.from(text, 'base64url').toString('utf8'))
  const isOfList = typeof token === 'object' && token !== null && 'list' in token && token.list === list
  const found = isOfList ? position.safeParse(token).data : undefined
  if (!found) throw invalidValue('pageToken')
  return found
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
