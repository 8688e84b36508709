import { createHash } from 'node:crypto'

/** The columns that follow from a file's content; null is no content at all, as of a folder. */
export function contentOf(bytes: Uint8Array | null) {
  if (bytes === null) return { content: null, size: 0, md5Checksum: null, contentHash: null }
  const content = new Uint8Array(bytes)
  return { content, size: bytes.byteLength, md5Checksum: null, contentHash: sha1Of(bytes) }
}

/** Box names contents by their SHA-1, in hexadecimal. */
export function sha1Of(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex')
}
