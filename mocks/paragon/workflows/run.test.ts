import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestSandbox, maya, type TestSandbox } from '../../testing/test-sandbox.ts'
import { declare, driveFiles, run, runs, settledRuns, stepData, turnOn } from '../../testing/workflows.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(() => sandbox.dispose())

const FILES = 'https://www.googleapis.com/drive/v3/files'
let users = 0
/** A run of some steps for a new user: started, and then ended, waiting or stuck. */
async function start(steps: object[], payload: object = {}) {
  const sub = `runner-${users++}`
  const user = await sandbox.user(sub)
  const a = await user.addAccount(maya.work)
  const name = `event ${sub}`
  const id = await declare(sandbox, sub, { trigger: { type: 'event', name }, steps })
  await turnOn(user, id)
  const trigger = () => user.call('POST', '/sdk/events/trigger', { body: { name, payload } })
  expect((await trigger()).status).toBe(201)
  const only = async () => {
    const [first] = await runs(sandbox, { userId: sub })
    return run(sandbox, first?.id ?? '')
  }
  return { sub, user, a, id, trigger, only, ended: () => settledRuns(sandbox, 1, { userId: sub }).then(only) }
}
const step = async (user: { sub: string }, name: string) => {
  const [only] = await runs(sandbox, { userId: user.sub })
  return stepData(sandbox, only?.id ?? '', name)
}
const create = (id: string, name: string, more: object = {}) => ({
  id,
  type: 'request',
  method: 'POST',
  path: '/files',
  body: { name },
  ...more,
})
const get = (id: string, more: object = {}) => ({ id, type: 'request', method: 'GET', path: '/files/x', ...more })

/** Answers in the third party's place, call by call, and keeps what it was sent. */
function thirdParty(...answers: (Response | (() => Response | Promise<Response>))[]) {
  const sent: { method: string; url: string; headers: Headers; body: string }[] = []
  const { fetch } = sandbox.context
  vi.spyOn(sandbox.context, 'fetch').mockImplementation(async (request) => {
    if (!request.url.startsWith(FILES)) return fetch(request)
    sent.push({ method: request.method, url: request.url, headers: request.headers, body: await request.text() })
    const answer = answers.shift() ?? Response.json({ late: true })
    return typeof answer === 'function' ? answer() : answer
  })
  return sent
}
const fail = (status = 500) => new Response('broken', { status })

