import { createPublicKey, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

export interface SigningKeyPair {
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
  return { publicKey, privateKey }
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
  return { publicKey, privateKey: text.includes('PRIVATE KEY') ? text : undefined }
}
