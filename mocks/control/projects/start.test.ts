import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestContext, type TestContext } from '../../testing/test-context.ts'
import { generateSigningKey } from './signing-key.ts'
import { type StartGifts, startProjects } from './start.ts'

let ctx: TestContext
beforeEach(async () => {
  ctx = await createTestContext()
})
afterEach(() => ctx.dispose())

const loginClient = { id: 'reference-app', secret: 'secret', redirectUris: ['http://localhost:3000/callback'] }
const startProject = (context: TestContext, id: string, given: StartGifts) => startProjects(context, [{ id, given }])
const clientOfSlack = (projectId: string) => ctx.store.provider.clients.find(`slack.${projectId}`)

it('leaves a project alone to which the last start has given the same', async () => {
  await startProject(ctx, 'p', { loginClient })
  expect(await clientOfSlack('p')).toBeDefined()
  await ctx.store.prisma.providerClient.delete({ where: { id: 'slack.p' } })
  await startProject(ctx, 'p', { loginClient })
  expect(await clientOfSlack('p')).toBeUndefined()
})

it('writes what differs: a key, an address, what a project lacks that was removed in between', async () => {
  await startProject(ctx, 'p', {})
  const signingKey = await generateSigningKey()
  await startProject(ctx, 'p', { signingKey })
  expect((await ctx.store.projects.find('p'))?.signingKeys).toContainEqual(
    expect.objectContaining({ publicKey: signingKey.publicKey }),
  )

  ctx.urls.paragon = 'http://localhost:5555'
  await startProject(ctx, 'p', { signingKey })
  expect((await clientOfSlack('p'))?.redirectUris).toContain('http://localhost:5555/oauth')

  await ctx.store.projects.remove('p')
  await startProject(ctx, 'p', { signingKey })
  expect(await clientOfSlack('p')).toBeDefined()
})

it('takes back what a start for another project has taken over', async () => {
  await startProject(ctx, 'p', { loginClient })
  await startProject(ctx, 'other', { loginClient })
  expect((await ctx.store.provider.clients.find(loginClient.id))?.projectId).toBe('other')
  await startProject(ctx, 'p', { loginClient })
  expect((await ctx.store.provider.clients.find(loginClient.id))?.projectId).toBe('p')
})

it('is begun anew when it did not come to its end', async () => {
  const { noteStart } = ctx.store.projects
  ctx.store.projects.noteStart = async () => {
    throw new Error('killed')
  }
  await expect(startProject(ctx, 'p', {})).rejects.toThrow('killed')
  ctx.store.projects.noteStart = noteStart
  await ctx.store.prisma.providerClient.delete({ where: { id: 'slack.p' } })
  await startProject(ctx, 'p', {})
  expect(await clientOfSlack('p')).toBeDefined()
})
