import { createDriveFiles, type DriveFiles } from './drive-files.ts'
import type { PrismaClient } from './generated/client.ts'
import { createProviderAccounts, type ProviderAccounts } from './provider-accounts.ts'
import { createProviderClients, type ProviderClients } from './provider-clients.ts'
import { createProviderKeys, type ProviderKeys } from './provider-keys.ts'
import { createProviderTokens, type ProviderTokens } from './provider-tokens.ts'
import type { Sealer } from './sealer.ts'

/** All that the provider remembers. */
export interface ProviderStore {
  clients: ProviderClients
  accounts: ProviderAccounts
  tokens: ProviderTokens
  keys: ProviderKeys
  files: DriveFiles
}

export function createProviderStore({ prisma, sealer }: { prisma: PrismaClient; sealer: Sealer }): ProviderStore {
  return {
    clients: createProviderClients(prisma),
    accounts: createProviderAccounts(prisma),
    tokens: createProviderTokens(prisma),
    keys: createProviderKeys(prisma, sealer),
    files: createDriveFiles(prisma),
  }
}
