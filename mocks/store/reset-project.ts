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
 */
export async function resetProject(
  prisma: PrismaClient,
  projectId: string,
  rows: NewRows,
  dateCreated: Date,
  statements: Prisma.PrismaPromise<unknown>[],
): Promise<void> {
  await prisma.$transaction([
    ...tables.map(
      (table) => prisma.$executeRaw`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE "projectId" = ${projectId}`,
    ),
    ...providerRows(prisma, rows, dateCreated),
    ...statements,
  ])
}
