type PolicyInput = {
  nonce: string
  /** Base URL of a Paragon Sandbox; undefined means the real service. */
  sandboxUrl: string | undefined
  /** The identity provider, which may host avatars over plain http in a sandbox. */
  issuer: string
  development: boolean
}

/**
 * The Content-Security-Policy of one page. Paragon's SDK calls its services with fetch, and shows the Connect Portal in
 * an iframe; scripts run only with this response's nonce.
 */
export function contentSecurityPolicy({ nonce, sandboxUrl, issuer, development }: PolicyInput): string {
  const paragon = sandboxUrl ? new URL(sandboxUrl).origin : 'https://*.useparagon.com'
  const directives = {
    'default-src': ["'self'"],
    // React's development build evaluates code to rebuild stack traces.
    'script-src': ["'self'", `'nonce-${nonce}'`, "'strict-dynamic'", ...(development ? ["'unsafe-eval'"] : [])],
    // Radix and sonner insert style elements of their own, which cannot carry the nonce.
    'style-src': ["'self'", "'unsafe-inline'"],
    // Integration icons come from Paragon, avatars from wherever the provider of an account keeps them.
    'img-src': ["'self'", 'data:', 'https:', paragon, new URL(issuer).origin],
    'connect-src': ["'self'", paragon, ...(development ? ['ws:'] : [])],
    'frame-src': [paragon],
    'object-src': ["'none'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  }
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${[...new Set(sources)].join(' ')}`)
    .join('; ')
}
