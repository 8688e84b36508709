/** A refusal in Microsoft Graph's shape (learn.microsoft.com/graph/errors, learn.microsoft.com/onedrive/developer/rest-api/concepts/errors). */
export class GraphError extends Error {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 412 | 413 | 416 | 429 | 500 | 501
  readonly code: string

  constructor(status: GraphError['status'], code: string, message: string) {
    super(message)
    this.name = 'GraphError'
    this.status = status
    this.code = code
  }

  /** `date`: when, as Graph says in `innerError`. */
  toBody(requestId: string, date: Date) {
    const innerError = {
      date: date.toISOString().slice(0, 19),
      'request-id': requestId,
      'client-request-id': requestId,
    }
    return { error: { code: this.code, message: this.message, innerError } }
  }
}

export function unauthenticated(message = 'Access token is empty.'): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message)
}

export const invalid = (message: string) => new GraphError(400, 'invalidRequest', message)
export const accessDenied = (message = 'Access denied') => new GraphError(403, 'accessDenied', message)
export const itemNotFound = (message = 'The resource could not be found.') =>
  new GraphError(404, 'itemNotFound', message)
export const tooManyRequests = () => new GraphError(429, 'activityLimitReached', 'The request has been throttled')
/** What Graph answers to a path that none of its resources has. */
export const noSuchSegment = (segment: string) =>
  new GraphError(400, 'BadRequest', `Resource not found for the segment '${segment}'.`)
/** Rather than an answer that leaves out what was asked for. */
export const notSupported = (what: string) =>
  new GraphError(501, 'notSupported', `${what} is not part of the sandbox's Microsoft Graph.`)
export const nameTaken = (name: string) =>
  new GraphError(409, 'nameAlreadyExists', `An item with the name "${name}" already exists under the parent`)
/** The token of a delta that cannot be told from any more: the client has to begin anew. */
export const resyncRequired = () =>
  new GraphError(410, 'resyncRequired', 'Resync required. Replace any local items with the server’s version.')