describe('a request step', () => {
  it('sends what its templates say, encoded where it is put, as the account', async () => {
    const sent = thirdParty(Response.json({ ok: 1 }))
    const world = await start(
      [
        {
          id: 'send',
          type: 'request',
          method: 'PUT',
          path: '/files/{{trigger.payload.id}}/x',
          query: { q: '{{trigger.payload.id}}', list: ['a', 'b'], gone: '{{trigger.payload.gone}}', n: 1 },
          headers: { 'X-Name': 'n {{trigger.payload.n}}', Authorization: 'Bearer mine' },
          body: { n: '{{trigger.payload.n}}', deep: { $map: { over: [1, 2], to: '{{item}}' } } },
        },
      ],
      { id: 'a/b ?&ü', n: 7 },
    )
    expect(await world.ended()).toMatchObject({ status: 'SUCCEEDED', taskCount: 1 })
    expect(sent).toMatchObject([
      {
        method: 'PUT',
        url: `${FILES}/a%2Fb%20%3F%26%C3%BC/x?q=a%2Fb+%3F%26%C3%BC&list=a&list=b&n=1`,
        body: '{"n":7,"deep":[1,2]}',
      },
    ])
    const { headers } = sent[0] ?? {}
    expect(headers?.get('x-name')).toBe('n 7')
    expect(headers?.get('content-type')).toBe('application/json')
    expect(headers?.get('authorization')).toMatch(/^Bearer (?!mine)/)
    expect(JSON.stringify(await step(world, 'send'))).not.toContain('eyJ')
  })

  it.each<[string, Response, unknown]>([
    ['JSON', Response.json({ a: [1] }), { a: [1] }],
    ['text', new Response('plain'), 'plain'],
    ['nothing', new Response(null, { status: 204 }), null],
    [
      'bytes',
      new Response(new Uint8Array([255, 1]), { headers: { 'content-type': 'image/png' } }),
      { dataType: 'FILE', name: 'x', mimeType: 'image/png', size: 2, encoding: 'hex', data: 'ff01' },
    ],
  ])('puts out %s', async (_, answer, output) => {
    thirdParty(answer)
    const world = await start([get('a')])
    expect(await world.ended()).toMatchObject({ status: 'SUCCEEDED' })
    expect((await step(world, 'a')).output).toEqual(output)
  })

  it('that is refused ends the run, and says why', async () => {
    const world = await start([get('a', { path: '/files/nothing' }), create('never', 'never {{user.id}}')])
    const ended = await world.ended()
    expect(ended).toMatchObject({
      status: 'FAILED',
      taskCount: 0,
      reason: expect.stringMatching(/^a: Error: Google Drive answered 404: .*File not found: nothing/),
      stepExecutions: [
        { name: 'trigger', status: 'SUCCEEDED' },
        { name: 'a', status: 'FAILED', next: [] },
      ],
    })
    expect((await step(world, 'a')).output).toMatch(/^Error: Google Drive answered 404/)
    expect(await driveFiles(world.user, world.a.id)).not.toContain(`never ${world.sub}`)
  })

  it('may fail without ending the run, and later steps can see that', async () => {
    const world = await start([
      get('a', { path: '/files/nothing', continueOnFailure: true }),
      { id: 'b', type: 'function', return: { status: '{{steps.a.status}}', code: '{{steps.a.output.error.code}}' } },
    ])
    expect(await world.ended()).toMatchObject({ status: 'SUCCEEDED', stepExecutions: [{}, { status: 'FAILED' }, {}] })
    expect((await step(world, 'b')).output).toEqual({ status: 404, code: 404 })
  })

  it.each([
    ['another host', 'https://evil.example/{{trigger.payload.x}}', /must be https and name one of/],
    ['a way out of its segment', '/files/{{trigger.payload.up}}', /cannot be part of a path/],
  ])('never goes to %s', async (_, path, reason) => {
    const sent = thirdParty()
    const world = await start([get('a', { path })], { up: '..' })
    expect(await world.ended()).toMatchObject({ status: 'FAILED', reason: expect.stringMatching(reason) })
    expect(sent).toEqual([])
  })

  it('follows no redirect, and survives a third party that cannot be reached', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    thirdParty(new Response(null, { status: 302, headers: { location: 'http://169.254.169.254/' } }))
    expect(await (await start([get('a')])).ended()).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/answered 302/),
    })
    vi.restoreAllMocks()
    vi.spyOn(console, 'error').mockImplementation(() => {})
    thirdParty(() => Promise.reject(new TypeError('fetch failed')))
    expect(await (await start([get('a')])).ended()).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/could not be reached/),
    })
  })

  it('refreshes a token that has run out, once', async () => {
    const world = await start([
      { id: 'wait', type: 'delay', for: { minutes: 1 } },
      create('a', 'refreshed {{user.id}}'),
    ])
    await world.ended()
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${world.a.id}/expire`)
    await sandbox.advance(60_000)
    expect(await world.only()).toMatchObject({ status: 'SUCCEEDED' })
    const [after] = (await world.user.integration()).allCredentials
    expect(after).toMatchObject({ status: 'VALID' })
    expect(after?.dateRefreshed).not.toBe(world.a.dateRefreshed)
  })

  it('fails when the grant was taken back', async () => {
    const world = await start([{ id: 'wait', type: 'delay', for: { minutes: 1 } }, create('a', 'x')])
    await world.ended()
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${world.a.id}/revoke`)
    await sandbox.advance(60_000)
    expect(await world.only()).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/no longer valid. Reconnect/),
    })
  })
})

