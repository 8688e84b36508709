import { createHash, createPublicKey, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

export interface SigningKeyPair {
  /** Follows from the public key, so that the same key is never registered twice. */
  id: string
  /** SPKI PEM. */
  publicKey: string
  /** PKCS8 PEM; absent when only the public half was given. */
  privateKey?: string | undefined
}

export async function generateSigningKey(): Promise<SigningKeyPair> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { id: idOf(publicKey), publicKey, privateKey }
}

/**
 * A key from its PEM, private or public; line breaks may be written as `\n`, as in an .env file. Throws when it is not an
 * RSA key.
 */
export function signingKeyFromPem(pem: string): SigningKeyPair {
  const text = pem.replaceAll('\\n', '\n').trim()
  const key = createPublicKey(text)
  if (key.asymmetricKeyType !== 'rsa') throw new Error('PARAGON_SIGNING_KEY must be an RSA key: tokens are RS256.')
  const publicKey = key.export({ type: 'spki', format: 'pem' }).toString()
  return { id: idOf(publicKey), publicKey, privateKey: text.includes('PRIVATE KEY') ? text : undefined }
}

function idOf(publicKey: string): string {
  return createHash('sha256').update(publicKey).digest('base64url').slice(0, 22)
}
