// CSP Level 3, host-source: scheme, host (a wildcard only as the first label), port or any port. No path, so that
// nothing of a configured value reaches the header but these characters.
const hostSource =
  /^https?:\/\/(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::(?:\d{1,5}|\*))?$/i

/** The entries that are plain origins (a wildcard label or port allowed). Anything else is left out, never repaired. */
export function frameAncestors(allowedOrigins: readonly string[]): string[] {
  return allowedOrigins.map((origin) => origin.replace(/\/$/, '')).filter((origin) => hostSource.test(origin))
}

/**
 * The portal's Content-Security-Policy. Its own script and style and nothing inline; images also from the provider,
 * which serves the accounts' avatars. The portal talks through its parent only, so `connect-src` is a precaution.
 */
export function portalPolicy(input: { providerOrigin: string; allowedOrigins: readonly string[] }): string {
  const ancestors = frameAncestors(input.allowedOrigins)
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: ${input.providerOrigin}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors.length === 0 ? "'none'" : ancestors.join(' ')}`,
  ].join('; ')
}
