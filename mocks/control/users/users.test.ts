import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, jonas, maya, type TestSandbox } from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
  await sandbox.control('POST', '/projects', { id: 'other' })
})
afterAll(() => sandbox.dispose())

interface Page {
  users: { userId: string; credentials: Record<string, unknown>[] }[]
  nextCursor: string | null
}
async function list(query = '', projectId = 'test-project'): Promise<Page> {
  const answer = await sandbox.control('GET', `/projects/${projectId}/users${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Page
}

describe('connected users of a project', () => {
  it('are listed with their accounts, which of them acts by default, and none of their secrets', async () => {
    const ada = await sandbox.user('ada')
    const work = await ada.addAccount(maya.work, { externalId: 'work' })
    const home = await ada.addAccount(maya.home)
    await (await sandbox.user('nobody')).me()
    const { users, nextCursor } = await list()
    expect(nextCursor).toBeNull()
    expect(users.map(({ userId }) => userId)).toEqual(['ada', 'nobody'])
    expect(users[1]?.credentials).toEqual([])
    const facts = { integration: 'googledrive', status: 'VALID', refreshFailureCount: 0 }
    expect(users[0]?.credentials).toMatchObject([
      { ...facts, id: work.id, name: maya.work, externalId: 'work', isDefault: true },
      { ...facts, id: home.id, name: maya.home, externalId: null, isDefault: false },
    ])
    expect(JSON.stringify(users)).not.toMatch(/secret|token/i)

    await sandbox.control('POST', `/projects/test-project/credentials/${work.id}/invalidate`)
    const [after] = (await list()).users
    expect(after?.credentials).toMatchObject([
      { status: 'INVALID', isDefault: false },
      { status: 'VALID', isDefault: true },
    ])
    expect(await list('', 'other')).toEqual({ users: [], nextCursor: null })
  })

  it('come in pages by their ids', async () => {
    for (const sub of ['p3', 'p1', 'p2']) await (await sandbox.user(sub)).addAccount(jonas.work)
    const first = await list('?limit=2&cursor=p')
    const second = await list(`?limit=2&cursor=${first.nextCursor}`)
    expect([first, second].map(({ users }) => users.map(({ userId }) => userId))).toEqual([['p1', 'p2'], ['p3']])
    expect(second.nextCursor).toBeNull()
  })

  it.each([
    ['no such project', '/projects/none/users', 404],
    ['a limit too high', '/projects/test-project/users?limit=501', 422],
    ['an unknown field', '/projects/test-project/users?colour=red', 422],
  ])('are refused for %s', async (_, path, status) => {
    const answer = await sandbox.control('GET', path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
  })
})
