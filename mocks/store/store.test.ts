import { statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { schemaDrift } from './schema-drift.ts'
import { openStore } from './store.ts'

let folder: string
const open = () => openStore({ databaseUrl: `file:${path.join(folder, 'nested', 'sandbox.db')}` })
const aProject = (id: string) => ({
  id,
  name: id,
  allowedOrigins: [],
  accessibleFeatures: [],
  billingPlan: 'pro',
  dateCreated: new Date(),
})

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'store-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('migrations', () => {
  it('lead to prisma/schema.prisma', async () => {
    expect(await schemaDrift()).toBe('')
  })

  it('are applied at the first start and found applied at the next', async () => {
    const first = await open()
    expect(first.migrated).not.toHaveLength(0)
    await first.close()
    const second = await open()
    expect(second.migrated).toEqual([])
    await second.close()
  })

  it('of a newer version are refused with a way out', async () => {
    const store = await open()
    await store.prisma.$executeRawUnsafe(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '29990101000000_future', 1)",
    )
    await store.close()
    await expect(open()).rejects.toThrow(/29990101000000_future.*DATABASE_URL/s)
  })
})

describe('a store', () => {
  it('keeps what was written over a restart', async () => {
    const first = await open()
    await first.prisma.project.create({ data: aProject('kept') })
    await first.close()
    const second = await open()
    expect(await second.prisma.project.findUnique({ where: { id: 'kept' } })).toMatchObject({ name: 'kept' })
    await second.close()
  })

  it('writes through WAL and enforces foreign keys, after a transaction too', async () => {
    const { prisma, close } = await open()
    expect(await prisma.$queryRawUnsafe('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
    await prisma.$transaction([prisma.project.create({ data: aProject('one') })])
    const orphan = prisma.persona.create({
      data: { id: 'p', projectId: 'nowhere', userId: 'u', meta: {}, dateCreated: new Date(), dateUpdated: new Date() },
    })
    await expect(orphan).rejects.toMatchObject({ code: 'P2003' })
    await close()
  })

  it('undoes a transaction that throws', async () => {
    const { prisma, close } = await open()
    const transaction = prisma.$transaction(async (tx) => {
      await tx.project.create({ data: aProject('half') })
      throw new Error('half-way')
    })
    await expect(transaction).rejects.toThrow('half-way')
    expect(await prisma.project.count()).toBe(0)
    await close()
  })

  it('refuses a database that is not SQLite', async () => {
    await expect(openStore({ databaseUrl: 'mysql://x' })).rejects.toThrow(/DATABASE_URL must be a file: URL/)
  })
})

describe('what is sealed', () => {
  it('opens after a restart with the generated key, which only its owner can read', async () => {
    const first = await open()
    const sealed = first.sealer.seal('refresh-token')
    expect(sealed).not.toContain('refresh-token')
    await first.close()
    const second = await open()
    expect(second.sealer.open(sealed)).toBe('refresh-token')
    await second.close()
    expect(statSync(path.join(folder, 'nested', 'sandbox.db.key')).mode & 0o777).toBe(0o600)
  })

  it('does not open once changed', async () => {
    const { sealer, close } = await open()
    const sealed = Buffer.from(sealer.seal('secret'), 'base64url')
    sealed[sealed.length - 1] = (sealed.at(-1) ?? 0) ^ 1
    expect(() => sealer.open(sealed.toString('base64url'))).toThrow()
    await close()
  })

  it('does not open with another key, and a key of the wrong length is refused', async () => {
    const { sealer, close } = await open()
    await close()
    const other = await openStore({
      databaseUrl: `file:${path.join(folder, 'other.db')}`,
      encryptionKey: Buffer.alloc(32, 7).toString('base64'),
    })
    expect(() => other.sealer.open(sealer.seal('secret'))).toThrow()
    await other.close()
    const short = openStore({ databaseUrl: `file:${path.join(folder, 'short.db')}`, encryptionKey: 'c2hvcnQ=' })
    await expect(short).rejects.toThrow(/32 bytes in base64/)
  })
})
