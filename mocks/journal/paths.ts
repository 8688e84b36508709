const PROJECTS = '/projects/'

/** The project that an address of Paragon names, as nearly all do in the path; cheap, as it is asked at every request. */
export function projectInPath(url: string): string | undefined {
  const query = url.indexOf('?')
  const at = url.indexOf(PROJECTS)
  if (at === -1 || (query !== -1 && at > query)) return projectElsewhere(new URL(url))
  const from = at + PROJECTS.length
  let to = from
  while (to < url.length) {
    const code = url.charCodeAt(to)
    // "/", "?" and "#".
    if (code === 47 || code === 63 || code === 35) break
    to += 1
  }
  return url.slice(from, to) || undefined
}

/** Of the portal's page, and of webhooks that start workflows. */
function projectElsewhere({ pathname, searchParams }: URL): string | undefined {
  if (pathname === '/ui') return searchParams.get('projectId') ?? undefined
  return /^\/triggers\/connect\/([^/]+)/.exec(pathname)?.[1]
}

/** The path below the project, if an address names one: what is left of it when one knows which project is meant. */
export function pathInProject(pathname: string): string | undefined {
  return /^(?:\/v2)?\/projects\/[^/]+(\/.*)$/.exec(pathname)?.[1]
}
