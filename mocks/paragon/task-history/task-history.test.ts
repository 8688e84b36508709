import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { API_KEY, createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { declare, run, runs, settledRuns, stepData, turnOn, type WireExecution } from '../../testing/workflows.ts'
import { createParagon } from '../paragon.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => sandbox.dispose())

let users = 0
async function withWorkflow(steps: object[] = [], type = 'googledrive') {
  const sub = `historian-${users++}`
  const user = await sandbox.user(sub)
  const account = await user.addAccount(maya.work, { integration: type })
  const id = await declare(sandbox, sub, { trigger: { type: 'request' }, steps }, type)
  await turnOn(user, id)
  return { sub, user, account, id }
}
const trigger = async (user: TestUser, id: string, body: unknown = {}) =>
  expect((await user.call('POST', `/sdk/triggers/${id}`, { body })).status).toBe(202)

interface Page {
  workflowExecutions: WireExecution[]
  nextLink: string | null
  total: number
}
const page = async (query: string) => (await (await sandbox.history(query)).json()) as Page
const follow = async (link: string) =>
  (await (
    await sandbox.paragon(new Request(link, { headers: { authorization: 'Bearer test-api-key' } }))
  ).json()) as Page

describe('the list of runs', () => {
  it('shows each as the reference has it, and whose account it used', async () => {
    const { sub, user, account, id } = await withWorkflow([{ id: 'f', type: 'function', return: 1 }])
    await trigger(user, id)
    await settledRuns(sandbox, 1, { userId: sub })
    const { workflowExecutions, nextLink, total } = await page(`?userId=${sub}`)
    expect([nextLink, total]).toEqual([null, 1])
    const [only] = workflowExecutions
    expect(only).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      userId: sub,
      taskCount: 1,
      runDuration: Date.parse(only?.dateEnded ?? '') - Date.parse(only?.dateStarted ?? ''),
      workflowId: id,
      status: 'SUCCEEDED',
      dateEnded: expect.stringMatching(/Z$/),
      dateStarted: expect.stringMatching(/Z$/),
      integration: 'googledrive',
      credentialId: account.id,
      configurationId: account.configurations[0]?.id,
    })
  })

  it('is filtered by user, workflow, integration, status and time', async () => {
    const world = await withWorkflow([{ id: 'f', type: 'function', return: { $number: '{{trigger.body.n}}' } }])
    const calendar = await world.user.addAccount(maya.home, { integration: 'googleCalendar' })
    const [reminder] = await settledRuns(sandbox, 1, { userId: world.sub, integration: 'googleCalendar' })
    expect(reminder?.credentialId).toBe(calendar.id)
    for (const n of [1, 'none', 2]) await trigger(world.user, world.id, { n })
    await settledRuns(sandbox, 4, { userId: world.sub })
    const count = async (query: string) => (await page(`?userId=${world.sub}&${query}`)).total
    expect(await count('')).toBe(4)
    expect(await count('integration=googledrive')).toBe(3)
    expect(await count('integration=nothing')).toBe(0)
    expect(await count(`workflowId=${world.id.toUpperCase()}`)).toBe(3)
    expect(await count(`workflowId=${reminder?.workflowId}`)).toBe(1)
    expect(await count('status=FAILED')).toBe(1)
    expect(await count('status=SUCCEEDED&integration=googledrive')).toBe(2)
    expect(await count('status=EXECUTING')).toBe(0)
    expect(await page('?userId=nobody')).toEqual({ workflowExecutions: [], nextLink: null, total: 0 })

    const [, second, third] = await runs(sandbox, { userId: world.sub })
    expect(await count(`afterDate=${second?.dateStarted}`)).toBe(3)
    expect(await count(`beforeDate=${second?.dateStarted}`)).toBe(1)
    expect(await count(`afterDate=${second?.dateStarted}&beforeDate=${third?.dateStarted}`)).toBe(1)
    const local = second?.dateStarted.replace('Z', '')
    expect(await count(`afterDate=${local}`)).toBe(3)
    expect(await count('afterDate=2000-01-01&beforeDate=2000-01-02')).toBe(0)
    expect(await count('afterDate=2000-01-01')).toBe(4)
  })

  it('begins with the newest, or the oldest, and goes on by its links, page by page', async () => {
    const { sub, user, id } = await withWorkflow()
    for (let sent = 0; sent < 205; sent += 41) await Promise.all(Array.from({ length: 41 }, () => trigger(user, id)))
    await settledRuns(sandbox, 100, { userId: sub })
    const dates = async (sortBy: string) => {
      let next = await page(`?userId=${sub}&status=SUCCEEDED${sortBy}`)
      const seen = [next]
      while (next.nextLink) {
        const link = new URL(next.nextLink)
        expect(link.origin + link.pathname).toBe(
          `http://localhost:4010/projects/${sandbox.projectId}/task-history/workflow-executions`,
        )
        next = await follow(next.nextLink)
        seen.push(next)
      }
      expect(seen.map(({ workflowExecutions, total }) => [workflowExecutions.length, total])).toEqual([
        [100, 205],
        [100, 205],
        [5, 205],
      ])
      return seen.flatMap(({ workflowExecutions }) => workflowExecutions.map(({ dateStarted }) => dateStarted))
    }
    await expect.poll(async () => (await page(`?userId=${sub}&status=SUCCEEDED`)).total, { timeout: 15_000 }).toBe(205)
    const oldest = await dates('&sortBy=ASC')
    expect(oldest).toEqual([...oldest].sort())
    expect(new Set(oldest).size).toBe(205)
    expect(await dates('')).toEqual([...oldest].reverse())
    expect(await dates('&sortBy=DESC')).toEqual([...oldest].reverse())
    const last = await page(`?userId=${sub}&offset=204`)
    expect([last.workflowExecutions.length, last.nextLink]).toEqual([1, null])
    expect(await page(`?userId=${sub}&offset=999`)).toMatchObject({
      workflowExecutions: [],
      nextLink: null,
      total: 205,
    })
    expect((await page(`?userId=${sub}&integration=googledrive&afterDate=2000-01-01`)).nextLink).toMatch(
      /\?userId=historian-\d+&integration=googledrive&afterDate=2000-01-01T00%3A00%3A00.000Z&offset=100&sortBy=DESC$/,
    )
  })

  it('is read by an index, whichever filter is used, and not by a scan of all runs', async () => {
    const { prisma } = sandbox.context.store
    const p = sandbox.projectId
    for (const filter of [
      '"userId" = \'u\'',
      '"workflowId" = \'w\'',
      '"integration" = \'i\'',
      '"status" = \'FAILED\'',
      '1',
    ]) {
      const plan = (await prisma.$queryRawUnsafe(
        `EXPLAIN QUERY PLAN SELECT * FROM "WorkflowExecution" WHERE "projectId" = '${p}' AND ${filter} ORDER BY "dateStarted" DESC, "id" DESC LIMIT 100`,
      )) as { detail: string }[]
      expect(plan.map(({ detail }) => detail).join()).toMatch(/^SEARCH WorkflowExecution USING INDEX/)
    }
  })

  it.each(['status=DONE', 'offset=-1', 'offset=x', 'sortBy=newest', 'beforeDate=yesterday', 'afterDate=2023-13-01'])(
    'refuses %s',
    async (query) => {
      const answer = await sandbox.history(`?${query}`)
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        { status: 400, message: expect.stringMatching(/Invalid query/) },
      ])
    },
  )
})

