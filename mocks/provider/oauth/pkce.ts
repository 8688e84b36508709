import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether a text can be a code verifier (RFC 7636, section 4.1). */
export function isVerifier(text: string): boolean {
  return /^[A-Za-z0-9\-._~]{43,128}$/.test(text)
}

/** Whether a text can be an S256 challenge: a SHA-256 in base64url (RFC 7636, section 4.2). */
export function isChallenge(text: string): boolean {
  return /^[A-Za-z0-9\-_]{43}$/.test(text)
}

/** `challenge` must be a challenge by `isChallenge`. */
export function verifierMatches(verifier: string, challenge: string): boolean {
  const computed = createHash('sha256').update(verifier).digest('base64url')
  return timingSafeEqual(Buffer.from(computed), Buffer.from(challenge))
}
