import type { ApiDefinition } from '../../catalog/definitions.ts'
import { badRequest } from '../api-error.ts'

/** What the provider told of an account. */
type AccountFacts = Readonly<Record<string, unknown>>

/**
 * The third-party URL of a proxied call as one account: the path under the integration's base URL, or an absolute URL as
 * it is when its host belongs to the integration (docs: apis/proxy, "absolute URLs"). Where each account has an address
 * of its own, only that account's counts.
 */
export function proxyTarget(api: ApiDefinition, facts: AccountFacts, path: string, search: string): URL {
  const hosts = api.hosts.map((host) => hostOf(fill(host, facts)))
  const rest = path.replace(/^\/+/, '')
  const base = fill(api.baseUrl, facts)
  const target = parsed(isAbsolute(rest) ? rest : path === '' ? base : `${base}/${rest}`)
  target.hash = ''
  if (target.protocol !== 'https:' || target.username || target.password || !hosts.includes(target.host)) {
    throw badRequest(`A proxied URL must be https and name one of: ${hosts.join(', ')}.`)
  }
  if (search) target.search = target.search ? `${target.search}&${search.slice(1)}` : search
  return target
}

/** Puts what the account's `providerData` says in the place of each `{name}`. */
function fill(template: string, facts: AccountFacts): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name]
    if (typeof fact !== 'string' || fact === '') {
      throw badRequest(`The account's providerData has no "${name}", which its address is made of. Reconnect it.`)
    }
    return fact
  })
}

function hostOf(host: string): string {
  return isAbsolute(host) ? parsed(host).host : host
}

/** Some servers on the way make one slash of two; for a URL of these schemes that is no difference (URL Standard). */
function isAbsolute(path: string): boolean {
  return /^https?:[/\\]/i.test(path)
}

function parsed(url: string): URL {
  try {
    return new URL(url)
  } catch {
    throw badRequest(`"${url}" is not a URL.`)
  }
}
