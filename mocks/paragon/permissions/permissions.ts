import type { ClaimScopes, ClaimValue } from './claim.ts'
import type { PermissionName } from './table.ts'

/** What a call is about, from the general to the specific. */
export interface PermissionTarget {
  integration: { type: string }
  /** Of an account that is about to be connected, the id is empty. */
  credential?: { id: string; externalId: string | null } | undefined
  configuration?: { id: string; externalId: string | null } | undefined
}

/** What the bearer of a token may see and do. */
export interface Permissions {
  /** Whether there is anything that may not be seen or done. */
  readonly isRestricted: boolean
  /** The claim that they come from, to be kept with what outlives the call. */
  readonly claim: ClaimScopes | undefined
  allows(permission: PermissionName, target: PermissionTarget): boolean
  shows(target: PermissionTarget): boolean
}

/** Of a token without the claim: all of the user's accounts and configurations. */
export const allPermissions: Permissions = {
  isRestricted: false,
  claim: undefined,
  allows: () => true,
  shows: () => true,
}

/**
 * Of a token with the claim. The most specific scope that matches and says something decides alone: nothing is added from
 * less specific ones, and where none matches nothing is allowed. Scopes may be nested, or stand side by side.
 */
export function permissionsOf(claim: ClaimScopes): Permissions {
  const rules = [...rulesOf(claim, [])]
  const decide = (target: PermissionTarget) => {
    let best: Rule | undefined
    for (const rule of rules) {
      if (rule.scopes.every((scope) => matches(scope, target)) && (!best || isMoreSpecific(rule, best))) best = rule
    }
    return best?.value ?? false
  }
  return {
    isRestricted: true,
    claim,
    allows(permission, target) {
      const value = decide(target)
      return typeof value === 'boolean' ? value : value.includes(permission)
    },
    shows(target) {
      const value = decide(target)
      return typeof value === 'boolean' ? value : value.length > 0
    },
  }
}

interface Rule {
  /** The scopes from the outermost to the one that has the value. */
  scopes: Scope[]
  value: boolean | string[]
}

interface Scope {
  kind: 'integration' | 'credential' | 'configuration'
  /** "*", a name, an id, or `ext:` and an external id. */
  name: string
  /** The documented order, from the least to the most specific. */
  rank: number
}

function* rulesOf(claim: ClaimScopes, outer: Scope[]): Generator<Rule> {
  for (const [key, value] of Object.entries(claim)) {
    const scopes = [...outer, scopeOf(key)]
    if (isNested(value)) yield* rulesOf(value, scopes)
    else yield { scopes, value }
  }
}

function isNested(value: ClaimValue): value is ClaimScopes {
  return typeof value === 'object' && !Array.isArray(value)
}

const ranks = { integration: 0, credential: 2, configuration: 4 }

function scopeOf(key: string): Scope {
  const separator = key.indexOf(':')
  const kind = key.slice(0, separator) as Scope['kind']
  const name = key.slice(separator + 1)
  return { kind, name, rank: ranks[kind] + (name === '*' ? 0 : 1) }
}

/** By the most specific scope, then by the one outside it, and so on. */
function isMoreSpecific(rule: Rule, other: Rule): boolean {
  const [ours, theirs] = [rule, other].map(({ scopes }) => scopes.map(({ rank }) => rank).sort((a, b) => b - a))
  for (let index = 0; ; index += 1) {
    const [a = -1, b = -1] = [ours?.[index], theirs?.[index]]
    if (a !== b) return a > b
    if (a === -1) return false
  }
}

function matches({ kind, name }: Scope, { integration, credential, configuration }: PermissionTarget): boolean {
  switch (kind) {
    case 'integration':
      return name === '*' || name === integration.type
    case 'credential':
      if (credential === undefined) return false
      return name === '*' || isNamed(name, credential)
    case 'configuration':
      return configuration !== undefined && (name === '*' || isNamed(name, configuration))
  }
}

/** Documented: `credential:[uuid]` and `configuration:ext:[id]`; an older page has external ids for both (assumed). */
function isNamed(name: string, thing: { id: string; externalId: string | null }): boolean {
  if (name.startsWith('ext:')) return thing.externalId === name.slice('ext:'.length)
  return thing.id === name.toLowerCase()
}