describe('one run', () => {
  it('shows its steps with what they were given and put out', async () => {
    const big = { $join: { items: { $map: { over: '{{trigger.body.list}}', to: '{{trigger.body.text}}' } }, with: '' } }
    const { sub, user, id } = await withWorkflow([
      { id: 'small', type: 'function', parameters: { n: '{{trigger.body.n}}' }, return: { n: '{{parameters.n}}' } },
      { id: 'big', type: 'function', parameters: {}, return: big },
      { id: 'after', type: 'function', parameters: { big: '{{steps.big.output}}' }, return: 'ok' },
    ])
    await trigger(user, id, { n: 1, text: 'x'.repeat(1_000), list: Array.from({ length: 250 }, (_, n) => n) })
    const [only] = await settledRuns(sandbox, 1, { userId: sub })
    const shown = await run(sandbox, only?.id ?? '')
    expect(shown).toMatchObject({ ...only, stepExecutions: expect.any(Array) })
    const [first, small, large] = shown.stepExecutions
    expect(first).toEqual({
      id: expect.any(String),
      stepId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/),
      name: 'trigger',
      workflowExecutionId: only?.id,
      status: 'SUCCEEDED',
      type: 'TRIGGER/ENDPOINT',
      start: expect.any(String),
      end: expect.any(String),
      next: [small?.id],
      prev: null,
      inputSize: '0',
      outputSize: expect.stringMatching(/^\d+$/),
    })
    expect(small).toMatchObject({ inputSize: '7', outputSize: '7', prev: first?.id, next: [large?.id] })
    expect(large?.outputSize).toBe('250002')
    const id_ = only?.id ?? ''
    expect(await stepData(sandbox, id_, 'trigger')).toMatchObject({ input: {}, output: { body: { n: 1 }, params: {} } })
    expect(await stepData(sandbox, id_, 'small')).toEqual({
      isLargeInput: false,
      isLargeOutput: false,
      input: { n: 1 },
      output: { n: 1 },
    })
    expect(await stepData(sandbox, id_, 'big')).toMatchObject({ isLargeOutput: true, output: null })
    expect(await stepData(sandbox, id_, 'after')).toMatchObject({ isLargeInput: true, input: null, output: 'ok' })
  })

  it('is only there under its own id, project and step', async () => {
    const { sub, user, id } = await withWorkflow()
    await trigger(user, id)
    const [only] = await settledRuns(sandbox, 1, { userId: sub })
    const nowhere = '0d2cca60-268b-45f1-ac5e-af6aad403d8c'
    expect((await sandbox.history(`/${only?.id.toUpperCase()}`)).status).toBe(200)
    for (const path of [
      `/${nowhere}`,
      `/${only?.id}/step-executions/${nowhere}`,
      `/${nowhere}/step-executions/${nowhere}`,
    ]) {
      const answer = await sandbox.history(path)
      expect([answer.status, await answer.json()]).toMatchObject([404, { status: 404 }])
    }
    const made = await sandbox.control('POST', '/projects', {})
    const { projectId, apiKey } = (await made.json()) as { projectId: string; apiKey: string }
    const url = `http://localhost:4010/projects/${projectId}/task-history/workflow-executions/${only?.id}`
    const answer = await sandbox.paragon(new Request(url, { headers: { authorization: `Bearer ${apiKey}` } }))
    expect(answer.status).toBe(404)
  })

  it('outlives its account', async () => {
    const { sub, user, account, id } = await withWorkflow()
    await trigger(user, id)
    await settledRuns(sandbox, 1, { userId: sub })
    await user.call('DELETE', `/sdk/integrations/${account.integrationId}`)
    expect(await runs(sandbox, { userId: sub })).toMatchObject([{ status: 'SUCCEEDED', credentialId: account.id }])
  })
})

