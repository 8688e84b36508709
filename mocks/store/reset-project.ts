import type Database from 'libsql'
import { Prisma, type PrismaClient } from './generated/client.ts'
import { type NewRows, providerRows } from './provider-store.ts'

/** Everything in a project that came after its making, what hangs from it included; children of none of the others first. */
const tables = [
  'Job',
  'WebhookDelivery',
  'SyncLog',
  'ProjectEvent',
  'SentEmail',
  'WorkflowExecution',
  'WorkflowVersion',
  'Persona',
  'ProviderAccount',
] as const satisfies readonly Prisma.ModelName[]

/**
 * Takes a project back to its beginning, in one transaction: its users and what they have connected, what has happened, and
 * what has become of the accounts at its provider go, and `rows` come in their place. Its keys, clients and addresses stay,
 * because others know them. `statements` are done with it.
 *
 * Most tables have nothing of the project, which costs less to find out than a statement of Prisma's that does nothing; what a
 * request puts there meanwhile might as well have come just after the reset.
 */
export async function resetProject(
  { prisma, database }: { prisma: PrismaClient; database: Database.Database },
  projectId: string,
  rows: NewRows,
  dateCreated: Date,
  statements: Prisma.PrismaPromise<unknown>[],
): Promise<void> {
  await prisma.$transaction([
    ...tables
      .filter((table) => database.prepare(`SELECT 1 FROM "${table}" WHERE "projectId" = ? LIMIT 1`).get(projectId))
      .map((table) => prisma.$executeRaw`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE "projectId" = ${projectId}`),
    ...providerRows(prisma, rows, dateCreated),
    ...statements,
  ])
}
