import type Database from 'libsql'
import { Prisma, type PrismaClient } from './generated/client.ts'
import type { Account } from './provider-accounts.ts'
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
] as const satisfies readonly Prisma.ModelName[]

/** What hangs from an account at the provider. */
const partsOfAccount = [
  'ProviderGrant',
  'DriveFile',
  'DriveAccess',
  'DriveChange',
  'CalendarEvent',
  'ProviderRecord',
  'ProviderBlob',
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
  const { removed, accounts } = split(database, projectId, rows.accounts)
  await prisma.$transaction([
    ...tables
      .filter((table) => database.prepare(`SELECT 1 FROM "${table}" WHERE "projectId" = ? LIMIT 1`).get(projectId))
      .map((table) => prisma.$executeRaw`DELETE FROM ${Prisma.raw(`"${table}"`)} WHERE "projectId" = ${projectId}`),
    ...(removed.length > 0 ? [prisma.providerAccount.deleteMany({ where: { id: { in: removed } } })] : []),
    ...providerRows(prisma, { ...rows, accounts }, dateCreated),
    ...statements,
  ])
}

type Row = Record<'id' | 'directory' | 'email' | 'name' | 'kind' | 'person' | 'dateCreated', string> & {
  hue: number
  isUsed: 0 | 1
}

/**
 * The ids of the accounts that go, and the accounts to be made. Those that are as they were made stay: nobody uses most of them, and
 * to write them all anew took as long as the rest. A chooser lists accounts by their dates, so that one that is made again has
 * the date that it had.
 */
function split(database: Database.Database, projectId: string, accounts: readonly Account[]) {
  const parts = partsOfAccount.map((table) => `EXISTS (SELECT 1 FROM "${table}" WHERE "accountId" = a."id")`)
  const rows = database
    .prepare(
      `SELECT "id", "directory", "email", "name", "hue", "kind", "person", "dateCreated",
        "isSeeded" OR "busyUntil" IS NOT NULL OR ${parts.join(' OR ')} AS "isUsed"
      FROM "ProviderAccount" a WHERE "projectId" = ?`,
    )
    .all(projectId) as Row[]
  const known = new Map(rows.map((row) => [`${row.directory}/${row.email}`, row]))
  const knownOf = ({ directory, email }: Account) => known.get(`${directory}/${email}`)
  // With one that was not there before, only dates that are all new keep the order.
  if (!accounts.every(knownOf)) return { removed: rows.map(({ id }) => id), accounts: [...accounts] }
  const kept = new Set<string>()
  const made: Account[] = []
  for (const account of accounts) {
    const row = knownOf(account)
    const isSame = row && !row.isUsed && !account.isSeeded && facts.every((fact) => row[fact] === account[fact])
    if (isSame) kept.add(row.id)
    else made.push({ ...account, ...(row && { dateCreated: new Date(row.dateCreated) }) })
  }
  return { removed: rows.flatMap(({ id }) => (kept.has(id) ? [] : [id])), accounts: made }
}

/** What of an account a declaration says. */
const facts = ['name', 'hue', 'kind', 'person'] as const
