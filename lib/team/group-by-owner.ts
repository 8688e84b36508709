import type { Integration } from '../paragon/accounts'
import type { Member } from './members'

export type OwnedAccounts = {
  /** null for what is nobody's. */
  owner: Member | null
  /** Those of which the owner has accounts, with these alone. */
  integrations: Integration[]
}

/** Accounts by owner, in the order of their names; what is nobody's comes last. `owners` is by account id. */
export function groupByOwner(integrations: Integration[], owners: ReadonlyMap<string, Member | null>): OwnedAccounts[] {
  const ownerOf = (accountId: string) => owners.get(accountId) ?? null
  const everyone = new Map<string | undefined, Member | null>()
  for (const { id } of integrations.flatMap(({ accounts }) => accounts)) everyone.set(ownerOf(id)?.id, ownerOf(id))
  return [...everyone.values()].toSorted(byName).map((owner) => ({
    owner,
    integrations: integrations
      .map((integration) => ({
        ...integration,
        accounts: integration.accounts.filter(({ id }) => ownerOf(id)?.id === owner?.id),
      }))
      .filter(({ accounts }) => accounts.length > 0),
  }))
}

function byName(a: Member | null, b: Member | null): number {
  if (!a || !b) return Number(!a) - Number(!b)
  return a.name.localeCompare(b.name)
}
