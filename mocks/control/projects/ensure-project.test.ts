import { afterEach, beforeEach, expect, it } from 'vitest'
import { catalog } from '../../catalog/catalog.ts'
import { createTestContext, type TestContext } from '../../testing/test-context.ts'
import { ensureProject } from './ensure-project.ts'
import { describeProject } from './operations.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await createTestContext()
})
afterEach(() => ctx.dispose())

const login = (redirectUri: string) => ({ id: 'reference-app', secret: 'secret', redirectUris: [redirectUri] })
const paragonClients = catalog.map(({ type }) => `${type}.p`)
const clientsOf = (projectId: string) => ctx.store.prisma.providerClient.findMany({ where: { projectId } })
const accountsOf = (projectId: string) => ctx.store.prisma.providerAccount.count({ where: { projectId } })

it('makes the project with its clients and accounts, once', async () => {
  await ensureProject(ctx, 'p', { loginClient: login('http://localhost:3000/callback') })
  const accounts = await accountsOf('p')
  expect(accounts).toBeGreaterThan(0)
  await ensureProject(ctx, 'p', { loginClient: login('http://localhost:3000/callback') })
  expect(await accountsOf('p')).toBe(accounts)
  expect((await clientsOf('p')).map(({ id }) => id)).toEqual([...paragonClients, 'reference-app'])
})

it('follows the app and Paragon to other addresses', async () => {
  await ensureProject(ctx, 'p', { loginClient: login('http://localhost:3000/callback') })
  ctx.urls.paragon = 'http://localhost:5555'
  await ensureProject(ctx, 'p', { loginClient: login('http://localhost:3001/callback') })
  const addresses = (await clientsOf('p')).flatMap(({ redirectUris }) => redirectUris)
  expect(addresses).toContain('http://localhost:5555/oauth')
  expect(addresses).toContain('http://localhost:3001/callback')
  expect(addresses).not.toContain('http://localhost:4010/oauth')
  expect(addresses).not.toContain('http://localhost:3000/callback')
})

it('signs people in to the project of this start when the last one was about another', async () => {
  await ensureProject(ctx, 'before', { loginClient: login('http://localhost:3000/callback') })
  await ensureProject(ctx, 'now', { loginClient: login('http://localhost:3000/callback') })
  expect((await clientsOf('now')).map(({ id }) => id)).toContain('reference-app')
  expect((await clientsOf('before')).map(({ id }) => id)).not.toContain('reference-app')
})

it('finishes what a killed process left half done', async () => {
  await ensureProject(ctx, 'p', {})
  await ctx.store.prisma.providerClient.deleteMany({})
  await ctx.store.prisma.providerAccount.deleteMany({})
  await ensureProject(ctx, 'p', {})
  expect(await clientsOf('p')).toHaveLength(paragonClients.length)
  expect(await accountsOf('p')).toBeGreaterThan(0)
})

it('has the secret for webhooks that the start names, also in place of one it had', async () => {
  const secretOf = async () => (await describeProject(ctx, 'p')).webhookSigningSecret
  await ensureProject(ctx, 'p', {})
  const made = await secretOf()
  expect(made.length).toBeGreaterThan(20)
  await ensureProject(ctx, 'p', { webhookSecret: 'shared' })
  expect(await secretOf()).toBe('shared')
  await ensureProject(ctx, 'p', {})
  expect(await secretOf()).toBe('shared')
  await ensureProject(ctx, 'new', { webhookSecret: 'of its own' })
  expect((await describeProject(ctx, 'new')).webhookSigningSecret).toBe('of its own')
})
