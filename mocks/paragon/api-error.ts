/**
 * What the simulated API answers when it refuses: the vendor's envelope `{message, code, status, meta}`.
 *
 * Codes that the SDK or the documentation names are the vendor's. The others are assumed (nobody documents them); they
 * are kept in this table and nowhere else. What an OAuth popup reports has OAuth's own codes (RFC 6749, section 4.1.2.1).
 */
export const errorCodes = {
  /** SDK 2.4.0: the only refusal besides two for custom integrations that a 403 may carry without logging the user out. */
  insufficientPermission: '7210',
  /** Of a tool or trigger whose third party refused (docs: actionkit/actionkit-logs). */
  tool: '41070',
  // Assumed from here on.
  badRequest: '40000',
  invalidToken: '40100',
  notFound: '40400',
  notConnected: '40410',
  methodNotAllowed: '40500',
  conflict: '40900',
  tooLarge: '41300',
  rateLimited: '42900',
  credentialInvalid: '40010',
  workflowNotEnabled: '40020',
  settingsIncomplete: '40030',
  provider: '50200',
  uploadNotRepeatable: '50300',
  providerTimeout: '50400',
  workflowFailed: '50010',
  internal: '50000',
} as const

export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly meta: Record<string, unknown>

  constructor(status: number, code: string, message: string, meta: Record<string, unknown> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.meta = meta
  }

  toResponse(headers?: HeadersInit): Response {
    const { message, code, status, meta } = this
    return Response.json({ message, code, status, meta }, { status, ...(headers && { headers }) })
  }
}

/** What to answer for whatever was thrown. A failure of our own is logged, and its details stay in the log. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  console.error(error)
  return new ApiError(500, errorCodes.internal, 'The sandbox failed; its log has the details.')
}

export const badRequest = (message: string) => new ApiError(400, errorCodes.badRequest, message)
export const notFound = (message: string) => new ApiError(404, errorCodes.notFound, message)
export const conflict = (message: string) => new ApiError(409, errorCodes.conflict, message)
/** The SDK logs the user out on a 401, so this is for the token itself and nothing else (SDK 2.4.0, sendRequest). */
export const invalidToken = (message: string) => new ApiError(401, errorCodes.invalidToken, message)
/** A 403 that does not log the SDK out, as its code says why (SDK 2.4.0, sendRequest). The words are assumed. */
export const insufficientPermission = (message: string) => new ApiError(403, errorCodes.insufficientPermission, message)
/** The words are the vendor's; Paragon's own MCP server matches them. The status is assumed. */
export const notConnected = () => new ApiError(404, errorCodes.notConnected, 'Integration not enabled for user.')
/** Status and code are assumed; not 401 or 403, which would log the SDK out. `name` is that of the integration. */
export const accountInvalid = (name: string) =>
  new ApiError(400, errorCodes.credentialInvalid, accountInvalidWords(name))
export const accountInvalidWords = (name: string) => `The ${name} account is no longer valid. Reconnect it.`
/** The words are the SDK's own (2.4.0, `workflow`); the status is assumed. */
export const workflowNotEnabled = (workflowId: string) =>
  new ApiError(400, errorCodes.workflowNotEnabled, `Workflow ${workflowId} is not enabled for this user.`)
/** Until its required settings are filled an integration does not count as enabled (docs: connect-portal); assumed otherwise. */
export const settingsIncomplete = (name: string) =>
  new ApiError(400, errorCodes.settingsIncomplete, `${name} has required settings that are not filled in yet.`)
