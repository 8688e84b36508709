/** A refusal in Box's shape (developer.box.com/reference/resources/client-error). */
export class BoxError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 429 | 500
  readonly code: string
  readonly contextInfo: object | undefined

  constructor(status: BoxError['status'], code: string, message: string, contextInfo?: object) {
    super(message)
    this.name = 'BoxError'
    this.status = status
    this.code = code
    this.contextInfo = contextInfo
  }

  toBody(requestId: string) {
    return {
      type: 'error',
      status: this.status,
      code: this.code,
      ...(this.contextInfo && { context_info: this.contextInfo }),
      help_url: 'http://developers.box.com/docs/#errors',
      message: this.message,
      request_id: requestId,
    }
  }
}

/** `value`: what was given under the name of a parameter. */
export function notFound(name = 'item', value?: string): BoxError {
  if (value === undefined) return new BoxError(404, 'not_found', 'Not Found')
  const message = `Invalid value '${value}'. '${name}' with value '${value}' not found`
  return new BoxError(404, 'not_found', 'Not Found', { errors: [{ reason: 'invalid_parameter', name, message }] })
}

export function badRequest(name: string, message: string): BoxError {
  const contextInfo = { errors: [{ reason: 'invalid_parameter', name, message }] }
  return new BoxError(400, 'bad_request', 'Bad Request', contextInfo)
}

export const trashed = () => new BoxError(404, 'trashed', 'Item is trashed')
export const forbidden = () =>
  new BoxError(403, 'access_denied_insufficient_permissions', 'Access denied - insufficient permission')
export const insufficientScope = () =>
  new BoxError(403, 'insufficient_scope', 'The request requires higher privileges than provided by the access token.')
export const tooManyRequests = () =>
  new BoxError(429, 'rate_limit_exceeded', 'Request rate limit exceeded, please try again later')
export const preconditionFailed = () =>
  new BoxError(
    412,
    'precondition_failed',
    'The resource has been modified. Please retrieve the resource again and retry',
  )
/** `conflicts`: what has the name. */
export const nameInUse = (conflicts: object) =>
  new BoxError(409, 'item_name_in_use', 'Item with the same name already exists', { conflicts })
/** Rather than an answer that leaves out what was asked for. */
export const notSimulated = (name: string) => badRequest(name, `This is not part of the sandbox's Box: ${name}.`)
