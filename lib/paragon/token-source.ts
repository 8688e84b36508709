import { z } from 'zod'
import type { UserToken } from './user-token'

const userToken = z.object({ token: z.string(), expiresAt: z.iso.datetime() })

/** Thrown when the app's own session has ended: only signing in again helps. */
export class SignedOutError extends Error {
  override name = 'SignedOutError'
}

/** Asks the app's server for a Paragon User Token. Throws SignedOutError when nobody is signed in any more. */
export async function fetchUserToken(): Promise<UserToken> {
  const response = await fetch('/api/paragon/token', { method: 'POST' })
  if (response.status === 401) throw new SignedOutError('The session of the app has ended.')
  if (!response.ok) throw new Error(`The app could not issue a Paragon User Token (${response.status}).`)
  return userToken.parse(await response.json())
}

/**
 * When to replace a token, in milliseconds since the epoch: after four fifths of its life, so that a slow network or a
 * busy tab never lets it run out.
 */
export function renewalTime(receivedAt: number, expiresAt: string): number {
  return receivedAt + (Date.parse(expiresAt) - receivedAt) * 0.8
}
