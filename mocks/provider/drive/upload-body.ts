import { GoogleApiError, invalidValue, parameter } from '../google/errors.ts'
import { parseJsonBody } from '../google/json-body.ts'

/** What an upload request carries. */
export interface Upload {
  /** Undefined when the request has none, as for `uploadType=media`. */
  metadata: unknown
  content: Uint8Array
  mimeType: string
}

const DEFAULT_TYPE = 'application/octet-stream'

/** Reads the body of an upload by its `uploadType`. Throws GoogleApiError. */
export function readUpload(uploadType: string | undefined, contentType: string | undefined, body: Buffer): Upload {
  switch (uploadType) {
    case 'media':
      return { metadata: undefined, content: body, mimeType: contentType || DEFAULT_TYPE }
    case 'multipart':
      return readMultipart(contentType ?? '', body)
    case undefined:
      throw new GoogleApiError(400, 'required', 'Required parameter: uploadType', parameter('uploadType'))
    default:
      // Resumable uploads are not part of the sandbox.
      throw invalidValue('uploadType')
  }
}

/** Two parts, the metadata and the content (developers.google.com/workspace/drive/api/guides/manage-uploads#multipart). */
function readMultipart(contentType: string, body: Buffer): Upload {
  const [, quoted, plain] = /^multipart\/[\w.+-]+\s*;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) throw badContent('The Content-Type must be multipart/related with a boundary.')
  const [metadata, media, ...others] = splitParts(body, boundary)
  if (!metadata || !media || others.length > 0) throw badContent('The body must have two parts: metadata and content.')
  return {
    metadata: parseJsonBody(metadata.content.toString('utf8')),
    content: decode(media),
    mimeType: media.headers.get('content-type') || DEFAULT_TYPE,
  }
}

interface Part {
  headers: Map<string, string>
  content: Buffer
}

/** RFC 2046, section 5.1.1: each part lies between two delimiter lines; the last delimiter ends in two more dashes. */
function splitParts(body: Buffer, boundary: string): Part[] {
  const delimiter = Buffer.from(`\r\n--${boundary}`)
  // The first delimiter may stand at the very start, where no line break precedes it.
  const text = Buffer.concat([Buffer.from('\r\n'), body])
  const parts: Part[] = []
  let at = text.indexOf(delimiter)
  while (at !== -1) {
    const start = at + delimiter.length
    if (text.subarray(start, start + 2).toString('latin1') === '--') return parts
    const next = text.indexOf(delimiter, start)
    const lineEnd = text.indexOf('\r\n', start)
    if (next === -1 || lineEnd === -1) break
    parts.push(readPart(text.subarray(lineEnd, next)))
    at = next
  }
  throw badContent('The multipart body does not end with its boundary.')
}

/** Header lines, an empty line, content. The bytes begin with the line break that ends the delimiter. */
function readPart(bytes: Buffer): Part {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) throw badContent('A part of the multipart body has no headers.')
  const headers = new Map<string, string>()
  for (const line of bytes.subarray(0, end).toString('utf8').split('\r\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return { headers, content: bytes.subarray(end + 4) }
}

function decode({ headers, content }: Part): Uint8Array {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase() ?? 'binary'
  if (encoding === 'base64') return Buffer.from(content.toString('latin1'), 'base64')
  if (['binary', '7bit', '8bit'].includes(encoding)) return content
  throw badContent(`Content-Transfer-Encoding ${encoding} is not supported.`)
}

function badContent(message: string): GoogleApiError {
  return new GoogleApiError(400, 'badContent', message)
}
