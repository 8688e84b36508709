/** Media types by the extension of a name, where a third party keeps none. */
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

/** Of a file whose name says nothing. */
export const UNKNOWN_TYPE = 'application/octet-stream'

/** The media type of a file by its name. */
export function mimeTypeOf(name: string): string {
  return TYPES[extensionOf(name)] ?? UNKNOWN_TYPE
}

/** In lower case, without the dot; empty without one. */
export function extensionOf(name: string): string {
  return /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}