describe('auto-retry', () => {
  it('tries up to five times more, after 10, 20, 30, 50 and 80 seconds, and counts as one task', async () => {
    const times: number[] = []
    const now = () => sandbox.context.clockOf(sandbox.projectId).now()
    await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: true })
    try {
      const begun = now()
      const answers = [fail(), fail(429), fail(503), fail(), fail(400), Response.json({ at: 'last' })]
      thirdParty(
        ...answers.map((answer) => () => {
          times.push((now() - begun) / 1000)
          return answer
        }),
      )
      const world = await start([
        create('a', 'x', { retry: true }),
        { id: 'b', type: 'function', return: '{{steps.a.output.at}}' },
      ])
      await expect.poll(() => times.length).toBe(1)
      await expect.poll(async () => (await world.only()).stepExecutions.length).toBe(2)
      // Running meanwhile, as the documents say, and not delayed.
      expect(await world.only()).toMatchObject({
        status: 'EXECUTING',
        stepExecutions: [{}, { status: 'EXECUTING', end: null }],
      })
      await sandbox.advance(200_000)
      expect(times).toEqual([0, 10, 30, 60, 110, 190])
      expect(await world.only()).toMatchObject({ status: 'SUCCEEDED', taskCount: 2, stepExecutions: [{}, {}, {}] })
      expect((await step(world, 'b')).output).toBe('last')
    } finally {
      await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: false })
    }
  })

  it('gives up after that, with the last answer', async () => {
    const sent = thirdParty(fail(), fail(), fail(), fail(), fail(), fail(418), Response.json({}))
    const world = await start([get('a', { retry: true })])
    await expect.poll(() => sent.length).toBe(1)
    await sandbox.advance(600_000)
    expect(sent).toHaveLength(6)
    expect(await world.only()).toMatchObject({
      status: 'FAILED',
      taskCount: 0,
      reason: expect.stringMatching(/answered 418: broken/),
    })
  })

  it('is not for steps that have not asked for it', async () => {
    const sent = thirdParty(fail())
    const world = await start([get('a')])
    expect(await world.ended()).toMatchObject({ status: 'FAILED' })
    await sandbox.advance(600_000)
    expect(sent).toHaveLength(1)
  })
})

describe('function and conditional', () => {
  it('work out data, and choose a branch; what follows comes after either', async () => {
    const world = await start(
      [
        {
          id: 'big',
          type: 'function',
          parameters: { list: '{{trigger.payload.list}}' },
          return: { $filter: { over: '{{parameters.list}}', where: { $greater: ['{{item}}', 2] } } },
        },
        {
          id: 'any',
          type: 'conditional',
          if: { $not: { $empty: '{{steps.big.output}}' } },
          yes: [{ id: 'in-yes', type: 'function', return: 'yes' }],
          no: [{ id: 'in-no', type: 'function', return: 'no' }],
        },
        {
          id: 'after',
          type: 'function',
          return: ['{{steps.in-yes.output}}', '{{steps.in-no.output}}', '{{steps.any.output}}'],
        },
      ],
      { list: [1, 2, 3, 4] },
    )
    const ended = await world.ended()
    // Neither the trigger nor the conditional is a task.
    expect(ended).toMatchObject({ status: 'SUCCEEDED', taskCount: 3 })
    expect(ended.stepExecutions.map(({ name, type }) => [name, type])).toEqual([
      ['trigger', 'TRIGGER/EVENT'],
      ['big', 'ACTION/FUNCTION'],
      ['any', 'ACTION/CONDITIONAL'],
      ['in-yes', 'ACTION/FUNCTION'],
      ['after', 'ACTION/FUNCTION'],
    ])
    const [trigger, big, any] = ended.stepExecutions
    expect([trigger?.prev, trigger?.next, big?.prev, big?.next]).toEqual([null, [big?.id], trigger?.id, [any?.id]])
    expect(await step(world, 'big')).toMatchObject({ input: { list: [1, 2, 3, 4] }, output: [3, 4] })
    expect((await step(world, 'after')).output).toEqual(['yes', null, true])
  })

  it.each<[string, object, RegExp]>([
    [
      'a function that has no value',
      { id: 'f', type: 'function', return: { $number: 'x' } },
      /f: Error: "x" is not a number/,
    ],
    [
      'a condition that is neither',
      { id: 'c', type: 'conditional', if: '{{trigger.payload.text}}', yes: [] },
      /c: Error: "maybe" is neither/,
    ],
    [
      'a delay until no date',
      { id: 'd', type: 'delay', until: '{{trigger.payload.text}}' },
      /d: Error: "maybe" is not a date/,
    ],
    [
      'a fan-out over no list',
      { id: 'o', type: 'fanOut', over: '{{trigger.payload.text}}', steps: [get('g')] },
      /`over` is not a list/,
    ],
    [
      'a fan-out over too much',
      { id: 'o', type: 'fanOut', over: '{{trigger.payload.many}}', steps: [get('g')] },
      /More than 1000 elements/,
    ],
    [
      'a file that is none',
      { id: 'u', type: 'request', method: 'POST', path: '/files', file: '{{trigger.payload.text}}' },
      /`file` is not a file object/,
    ],
    [
      'too much data',
      {
        id: 'm',
        type: 'function',
        return: { $map: { over: '{{trigger.payload.many}}', to: '{{trigger.payload.many}}' } },
      },
      /More than 10 MB/,
    ],
  ])('%s ends the run', async (_, broken, reason) => {
    const many = Array.from({ length: 1001 }, () => '0123456789')
    const world = await start([broken, create('never', 'x')], { text: 'maybe', many })
    const ended = await world.ended()
    expect(ended).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(reason),
      stepExecutions: [{}, { status: 'FAILED' }],
    })
    expect(ended.stepExecutions).toHaveLength(2)
  })
})

