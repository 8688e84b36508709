import { serviceNames } from '../journal/services.ts'

/** What a refusal says when nobody has said what it is to say. */
const MESSAGE = 'A fault of the sandbox has refused this call.'

const paragonServices: readonly string[] = serviceNames

/**
 * A refusal as the service words its own: Paragon's envelope, OAuth's error (RFC 6749, section 5.2), or what the third
 * party's documentation shows. `retryAfter`: seconds, for one that has had too many requests.
 */
export function refusal(service: string, status: number, retryAfter?: number): Response {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    // As on all of Paragon's answers: a browser would otherwise show the app a failed connection.
    'access-control-allow-origin': '*',
    ...(retryAfter !== undefined && {
      'retry-after': String(retryAfter),
      'access-control-expose-headers': 'retry-after',
    }),
  }
  return new Response(JSON.stringify(bodyOf(service, status, retryAfter !== undefined)), { status, headers })
}

/** The status of too many requests: Salesforce has one of its own (see `throttle` of the control API). */
export function limitedStatus(service: string): number {
  return service === 'salesforce' ? 403 : 429
}

function bodyOf(service: string, status: number, isLimited: boolean): unknown {
  if (paragonServices.includes(service)) {
    // The code is assumed, by the pattern of those in api-error.ts.
    return { message: MESSAGE, code: `${status}00`, status, meta: {} }
  }
  switch (service) {
    case 'googledrive':
    case 'googleCalendar': {
      const reason = isLimited ? 'rateLimitExceeded' : status >= 500 ? 'backendError' : 'badRequest'
      const domain = isLimited ? 'usageLimits' : 'global'
      return { error: { code: status, message: MESSAGE, errors: [{ message: MESSAGE, domain, reason }] } }
    }
    case 'onedrive':
    case 'sharepoint':
    case 'microsoft': {
      // learn.microsoft.com/graph/errors
      const code = isLimited ? 'activityLimitReached' : status >= 500 ? 'generalException' : 'invalidRequest'
      return { error: { code, message: MESSAGE } }
    }
    case 'box': {
      // developer.box.com/guides/api-calls/permissions-and-errors
      const code = isLimited ? 'rate_limit_exceeded' : status >= 500 ? 'internal_server_error' : 'bad_request'
      return { type: 'error', status, code, message: MESSAGE }
    }
    case 'jira':
      return { errorMessages: [MESSAGE], errors: {} }
    case 'people':
      return { error: { code: status, message: MESSAGE, status: isLimited ? 'RESOURCE_EXHAUSTED' : 'INTERNAL' } }
    case 'slack':
      return { ok: false, error: isLimited ? 'ratelimited' : status >= 500 ? 'internal_error' : 'invalid_arguments' }
    case 'hubspot':
      return {
        status: 'error',
        message: MESSAGE,
        ...(isLimited && { category: 'RATE_LIMITS', errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' }),
      }
    case 'salesforce': {
      const errorCode = isLimited ? 'REQUEST_LIMIT_EXCEEDED' : status >= 500 ? 'UNKNOWN_EXCEPTION' : 'INVALID_INPUT'
      return [{ message: MESSAGE, errorCode }]
    }
    case 'notion': {
      // developers.notion.com/reference/status-codes
      const code = isLimited ? 'rate_limited' : status >= 500 ? 'internal_server_error' : 'validation_error'
      return { object: 'error', status, code, message: MESSAGE }
    }
    case 'sendgrid':
      return { errors: [{ message: MESSAGE, field: null, help: null }] }
    case 'provider':
      return {
        error:
          isLimited || status === 503 ? 'temporarily_unavailable' : status >= 500 ? 'server_error' : 'invalid_request',
        error_description: MESSAGE,
      }
    default:
      return { error: { type: isLimited ? 'rate_limited' : 'fault', message: MESSAGE } }
  }
}
