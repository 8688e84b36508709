import { z } from 'zod'
import { teamView } from '../team/team-view'
import { reasonIn } from './problem'

/** What the app's server answers when it issues a Paragon User Token. */
export const issuedToken = z.object({
  token: z.string(),
  expiresAt: z.iso.datetime(),
  /** The id of the person whom the server issued it to. */
  holder: z.string(),
  /** Beside a token of the organization. */
  team: teamView.optional(),
})

export type IssuedToken = z.infer<typeof issuedToken>

/** Thrown when the app's own session has ended: only signing in again helps. */
export class SignedOutError extends Error {
  override name = 'SignedOutError'
}

/**
 * Asks the app's server for a Paragon User Token; `holder` is who should be signed in. Throws SignedOutError when nobody
 * is any more, or somebody else.
 */
export function fetchUserToken(path: string, holder: string): Promise<IssuedToken> {
  return fetchIssued(path, issuedToken, holder)
}

/** As fetchUserToken, of an answer that holds more. */
export async function fetchIssued<T extends IssuedToken>(
  path: string,
  schema: z.ZodType<T>,
  holder: string,
  body?: object,
): Promise<T> {
  const response = await fetch(path, { method: 'POST', ...(body && { body: JSON.stringify(body) }) })
  if (response.status === 401) throw new SignedOutError('The session of the app has ended.')
  if (!response.ok) {
    const reason = reasonIn(await response.json().catch(() => undefined))
    throw new Error(reason || `The app could not issue a Paragon User Token (${response.status}).`)
  }
  const issued = schema.parse(await response.json())
  // Another tab may have signed somebody else in, whose accounts do not belong on this page.
  if (issued.holder !== holder) throw new SignedOutError('Somebody else is signed in now.')
  return issued
}

/**
 * When to replace a token, in milliseconds since the epoch: after four fifths of its life, so that a slow network or a
 * busy tab never lets it run out.
 */
export function renewalTime(receivedAt: number, expiresAt: string): number {
  return receivedAt + (Date.parse(expiresAt) - receivedAt) * 0.8
}