describe('a delay', () => {
  it('waits on the project’s clock, and shows that it does', async () => {
    const world = await start([
      { id: 'wait', type: 'delay', for: { days: 1, hours: 1 } },
      create('a', 'delayed {{user.id}}'),
    ])
    expect(await world.ended()).toMatchObject({
      status: 'DELAYED',
      runDuration: null,
      dateEnded: null,
      stepExecutions: [{}, { status: 'DELAYED', type: 'ACTION/DELAY' }],
    })
    await sandbox.advance(24 * 3_600_000)
    expect(await world.only()).toMatchObject({ status: 'DELAYED' })
    await sandbox.advance(3_600_000)
    const ended = await world.only()
    expect(ended).toMatchObject({ status: 'SUCCEEDED', taskCount: 1 })
    expect(ended.runDuration).toBeGreaterThanOrEqual(25 * 3_600_000)
    expect(await driveFiles(world.user, world.a.id)).toContain(`delayed ${world.sub}`)
  })

  it('lasts until a date, or not at all when that has passed', async () => {
    const until = new Date(sandbox.context.clockOf(sandbox.projectId).now() + 7_200_000).toISOString()
    const world = await start(
      [
        { id: 'past', type: 'delay', until: '2020-01-01' },
        { id: 'wait', type: 'delay', until: '{{trigger.payload.until}}' },
      ],
      { until },
    )
    expect(await world.ended()).toMatchObject({ status: 'DELAYED', stepExecutions: [{}, { status: 'SUCCEEDED' }, {}] })
    expect((await step(world, 'wait')).input).toEqual({ until })
    await sandbox.advance(7_200_000)
    expect(await world.only()).toMatchObject({ status: 'SUCCEEDED' })
  })
})

