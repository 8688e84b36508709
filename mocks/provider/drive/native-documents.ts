import { GoogleApiError, parameter } from '../google/errors.ts'

/** A kind of document of Google's own editors: what an upload of it may be made of, and what it can be exported as. */
interface NativeType {
  from: readonly string[]
  to: Readonly<Record<string, (text: string) => string>>
}

const asItIs = (text: string) => text

/**
 * Documents and spreadsheets as far as they are text, which is what is kept of them. Drive knows more formats
 * (developers.google.com/workspace/drive/api/guides/ref-export-formats): the sandbox makes none of the office formats.
 */
const nativeTypes: Readonly<Record<string, NativeType>> = {
  'application/vnd.google-apps.document': {
    from: ['text/plain', 'text/markdown'],
    to: { 'text/plain': asItIs, 'text/markdown': asItIs, 'text/html': htmlOf },
  },
  'application/vnd.google-apps.spreadsheet': {
    from: ['text/csv'],
    to: { 'text/csv': asItIs },
  },
}

/** Whether only Google's own editors write files of this type; a folder is of such a type too. */
export function isNative(mimeType: string): boolean {
  return mimeType.startsWith('application/vnd.google-apps.')
}

/** The bytes to keep of an upload that becomes a document of Google's own. Throws a GoogleApiError for one that cannot. */
export function converted(content: Uint8Array, from: string, to: string): Uint8Array {
  const [type = ''] = from.split(';')
  if (!nativeTypes[to]?.from.includes(type.trim().toLowerCase())) {
    throw new GoogleApiError(400, 'badRequest', `Content cannot be converted to ${to}.`)
  }
  return content
}

/** What a document of Google's own says, in another format. Throws the GoogleApiErrors of `files.export`. */
export function exported(content: Uint8Array, mimeType: string, format: string | undefined): string {
  if (!isNative(mimeType)) {
    throw new GoogleApiError(403, 'fileNotExportable', 'Export only supports Docs Editors files.')
  }
  if (!format) {
    throw new GoogleApiError(400, 'required', 'Required parameter: mimeType', parameter('mimeType'))
  }
  const formats = nativeTypes[mimeType]?.to ?? {}
  const write = Object.hasOwn(formats, format) ? formats[format] : undefined
  if (!write) {
    throw new GoogleApiError(400, 'badRequest', 'The requested conversion is not supported.', parameter('convertTo'))
  }
  return write(new TextDecoder().decode(content))
}

function htmlOf(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
  const paragraphs = text
    .split('\n')
    .map((line) => `<p>${line.replace(/[&<>]/g, (character) => entities[character] ?? character)}</p>`)
  return `<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"></head><body>${paragraphs.join('')}</body></html>`
}