describe('a replay', () => {
  const replay = (id: string) => sandbox.history(`/${id}/replay`, { method: 'POST' })

  it('runs the workflow as it was then, with what it was sent then, as the same account', async () => {
    const { sub, user, account, id } = await withWorkflow([
      { id: 'version', type: 'function', return: 'first of {{trigger.body.n}}' },
    ])
    await trigger(user, id, { n: 7 })
    const [original] = await settledRuns(sandbox, 1, { userId: sub })
    const steps = [{ id: 'version', type: 'function', return: 'second of {{trigger.body.n}}' }]
    await declare(sandbox, sub, { trigger: { type: 'request' }, steps })
    const answer = await replay(original?.id ?? '')
    const body = (await answer.json()) as { id: string }
    expect([answer.status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        userId: sub,
        workflowId: id,
        status: 'EXECUTING',
        dateStarted: expect.stringMatching(/Z$/),
      },
    ])
    expect(body.id).not.toBe(original?.id)
    await settledRuns(sandbox, 2, { userId: sub })
    expect(await run(sandbox, body.id)).toMatchObject({ status: 'SUCCEEDED', credentialId: account.id })
    expect((await stepData(sandbox, body.id, 'version')).output).toBe('first of 7')
    await trigger(user, id, { n: 8 })
    const [, , latest] = await settledRuns(sandbox, 3, { userId: sub })
    expect((await stepData(sandbox, latest?.id ?? '', 'version')).output).toBe('second of 8')
    // A replay can be replayed.
    expect((await replay(body.id)).status).toBe(201)
    await settledRuns(sandbox, 4, { userId: sub })
  })

  it('of a failed run may succeed', async () => {
    const { sub, user, id } = await withWorkflow([{ id: 'get', type: 'request', method: 'GET', path: '/files/later' }])
    const { fetch } = sandbox.context
    await trigger(user, id)
    const [failed] = await settledRuns(sandbox, 1, { userId: sub })
    expect(failed?.status).toBe('FAILED')
    vi.spyOn(sandbox.context, 'fetch').mockImplementation(async (request) =>
      request.url.endsWith('/later') ? Response.json({}) : fetch(request),
    )
    expect((await replay(failed?.id ?? '')).status).toBe(201)
    expect((await settledRuns(sandbox, 2, { userId: sub }))[1]).toMatchObject({ status: 'SUCCEEDED' })
  })

  it('is refused for what cannot run', async () => {
    const { sub, user, account, id } = await withWorkflow()
    await trigger(user, id)
    const [only] = await settledRuns(sandbox, 1, { userId: sub })
    const refusal = async () => {
      const answer = await replay(only?.id ?? '')
      return [answer.status, ((await answer.json()) as { message: string }).message]
    }
    expect((await replay('0d2cca60-268b-45f1-ac5e-af6aad403d8c')).status).toBe(404)
    await user.call('DELETE', `/sdk/workflows/${id}`)
    expect(await refusal()).toEqual([400, `Workflow ${id} is not enabled for this user.`])
    await turnOn(user, id)
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${account.id}/invalidate`)
    expect(await refusal()).toMatchObject([400, expect.stringMatching(/no longer valid/)])
    await user.call('DELETE', `/sdk/integrations/${account.integrationId}`)
    expect(await refusal()).toMatchObject([409, expect.stringMatching(/no longer connected/)])
    expect(await runs(sandbox, { userId: sub })).toHaveLength(1)
  })
})

describe('Task History', () => {
  it('takes the project’s API key, and no user’s token', async () => {
    const user = await sandbox.user('somebody')
    for (const token of [user.token, 'wrong', 'test-admin-token', 'test-api-keyx']) {
      for (const [path, method] of [
        ['', 'GET'],
        ['/x', 'GET'],
        ['/x/step-executions/y', 'GET'],
        ['/x/replay', 'POST'],
      ] as const) {
        const answer = await sandbox.history(path, { token, method })
        expect([answer.status, await answer.json()]).toMatchObject([
          401,
          { status: 401, message: expect.stringMatching(/API key/) },
        ])
      }
    }
    const base = `http://localhost:4010/projects/${sandbox.projectId}/task-history/workflow-executions`
    expect((await sandbox.paragon(new Request(base))).status).toBe(401)
    expect((await sandbox.paragon(new Request(base, { method: 'POST' }))).status).toBe(405)
    expect((await sandbox.paragon(new Request(base.replace(sandbox.projectId, 'nowhere')))).status).toBe(404)
  })

  it('opens by a key of each project’s own, and the key opens nothing else', async () => {
    const made = (await (await sandbox.control('POST', '/projects', { id: 'other' })).json()) as { apiKey: string }
    const described = await sandbox.control('GET', '/projects/other')
    expect(await described.json()).toMatchObject({ apiKey: made.apiKey })
    const list = (projectId: string, path: string) =>
      sandbox.paragon(
        new Request(`http://localhost:4010/projects/${projectId}${path}`, {
          headers: { authorization: `Bearer ${made.apiKey}` },
        }),
      )
    expect((await list('other', '/task-history/workflow-executions')).status).toBe(200)
    expect((await list(sandbox.projectId, '/task-history/workflow-executions')).status).toBe(401)
    expect((await list('other', '/sdk/me')).status).toBe(401)
    const rows = await sandbox.context.store.prisma.apiKey.findMany()
    expect(JSON.stringify(rows)).not.toContain(made.apiKey)
    expect(JSON.stringify(rows)).not.toContain('test-api-key')
  })

  it('limits requests when it is told to: 1,000 in 10 minutes of the project’s clock', async () => {
    const limited = createParagon(sandbox.context, { rateLimits: true })
    await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: true })
    const ask = (projectId = sandbox.projectId, key = API_KEY) =>
      limited.fetch(
        new Request(`http://localhost:4010/projects/${projectId}/task-history/workflow-executions/x`, {
          headers: { authorization: `Bearer ${key}` },
        }),
      )
    for (let n = 0; n < 1_000; n += 1) expect((await ask()).status).toBe(404)
    const refused = await ask()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '600'])
    expect(await refused.json()).toMatchObject({ status: 429, code: '42900' })
    await sandbox.advance(599_000)
    expect((await ask()).headers.get('retry-after')).toBe('1')
    // Who may not ask is not counted, and not told.
    expect((await ask(sandbox.projectId, 'wrong')).status).toBe(401)
    await sandbox.advance(1_000)
    expect((await ask()).status).toBe(404)
    await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: false })
    for (let n = 0; n < 1_001; n += 1) expect((await sandbox.history('/x')).status).toBe(404)
  })

  it('goes back 90 days on the project’s clock', async () => {
    const other = await createTestSandbox()
    try {
      const user = await other.user('u')
      const a = await user.addAccount(maya.work)
      const id = await declare(other, 'w', { trigger: { type: 'request' }, steps: [] })
      await turnOn(user, id)
      await user.call('POST', `/sdk/triggers/${id}`)
      await settledRuns(other, 1, { workflowId: id })
      const { workflowExecutions } = other.context.store
      const left = async () => {
        await workflowExecutions.prune(Date.now())
        return (await runs(other, { workflowId: id })).length
      }
      await user.call('DELETE', `/sdk/integrations/${a.integrationId}`)
      await other.advance(89 * 24 * 3_600_000)
      expect(await left()).toBe(1)
      await other.advance(2 * 24 * 3_600_000)
      expect(await left()).toBe(0)
      expect(await other.context.store.prisma.stepExecution.count({ where: { execution: { workflowId: id } } })).toBe(0)
    } finally {
      await other.dispose()
    }
  })
})

