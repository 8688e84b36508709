import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { checkConfig } from '../../config/check-config.ts'
import type { ProjectConfig } from '../../config/sandbox-config.ts'
import { takeBreaches } from '../../testing/calls.ts'
import { createTestSandbox, type TestSandbox } from '../../testing/test-sandbox.ts'
import { generateSigningKey } from './signing-key.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())

const ann = 'ann@example.com'
const notes = { name: 'notes.txt', content: 'mine', folder: 'Notes' }
const greet = (text: string) => ({
  trigger: { type: 'request' as const },
  steps: [{ id: 'answer', type: 'response' as const, body: text }],
})
const project: Omit<ProjectConfig, 'id'> = {
  name: 'Declared',
  apiKey: 'declared-api-key',
  allowedOrigins: ['https://app.example.com'],
  integrations: ['slack', { type: 'googledrive' }, { type: 'hubspot', isActive: false }],
  workflows: { googledrive: { greet: greet('hello') } },
  demoAccounts: false,
  accounts: [
    {
      directory: 'google',
      email: 'Ann@Example.com',
      files: [notes],
      events: [{ summary: 'Lunch', day: 1, length: 1 }],
    },
    { directory: 'slack', email: ann },
  ],
  users: [
    { id: 'u', meta: { plan: 'pro' }, accounts: [{ integration: 'googledrive', account: ann, externalId: 'work' }] },
  ],
  clock: { now: '2020-05-01T00:00:00.000Z', frozen: true },
}

const declare = async (...projects: ProjectConfig[]) => {
  await sandbox.declare(checkConfig({ projects }).projects ?? [])
}
const json = async (answer: Response) => ({ status: answer.status, body: await answer.json() })
const described = async (id: string) => (await json(await sandbox.control('GET', `/projects/${id}`))).body
const prisma = () => sandbox.context.store.prisma

async function contentsOf(projectId: string, email: string) {
  const account = await prisma().providerAccount.findFirstOrThrow({
    where: { projectId, email, directory: 'google' },
    include: { driveFiles: true, events: true },
  })
  const parents = new Map(account.driveFiles.map(({ id, name }) => [id, name]))
  return {
    name: account.name,
    files: account.driveFiles
      .map(({ name, parentId }) => `${parentId === null ? '' : `${parents.get(parentId)}/`}${name}`)
      .sort(),
    events: account.events.map(({ summary }) => summary).sort(),
  }
}

