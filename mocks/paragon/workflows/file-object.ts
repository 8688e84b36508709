import { z } from 'zod'

/** A file as data between steps: its bytes in hex, as the vendor's file objects have them. The other names are assumed. */
export interface FileObject {
  dataType: 'FILE'
  name: string
  mimeType: string
  /** Bytes. */
  size: number
  encoding: 'hex'
  data: string
}

export function fileObject(name: string, mimeType: string, bytes: Uint8Array): FileObject {
  const data = Buffer.from(bytes).toString('hex')
  return { dataType: 'FILE', name, mimeType, size: bytes.byteLength, encoding: 'hex', data }
}

const schema = z.looseObject({
  data: z.string().regex(/^(?:[0-9a-f]{2})*$/i),
  encoding: z.literal('hex').optional(),
  mimeType: z.string().min(1).default('application/octet-stream'),
})

/** The bytes and the type of a file object, whoever made it; undefined for anything else. */
export function readFileObject(value: unknown): { bytes: Uint8Array<ArrayBuffer>; mimeType: string } | undefined {
  const { success, data } = schema.safeParse(value)
  return success ? { bytes: Uint8Array.from(Buffer.from(data.data, 'hex')), mimeType: data.mimeType } : undefined
}
