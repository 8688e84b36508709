import type { Account, Integration } from '../paragon/accounts'
import { pipelinesOf } from './pipelines'

/** What syncs are of and read, by their ids; for people to read. */
export type Directory = ReturnType<typeof createDirectory>

export function createDirectory(integrations: Integration[]) {
  const byAccount = new Map<string, Account>(
    integrations.flatMap(({ accounts }) => accounts.map((account) => [account.id, account] as const)),
  )

  return {
    /** Those that can be synced. */
    syncable: integrations.filter(({ type }) => pipelinesOf(type).length > 0),

    integration: (type: string): Integration | undefined => integrations.find((each) => each.type === type),

    integrationName: (type: string): string => integrations.find((each) => each.type === type)?.name ?? type,

    accountsOf: (type: string): Account[] => integrations.find((each) => each.type === type)?.accounts ?? [],

    account: (credentialId: string | undefined): Account | undefined => byAccount.get(credentialId ?? ''),

    accountName(credentialId: string | undefined): string {
      if (credentialId === undefined) return 'an account that Paragon does not name'
      return byAccount.get(credentialId)?.label ?? 'a disconnected account'
    },
  }
}
