import type { PrismaClient } from './generated/client.ts'

/** Bytes that a third-party API keeps for an account beside a record. No function reaches another account's. */
export interface ProviderBlobs {
  find(accountId: string, kind: string, id: string): Promise<Uint8Array | undefined>
  /** Stores the bytes, in the place of any that were there. */
  put(accountId: string, kind: string, id: string, content: Uint8Array): Promise<void>
  /** False when there were none. */
  remove(accountId: string, kind: string, id: string): Promise<boolean>
}

export function createProviderBlobs(prisma: PrismaClient): ProviderBlobs {
  const keyOf = (accountId: string, kind: string, id: string) => ({ accountId_kind_id: { accountId, kind, id } })
  return {
    async find(accountId, kind, id) {
      const row = await prisma.providerBlob.findUnique({ where: keyOf(accountId, kind, id) })
      return row?.content
    },
    async put(accountId, kind, id, content) {
      const bytes = new Uint8Array(content)
      await prisma.providerBlob.upsert({
        where: keyOf(accountId, kind, id),
        create: { accountId, kind, id, content: bytes },
        update: { content: bytes },
      })
    },
    async remove(accountId, kind, id) {
      const { count } = await prisma.providerBlob.deleteMany({ where: { accountId, kind, id } })
      return count === 1
    },
  }
}
