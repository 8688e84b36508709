import type { PrismaClient } from './generated/client.ts'
import type { Sealer } from './sealer.ts'

/** A private key that the authorization server signs with, as a JWK (RFC 7517). */
export interface SigningJwk {
  kid: string
  alg: string
  [member: string]: unknown
}

export interface ProviderKeys {
  /**
   * The key, made by `generate` when there is none yet. Of several callers that find none, in this process or another,
   * one stores its key and all get that one.
   */
  findOrCreate(generate: () => Promise<SigningJwk>, dateCreated: Date): Promise<SigningJwk>
}

export function createProviderKeys(prisma: PrismaClient, sealer: Sealer): ProviderKeys {
  const open = (row: { sealedJwk: string }) => JSON.parse(sealer.open(row.sealedJwk)) as SigningJwk
  const oldest = { orderBy: { dateCreated: 'asc' } } as const
  return {
    async findOrCreate(generate, dateCreated) {
      const existing = await prisma.providerKey.findFirst(oldest)
      if (existing) return open(existing)
      // Made before the transaction: an RSA key takes a while, and the transaction holds the write lock.
      const jwk = await generate()
      return prisma.$transaction(async (tx) => {
        const winner = await tx.providerKey.findFirst(oldest)
        if (winner) return open(winner)
        await tx.providerKey.create({
          data: { kid: jwk.kid, sealedJwk: sealer.seal(JSON.stringify(jwk)), dateCreated },
        })
        return jwk
      })
    },
  }
}
