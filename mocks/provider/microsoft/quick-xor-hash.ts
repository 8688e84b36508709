const WIDTH = 20
const SHIFT = 11

/**
 * The hash that OneDrive for Business and SharePoint keep of a file, in base64
 * (learn.microsoft.com/onedrive/developer/code-snippets/quickxorhash): each byte is put in 11 bits further on than the one
 * before, around a ring of 160, and the length into the last 64.
 */
export function quickXorHash(content: Uint8Array): string {
  const hash = new Uint8Array(WIDTH)
  const put = (at: number, bits: number) => {
    hash[at % WIDTH] = (hash[at % WIDTH] ?? 0) ^ bits
  }
  let bit = 0
  for (const byte of content) {
    const at = bit >> 3
    const shifted = byte << (bit & 7)
    put(at, shifted & 0xff)
    put(at + 1, shifted >> 8)
    bit = (bit + SHIFT) % (WIDTH * 8)
  }
  let length = BigInt(content.byteLength)
  for (let at = WIDTH - 8; at < WIDTH; at++, length >>= 8n) put(at, Number(length & 0xffn))
  return Buffer.from(hash).toString('base64')
}