describe('a project that is made with what it starts with', () => {
  it('has it', async () => {
    const key = await generateSigningKey()
    const made = await json(
      await sandbox.control('POST', '/projects', { id: 'posted', ...project, signingKey: key.privateKey }),
    )
    expect(made).toMatchObject({
      status: 201,
      body: { projectId: 'posted', apiKey: 'declared-api-key', signingKey: key.privateKey?.trim() },
    })
    expect(await described('posted')).toMatchObject({
      name: 'Declared',
      allowedOrigins: ['https://app.example.com'],
      integrations: [
        {
          type: 'googledrive',
          isActive: true,
          workflows: expect.arrayContaining([expect.objectContaining({ slug: 'greet' })]),
        },
        { type: 'slack', isActive: true },
        { type: 'hubspot', isActive: false },
      ],
    })
    expect((await json(await sandbox.control('GET', '/projects/posted/clock'))).body).toMatchObject({
      now: '2020-05-01T00:00:00.000Z',
      frozen: true,
    })
    expect(await contentsOf('posted', ann)).toEqual({
      name: 'ann',
      files: ['Notes', 'Notes/notes.txt'],
      events: ['Lunch'],
    })
    expect(await prisma().providerAccount.count({ where: { projectId: 'posted' } })).toBe(2)
    const user = await sandbox.context.store.connectedUsers.find('posted', 'u')
    expect(user).toMatchObject({ meta: { plan: 'pro' }, credentials: [{ externalId: 'work', status: 'VALID' }] })
  })

  it('is taken back to it by a reset', async () => {
    await sandbox.control('POST', '/projects', { id: 'reset', ...project })
    const beginning = await described('reset')
    const call = (path: string, method: string, body: unknown) =>
      sandbox.control(method, `/projects/reset${path}`, body)
    await call('/clock', 'PUT', { advance: 3_600_000 })
    await call('/credentials', 'POST', { sub: 'v', integration: 'slack', account: ann })
    await call('/integrations/googledrive/workflows/greet', 'PUT', greet('changed'))
    await call('/integrations/slack/workflows/mine', 'PUT', greet('mine'))
    await prisma().driveFile.deleteMany({ where: { account: { projectId: 'reset' } } })

    expect((await call('/reset', 'POST', {})).status).toBe(204)
    expect(await described('reset')).toEqual(beginning)
    expect(await contentsOf('reset', ann)).toEqual({
      name: 'ann',
      files: ['Notes', 'Notes/notes.txt'],
      events: ['Lunch'],
    })
    expect(await prisma().providerAccount.count({ where: { projectId: 'reset' } })).toBe(2)
    const user = await sandbox.context.store.connectedUsers.find('reset', 'u')
    expect(user).toMatchObject({ meta: { plan: 'pro' }, credentials: [{ externalId: 'work', status: 'VALID' }] })
    expect(await sandbox.context.store.connectedUsers.find('reset', 'v')).toBeUndefined()
    const { integrations } = (await sandbox.context.store.projects.find('reset')) ?? {}
    const workflow = integrations?.[0]?.workflows.find(({ definition }) => definition.slug === 'greet')
    expect(workflow).toMatchObject({ isOwn: true, definition: { steps: [{ body: 'hello' }] } })
    const { entries } = (await json(await sandbox.control('GET', '/projects/reset/journal'))).body
    expect(entries).toEqual([])
    expect((await json(await sandbox.control('GET', '/projects/reset/clock'))).body).toMatchObject({
      now: '2020-05-01T00:00:00.000Z',
      frozen: true,
    })
  })

  it('is not reset to what this version cannot make', async () => {
    await sandbox.control('POST', '/projects', { id: 'older', ...project })
    await prisma().project.update({
      where: { id: 'older' },
      data: { declaration: { integrations: ['gone'] }, revision: { increment: 1 } },
    })
    expect((await sandbox.control('POST', '/projects/older/reset')).status).toBe(409)
    expect(await contentsOf('older', ann)).toMatchObject({ name: 'ann' })
  })

  it('is not made when something of it is wrong, and every fault is told', async () => {
    const wrong = {
      ...project,
      id: 'wrong',
      users: [{ id: 'u', accounts: [{ integration: 'slack', account: 'bob@example.com' }] }],
    }
    const refused = await json(
      await sandbox.control('POST', '/projects', { ...wrong, workflows: { googledrive: { greet: {} } } }),
    )
    expect(refused.status).toBe(422)
    expect(refused.body.detail).toContain('workflows.googledrive.greet.trigger')
    expect(refused.body.detail).toContain('users.0.accounts.0.account: the provider has no account "bob@example.com"')
    const elsewhere = await sandbox.control('POST', '/projects', {
      ...project,
      id: 'wrong',
      webhookUrl: 'http://elsewhere.example',
    })
    expect(elsewhere.status).toBe(422)
    expect((await sandbox.control('GET', '/projects/wrong')).status).toBe(404)
  })

  it('is taken away again when it cannot be furnished', async () => {
    const { accounts } = sandbox.context.store.provider
    const find = accounts.findByEmail
    const log = vi.spyOn(console, 'error').mockReturnValue()
    accounts.findByEmail = async () => {
      throw new Error('no luck')
    }
    expect((await sandbox.control('POST', '/projects', { ...project, id: 'half' })).status).toBe(500)
    accounts.findByEmail = find
    log.mockRestore()
    expect((await sandbox.control('GET', '/projects/half')).status).toBe(404)
    // No document promises it.
    expect(takeBreaches()).toEqual([expect.stringContaining('answered 500')])
  })
})

