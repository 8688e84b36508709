import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { openClient, SingleConnectionAdapter } from './connection.ts'
import { PrismaClient } from './generated/client.ts'
import { migrate } from './migrate.ts'
import { createSealer, loadEncryptionKey, type Sealer } from './sealer.ts'

export interface StoreOptions {
  /** `file:` URL of a SQLite database; its folder is made when missing. */
  databaseUrl: string
  /** Base64, 32 bytes; default: a generated file beside the database. */
  encryptionKey?: string | undefined
}

/** The sandbox's durable state. A write is committed before its promise resolves. */
export interface Store {
  prisma: PrismaClient
  sealer: Sealer
  /** Names of the migrations that this start applied. */
  migrated: string[]
  close(): Promise<void>
}

export async function openStore(options: StoreOptions): Promise<Store> {
  const file = databaseFile(options.databaseUrl)
  mkdirSync(path.dirname(file), { recursive: true })
  const sealer = createSealer(loadEncryptionKey(file, options.encryptionKey))
  const adapter = new SingleConnectionAdapter({ url: `file:${file}` })
  const client = openClient({ url: `file:${file}` })
  const migrated = await migrate(client, adapter)
  client.close()
  const prisma = new PrismaClient({ adapter })
  await prisma.$connect()
  return { prisma, sealer, migrated, close: () => prisma.$disconnect() }
}

function databaseFile(url: string): string {
  if (!url.startsWith('file:')) {
    throw new Error(`DATABASE_URL must be a file: URL (SQLite), such as file:./.paragon-sandbox/sandbox.db; got ${url}`)
  }
  return path.resolve(url.slice('file:'.length))
}
