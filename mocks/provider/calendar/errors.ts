import { GoogleApiError, parameter } from '../google/errors.ts'

/** developers.google.com/workspace/calendar/api/guides/errors#400_bad_request; Google names `timeMax` for events, too. */
export function timeRangeEmpty(): GoogleApiError {
  const message = 'The specified time range is empty.'
  return new GoogleApiError(400, 'timeRangeEmpty', message, { domain: 'calendar', ...parameter('timeMax') })
}

export function invalid(message: string): GoogleApiError {
  return new GoogleApiError(400, 'invalid', message)
}

export function required(message: string): GoogleApiError {
  return new GoogleApiError(400, 'required', message)
}

/** Rather than an answer that leaves out what was asked for. */
export function notSimulated(name: string): GoogleApiError {
  const message = `"${name}" is not part of the sandbox's calendar.`
  return new GoogleApiError(400, 'notSimulated', message, parameter(name))
}
