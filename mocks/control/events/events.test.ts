import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProjectEvent } from '../../store/project-events.ts'
import { createTestSandbox, maya, type TestSandbox } from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
  await sandbox.control('POST', '/projects', { id: 'other' })
})
afterAll(() => sandbox.dispose())

const event = (changes: Partial<ProjectEvent> = {}): ProjectEvent => ({
  id: crypto.randomUUID(),
  projectId: 'test-project',
  type: 'WORKFLOW_FAILURE',
  personaId: 'persona',
  endUserId: 'u',
  integrationId: 'integration',
  connectCredentialId: 'credential',
  connectCredentialConfigId: 'configuration',
  workflowId: 'workflow',
  traceId: 'trace',
  error: 'The step failed.',
  status: 'FAILED',
  dateCreated: new Date(Date.UTC(2026, 0, 15)),
  ...changes,
})
const record = (changes?: Partial<ProjectEvent>) => sandbox.context.store.projectEvents.record(event(changes))

interface Page {
  events: ProjectEvent[]
  nextCursor: string | null
}
async function list(query = '', projectId = 'test-project'): Promise<Page> {
  const answer = await sandbox.control('GET', `/projects/${projectId}/events${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Page
}
const errors = ({ events }: Page) => events.map(({ error }) => error)

describe('events of a project', () => {
  it('are listed newest first, with all that they have, and by user or type', async () => {
    await record({ endUserId: 'ada', error: 'first' })
    await record({ endUserId: 'ada', error: 'second', type: 'CREDENTIAL_FAILURE', workflowId: null })
    await record({ endUserId: 'grace', error: 'third' })
    await record({ projectId: 'other', endUserId: 'ada', error: 'elsewhere' })
    expect(errors(await list())).toEqual(['third', 'second', 'first'])
    expect(errors(await list('?userId=ada'))).toEqual(['second', 'first'])
    expect(errors(await list('?type=WORKFLOW_FAILURE'))).toEqual(['third', 'first'])
    expect(errors(await list('?type=CREDENTIAL_FAILURE&userId=grace'))).toEqual([])
    expect(await list('', 'other')).toEqual({
      events: [
        {
          ...event({ projectId: 'other', endUserId: 'ada', error: 'elsewhere' }),
          id: expect.any(String),
          dateCreated: '2026-01-15T00:00:00.000Z',
        },
      ],
      nextCursor: null,
    })
  })

  it('come in pages that stay where they are while more is added', async () => {
    const userId = 'paged'
    for (let index = 0; index < 5; index += 1) await record({ endUserId: userId, error: String(index) })
    const first = await list(`?userId=${userId}&limit=2`)
    await record({ endUserId: userId, error: 'late' })
    const second = await list(`?userId=${userId}&limit=2&cursor=${first.nextCursor}`)
    const third = await list(`?userId=${userId}&limit=2&cursor=${second.nextCursor}`)
    expect([first, second, third].map(errors)).toEqual([['4', '3'], ['2', '1'], ['0']])
    expect(third.nextCursor).toBeNull()
  })

  it('are kept up to a thousand, of each project', async () => {
    const { prisma } = sandbox.context.store
    await sandbox.control('POST', '/projects', { id: 'busy' })
    const rows = Array.from({ length: 1_000 }, (_, index) => event({ projectId: 'busy', error: String(index) }))
    await prisma.projectEvent.createMany({ data: rows })
    const before = await prisma.projectEvent.count({ where: { projectId: { not: 'busy' } } })
    await record({ projectId: 'busy', error: 'newest' })
    expect(await prisma.projectEvent.count({ where: { projectId: 'busy' } })).toBe(1_000)
    const { events } = await list('?limit=1000', 'busy')
    expect([events[0]?.error, events.at(-1)?.error]).toEqual(['newest', '1'])
    expect(await prisma.projectEvent.count({ where: { projectId: { not: 'busy' } } })).toBe(before)
  })

  it('are written with their cause, or not at all', async () => {
    const user = await sandbox.user('undecided')
    const credential = await user.addAccount(maya.work)
    const { connectedUsers } = sandbox.context.store
    const known = await connectedUsers.find('test-project', 'undecided')
    if (!known) throw new Error('The user is not there.')
    const { projectId, personaId, endUserId, dateCreated, ...fields } = event()
    const write = (work: () => Promise<void>) =>
      connectedUsers.write(known, new Date(), async (writes) => {
        await writes.updateCredential(credential.id, { status: 'INVALID' })
        await writes.recordEvent(fields)
        await work()
      })
    await expect(write(() => Promise.reject(new Error('never mind')))).rejects.toThrow('never mind')
    expect(await list('?userId=undecided')).toEqual({ events: [], nextCursor: null })
    await write(async () => undefined)
    expect((await list('?userId=undecided')).events).toMatchObject([
      { personaId: known.personaId, endUserId: 'undecided', projectId: 'test-project' },
    ])
  })

  it('outlive the account that they are about, and go with the project', async () => {
    await sandbox.control('POST', '/projects', { id: 'short-lived' })
    const body = { sub: 'u', integration: 'googledrive', account: maya.work }
    const made = await sandbox.control('POST', '/projects/short-lived/credentials', body)
    const { id } = (await made.json()) as { id: string }
    await sandbox.control('POST', `/projects/short-lived/credentials/${id}/invalidate`)
    await sandbox.context.store.prisma.credential.delete({ where: { id } })
    expect((await list('', 'short-lived')).events).toMatchObject([
      { type: 'CREDENTIAL_FAILURE', connectCredentialId: id, endUserId: 'u' },
    ])
    await sandbox.control('DELETE', '/projects/short-lived')
    expect(await sandbox.context.store.prisma.projectEvent.count({ where: { projectId: 'short-lived' } })).toBe(0)
  })

  it.each([
    ['?type=SOMETHING', 422],
    ['?userId=', 422],
    ['?cursor=x', 422],
    ['?cursor=-1', 422],
    ['?limit=0', 422],
    ['?limit=1001', 422],
    ['?limit=many', 422],
    ['?user=ada', 422],
  ])('are not listed by %s: %i', async (query, status) => {
    const answer = await sandbox.control('GET', `/projects/test-project/events${query}`)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect([answer.status, await answer.json()]).toMatchObject([status, { status, detail: expect.any(String) }])
  })

  it('are nobody’s of a project that is not there, and not for everyone', async () => {
    expect((await sandbox.control('GET', '/projects/nowhere/events')).status).toBe(404)
    const url = 'http://localhost:4010/_sandbox/projects/test-project/events'
    expect((await sandbox.paragon(new Request(url))).status).toBe(401)
  })
})
