import type { Prisma, PrismaClient } from './generated/client.ts'

/**
 * Adds rows to a table in one statement, each with the same columns, named as they are in the schema: several times as fast
 * as Prisma's `createMany`, for the few hundred rows that a new project has. Values become what Prisma would store: dates
 * ISO 8601 text with an offset, JSON its text.
 */
export function addRows(
  tx: Pick<PrismaClient | Prisma.TransactionClient, '$executeRawUnsafe'>,
  table: Prisma.ModelName,
  rows: readonly object[],
): Prisma.PrismaPromise<number> {
  // Nothing to do is done by a statement, too, so that a transaction can have it.
  if (rows.length === 0) return tx.$executeRawUnsafe('SELECT 1')
  const columns = [...new Set(rows.flatMap((each) => Object.keys(each)))]
  const row = `(${columns.map(() => '?').join(', ')})`
  return tx.$executeRawUnsafe(
    `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) VALUES ${rows.map(() => row).join(', ')}`,
    ...rows.flatMap((each) => columns.map((column) => stored(Reflect.get(each, column)))),
  )
}

function stored(value: unknown): unknown {
  if (value === undefined) return null
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00')
  const isJson = typeof value === 'object' && value !== null && !(value instanceof Uint8Array)
  return isJson ? JSON.stringify(value) : value
}
