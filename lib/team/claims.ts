import type { Claim } from '../paragon/permissions-claim'

/** Connects, replaces and disconnects accounts. */
const WRITE_CREDENTIAL = 'credential:write'

/** Of an admin: every account, and everything about it. The documentation's own first example. */
export function adminClaim(): Claim {
  return { 'integration:*': true }
}

/** Of a member: their own accounts, and nothing of any other. `own` are credential ids. */
export function memberClaim(own: string[]): Claim {
  return { 'integration:*': { 'credential:*': false, ...each(own, true) } }
}

/**
 * Of a member who is about to connect an account of `integration`. The new account has no id yet, so that the claim can
 * name it by `credential:*` only; `others`, the ids of everyone else's accounts there, are what it must not reach. What a
 * colleague connects after that is not among them: such a token should not live for long.
 */
export function connectClaim(integration: string, own: string[], others: string[]): Claim {
  return {
    ...memberClaim(own),
    [`integration:${integration}`]: { 'credential:*': [WRITE_CREDENTIAL], ...each(own, true), ...each(others, false) },
  }
}

function each(credentialIds: string[], value: boolean): Claim {
  return Object.fromEntries(credentialIds.map((id) => [`credential:${id}`, value]))
}
