import { type Client, type Config, createClient, type InValue, type Transaction } from '@libsql/client'
import { PrismaLibSql } from '@prisma/adapter-libsql'

/** Milliseconds a statement waits for another process that holds the database's write lock. */
const BUSY_TIMEOUT = 5_000

/**
 * Prisma's libSQL adapter on one connection for the life of the process.
 *
 * `@libsql/client` gives its connection away to each transaction and opens another for what follows: the settings made
 * on the first (`foreign_keys`, `busy_timeout`, `synchronous`) would be lost and the old connections would pile up until
 * they are collected. The adapter's own lock never lets a transaction and a statement outside it run at the same time,
 * so both can use the same connection.
 */
export class SingleConnectionAdapter extends PrismaLibSql {
  override createClient(config: Config): Client {
    return openClient(config)
  }

  /**
   * WAL lets readers go on while a writer commits, in this process and in others. NORMAL keeps every committed write
   * when the process is killed (only a power cut could lose the newest ones).
   */
  override async connect() {
    const adapter = await super.connect()
    await adapter.executeScript('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;')
    return adapter
  }
}

let statements = 0

/** How many statements this process has finished, whichever database they were for: while it is the same it has written nothing. */
export function statementsOfProcess(): number {
  return statements
}

/** A client whose transactions run on its only connection. */
export function openClient(config: Config): Client {
  const client = createClient({ ...config, timeout: BUSY_TIMEOUT })
  return new Proxy(client, {
    get(target, property) {
      if (property === 'transaction') return () => beginTransaction(target)
      const value: unknown = Reflect.get(target, property, target)
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        const result: unknown = value.apply(target, args)
        if (result instanceof Promise) void result.then(count, count)
        return result
      }
    },
  })
}

function count() {
  statements += 1
}

async function beginTransaction(client: Client): Promise<Transaction> {
  // IMMEDIATE takes the write lock at once: a deferred one that upgrades later fails with SQLITE_BUSY, without waiting.
  await client.execute('BEGIN IMMEDIATE')
  let open = true
  const end = async (sql: 'COMMIT' | 'ROLLBACK') => {
    if (!open) return
    open = false
    await client.execute(sql)
    count()
  }
  return {
    execute: (statement: Parameters<Client['execute']>[0], args?: InValue[]) =>
      typeof statement === 'string' ? client.execute(statement, args) : client.execute(statement),
    batch: async (statements) => {
      const results = []
      for (const statement of statements) results.push(await client.execute(statement))
      return results
    },
    executeMultiple: (sql) => client.executeMultiple(sql),
    commit: () => end('COMMIT'),
    rollback: () => end('ROLLBACK'),
    close: () => void end('ROLLBACK'),
    get closed() {
      return !open
    },
  }
}