describe('a failure', () => {
  it('is kept as an event, once for each run that fails by itself', async () => {
    const { sub, user, id } = await withWorkflow([
      { id: 'f', type: 'function', return: { $number: '{{trigger.body.n}}' } },
    ])
    const waits = await withWorkflow([{ id: 'w', type: 'delay', for: { days: 1 } }])
    for (const n of [1, 'none']) await trigger(user, id, { n })
    await settledRuns(sandbox, 2, { userId: sub })
    // One that somebody stops has not failed by itself.
    await trigger(waits.user, waits.id)
    await settledRuns(sandbox, 1, { userId: waits.sub })
    await waits.user.call('DELETE', `/sdk/workflows/${waits.id}`)
    await sandbox.advance(10_000)

    const [, failed] = await runs(sandbox, { userId: sub })
    const eventsOf = async (userId: string) => {
      const query = new URLSearchParams({ type: 'WORKFLOW_FAILURE', userId })
      return (await sandbox.control('GET', `/projects/${sandbox.projectId}/events?${query}`)).json()
    }
    const list = async (userId: string) => ((await eventsOf(userId)) as { events: unknown[] }).events
    await expect.poll(() => list(sub)).toHaveLength(1)
    expect(await list(sub)).toMatchObject([
      {
        id: failed?.id,
        endUserId: sub,
        workflowId: id,
        connectCredentialId: failed?.credentialId,
        status: 'FAILED',
        error: expect.stringMatching(/"none" is not a number/),
      },
    ])
    expect(await list(waits.sub)).toEqual([])
  })
})
