import { isDeepStrictEqual } from 'node:util'
import type { PrismaClient } from './generated/client.ts'

/** An OAuth client as the authorization server knows it. */
export interface Client {
  id: string
  projectId: string
  name: string
  directory: string
  secretHash: string | null
  isFirstParty: boolean
  redirectUris: string[]
  scopes: string[]
}

export interface ProviderClients {
  find(clientId: string): Promise<Client | undefined>
  /** Makes each client as given, new or not; an id is unique over all projects, and goes to the last that asks. */
  save(clients: Client[], dateCreated: Date): Promise<void>
}

export function createProviderClients(prisma: PrismaClient): ProviderClients {
  return {
    async find(clientId) {
      const row = await prisma.providerClient.findUnique({ where: { id: clientId } })
      return row ? { ...row, redirectUris: row.redirectUris as string[], scopes: row.scopes as string[] } : undefined
    },
    async save(clients, dateCreated) {
      const known = await prisma.providerClient.findMany({ where: { id: { in: clients.map(({ id }) => id) } } })
      const isChanged = (client: Client) => {
        const row = known.find(({ id }) => id === client.id)
        return (
          !row || Object.entries(client).some(([name, value]) => !isDeepStrictEqual(row[name as keyof Client], value))
        )
      }
      const changed = clients.filter(isChanged)
      if (changed.length === 0) return
      await prisma.$transaction(
        changed.map((client) =>
          prisma.providerClient.upsert({
            where: { id: client.id },
            create: { ...client, dateCreated },
            update: client,
          }),
        ),
      )
    },
  }
}
