/** A refusal by the token, revocation or userinfo endpoint (RFC 6749, section 5.2). */
export class OAuthError extends Error {
  readonly code: OAuthErrorCode
  readonly status: 400 | 401 | 403 | 413

  constructor(code: OAuthErrorCode, message: string, status: OAuthError['status'] = 400) {
    super(message)
    this.name = 'OAuthError'
    this.code = code
    this.status = status
  }
}

export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'

/** A request that must not be answered by a redirect: its client or redirect URI is not to be trusted. */
export class UntrustedRequestError extends Error {
  override readonly name = 'UntrustedRequestError'
}
