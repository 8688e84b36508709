import { createPrivateKey } from 'node:crypto'
import { SignJWT } from 'jose'

/** A Paragon User Token and the moment (ISO 8601) from which Paragon refuses it. */
export type UserToken = { token: string; expiresAt: string }

const LIFETIME_SECONDS = 60 * 60

type Minting = { userId: string; projectId: string; signingKey: string; now: Date }

/**
 * Signs the token that tells Paragon who the Connected User is
 * (https://docs.useparagon.com/getting-started/installing-the-connect-sdk). `signingKey` is the project's RSA key as PEM.
 */
export async function mintUserToken({ userId, projectId, signingKey, now }: Minting): Promise<UserToken> {
  const issuedAt = Math.floor(now.getTime() / 1000)
  const expiresAt = issuedAt + LIFETIME_SECONDS
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
    .setSubject(userId)
    .setAudience(`useparagon.com/${projectId}`)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(createPrivateKey(signingKey))
  return { token, expiresAt: new Date(expiresAt * 1000).toISOString() }
}
