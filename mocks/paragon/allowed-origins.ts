/**
 * Where a host app may live when a project does not say: on this machine, on any port. Written as CSP sources, because
 * the portal's `frame-ancestors` takes them as they are.
 */
export const loopbackOrigins: readonly string[] = [
  'http://localhost:*',
  'https://localhost:*',
  'http://*.localhost:*',
  'https://*.localhost:*',
  'http://127.0.0.1:*',
  'https://127.0.0.1:*',
]

/** Whether an origin matches one of the sources; a source is an origin whose port may be `*` and whose host may begin with `*.`. */
export function isAllowedOrigin(origin: string, sources: readonly string[]): boolean {
  let url: URL
  try {
    url = new URL(origin)
  } catch {
    return false
  }
  if (url.origin !== origin) return false
  return sources.some((source) => {
    const match = /^(https?):\/\/(\*\.)?([^:/*]+|\[[^\]]+\])(?::(\d+|\*))?$/.exec(source)
    if (!match) return false
    const [, scheme, wildcard, host = '', port] = match
    if (url.protocol !== `${scheme}:`) return false
    const sameHost = wildcard ? url.hostname.endsWith(`.${host}`) : url.hostname === host
    const isDefaultPort = url.port === ''
    return sameHost && (port === '*' || (port === undefined ? isDefaultPort : port === (url.port || defaultPort(url))))
  })
}

const defaultPort = (url: URL) => (url.protocol === 'https:' ? '443' : '80')