describe('a fan-out', () => {
  const over = (order: string, steps: object[], id = 'each') => ({
    id,
    type: 'fanOut',
    order,
    over: '{{trigger.payload.list}}',
    steps,
  })

  it.each(['parallel', 'sequential'])(
    'runs its steps for each element, %s, and puts out what the last of them do, in order',
    async (order) => {
      const world = await start(
        [
          over(order, [
            create('make', '{{user.id}} {{steps.each.index}} {{steps.each.instance}}'),
            { id: 'name', type: 'function', return: '{{steps.make.output.name}}' },
          ]),
          { id: 'after', type: 'function', return: { $count: '{{steps.each.output}}' } },
        ],
        { list: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
      )
      expect(await world.ended()).toMatchObject({ status: 'SUCCEEDED', taskCount: 15 })
      const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((letter, index) => `${world.sub} ${index} ${letter}`)
      expect(await step(world, 'each')).toMatchObject({ input: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], output: names })
      expect((await step(world, 'after')).output).toBe(7)
      expect((await driveFiles(world.user, world.a.id)).filter((name) => name.startsWith(`${world.sub} `))).toEqual(
        names,
      )
    },
  )

  it.each([
    ['parallel', 5],
    ['sequential', 1],
  ])('has a few elements at once: %s, %i', async (order, atOnce) => {
    let open = 0
    let most = 0
    const release: (() => void)[] = []
    const wait = () => {
      open += 1
      most = Math.max(most, open)
      return new Promise<Response>((resolve) => {
        release.push(() => {
          open -= 1
          resolve(Response.json({}))
        })
      })
    }
    thirdParty(...Array.from({ length: 12 }, () => wait))
    const world = await start([over(order, [get('g')])], { list: Array.from({ length: 12 }, (_, n) => n) })
    for (let done = 0; done < 12; ) {
      const expected = Math.min(atOnce, 12 - done)
      await expect.poll(() => release.length).toBe(expected)
      for (const answer of release.splice(0)) {
        answer()
        done += 1
      }
    }
    expect(await world.ended()).toMatchObject({ status: 'SUCCEEDED' })
    expect(most).toBe(atOnce)
  })

  it('may be nested, branch, and wait for each element by itself', async () => {
    const world = await start(
      [
        {
          id: 'outer',
          type: 'fanOut',
          over: '{{trigger.payload.list}}',
          steps: [
            { id: 'wait', type: 'delay', for: { minutes: 10 } },
            {
              id: 'inner',
              type: 'fanOut',
              over: '{{steps.outer.instance}}',
              steps: [
                {
                  id: 'even',
                  type: 'conditional',
                  if: { $equals: ['{{steps.inner.instance}}', 2] },
                  yes: [{ id: 'two', type: 'function', return: 'two of {{steps.outer.index}}' }],
                },
              ],
            },
          ],
        },
      ],
      { list: [[1, 2], [2], []] },
    )
    expect(await world.ended()).toMatchObject({ status: 'DELAYED' })
    await sandbox.advance(600_000)
    expect(await world.only()).toMatchObject({ status: 'SUCCEEDED', taskCount: 2 })
    expect((await step(world, 'outer')).output).toEqual([[null, 'two of 0'], ['two of 1'], []])
  })

  it('that fails for one element begins no more, and ends the run', async () => {
    const world = await start([over('sequential', [get('g', { path: '/files/{{steps.each.instance}}' })])], {
      list: ['root', 'nothing', 'root'],
    })
    const ended = await world.ended()
    expect(ended).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/^each\/1\/g: Error: Google Drive answered 404/),
    })
    expect(ended.stepExecutions.map(({ name, status }) => [name, status])).toEqual([
      ['trigger', 'SUCCEEDED'],
      ['each', 'FAILED'],
      ['g', 'SUCCEEDED'],
      ['g', 'FAILED'],
    ])
  })

  it('over nothing puts out nothing', async () => {
    const world = await start([over('parallel', [get('g')])])
    expect(await world.ended()).toMatchObject({ status: 'SUCCEEDED', taskCount: 0 })
    expect((await step(world, 'each')).output).toEqual([])
  })

  it('leaves nothing open when one element fails while others wait', async () => {
    const world = await start(
      [
        over('parallel', [
          {
            id: 'c',
            type: 'conditional',
            if: { $equals: ['{{steps.each.instance}}', 'bad'] },
            yes: [get('g', { path: '/files/nothing' })],
            no: [{ id: 'w', type: 'delay', for: { days: 1 } }],
          },
        ]),
      ],
      { list: ['good', 'bad'] },
    )
    const ended = await world.ended()
    expect(ended.status).toBe('FAILED')
    expect(ended.stepExecutions.filter(({ end }) => end === null)).toEqual([])
  })
})

