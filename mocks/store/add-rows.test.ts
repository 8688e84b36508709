import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../testing/test-context.ts'
import { addRows } from './add-rows.ts'

let ctx: TestContext
beforeAll(async () => {
  ctx = await createTestContext()
  await ctx.store.prisma.project.create({
    data: {
      id: 'p',
      name: 'p',
      allowedOrigins: [],
      accessibleFeatures: [],
      billingPlan: '',
      dateCreated: new Date(0),
    },
  })
})
afterAll(() => ctx.dispose())

const date = new Date('2026-01-15T09:00:00.120Z')
const account = (id: string, busyUntil: Date | null = null) => ({
  id,
  projectId: 'p',
  directory: 'google',
  email: `${id}@mail.example`,
  name: 'Zoë "Z" \\ 😀',
  hue: 12,
  kind: 'work',
  person: 'z',
  busyUntil,
  dateCreated: date,
})
const file = (id: string, content: Uint8Array<ArrayBuffer> | null) => ({
  id,
  accountId: 'by-prisma',
  name: 'a',
  mimeType: 'text/plain',
  parentId: null,
  starred: id.length % 2 === 0,
  size: content?.byteLength ?? 0,
  content,
  dateCreated: date,
  dateModified: date,
})
const client = (id: string) => ({
  id,
  projectId: 'p',
  name: id,
  directory: 'google',
  secretHash: null,
  isFirstParty: true,
  redirectUris: ['http://localhost/"quoted"', 'ü'],
  scopes: [],
  dateCreated: date,
})

/** Values and their types as SQLite has them, of all columns but those that must differ. */
async function stored(table: string, id: string) {
  const { prisma } = ctx.store
  const columns = await prisma.$queryRawUnsafe<{ name: string }[]>(`SELECT name FROM pragma_table_info('${table}')`)
  const names = columns.map(({ name }) => name).filter((name) => !['id', 'email'].includes(name))
  const read = names.map((name) => `typeof("${name}") || ' ' || coalesce(quote("${name}"), '') AS "${name}"`)
  const rows = await prisma.$queryRawUnsafe<object[]>(`SELECT ${read.join(', ')} FROM "${table}" WHERE id = '${id}'`)
  return rows[0]
}

test('stores what Prisma would, of every type', async () => {
  const { prisma } = ctx.store
  await prisma.providerAccount.createMany({ data: [account('by-prisma', date)] })
  await prisma.$transaction(addRows(prisma, 'ProviderAccount', [account('by-rows', date), account('no-date')]))
  expect(await stored('ProviderAccount', 'by-rows')).toEqual(await stored('ProviderAccount', 'by-prisma'))

  const content = new Uint8Array([0, 255, 10])
  await prisma.driveFile.createMany({ data: [file('f1', content), file('f2', null)] })
  await prisma.$transaction(addRows(prisma, 'DriveFile', [file('g1', content), file('g2', null)]))
  expect(await stored('DriveFile', 'g1')).toEqual(await stored('DriveFile', 'f1'))
  expect(await stored('DriveFile', 'g2')).toEqual(await stored('DriveFile', 'f2'))

  await prisma.providerClient.createMany({ data: [{ ...client('c1'), name: 'same' }] })
  await prisma.$transaction(addRows(prisma, 'ProviderClient', [{ ...client('c2'), name: 'same' }]))
  expect(await stored('ProviderClient', 'c2')).toEqual(await stored('ProviderClient', 'c1'))
})

test('adds nothing for no rows, and all or nothing for several', async () => {
  const { prisma } = ctx.store
  const before = await prisma.providerClient.count()
  expect(addRows(prisma, 'ProviderClient', [])).toEqual([])
  const twice = addRows(prisma, 'ProviderClient', [client('new'), client('new')])
  await expect(prisma.$transaction(twice)).rejects.toThrow(/UNIQUE/)
  expect(await prisma.providerClient.count()).toBe(before)
})