describe('a project that a configuration declares', () => {
  it('is made once, brought up to date when the declaration changes, and loses nothing by it', async () => {
    await declare({ ...project, id: 'p' })
    const first = await sandbox.context.store.connectedUsers.find('p', 'u')
    const [credential] = first?.credentials ?? []
    const call = (path: string, method: string, body: unknown) => sandbox.control(method, `/projects/p${path}`, body)
    await call('/credentials', 'POST', { sub: 'u', integration: 'slack', account: ann })
    await call('/integrations/googledrive/workflows/mine', 'PUT', greet('mine'))
    await call('/clock', 'PUT', { advance: 60_000 })

    await declare({
      id: 'p',
      name: 'Renamed',
      allowedOrigins: ['https://other.example.com'],
      integrations: ['googledrive', 'hubspot', 'salesforce'],
      workflows: { googledrive: { greet: greet('bye') }, hubspot: { greet: greet('hub') } },
      accounts: [
        {
          directory: 'google',
          email: ann,
          name: 'Ann Lee',
          files: [notes, { name: 'more.txt', content: '2', folder: 'Notes' }, { name: 'notes.txt', content: 'root' }],
          events: [
            { summary: 'Lunch', day: 1, length: 1 },
            { summary: 'Tea', day: 2, length: 1 },
          ],
        },
        { directory: 'google', email: 'bob@example.com' },
      ],
      users: [
        {
          id: 'u',
          accounts: [
            { integration: 'googledrive', account: ann },
            { integration: 'googledrive', account: 'bob@example.com' },
          ],
        },
        { id: 'v', meta: { plan: 'free' } },
      ],
      clock: { now: '2020-05-01T00:00:00.000Z', frozen: false },
    })
    expect((await prisma().project.findUnique({ where: { id: 'p' } }))?.declaration).toMatchObject({
      integrations: ['googledrive', 'hubspot', 'salesforce'],
      users: [{ id: 'u' }, { id: 'v' }],
    })
    const project2 = await described('p')
    expect(project2).toMatchObject({
      name: 'Renamed',
      apiKey: 'declared-api-key',
      allowedOrigins: ['https://other.example.com'],
    })
    const states = Object.fromEntries(
      project2.integrations.map(
        ({ type, isActive, workflows }: { type: string; isActive: boolean; workflows: { slug: string }[] }) => [
          type,
          [isActive, workflows.map(({ slug }) => slug)],
        ],
      ),
    )
    expect(states).toMatchObject({
      googledrive: [true, expect.arrayContaining(['greet', 'mine'])],
      slack: [false, expect.anything()],
      hubspot: [true, expect.arrayContaining(['greet'])],
      salesforce: [true, expect.anything()],
    })
    expect(await contentsOf('p', ann)).toEqual({
      name: 'Ann Lee',
      files: ['Notes', 'Notes/more.txt', 'Notes/notes.txt', 'notes.txt'],
      events: ['Lunch', 'Tea'],
    })
    const user = await sandbox.context.store.connectedUsers.find('p', 'u')
    expect(user?.credentials.map(({ externalId }) => externalId)).toEqual(['work', null, null])
    expect(user?.credentials[0]).toMatchObject({ id: credential?.id, externalId: 'work' })
    expect(user?.meta).toEqual({ plan: 'pro' })
    expect((await sandbox.context.store.connectedUsers.find('p', 'v'))?.meta).toEqual({ plan: 'free' })
    const clock = (await json(await sandbox.control('GET', '/projects/p/clock'))).body
    expect(clock.frozen).toBe(false)
    expect(Date.parse(clock.now)).toBeGreaterThanOrEqual(Date.parse('2020-05-01T00:01:00.000Z'))
  })

  it('keeps the integrations that were chosen for it when the declaration does not say which', async () => {
    const states = async () =>
      (await described('chosen')).integrations.map(({ type, isActive }: { type: string; isActive: boolean }) => [
        type,
        isActive,
      ])
    await declare({ id: 'chosen', integrations: ['slack', { type: 'hubspot', isActive: false }] })
    await declare({ id: 'chosen', name: 'Said otherwise' })
    expect(await states()).toEqual([
      ['slack', true],
      ['hubspot', false],
    ])
    const whole = { id: 'whole', name: 'Whole' }
    await declare(whole)
    await prisma().integration.deleteMany({ where: { projectId: 'whole', type: 'slack' } })
    await declare({ ...whole, name: 'Whole again' })
    expect((await described('whole')).integrations.map(({ type }: { type: string }) => type)).toContain('slack')
  })

  it('has nothing written while the declaration stays the same', async () => {
    const first: ProjectConfig = { id: 'same-1', name: 'One' }
    const second: ProjectConfig = { id: 'same-2', name: 'Two' }
    await declare(first, second)
    for (const id of ['same-1', 'same-2']) {
      await prisma().project.update({ where: { id }, data: { name: 'Changed by hand', revision: { increment: 1 } } })
    }
    await declare(first, second)
    expect((await described('same-1')).name).toBe('Changed by hand')
    await declare(first, { ...second, apiKey: 'another-api-key' })
    expect([(await described('same-1')).name, (await described('same-2')).name]).toEqual(['Changed by hand', 'Two'])
  })

  it('is begun anew when the last declaration did not come to its end', async () => {
    const declaration: ProjectConfig = { id: 'cut', name: 'Before' }
    await declare(declaration)
    const { change } = sandbox.context.store.projects
    sandbox.context.store.projects.change = async (...change2) => {
      await change(...change2)
      throw new Error('killed')
    }
    await expect(declare({ ...declaration, name: 'After' })).rejects.toThrow('killed')
    sandbox.context.store.projects.change = change
    expect((await described('cut')).name).toBe('After')
    await declare(declaration)
    expect((await described('cut')).name).toBe('Before')
  })

  it('may be the one that the start is about', async () => {
    await declare({ id: sandbox.projectId, name: 'The first' })
    expect(await described(sandbox.projectId)).toMatchObject({ name: 'The first' })
  })
})
