import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Encrypts what must not lie in the database in the clear: provider tokens, private keys, code verifiers. */
export interface Sealer {
  seal(plain: string): string
  /** Throws when the text was sealed with another key or changed since. */
  open(sealed: string): string
  /** A secret that follows from the key and a purpose, so that it need not be stored: base64url of 32 bytes. */
  derive(purpose: string): string
}

/** AES-256-GCM; a sealed text is base64url of nonce, tag and ciphertext. */
export function createSealer(key: Buffer): Sealer {
  if (key.length !== 32) throw new Error(`The encryption key has ${key.length} bytes; AES-256 takes 32.`)
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES))
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
      return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    },
    derive: (purpose) => createHmac('sha256', key).update(purpose).digest('base64url'),
  }
}

/**
 * The key from `PARAGON_SANDBOX_ENCRYPTION_KEY` (base64, 32 bytes), else from a file beside the database, made at the
 * first start and readable by its owner only.
 */
export function loadEncryptionKey(databaseFile: string, fromEnvironment?: string): Buffer {
  if (fromEnvironment) {
    const key = Buffer.from(fromEnvironment, 'base64')
    if (key.length !== 32) {
      throw new Error('PARAGON_SANDBOX_ENCRYPTION_KEY must be 32 bytes in base64: openssl rand -base64 32')
    }
    return key
  }
  const file = `${databaseFile}.key`
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true })
    // `wx`: of two processes that start together one wins, and the other reads the winner's key.
    try {
      writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  chmodSync(file, 0o600)
  return Buffer.from(readFileSync(file, 'utf8'), 'base64')
}

/** What is stored of a secret that only ever has to be recognised. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
