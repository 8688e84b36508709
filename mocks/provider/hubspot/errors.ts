/**
 * A refusal in the shape of HubSpot's APIs (developers.hubspot.com/docs/api-reference/error-handling). Categories and
 * messages are those that HubSpot's clients show in their issues.
 */
export class HubspotError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 429 | 500
  /** HubSpot itself leaves it out where the web server answers. */
  readonly category: Category | undefined
  readonly details: ErrorDetails

  constructor(
    status: HubspotError['status'],
    category: Category | undefined,
    message: string,
    details: ErrorDetails = {},
  ) {
    super(message)
    this.name = 'HubspotError'
    this.status = status
    this.category = category
    this.details = details
  }

  /** The same, for the object of a batch that a client has given a name. */
  traced(objectWriteTraceId: string): HubspotError {
    const context = { ...this.details.context, objectWriteTraceId: [objectWriteTraceId] }
    return new HubspotError(this.status, this.category, this.message, { ...this.details, context })
  }

  /** As a whole answer, or within that of a batch, which has one correlation id for all. */
  toBody(correlationId?: string) {
    return {
      status: 'error',
      message: this.message,
      ...(correlationId !== undefined && { correlationId }),
      ...this.details,
      ...(this.category && { category: this.category }),
    }
  }
}

export type Category =
  | 'INVALID_AUTHENTICATION'
  | 'EXPIRED_AUTHENTICATION'
  | 'MISSING_SCOPES'
  | 'OBJECT_NOT_FOUND'
  | 'OBJECT_ALREADY_EXISTS'
  | 'VALIDATION_ERROR'
  | 'CONFLICT'
  | 'RATE_LIMITS'

type ErrorContext = Record<string, readonly string[]>

export interface ErrorDetails {
  errors?: readonly { message: string; code?: string; in?: string; context?: ErrorContext }[]
  context?: ErrorContext
  subCategory?: string
  links?: Record<string, string>
  errorType?: string
  policyName?: string
}

export function unauthenticated(): HubspotError {
  return new HubspotError(
    401,
    'INVALID_AUTHENTICATION',
    'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
  )
}

/** Largest first, in seconds. */
const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

export function expired(secondsAgo: number, expireTime: string): HubspotError {
  const [unit, length] = UNITS.find(([, seconds]) => secondsAgo >= seconds) ?? UNITS[3]
  const ago = `${Math.floor(secondsAgo / length)} ${unit}(s) ago`
  return new HubspotError(401, 'EXPIRED_AUTHENTICATION', `The OAuth token used to make this call expired ${ago}.`, {
    context: { 'expire time': [expireTime] },
  })
}

/** developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines, "Error response". It does not say for how long. */
export function tooManyRequests(): HubspotError {
  return new HubspotError(429, 'RATE_LIMITS', 'You have reached your ten_secondly_rolling limit.', {
    errorType: 'RATE_LIMIT',
    policyName: 'TEN_SECONDLY_ROLLING',
  })
}

/** `scopes`: any of them is enough. */
export function missingScopes(scopes: readonly string[]): HubspotError {
  const message =
    "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes."
  const detail = {
    message: 'One or more of the following scopes are required.',
    context: { requiredGranularScopes: scopes },
  }
  return new HubspotError(403, 'MISSING_SCOPES', message, {
    errors: [detail],
    links: { scopes: 'https://developers.hubspot.com/scopes' },
  })
}

export function notFound(message = 'resource not found', context?: ErrorContext): HubspotError {
  return new HubspotError(404, 'OBJECT_NOT_FOUND', message, context ? { context } : {})
}

export function invalid(message: string, details?: ErrorDetails): HubspotError {
  return new HubspotError(400, 'VALIDATION_ERROR', message, details)
}

/** Rather than an answer that leaves out what was asked for. */
export function notSimulated(what: string): HubspotError {
  return invalid(`${what} is not part of the sandbox's HubSpot.`)
}
