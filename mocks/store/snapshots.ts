import { Prisma, type PrismaClient } from './generated/client.ts'
import { type ProjectTable, projectTables } from './project-tables.ts'
import { firstRevision } from './revisions.ts'
import type { Sealer } from './sealer.ts'

export type Row = Record<string, unknown>
/** Rows by the name of their table, as JSON has them: dates as ISO 8601, bytes as base64, secrets in the clear. */
export type SnapshotTables = Record<string, Row[]>

/** Rows that cannot be a project's; the message tells of the first that is at fault. */
export class SnapshotError extends Error {
  /** Whether they are good as such, and something of another project is in their place. */
  readonly isConflict: boolean

  constructor(message: string, isConflict = false) {
    super(message)
    this.name = 'SnapshotError'
    this.isConflict = isConflict
  }
}

export interface Snapshots {
  /** Everything of a project, read at one moment; undefined when there is no such project. */
  read(projectId: string): Promise<SnapshotTables | undefined>
  /**
   * Puts rows in the place of everything that the project has; all of them or, with a SnapshotError, none. The host app's
   * sign-in stays. False when there was no such project.
   */
  replace(projectId: string, tables: SnapshotTables, now: Date): Promise<boolean>
}

/** Rows that are written at a time. */
const BATCH = 500

/** What of a model's functions serves for all of them. The generated types have nothing in common to name that by. */
interface Model {
  findMany(query: { where: object }): Promise<Row[]>
  findFirst(query: { where?: object; orderBy?: object }): Promise<Row | null>
  createMany(query: { data: Row[] }): Promise<unknown>
}

const modelOf = (tx: Prisma.TransactionClient, table: ProjectTable) =>
  (tx as unknown as Record<string, Model>)[table.name] as Model

export function createSnapshots(prisma: PrismaClient, sealer: Sealer): Snapshots {
  return {
    read(projectId) {
      return prisma.$transaction(async (tx) => {
        const tables: SnapshotTables = {}
        for (const table of projectTables) {
          const rows = await modelOf(tx, table).findMany({ where: table.where(projectId) })
          tables[table.name] = rows.map((row) => toJson(table, row, sealer))
        }
        return tables.project?.length === 1 ? tables : undefined
      })
    },

    async replace(projectId, tables, now) {
      check(projectId, tables)
      return prisma.$transaction(async (tx) => {
        const signIns = await tx.providerClient.findMany({ where: { projectId, isFirstParty: true } })
        const { count } = await tx.project.deleteMany({ where: { id: projectId } })
        for (const table of projectTables) {
          const rows = (tables[table.name] ?? []).map((row) => fromJson(table, row, { sealer, now }))
          await recount(tx, table, rows)
          for (let start = 0; start < rows.length; start += BATCH) {
            await modelOf(tx, table)
              .createMany({ data: rows.slice(start, start + BATCH) })
              .catch((error: unknown) => {
                throw explained(table.name, error)
              })
          }
        }
        await tx.providerClient.createMany({
          data: signIns.map((client) => ({
            ...client,
            redirectUris: client.redirectUris ?? [],
            scopes: client.scopes ?? [],
          })),
        })
        return count > 0
      })
    },
  }
}

/** That every row is the project's, and hangs from another of the snapshot. */
function check(projectId: string, tables: SnapshotTables): void {
  const unknown = Object.keys(tables).find((name) => !projectTables.some((table) => table.name === name))
  if (unknown !== undefined) throw new SnapshotError(`tables.${unknown}: there is no such table`)
  const [project, ...others] = tables.project ?? []
  if (project?.id !== projectId || others.length > 0) {
    throw new SnapshotError(`tables.project: must be one row, of the project "${projectId}"`)
  }
  for (const { name, parents = {} } of projectTables) {
    const known = Object.entries(parents).map(([column, [table, key]]) => ({
      column,
      table,
      keys: new Set((tables[table] ?? []).map((row) => row[key])),
    }))
    for (const [index, row] of (tables[name] ?? []).entries()) {
      const place = `tables.${name}.${index}`
      if (name !== 'project' && 'projectId' in row && row.projectId !== projectId) {
        throw new SnapshotError(`${place}.projectId: must be "${projectId}"`)
      }
      const stray = known.find(({ column, keys }) => !keys.has(row[column]))
      if (stray) throw new SnapshotError(`${place}.${stray.column}: names no row of tables.${stray.table}`)
    }
  }
}

function toJson({ sealed = [], bytes = [] }: ProjectTable, row: Row, sealer: Sealer): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      if (value instanceof Date) return [column, value.toISOString()]
      if (bytes.includes(column) && value instanceof Uint8Array) return [column, Buffer.from(value).toString('base64')]
      if (sealed.includes(column) && typeof value === 'string') return [column, sealer.open(value)]
      return [column, value]
    }),
  )
}

function fromJson(
  { name, sealed = [], bytes = [], fresh }: ProjectTable,
  row: Row,
  { sealer, now }: { sealer: Sealer; now: Date },
): Row {
  // A column that is left out is null.
  const columns = Object.entries({ ...row, ...fresh }).filter(([, value]) => value !== null)
  return {
    ...Object.fromEntries(
      columns.map(([column, value]) => {
        if (typeof value !== 'string') return [column, value]
        if (bytes.includes(column)) return [column, new Uint8Array(Buffer.from(value, 'base64'))]
        return [column, sealed.includes(column) ? sealer.seal(value) : value]
      }),
    ),
    // No cache takes it for what was there before.
    ...((name === 'project' || name === 'persona') && { revision: firstRevision(now) }),
  }
}

/**
 * Numbers that rows of other projects have by now become new ones, greater than all there are, in the same order: what
 * remembers how far it has read reads some again rather than miss any.
 */
async function recount(tx: Prisma.TransactionClient, table: ProjectTable, rows: Row[]): Promise<void> {
  const { counter } = table
  if (counter === undefined || rows.length === 0) return
  const numbers = rows.map((row) => Number(row[counter]))
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  const taken = await modelOf(tx, table).findFirst({ where: { [counter]: { gte: least, lte: most } } })
  if (!taken) return
  const last = await modelOf(tx, table).findFirst({ orderBy: { [counter]: 'desc' } })
  let next = Math.max(most, Number(last?.[counter] ?? 0))
  for (const row of rows.sort((left, right) => Number(left[counter]) - Number(right[counter]))) row[counter] = ++next
}

function explained(table: string, error: unknown): unknown {
  if (error instanceof Prisma.PrismaClientValidationError) {
    return new SnapshotError(`tables.${table}: ${error.message.trim().split('\n').at(-1)}`)
  }
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return error
  if (error.code === 'P2002')
    return new SnapshotError(`tables.${table}: another project has a row of the same id`, true)
  return new SnapshotError(`tables.${table}: the rows do not fit together (${error.code})`)
}
