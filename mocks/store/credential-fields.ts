import type { Prisma, PrismaClient } from './generated/client.ts'

/** What a third party told of the fields that records of an account may have. */
export interface CredentialFields {
  /** The account's id at the provider: another one may be put behind a credential. */
  providerId: string
  fields: unknown
  /** On the project's clock. */
  dateLoaded: Date
}

/** Kept in the database rather than in memory, so that to load them anew in one process is to do so in all. */
export interface CredentialFieldsStore {
  find(credentialId: string): Promise<CredentialFields | undefined>
  /** Puts them in the place of those before; nothing happens when the credential is gone. */
  put(credentialId: string, fields: CredentialFields): Promise<void>
}

export function createCredentialFields(prisma: PrismaClient): CredentialFieldsStore {
  return {
    async find(credentialId) {
      const row = await prisma.credentialFields.findUnique({ where: { credentialId }, omit: { credentialId: true } })
      return row ?? undefined
    },

    async put(credentialId, { fields, ...columns }) {
      const change = { ...columns, fields: fields as Prisma.InputJsonValue }
      await prisma.$transaction(async (tx) => {
        if (!(await tx.credential.findUnique({ where: { id: credentialId }, select: { id: true } }))) return
        await tx.credentialFields.upsert({
          where: { credentialId },
          create: { credentialId, ...change },
          update: change,
        })
      })
    },
  }
}