describe('a run', () => {
  it('knows the settings, the user and the account as they are when it runs', async () => {
    const world = await start([
      { id: 'wait', type: 'delay', for: { minutes: 5 } },
      {
        id: 'all',
        type: 'function',
        return: {
          folder: '{{settings.import-folder}}',
          policy: '{{settings.conflict-policy}}',
          id: '{{user.id}}',
          name: '{{user.meta.Name}}',
          email: '{{account.providerData.email}}',
          execution: '{{execution.id}}',
        },
      },
    ])
    await world.ended()
    await world.user.call('PATCH', '/sdk/me', { body: { meta: { Name: 'Runner' } } })
    const body = { config: { sharedSettings: { 'import-folder': 'Later' } } }
    await world.user.call('PATCH', `/sdk/credentials/${world.a.id}`, { body })
    await sandbox.advance(300_000)
    const { id } = await world.only()
    expect((await step(world, 'all')).output).toEqual({
      folder: 'Later',
      policy: 'keep-both',
      id: world.sub,
      name: 'Runner',
      email: maya.work,
      execution: id,
    })
  })

  it('goes on by the version that it began with, when another is deployed meanwhile', async () => {
    const world = await start([
      { id: 'wait', type: 'delay', for: { minutes: 5 } },
      { id: 'version', type: 'function', return: 'first' },
    ])
    await world.ended()
    const trigger = { type: 'event', name: `event ${world.sub}` }
    expect(
      await declare(sandbox, world.sub, { trigger, steps: [{ id: 'version', type: 'function', return: 'second' }] }),
    ).toBe(world.id)
    await world.trigger()
    await settledRuns(sandbox, 2, { userId: world.sub })
    await sandbox.advance(300_000)
    const outputs = await Promise.all(
      (await runs(sandbox, { userId: world.sub })).map(({ id }) => stepData(sandbox, id, 'version')),
    )
    expect(outputs.map(({ output }) => output)).toEqual(['first', 'second'])
  })

  it('is one of many: a burst is queued, and none refused', async () => {
    const sub = `runner-${users++}`
    const user = await sandbox.user(sub)
    const a = await user.addAccount(maya.work)
    const id = await declare(sandbox, sub, {
      trigger: { type: 'request' },
      steps: [create('a', '{{user.id}} {{trigger.params.n}}')],
    })
    await turnOn(user, id)
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, n) => user.call('POST', `/sdk/triggers/${id}?n=${n}`)),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    await settledRuns(sandbox, 60, { userId: sub })
    const mine = (await driveFiles(user, a.id)).filter((name) => name.startsWith(`${sub} `))
    expect(new Set(mine).size).toBe(60)
  })
})

