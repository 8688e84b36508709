/** One route of a service, as Hono lists them. */
export interface Route {
  /** "ALL" for any. */
  readonly method: string
  /** Such as `/projects/:projectId/sdk/me`. */
  readonly path: string
}

/** Which routes the simulated services have, for requests to be named after. */
export interface RouteTable {
  /** `address`: of Paragon or of the provider, without a path, or a third party's host, "*" standing for its first label. */
  learn(address: string, routes: readonly Route[]): void
  /** For a service that is loaded when first asked for, and tells its routes then. */
  later(load: () => Promise<unknown>): void
  /** Has everything loaded whose routes are not known yet: for who must name a request before it is answered. */
  complete(): Promise<void>
  /** What answers a request, such as "GET /projects/:projectId/sdk/me"; undefined when nothing of ours does. */
  operationOf(method: string, url: URL): string | undefined
}

export function createRouteTable(): RouteTable {
  const known = new Map<string, (readonly Route[])[]>()
  const patterns = new Map<string, RegExp>()
  const unknown: (() => Promise<unknown>)[] = []

  function fits(path: string, pathname: string): boolean {
    let pattern = patterns.get(path)
    if (!pattern) {
      pattern = patternOf(path)
      patterns.set(path, pattern)
    }
    return pattern.test(pathname)
  }

  return {
    learn(address, routes) {
      known.set(address, [...(known.get(address) ?? []), routes])
    },
    later(load) {
      unknown.push(load)
    },
    async complete() {
      // What is loaded may know of others.
      while (unknown.length > 0) await Promise.all(unknown.splice(0).map((load) => load()))
    },
    operationOf(method, url) {
      const lists = [url.origin, url.host, url.host.replace(/^[^.]+/, '*')].flatMap((name) => known.get(name) ?? [])
      const fitting = lists.flat().filter(({ path }) => fits(path, url.pathname))
      const own = fitting.find((route) => route.method === method)
      if (own) return `${method} ${own.path}`
      // Middleware is listed for all methods as well; it says less of the path than a route that takes any does.
      const any = fitting.filter((route) => route.method === 'ALL').sort((a, b) => b.path.length - a.path.length)[0]
      return any && any.path.split('/').length > 2 ? `${method} ${any.path}` : undefined
    },
  }
}

function patternOf(path: string): RegExp {
  const segments = path.split('/').map((segment) => {
    const parameter = /^:\w+(?:\{(.+)\})?$/.exec(segment)
    if (parameter) return parameter[1] ?? '[^/]+'
    return segment === '*' ? '.*' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${segments.join('/')}$`)
}
