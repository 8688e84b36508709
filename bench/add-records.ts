import { randomUUID } from 'node:crypto'
import { openStore } from '../mocks/store/store.ts'

/** Records that one statement adds. */
const CHUNK = 100_000

/** Adds a sync with so many records for each count, straight to the store of a sandbox that is not running; answers their ids. */
export async function addSyncs(
  databaseUrl: string,
  projectId: string,
  userId: string,
  counts: readonly number[],
): Promise<string[]> {
  const store = await openStore({ databaseUrl })
  const { prisma } = store
  const persona = await prisma.persona.findUniqueOrThrow({
    where: { projectId_userId: { projectId, userId } },
    include: { credentials: true },
  })
  const [credential] = persona.credentials
  if (!credential) throw new Error(`${userId} has no account`)
  const now = new Date()
  const ids: string[] = []
  for (const count of counts) {
    const id = randomUUID()
    await prisma.sync.create({
      data: {
        id,
        projectId,
        personaId: persona.id,
        userId,
        integrationId: credential.integrationId,
        pipeline: 'files',
        configurationName: `bench-${count}`,
        configuration: {},
        credentialId: credential.id,
        providerId: credential.providerId,
        // Nothing is to be read while something is measured.
        status: 'DISABLED',
        pass: 1,
        sequence: count,
        recordCount: count,
        dateCreated: now,
        dateUpdated: now,
      },
    })
    for (let made = 0; made < count; made += CHUNK) {
      const [first, last] = [made + 1, Math.min(made + CHUNK, count)]
      await prisma.$executeRaw`
        WITH RECURSIVE "n"("i") AS (SELECT ${first} UNION ALL SELECT "i" + 1 FROM "n" WHERE "i" < ${last})
        INSERT INTO "SyncRecord"
          ("id", "syncId", "externalId", "sequence", "data", "objectType", "digest", "grantDigest", "seenIn", "dateSynced")
        SELECT ${id} || '/' || "i", ${id}, 'file-' || "i", "i", ${JSON.stringify(aFile)}, 'file', '', '', 1, ${now.toISOString()}
        FROM "n"`
    }
    for (const level of [1, 2, 3]) {
      await prisma.$executeRaw`
        INSERT INTO "SyncTally" ("syncId", "level", "block", "count")
        SELECT ${id}, ${level}, "sequence" >> (8 * ${level}), COUNT(*) FROM "SyncRecord" WHERE "syncId" = ${id} GROUP BY 3`
    }
    ids.push(id)
  }
  // Everything in the one file, which may then be copied.
  await prisma.$queryRawUnsafe('PRAGMA wal_checkpoint(TRUNCATE)')
  await store.close()
  return ids
}

const aFile = {
  name: 'Quarterly report.pdf',
  mimeType: 'application/pdf',
  size: 48_213,
  url: 'https://drive.google.com/file/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ012345/view?usp=drivesdk',
  thumbnailUrl: null,
  createdAt: '2026-01-15T09:00:00.000Z',
  updatedAt: '2026-01-15T09:00:00.000Z',
  hash: { md5: 'd41d8cd98f00b204e9800998ecf8427e' },
  parentFolderId: '1ZyXwVuTsRqPoNmLkJiHgFeDcBa987654',
  customFields: { description: null, starred: false },
}
