import { createHash } from 'node:crypto'
import { demoHubs } from '../../catalog/demo-hubspot.ts'
import type { Account } from '../../store/provider-accounts.ts'

/** A HubSpot account ("hub", "portal") and its only user. Every account here has a hub of its own. */
export interface Hub {
  hubId: number
  domain: string
  userId: number
  /** What `hubspot_owner_id` says of the user. */
  ownerId: string
}

export function hubOf({ id, email }: Account): Hub {
  return {
    hubId: numberOf(`hub/${id}`),
    domain: demoHubs[email]?.domain ?? email.replace(/^.*@/, ''),
    userId: numberOf(`user/${id}`),
    ownerId: String(numberOf(`owner/${id}`)),
  }
}

/** What HubSpot tells of a token's hub, by the names of its token information. */
export function hubClaims(account: Account) {
  const { hubId, domain } = hubOf(account)
  return { hub_id: hubId, hub_domain: domain }
}

/** Eight digits that follow from a name. */
export function numberOf(name: string): number {
  return 10_000_000 + (createHash('sha256').update(name).digest().readUInt32BE(0) % 90_000_000)
}
