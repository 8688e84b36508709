import { pathInProject } from './paths.ts'

/** What a request is known by. */
export interface Call {
  direction: 'in' | 'out'
  service: string
  method: string
  /** Without the query. */
  path: string
  /** The route that answers it, such as "GET /projects/:projectId/sdk/me". */
  operation: string | undefined
  /** Ids and external ids of the accounts that it is made as, or that it names. */
  credentials: readonly string[]
  userId: string | undefined
  status?: number | undefined
  traceId?: number | undefined
}

/** What is wanted of a request; what is left out may be anything. */
export interface CallMatch {
  direction?: 'in' | 'out' | undefined
  service?: string | undefined
  method?: string | undefined
  /** Exact, or with `*` for any part of a segment and `**` for any number of them; whole, or what follows the project. */
  path?: string | undefined
  /** The same of "METHOD /route/:of/it", or of the route alone. */
  operation?: string | undefined
  /** Id or external id. */
  credential?: string | undefined
  user?: string | undefined
  /** A status, or a class of them, such as "5xx". */
  status?: number | string | undefined
  trace?: number | undefined
}

export interface Difference {
  field: keyof CallMatch
  expected: string | number
  /** Null for nothing. */
  actual: string | number | string[] | null
}

/** What of a request is not as wanted: nothing for one that matches. */
export function differences(wanted: CallMatch, call: Call): Difference[] {
  const found: Difference[] = []
  const compare = (
    field: keyof CallMatch,
    actual: Difference['actual'] | undefined,
    isEqual: (expected: string | number) => boolean,
  ) => {
    const expected = wanted[field]
    if (expected !== undefined && !isEqual(expected)) found.push({ field, expected, actual: actual ?? null })
  }
  compare('direction', call.direction, (expected) => expected === call.direction)
  compare('service', call.service, (expected) => String(expected).toLowerCase() === call.service.toLowerCase())
  compare('method', call.method, (expected) => String(expected).toUpperCase() === call.method)
  const below = pathInProject(call.path)
  compare('path', call.path, (expected) => [call.path, below].some((path) => isLike(String(expected), path)))
  const { operation } = call
  const route = operation?.slice(operation.indexOf(' ') + 1)
  const routes = [route, route && pathInProject(route)].filter((each) => each !== undefined)
  const names = routes.flatMap((each) => [each, `${call.method} ${each}`])
  compare('operation', operation, (expected) => names.some((name) => isLike(String(expected), name)))
  compare('credential', [...call.credentials], (expected) => call.credentials.includes(String(expected)))
  compare('user', call.userId, (expected) => expected === call.userId)
  compare('status', call.status, (expected) => isStatus(String(expected), call.status))
  compare('trace', call.traceId, (expected) => expected === call.traceId)
  return found
}

export function isMatch(wanted: CallMatch, call: Call): boolean {
  return differences(wanted, call).length === 0
}

const globs = new Map<string, RegExp>()
/** Globs that are remembered in compiled form. */
const REMEMBERED = 500

function isLike(glob: string, text: string | undefined): boolean {
  if (text === undefined) return false
  if (!glob.includes('*')) return glob === text
  let pattern = globs.get(glob)
  if (!pattern) {
    if (globs.size >= REMEMBERED) globs.clear()
    pattern = new RegExp(
      `^${glob
        .split(/(\*+)/)
        .map((part) => (/^\*+$/.test(part) ? (part.length > 1 ? '.*' : '[^/]*') : escaped(part)))
        .join('')}$`,
    )
    globs.set(glob, pattern)
  }
  return pattern.test(text)
}

const escaped = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&')

/** "2xx" is every status from 200 to 299. */
function isStatus(expected: string, actual: number | undefined): boolean {
  if (actual === undefined) return false
  const family = /^([1-5])xx$/i.exec(expected)?.[1]
  return family === undefined ? expected === String(actual) : family === String(actual)[0]
}
