import { z } from 'zod'
import type { PermissionScopes } from '../../store/oauth-sessions.ts'

/** The private claim of a Paragon User Token (docs: apis/api-reference/jwt-permissions). */
export const PERMISSIONS_CLAIM = 'urn:useparagon:connect:permissions'

/** `true`: everything; `false` or no names: nothing; names: these permissions; an object: more specific scopes. */
export type ClaimScopes = PermissionScopes
export type ClaimValue = ClaimScopes[string]

const scopes: z.ZodType<ClaimScopes> = z.lazy(() =>
  z.record(
    z.string().regex(/^(integration|credential|configuration):./, 'is not a scope'),
    z.union([z.boolean(), z.array(z.string()), scopes]),
  ),
)

/**
 * The claim as it should be, or what is wrong with it. Documents show an object; a public app that is known to work sends
 * the JSON of one as a string.
 */
export function parseClaim(value: unknown): { scopes: ClaimScopes } | { problem: string } {
  let given = value
  if (typeof value === 'string') {
    try {
      given = JSON.parse(value)
    } catch {
      return { problem: 'is a string that is not JSON' }
    }
  }
  if (!isShallow(given, MAX_DEPTH)) return { problem: `is nested more than ${MAX_DEPTH} levels deep` }
  const parsed = scopes.safeParse(given)
  if (parsed.success) return { scopes: parsed.data }
  return {
    problem: 'is not an object of scopes such as "integration:*", whose values are true, false, names or scopes',
  }
}

/** Integration, credential and configuration: deeper than that nothing can be more specific. A few to spare. */
const MAX_DEPTH = 8

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true
  return depth > 0 && Object.values(value).every((each) => isShallow(each, depth - 1))
}
