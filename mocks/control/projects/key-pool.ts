import { generateSigningKey, type SigningKeyPair } from './signing-key.ts'

export interface KeyPool {
  take(): Promise<SigningKeyPair>
}

/** Keys that lie ready at most. */
const LARGEST = 8

/**
 * Signing keys for projects to come. One takes a tenth of a second of a core to find, which is longer than all the rest of
 * a new project: the more were asked for, the more are made beside the requests before the next one is. None is made
 * before the first is asked for.
 */
export function createKeyPool(generate: () => Promise<SigningKeyPair> = generateSigningKey): KeyPool {
  const ready: SigningKeyPair[] = []
  let taken = 0
  let isFilling = false

  async function fill(): Promise<void> {
    if (isFilling) return
    isFilling = true
    try {
      // One after the other, so that they do not keep anything else of the machine waiting.
      while (ready.length < Math.min(taken - 1, LARGEST)) ready.push(await generate())
    } finally {
      isFilling = false
    }
  }

  return {
    async take() {
      taken += 1
      const key = ready.shift() ?? (await generate())
      // A failure shows where the key is wanted.
      void fill().catch(() => undefined)
      return key
    },
  }
}
