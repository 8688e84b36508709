import { TypedBody } from '../../openapi/testing.ts'

const BOUNDARY = 'sandbox-boundary'

/** A `multipart/form-data` body (RFC 7578): texts as fields, and one file with the name `file`. */
export function formWithFile(fields: Readonly<Record<string, string>>, content = 'content'): TypedBody {
  const parts = [
    ...Object.entries(fields).map(([name, value]) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`),
    `Content-Disposition: form-data; name="file"; filename="file.txt"\r\nContent-Type: text/plain\r\n\r\n${content}`,
  ]
  const text = `${parts.map((part) => `--${BOUNDARY}\r\n${part}\r\n`).join('')}--${BOUNDARY}--\r\n`
  return new TypedBody(`multipart/form-data; boundary=${BOUNDARY}`, text)
}