describe('what ends a run from outside', () => {
  /** A run that waits, in a configuration of its own; nothing may happen after. */
  async function waiting() {
    const world = await start([{ id: 'wait', type: 'delay', for: { hours: 1 } }, create('a', 'after {{user.id}}')])
    await world.ended()
    return world
  }
  const jobs = (id: string) => sandbox.context.store.jobs.find(sandbox.projectId, 'workflow-execution', id)

  it.each<[string, (world: Awaited<ReturnType<typeof waiting>>) => Promise<Response>, string]>([
    [
      'an account that is disconnected',
      ({ user, a }) => user.call('DELETE', `/sdk/integrations/${a.integrationId}`),
      'The account was disconnected.',
    ],
    [
      'a workflow that is turned off',
      ({ user, id }) => user.call('DELETE', `/sdk/workflows/${id}`),
      'The workflow was turned off.',
    ],
    [
      'a workflow that is turned off among the settings',
      ({ user, a, id }) =>
        user.call('PATCH', `/sdk/credentials/${a.id}`, {
          body: { config: { workflowSettings: { [id]: { enabled: false } } } },
        }),
      'The workflow was turned off.',
    ],
    [
      'a workflow that is taken away',
      ({ sub }) =>
        sandbox.control('DELETE', `/projects/${sandbox.projectId}/integrations/googledrive/workflows/${sub}`),
      'The workflow is not deployed any more.',
    ],
  ])('%s', async (_, end, reason) => {
    const world = await waiting()
    const { id } = await world.only()
    expect(await jobs(id)).toBeDefined()
    expect((await end(world)).ok).toBe(true)
    expect(await world.only()).toMatchObject({
      status: 'FAILED',
      reason,
      dateEnded: expect.stringMatching(/./),
      stepExecutions: [{}, { status: 'FAILED' }],
    })
    expect(await jobs(id)).toBeUndefined()
    await sandbox.advance(3_600_000)
    expect((await world.only()).stepExecutions).toHaveLength(2)
  })

  it('is a configuration that is removed, and no other one’s run', async () => {
    const world = await waiting()
    const credential = { 'x-paragon-credential': world.a.id }
    await world.user.call('POST', `/sdk/credentials/${world.a.id}/configurations`, { body: { externalId: 'team' } })
    const team = { 'x-paragon-configuration-id': 'ext:team' }
    await turnOn(world.user, world.id, { ...credential, ...team })
    await world.user.call('POST', '/sdk/events/trigger', {
      body: { name: `event ${world.sub}` },
      headers: { ...credential, ...team },
    })
    await settledRuns(sandbox, 2, { userId: world.sub })
    await world.user.call('DELETE', `/sdk/credentials/${world.a.id}/configurations`, { headers: team })
    const [first, second] = await runs(sandbox, { userId: world.sub })
    expect([first, second]).toMatchObject([
      { status: 'DELAYED' },
      { status: 'FAILED', reason: 'The configuration was removed.' },
    ])
    await sandbox.advance(3_600_000)
    expect(await runs(sandbox, { userId: world.sub, status: 'SUCCEEDED' })).toHaveLength(1)
  })

  it('leaves other users’ and other workflows’ runs alone', async () => {
    const [world, other] = [await waiting(), await waiting()]
    await turnOn(world.user, other.id)
    await world.user.call('POST', '/sdk/events/trigger', { body: { name: `event ${other.sub}` } })
    await settledRuns(sandbox, 2, { userId: world.sub })
    await world.user.call('DELETE', `/sdk/workflows/${world.id}`)
    expect(await runs(sandbox, { userId: world.sub })).toMatchObject([{ status: 'FAILED' }, { status: 'DELAYED' }])
    expect(await runs(sandbox, { userId: other.sub })).toMatchObject([{ status: 'DELAYED' }])
  })

  it('stops what is under way at its next step', async () => {
    let answer: (response: Response) => void = () => {}
    thirdParty(() => new Promise<Response>((resolve) => (answer = resolve)))
    const world = await start([get('a'), create('b', 'never {{user.id}}')])
    await expect.poll(async () => (await world.only()).stepExecutions.length).toBe(2)
    await world.user.call('DELETE', `/sdk/workflows/${world.id}`)
    expect(await world.only()).toMatchObject({ status: 'FAILED' })
    answer(Response.json({}))
    // Whatever it still did would be done before the clock has moved.
    await sandbox.advance(1)
    const ended = await world.only()
    expect(ended).toMatchObject({ status: 'FAILED', reason: 'The workflow was turned off.' })
    expect(ended.stepExecutions).toHaveLength(2)
  })
})

it('a run that the sandbox itself fails over and over is given up', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const save = vi.spyOn(sandbox.context.store.workflowExecutions, 'saveStep').mockRejectedValue(new Error('disk full'))
  const world = await start([{ id: 'f', type: 'function', return: 1 }])
  await expect.poll(() => save.mock.calls.length).toBe(1)
  await sandbox.advance(3_600_000)
  expect(await world.only()).toMatchObject({ status: 'FAILED', reason: expect.stringMatching(/sandbox failed/) })
  expect(log).toHaveBeenCalled()
})
