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

/** Box does not keep the types of files: they follow from the names. */
const TYPES: Record<string, string> = {
  csv: 'text/csv',
  css: 'text/css',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  gif: 'image/gif',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  md: 'text/markdown',
  pdf: 'application/pdf',
  png: 'image/png',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xml: 'application/xml',
  zip: 'application/zip',
}

export function typeOf(name: string): string {
  return TYPES[extensionOf(name)] ?? 'application/octet-stream'
}

export function extensionOf(name: string): string {
  return /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}
