/** Request parameters. RFC 6749, section 3.1: none may be sent twice, and an empty one counts as left out. */
export interface Parameters {
  get(name: string): string | undefined
  has(name: string): boolean
  /** Name of a parameter that was sent more than once. */
  duplicate: string | undefined
}

export function readParameters(params: URLSearchParams): Parameters {
  const get = (name: string) => params.get(name) || undefined
  return { get, has: (name) => get(name) !== undefined, duplicate: firstDuplicate(params.keys()) }
}

function firstDuplicate(names: Iterable<string>): string | undefined {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) return name
    seen.add(name)
  }
  return undefined
}
