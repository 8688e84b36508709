import { createPrivateKey } from 'node:crypto'
import { SignJWT } from 'jose'
import { type Claim, PERMISSIONS_CLAIM } from './permissions-claim'

/** A Paragon User Token and the moment (ISO 8601) from which Paragon refuses it. */
export type UserToken = { token: string; expiresAt: string }

const HOUR_SECONDS = 60 * 60

type Minting = {
  userId: string
  projectId: string
  /** The project's RSA key as PEM. */
  signingKey: string
  now: Date
  lifetimeSeconds?: number
  /** Which accounts the token reaches, and what for; all of the user's, and for everything, when left out. */
  permissions?: Claim | undefined
}

/**
 * Signs the token that tells Paragon who the Connected User is
 * (https://docs.useparagon.com/getting-started/installing-the-connect-sdk).
 */
export async function mintUserToken(minting: Minting): Promise<UserToken> {
  const { userId, projectId, signingKey, now, lifetimeSeconds = HOUR_SECONDS, permissions } = minting
  const issuedAt = Math.floor(now.getTime() / 1000)
  const expiresAt = issuedAt + lifetimeSeconds
  const token = await new SignJWT(permissions && { [PERMISSIONS_CLAIM]: permissions })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setSubject(userId)
    .setAudience(`useparagon.com/${projectId}`)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(createPrivateKey(signingKey))
  return { token, expiresAt: new Date(expiresAt * 1000).toISOString() }
}
