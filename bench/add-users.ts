import { randomUUID } from 'node:crypto'
import { openStore } from '../mocks/store/store.ts'

const CHUNK = 500

/** Adds connected users with two accounts each, straight to the store of a sandbox that is not running. */
export async function addUsers(databaseUrl: string, projectId: string, count: number): Promise<void> {
  const store = await openStore({ databaseUrl })
  const { prisma } = store
  const integration = await prisma.integration.findFirstOrThrow({ where: { projectId } })
  const now = new Date()
  for (let made = 0; made < count; made += CHUNK) {
    const personas = Array.from({ length: Math.min(CHUNK, count - made) }, () => {
      const id = randomUUID()
      return { id, projectId, userId: `user-${id}`, meta: {}, dateCreated: now, dateUpdated: now }
    })
    const credentials = personas.flatMap((persona) =>
      [1, 2].map((account) => ({
        id: randomUUID(),
        projectId,
        personaId: persona.id,
        integrationId: integration.id,
        status: 'VALID',
        providerId: `account-${account}`,
        providerData: {},
        dateCreated: now,
        dateUpdated: now,
        dateRefreshed: now,
      })),
    )
    const configurations = credentials.map((credential) => ({
      id: randomUUID(),
      credentialId: credential.id,
      isDefault: true,
      sharedSettings: {},
      meta: {},
      dateCreated: now,
      dateUpdated: now,
    }))
    await prisma.persona.createMany({ data: personas })
    await prisma.credential.createMany({ data: credentials })
    await prisma.configuration.createMany({ data: configurations })
  }
  // Everything in the one file, which may then be copied.
  await prisma.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)')
  await store.close()
}
