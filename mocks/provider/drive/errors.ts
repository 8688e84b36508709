/** A refusal in the shape of Google's APIs (developers.google.com/workspace/drive/api/guides/handle-errors). */
export class DriveError extends Error {
  readonly code: keyof typeof STATUSES
  readonly reason: string
  readonly where: Where | undefined
  /** What `errors[0]` says, where Google words it differently from the whole. */
  readonly detail: string

  constructor(
    code: DriveError['code'],
    reason: string,
    message: string,
    options: { where?: Where; detail?: string } = {},
  ) {
    super(message)
    this.name = 'DriveError'
    this.code = code
    this.reason = reason
    this.where = options.where
    this.detail = options.detail ?? message
  }

  toJSON() {
    const entry = { message: this.detail, domain: 'global', reason: this.reason, ...this.where }
    return { error: { code: this.code, message: this.message, errors: [entry], status: STATUSES[this.code] } }
  }
}

interface Where {
  location: string
  locationType: 'parameter' | 'header'
}

const STATUSES = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  413: 'INVALID_ARGUMENT',
  500: 'INTERNAL',
} as const

export function parameter(location: string): { where: Where } {
  return { where: { location, locationType: 'parameter' } }
}

export function invalidValue(location: string): DriveError {
  return new DriveError(400, 'invalid', 'Invalid Value', parameter(location))
}

export function fileNotFound(fileId: string): DriveError {
  return new DriveError(404, 'notFound', `File not found: ${fileId}.`, parameter('fileId'))
}

const HELP =
  'Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.'

export function unauthenticated(kind: 'missing' | 'invalid'): DriveError {
  const where = { location: 'Authorization', locationType: 'header' } as const
  return kind === 'missing'
    ? new DriveError(401, 'required', `Request is missing required authentication credential. ${HELP}`, {
        where,
        detail: 'Login Required.',
      })
    : new DriveError(401, 'authError', `Request had invalid authentication credentials. ${HELP}`, {
        where,
        detail: 'Invalid Credentials',
      })
}

export function insufficientScopes(): DriveError {
  return new DriveError(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.', {
    detail: 'Insufficient Permission',
  })
}
