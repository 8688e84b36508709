import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox } from '../../testing/test-sandbox.ts'
import { settledRuns, turnOn } from '../../testing/workflows.ts'

let sandbox: TestSandbox
const base = '/projects/test-project'
beforeAll(async () => {
  sandbox = await createTestSandbox()
  await sandbox.control('POST', '/projects', { id: 'other' })
})
afterAll(() => sandbox.dispose())

interface Page {
  executions: { id: string; userId: string; status: string; workflow: string | null }[]
  nextCursor: string | null
}
async function list(query = '', projectId = 'test-project'): Promise<Page> {
  const answer = await sandbox.control('GET', `/projects/${projectId}/executions${query}`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Page
}

describe('workflow executions of a project', () => {
  it('are listed newest first, in pages, by user and status, each with its steps', async () => {
    await sandbox
      .control('PUT', `${base}/integrations/googledrive/workflows/greet`, {
        trigger: { type: 'request' },
        steps: [{ id: 'answer', type: 'response', body: 'hello' }],
      })
      .then(async (answer) => expect(answer.status, await answer.text()).toBe(201))
    const described = (await (await sandbox.control('GET', base)).json()) as {
      integrations: { workflows: { id: string; slug: string }[] }[]
    }
    const id =
      described.integrations.flatMap(({ workflows }) => workflows).find(({ slug }) => slug === 'greet')?.id ?? ''
    for (const sub of ['ada', 'grace']) {
      const user = await sandbox.user(sub)
      await user.addAccount(maya.work)
      await turnOn(user, id)
      await user.call('POST', `/sdk/triggers/${id}`)
      await sandbox.advance(1_000)
    }
    await settledRuns(sandbox, 2, {})

    const all = await list()
    expect(all.executions).toMatchObject([
      { userId: 'grace', status: 'SUCCEEDED', workflow: 'greet' },
      { userId: 'ada', status: 'SUCCEEDED', workflow: 'greet' },
    ])
    expect((await list('?userId=ada')).executions.map(({ userId }) => userId)).toEqual(['ada'])
    expect((await list('?status=FAILED')).executions).toEqual([])
    const first = await list('?limit=1')
    const second = await list(`?limit=1&cursor=${first.nextCursor}`)
    expect([...first.executions, ...second.executions]).toEqual(all.executions)
    expect(second.nextCursor).toBeNull()
    expect(await list('', 'other')).toEqual({ executions: [], nextCursor: null })

    const run = all.executions[0]?.id
    const answer = await sandbox.control('GET', `${base}/executions/${run}`)
    expect([answer.status, await answer.json()]).toMatchObject([
      200,
      { id: run, steps: [{ path: 'trigger' }, { path: 'answer', status: 'SUCCEEDED', isLargeOutput: false }] },
    ])
    expect((await sandbox.control('GET', `/projects/other/executions/${run}`)).status).toBe(404)
  })

  it.each([
    ['no such project', '/projects/none/executions', 404],
    ['no such execution', `${base}/executions/none`, 404],
    ['no such status', `${base}/executions?status=DONE`, 422],
    ['a cursor of one’s own', `${base}/executions?cursor=2`, 422],
    ['a limit too high', `${base}/executions?limit=201`, 422],
  ])('are refused for %s', async (_, path, status) => {
    const answer = await sandbox.control('GET', path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
  })
})
