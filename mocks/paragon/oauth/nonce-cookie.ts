import type { Sealer } from '../../store/sealer.ts'
import { fingerprint } from '../../store/sealer.ts'

/** Seconds that a popup may take. */
export const POPUP_SECONDS = 15 * 60

/** Whose popup it is. */
export interface PopupOwner {
  projectId: string
  userId: string
  integrationId: string
}

/**
 * The cookie of the nonce page proves at the callback that the browser which finishes an OAuth run is the one which
 * began it for this user: without it, a link prepared by someone else could connect their account to a victim, or the
 * reverse (RFC 9700, section 4.7). It is sealed, so nothing is stored.
 */
export function nonceCookieName({ projectId, integrationId }: PopupOwner): string {
  return `paragon_oauth_nonce_${fingerprint(`${projectId}/${integrationId}`).slice(0, 12)}`
}

export function nonceCookieValue(sealer: Sealer, owner: PopupOwner, now: number): string {
  return sealer.seal(JSON.stringify({ ...owner, expires: now + POPUP_SECONDS * 1000 }))
}

export function isNonceOf(sealer: Sealer, value: string | undefined, owner: PopupOwner, now: number): boolean {
  if (!value) return false
  try {
    const { expires, ...sealed } = JSON.parse(sealer.open(value)) as PopupOwner & { expires: number }
    return (
      expires > now &&
      sealed.projectId === owner.projectId &&
      sealed.userId === owner.userId &&
      sealed.integrationId === owner.integrationId
    )
  } catch {
    return false
  }
}
