import type { ApiDefinition } from '../../catalog/definitions.ts'
import { badRequest } from '../api-error.ts'

/**
 * The third-party URL of a proxied call: the path under the integration's base URL, or an absolute URL as it is when its
 * host belongs to the integration (docs: apis/proxy, "absolute URLs").
 */
export function proxyTarget(api: ApiDefinition, path: string, search: string): URL {
  const rest = path.replace(/^\/+/, '')
  const target = isAbsolute(rest) ? absolute(rest) : new URL(path === '' ? api.baseUrl : `${api.baseUrl}/${rest}`)
  target.hash = ''
  if (target.protocol !== 'https:' || target.username || target.password || !api.hosts.includes(target.host)) {
    throw badRequest(`A proxied URL must be https and name one of: ${api.hosts.join(', ')}.`)
  }
  if (search) target.search = target.search ? `${target.search}&${search.slice(1)}` : search
  return target
}

/** Some servers on the way make one slash of two; for a URL of these schemes that is no difference (URL Standard). */
function isAbsolute(path: string): boolean {
  return /^https?:[/\\]/i.test(path)
}

function absolute(path: string): URL {
  try {
    return new URL(path)
  } catch {
    throw badRequest(`"${path}" is not a URL.`)
  }
}
