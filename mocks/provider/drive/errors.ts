import { GoogleApiError, parameter } from '../google/errors.ts'

export function fileNotFound(fileId: string): GoogleApiError {
  return new GoogleApiError(404, 'notFound', `File not found: ${fileId}.`, parameter('fileId'))
}
