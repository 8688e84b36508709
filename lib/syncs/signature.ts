import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether Paragon has sent this body: `header` is the value of `x-paragon-signature`, a version and the HMAC-SHA256 of the
 * body by the project's signing secret (https://docs.useparagon.com/actionkit/triggers/receiving-webhooks; that the digest is
 * hex, and that webhooks of syncs are signed as those of triggers, is assumed).
 */
export function isSigned(body: Uint8Array, header: string | null, secret: string): boolean {
  const given = /^v1=([\da-f]{64})$/i.exec(header ?? '')?.[1]
  if (given === undefined) return false
  const expected = createHmac('sha256', secret).update(body).digest()
  return timingSafeEqual(Buffer.from(given, 'hex'), expected)
}
