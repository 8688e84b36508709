import type { Prisma, PrismaClient } from './generated/client.ts'

/**
 * The statement that adds rows to a table, for a transaction; none when there are no rows. Each row has the same columns,
 * named as they are in the schema. Several times as fast as Prisma's `createMany`, for the hundred rows that a new project
 * has. Values become what Prisma would store: dates ISO 8601 text with an offset, JSON its text.
 */
export function addRows(
  tx: Pick<PrismaClient | Prisma.TransactionClient, '$executeRawUnsafe'>,
  table: Prisma.ModelName,
  rows: readonly object[],
): Prisma.PrismaPromise<number>[] {
  if (rows.length === 0) return []
  const columns = [...new Set(rows.flatMap((each) => Object.keys(each)))]
  const row = `(${columns.map(() => '?').join(', ')})`
  return [
    tx.$executeRawUnsafe(
      `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) VALUES ${rows.map(() => row).join(', ')}`,
      ...rows.flatMap((each) => columns.map((column) => stored(Reflect.get(each, column)))),
    ),
  ]
}

/** The JSON of what is frozen: every project has the same catalog, which is put into words once. */
const texts = new WeakMap<object, string>()

function stored(value: unknown): unknown {
  if (value === undefined) return null
  if (value instanceof Date) return value.toISOString().replace('Z', '+00:00')
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  if (!Object.isFrozen(value)) return JSON.stringify(value)
  const text = texts.get(value) ?? JSON.stringify(value)
  texts.set(value, text)
  return text
}
