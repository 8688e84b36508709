import type { Integration, Project } from '../../store/projects.ts'

/** What a proxied call is about, by its own URL. */
export interface ProxyAddress {
  /** A type, the id of an integration, or `custom/` and the id of a custom one. */
  reference: string
  /** What follows, with its percent-encodings and slashes as they came; empty when nothing does, not even a slash. */
  path: string
  /** With its question mark; empty without. */
  search: string
}

/**
 * Takes a call's URL apart: `/projects/:projectId/sdk/proxy/:type/...`, or `.../proxy/custom/:integrationId/...` for a
 * custom integration (docs: apis/proxy). Cut from the text, because a part that was decoded cannot be put together again.
 */
export function proxyAddress(url: string): ProxyAddress {
  const [, rest = '', search = ''] = /\/sdk\/proxy\/([^?#]*)(\?[^#]*)?/.exec(url) ?? []
  const [, type = '', path = ''] = /^([^/]*)(.*)$/.exec(rest) ?? []
  const [, id, below = ''] = /^\/([^/]+)(.*)$/.exec(path) ?? []
  if (type === 'custom' && id) return { reference: `custom/${decoded(id)}`, path: below, search }
  return { reference: decoded(type), path, search }
}

/**
 * The integration that a call names. Custom ones go by their slug, by `custom/` and an id, and, as an older example has it,
 * by an id alone; whether that of the integration or of its definition is meant, is not documented, so either will do.
 */
export function findProxiedIntegration({ integrations }: Project, reference: string): Integration | undefined {
  const byType = integrations.find(({ type }) => type === reference)
  if (byType) return byType
  const [, prefix, id] = /^(custom\/)?([0-9a-f-]{36})$/.exec(reference.toLowerCase()) ?? []
  if (!id) return undefined
  return integrations.find((each) => {
    const { custom } = each.definition
    return custom ? each.id === id || custom.id === id : !prefix && each.id === id
  })
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
