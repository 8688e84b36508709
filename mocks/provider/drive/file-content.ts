import { createHash } from 'node:crypto'
import type { Random } from '../../random.ts'

/**
 * The columns that follow from a file's content; null is no content at all, as of a folder. Documents of Google's own
 * editors have no checksum.
 */
export function contentColumns(bytes: Uint8Array | null, { isNative = false } = {}) {
  if (bytes === null) return { content: null, size: 0, md5Checksum: null }
  if (isNative) return { content: new Uint8Array(bytes), size: bytes.byteLength, md5Checksum: null }
  const md5Checksum = createHash('md5').update(bytes).digest('hex')
  return { content: new Uint8Array(bytes), size: bytes.byteLength, md5Checksum }
}

/** 33 characters that begin with a 1, as Drive's file ids do. */
export function newFileId(random: Random): string {
  return `1${random.secret(24)}`
}
