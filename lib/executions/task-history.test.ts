import { describe, expect, it } from 'vitest'
import { createTaskHistory, TaskHistoryError } from './task-history'

const RUN = '11111111-1111-4111-8111-111111111111'
const STEP = '22222222-2222-4222-8222-222222222222'
const root = 'https://api.test/projects/p/task-history/workflow-executions'

const run = (change: object = {}) => ({
  id: RUN,
  userId: 'ada',
  taskCount: 1,
  runDuration: 12,
  workflowId: 'w',
  status: 'SUCCEEDED',
  dateStarted: '2030-05-06T10:00:00.000Z',
  dateEnded: '2030-05-06T10:00:00.012Z',
  ...change,
})

const pageOf = (runs: object[], offset?: number) => ({
  workflowExecutions: runs,
  nextLink: offset === undefined ? null : `https://elsewhere.test/any?offset=${offset}&userId=everybody`,
  total: 1_000,
})

/** A Task History over these answers, one after the other, and what it was asked. */
function historyOver(...answers: (Response | object)[]) {
  const asked: { url: string; method: string | undefined; headers: RequestInit['headers'] }[] = []
  const history = createTaskHistory(
    { projectId: 'p', apiKey: 'key', baseUrl: 'https://api.test' },
    {
      fetch: async (url, { method, headers }) => {
        asked.push({ url, method, headers })
        const next = answers.shift()
        if (!next) throw new TypeError('fetch failed')
        return next instanceof Response ? next : Response.json(next)
      },
    },
  )
  return { history, asked }
}

async function refusalOf(attempt: Promise<unknown>): Promise<[number, string]> {
  const error = await attempt.catch((thrown: unknown) => thrown)
  if (!(error instanceof TaskHistoryError)) throw new Error(`not refused: ${JSON.stringify(error)}`)
  return [error.status, error.message]
}

describe('list', () => {
  it('asks for the user’s runs with the key, and keeps to itself whose they are', async () => {
    const { history, asked } = historyOver(pageOf([run()], 100))
    const { executions, next } = await history.list('ada', { status: 'FAILED', workflow: 'w' }, 0)
    expect(executions).toMatchObject([{ id: RUN, runDuration: 12 }])
    expect(executions[0]).not.toHaveProperty('userId')
    expect(next).toBe(100)
    expect(asked).toEqual([
      {
        url: `${root}?userId=ada&status=FAILED&workflowId=w&sortBy=DESC&offset=0`,
        method: 'GET',
        headers: { Authorization: 'Bearer key' },
      },
    ])
  })

  it('drops what is another user’s, should any be among them', async () => {
    const { history } = historyOver(pageOf([run({ userId: 'eve' }), run()]))
    expect((await history.list('ada', {}, 0)).executions).toHaveLength(1)
  })

  it('goes on by the offset of the next link only, and ends where it leads no further', async () => {
    const { history, asked } = historyOver(pageOf([run()], 200), pageOf([run()], 200), pageOf([run()]))
    expect((await history.list('ada', {}, 100)).next).toBe(200)
    expect((await history.list('ada', {}, 200)).next).toBeNull()
    expect((await history.list('ada', {}, 300)).next).toBeNull()
    expect(asked.every(({ url }) => url.startsWith(root))).toBe(true)
  })

  it('looks through further pages for an account, but not through all', async () => {
    const other = run({ credentialId: 'b' })
    const { history, asked } = historyOver(
      pageOf([other], 100),
      pageOf([other, run({ credentialId: 'a' })], 200),
      ...[300, 400, 500, 600, 700].map((offset) => pageOf([other], offset)),
    )
    expect(await history.list('ada', { account: 'a' }, 0)).toMatchObject({
      executions: [{ credentialId: 'a' }],
      next: 200,
    })
    expect(await history.list('ada', { account: 'a' }, 200)).toEqual({ executions: [], next: 700 })
    expect(asked).toHaveLength(7)
  })
})

describe('one run', () => {
  const steps = [{ id: STEP, status: 'SUCCEEDED', type: 'ACTION/REQUEST', start: null, end: null }]
  const detail = (change: object = {}) => run({ stepExecutions: steps, ...change })

  it('is shown with its steps', async () => {
    const { history } = historyOver(detail())
    const found = await history.find('ada', RUN)
    expect(found).toMatchObject({ id: RUN, steps: [{ id: STEP, type: 'ACTION/REQUEST' }] })
    expect(found).not.toHaveProperty('userId')
  })

  it('of another user is not there: not to see, not its steps, not to replay', async () => {
    const { history, asked } = historyOver(...Array.from({ length: 3 }, () => detail({ userId: 'eve' })))
    const missing = [404, 'There is no such run.']
    expect(await refusalOf(history.find('ada', RUN))).toEqual(missing)
    expect(await refusalOf(history.step('ada', RUN, STEP))).toEqual(missing)
    expect(await refusalOf(history.replay('ada', RUN))).toEqual(missing)
    expect(asked.map(({ method, url }) => [method, url])).toEqual(Array(3).fill(['GET', `${root}/${RUN}`]))
  })

  it.each(['', '..', `${RUN}/replay`, '../../secrets', RUN.slice(1)])('cannot be %j', async (id) => {
    const { history, asked } = historyOver()
    expect(await refusalOf(history.find('ada', id))).toEqual([404, 'There is no such run.'])
    expect(asked).toEqual([])
  })

  it('shows what its own steps were given and put out, and no others', async () => {
    const data = { isLargeInput: false, isLargeOutput: false, input: { a: 1 }, output: 'why it failed' }
    const { history, asked } = historyOver(detail(), data, detail())
    expect(await history.step('ada', RUN, STEP)).toEqual(data)
    expect(asked[1]?.url).toBe(`${root}/${RUN}/step-executions/${STEP}`)
    expect(await refusalOf(history.step('ada', RUN, '../../x'))).toEqual([404, 'There is no such step.'])
  })

  it('is replayed', async () => {
    const { history, asked } = historyOver(detail(), Response.json(run({ id: STEP }), { status: 201 }))
    expect(await history.replay('ada', RUN)).toEqual({ id: STEP })
    expect(asked[1]).toMatchObject({ method: 'POST', url: `${root}/${RUN}/replay` })
  })
})

describe('what goes wrong', () => {
  const answered = (status: number, body: object = {}) => Response.json(body, { status })

  it.each([
    [answered(401), 502, /PARAGON_API_KEY/],
    [answered(403), 502, /PARAGON_API_KEY/],
    [answered(404), 404, /no such run/],
    [answered(429), 503, /too often/],
    [answered(409, { message: 'The account is gone.' }), 409, /^The account is gone\.$/],
    [answered(400), 400, /no reason/],
    [answered(500, { message: 'stack trace' }), 502, /in trouble/],
    [new Response('<html>'), 502, /does not understand/],
    [answered(200, { nonsense: true }), 502, /does not understand/],
  ])('is told in words: %o', async (response, status, words) => {
    const { history } = historyOver(response)
    const [actual, message] = await refusalOf(history.find('ada', RUN))
    expect(actual).toBe(status)
    expect(message).toMatch(words)
    expect(message).not.toContain('stack trace')
  })

  it('includes Paragon not being there', async () => {
    const { history } = historyOver()
    expect(await refusalOf(history.list('ada', {}, 0))).toEqual([
      502,
      'Paragon could not be reached. Try again in a moment.',
    ])
  })
})
