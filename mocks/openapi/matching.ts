import type { Operation, Service } from './operation.ts'

export interface Described {
  readonly service: Service
  readonly operation: Operation
}

/** Which operation a request is for; undefined when it is for none that is described. */
export type OperationFinder = (method: string, url: URL) => Described | undefined

/** The parameters in a path, `:name` or `:name{pattern}`; a colon elsewhere is a colon, as in `/v1/people:searchContacts`. */
export const PARAMETERS = /(?<=[/']):(\w+)(?:\{([^}]*)\})?/g

/** What fits a path best comes first: plain segments before parameters, and parameters before a rest. */
export function createFinder(services: readonly Service[], origins: Record<Service['at'], string>): OperationFinder {
  const known = services.map((service) => ({
    service,
    candidates: service.operations
      .map((operation) => ({ operation, pattern: patternOf(operation.path) }))
      .sort((a, b) => orderOf(a.operation.path).localeCompare(orderOf(b.operation.path))),
  }))
  return (method, url) => {
    const names = [url.host, url.host.replace(/^[^.]+/, '*')]
    for (const { service, candidates } of known) {
      const { hosts = [], prefix = '', mayEndInSlash } = service
      const isOwnHost = names.some((name) => hosts.includes(name))
      const isHere = url.origin === origins[service.at] && url.pathname.startsWith(prefix)
      if (!isOwnHost && !isHere) continue
      const given = isOwnHost ? url.pathname : url.pathname.slice(prefix.length)
      const path = mayEndInSlash ? given.replace(/(?<=.)\/$/, '') : given
      const found = candidates.find(({ operation, pattern }) => operation.method === method && pattern.test(path))
      if (found) return { service, operation: found.operation }
    }
    return undefined
  }
}

/** Sorts as a router would choose: `/a/b` before `/a/:id` before `/a/*`. */
const orderOf = (path: string) =>
  path
    .split('/')
    .map((segment) => (segment === '*' ? '3' : segment.startsWith(':') ? (segment.includes('{') ? '1' : '2') : '0'))
    .join('')

function patternOf(path: string): RegExp {
  let pattern = ''
  let at = 0
  for (const { 0: parameter, 2: choice, index } of path.matchAll(PARAMETERS)) {
    pattern += literal(path.slice(at, index)) + (choice ? `(?:${choice})` : '[^/]+')
    at = index + parameter.length
  }
  return new RegExp(`^${pattern}${literal(path.slice(at))}$`)
}

/** A part without parameters; a segment `*` is whatever follows. */
function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/(?<=\/)\\\*$/, '.*')
}
