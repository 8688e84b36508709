import type { SettingInput } from './input-types.ts'

/** Bytes of a file that a setting may hold; assumed. */
export const MAX_FILE_BYTES = 500_000

/** `data:text/csv;name=prices.csv;base64,...`, as RFC 2397 has it: base64 only, so that its length says the file's. */
const dataUrl = /^data:([\w.+-]+\/[\w.+-]+)?((?:;[\w-]+=[^;,]*)*);base64,([A-Za-z0-9+/]*={0,2})$/

export interface FileFacts {
  name: string
  mimeType: string
  bytes: number
}

/** What the value of a FILE input says about its file; undefined for one that is none. */
export function readFileValue(value: unknown): FileFacts | undefined {
  const [, mimeType, parameters = '', base64] = (typeof value === 'string' && dataUrl.exec(value)) || []
  if (base64 === undefined || base64.length % 4 !== 0) return undefined
  const given = /;name=([^;]*)/.exec(parameters)?.[1]
  return {
    name: given === undefined || given === '' ? 'file' : decoded(given),
    mimeType: mimeType ?? 'text/plain',
    bytes: (base64.length * 3) / 4 - (base64.length - base64.replace(/=+$/, '').length),
  }
}

/** `url`: the file as a `data:` URL, as FileReader makes it. */
export function fileValue(name: string, url: string): string {
  // Of an empty file some browsers make an URL without a type or content.
  const [type = '', base64 = ''] = url.replace(/^data:/, '').split(';base64,')
  const [mimeType] = type.split(';')
  return `data:${mimeType || 'application/octet-stream'};name=${encodeURIComponent(name)};base64,${base64}`
}

/** What is wrong with the value of a FILE input; undefined when nothing is. */
export function fileError({ title }: SettingInput, value: unknown): string | undefined {
  const file = readFileValue(value)
  if (file === undefined) return `${title} must be a file, as a data: URL in base64.`
  return file.bytes > MAX_FILE_BYTES ? `${title} must not be larger than ${MAX_FILE_BYTES / 1000} kB.` : undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
