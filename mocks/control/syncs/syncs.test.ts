import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addQuietAccount, syncClient } from '../../paragon/syncs/testing.ts'
import { createTestSandbox, jonas, maya, type TestSandbox } from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
const base = '/projects/test-project'
beforeAll(async () => {
  sandbox = await createTestSandbox()
  await sandbox.control('POST', '/projects', { id: 'other' })
})
afterAll(() => sandbox.dispose())

interface Page {
  syncs: { id: string; userId: string }[]
  nextCursor: string | null
}
async function list(query = '', projectId = 'test-project'): Promise<Page> {
  const answer = await sandbox.control('GET', `/projects/${projectId}/syncs${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Page
}

describe('syncs of a project', () => {
  it('are listed newest first, in pages and by user, with whose account they read', async () => {
    const ids: string[] = []
    for (const [sub, account] of [
      ['ada', maya.work],
      ['grace', jonas.work],
    ] as const) {
      const user = await sandbox.user(sub)
      const { id: credentialId } = await addQuietAccount(user, account)
      ids.unshift(await syncClient(() => sandbox, user).enable({ credentialId }))
      await sandbox.advance(1_000)
    }
    const all = await list()
    expect(all.syncs.map(({ id }) => id)).toEqual(ids)
    expect(all.syncs[0]).toMatchObject({
      userId: 'grace',
      integration: 'googledrive',
      pipeline: 'files',
      credentialId: expect.any(String),
      recordCount: expect.any(Number),
    })
    expect((await list('?userId=ada')).syncs.map(({ userId }) => userId)).toEqual(['ada'])
    const first = await list('?limit=1')
    const second = await list(`?limit=1&cursor=${first.nextCursor}`)
    expect([...first.syncs, ...second.syncs].map(({ id }) => id)).toEqual(ids)
    expect(second.nextCursor).toBeNull()
    expect(await list('', 'other')).toEqual({ syncs: [], nextCursor: null })
  })

  it.each([
    ['no such project', '/projects/none/syncs', 404],
    ['a cursor of one’s own', `${base}/syncs?cursor=2`, 422],
    ['a limit too low', `${base}/syncs?limit=0`, 422],
  ])('are refused for %s', async (_, path, status) => {
    const answer = await sandbox.control('GET', path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
  })
})
