/**
 * A refusal in the shape of Google's APIs (developers.google.com/workspace/drive/api/guides/handle-errors,
 * developers.google.com/workspace/calendar/api/guides/errors).
 */
export class GoogleApiError extends Error {
  readonly code: keyof typeof STATUSES
  readonly reason: string
  readonly where: Where | undefined
  /** What `errors[0]` says, where Google words it differently from the whole. */
  readonly detail: string
  readonly domain: string

  constructor(
    code: GoogleApiError['code'],
    reason: string,
    message: string,
    options: { where?: Where; detail?: string; domain?: string } = {},
  ) {
    super(message)
    this.name = 'GoogleApiError'
    this.code = code
    this.reason = reason
    this.where = options.where
    this.detail = options.detail ?? message
    this.domain = options.domain ?? 'global'
  }

  toJSON() {
    const entry = { message: this.detail, domain: this.domain, reason: this.reason, ...this.where }
    return { error: { code: this.code, message: this.message, errors: [entry], status: STATUSES[this.code] } }
  }
}

interface Where {
  location: string
  locationType: 'parameter' | 'header'
}

/** google.rpc.Code by HTTP status; some have none. */
const STATUSES = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ALREADY_EXISTS',
  410: undefined,
  412: 'FAILED_PRECONDITION',
  413: 'INVALID_ARGUMENT',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
} as const

export function parameter(location: string): { where: Where } {
  return { where: { location, locationType: 'parameter' } }
}

export function invalidValue(location: string): GoogleApiError {
  return new GoogleApiError(400, 'invalid', 'Invalid Value', parameter(location))
}

export function outOfRange(location: string, value: string, least: number, most: number): GoogleApiError {
  const message = `Invalid value '${value}'. Values must be within the range: [${least}, ${most}]`
  return new GoogleApiError(400, 'invalidParameter', message, parameter(location))
}

export function parseError(): GoogleApiError {
  return new GoogleApiError(400, 'parseError', 'Parse Error')
}

/** developers.google.com/workspace/drive/api/guides/handle-errors, "429: Too many requests". */
export function tooManyRequests(): GoogleApiError {
  return new GoogleApiError(429, 'rateLimitExceeded', 'Rate Limit Exceeded', { domain: 'usageLimits' })
}

export function notFound(): GoogleApiError {
  return new GoogleApiError(404, 'notFound', 'Not Found')
}

const HELP =
  'Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.'

export function unauthenticated(kind: 'missing' | 'invalid'): GoogleApiError {
  const where = { location: 'Authorization', locationType: 'header' } as const
  return kind === 'missing'
    ? new GoogleApiError(401, 'required', `Request is missing required authentication credential. ${HELP}`, {
        where,
        detail: 'Login Required.',
      })
    : new GoogleApiError(401, 'authError', `Request had invalid authentication credentials. ${HELP}`, {
        where,
        detail: 'Invalid Credentials',
      })
}

export function insufficientScopes(): GoogleApiError {
  return new GoogleApiError(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.', {
    detail: 'Insufficient Permission',
  })
}
