import { z } from 'zod'
import type { Claim } from '../paragon/permissions-claim'

/** What a token's permissions say of one scope, for a person to read. */
export type ClaimRow = { scope: string; allows: string }

/** What ids and types are called. */
export type Names = {
  integration: (type: string) => string | undefined
  /** Of an account; undefined for one that the token does not show. */
  account: (credentialId: string) => string | undefined
}

const claimSchema: z.ZodType<Claim> = z.lazy(() =>
  z.record(z.string(), z.union([z.boolean(), z.array(z.string()), claimSchema])),
)

/** A claim in words, one row for each scope that says something, in the order of the claim. */
export function claimWords(claim: unknown, names: Names): ClaimRow[] {
  if (claim === undefined) return [{ scope: 'all integrations', allows: EVERYTHING }]
  const { data } = claimSchema.safeParse(claim)
  return data ? rowsOf(data, [], names) : []
}

function rowsOf(claim: Claim, outer: string[], names: Names): ClaimRow[] {
  return Object.entries(claim).flatMap(([key, value]) => {
    const scopes = [...outer, scopeWords(key, claim, names)]
    if (typeof value === 'object' && !Array.isArray(value)) return rowsOf(value, scopes, names)
    return [{ scope: scopes.join(', '), allows: valueWords(value) }]
  })
}

/** `siblings` are the scopes beside it: where some are named, "all" means all others. */
function scopeWords(key: string, siblings: Claim, names: Names): string {
  const kind = key.slice(0, key.indexOf(':'))
  const name = key.slice(kind.length + 1)
  const isRest = name === '*' && Object.keys(siblings).some((other) => other !== key && other.startsWith(`${kind}:`))
  switch (kind) {
    case 'integration':
      if (name === '*') return isRest ? 'all other integrations' : 'all integrations'
      return names.integration(name) ?? name
    case 'credential':
      if (name === '*') return isRest ? 'any other account' : 'any account'
      return names.account(name) ?? `an account that you do not see (${name})`
    default:
      return key
  }
}

const EVERYTHING = 'everything: see it, call its API, change its settings, remove it'

const permissionWords = new Map([
  ['credential:write', 'connect and disconnect'],
  ['configuration:write', 'change settings and workflows'],
  ['proxy', 'call its API'],
  ['event', 'send it events'],
  ['workflow', 'run its workflows'],
  ['actionkit', 'use ActionKit'],
])

function valueWords(value: boolean | string[]): string {
  if (value === true) return EVERYTHING
  if (value === false || value.length === 0) return 'nothing: it is not even shown'
  return value.map((name) => permissionWords.get(name) ?? name).join(', ')
}
