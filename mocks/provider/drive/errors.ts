import { GoogleApiError, parameter } from '../google/errors.ts'

export function fileNotFound(fileId: string): GoogleApiError {
  return new GoogleApiError(404, 'notFound', `File not found: ${fileId}.`, parameter('fileId'))
}

export function permissionNotFound(permissionId: string): GoogleApiError {
  const message = `Permission not found: ${permissionId}.`
  return new GoogleApiError(404, 'notFound', message, parameter('permissionId'))
}

export function insufficientFilePermissions(): GoogleApiError {
  const message = 'The user does not have sufficient permissions for this file.'
  return new GoogleApiError(403, 'insufficientFilePermissions', message)
}
