import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createTestSandbox,
  maya,
  type TestSandbox,
  type TestUser,
  type WireCredential,
} from '../../testing/test-sandbox.ts'
import { declare, driveFiles, run, runs, settledRuns, turnOn } from '../../testing/workflows.ts'

const FILES = 'https://www.googleapis.com/drive/v3/files'
let sandbox: TestSandbox
let user: TestUser
let account: WireCredential
beforeEach(async () => {
  sandbox = await createTestSandbox()
  user = await sandbox.user('u')
  account = await user.addAccount(maya.work)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await sandbox.dispose()
})

/** Deploys a workflow and starts it, by an event; the event is answered. */
async function start(steps: object[]): Promise<void> {
  const id = await declare(sandbox, 'interrupted', { trigger: { type: 'event', name: 'go' }, steps })
  await turnOn(user, id)
  expect((await user.call('POST', '/sdk/events/trigger', { body: { name: 'go' } })).status).toBe(201)
}
const only = async (where = sandbox) => {
  const [first, ...others] = await runs(where)
  expect(others).toEqual([])
  return run(where, first?.id ?? '')
}
/** Names of the files that the runs of a test have made. */
const made = async (where = sandbox) =>
  (await driveFiles(await where.user('u'), account.id)).filter((name) => name.startsWith('made '))
const create = (id: string, more: object = {}) => ({
  id,
  type: 'request',
  method: 'POST',
  path: '/files',
  body: { name: `made by ${id}` },
  ...more,
})

/**
 * Has the third party carry out the first matching request and never answer, to the sandbox as it is now. `wakeUp` lets it
 * answer at last.
 */
function hangAt(matches: (method: string, body: string) => boolean) {
  const { fetch } = sandbox.context
  let wakeUp = () => {}
  const awake = new Promise<void>((resolve) => {
    wakeUp = resolve
  })
  const reached = new Promise<void>((resolve) => {
    let isHung = false
    vi.spyOn(sandbox.context, 'fetch').mockImplementation(async (request) => {
      const isMatch = request.url.startsWith(FILES) && matches(request.method, await request.clone().text())
      if (isHung || !isMatch) return fetch(request)
      isHung = true
      const answer = await fetch(request)
      resolve()
      await awake
      return answer
    })
  })
  return { reached, wakeUp }
}

/**
 * What `kill -9` leaves: the process does nothing any more, its lease runs out, and another opens the database. The
 * machine's clock is put forward for that other process, so that nobody has to wait.
 */
async function kill(): Promise<TestSandbox> {
  vi.spyOn(sandbox.context.store.jobs, 'renew').mockResolvedValue()
  void sandbox.context.scheduler.stop()
  const real = Date.now
  vi.spyOn(Date, 'now').mockImplementation(() => real() + 16_000)
  return sandbox.second()
}

describe('a run whose process is killed', () => {
  it('while a POST is under way fails as interrupted, and is never sent twice', async () => {
    const hung = hangAt((method) => method === 'POST')
    await start([{ id: 'before', type: 'function', return: 1 }, create('post', { retry: true }), create('after')])
    await hung.reached
    const next = await kill()
    await settledRuns(next, 1, {})
    const ended = await only(next)
    expect(ended).toMatchObject({
      status: 'FAILED',
      reason: 'post: Error: Interrupted: the process ended while the request was under way. A POST is not sent twice.',
      taskCount: 1,
      stepExecutions: [
        { name: 'trigger' },
        { name: 'before', status: 'SUCCEEDED' },
        { name: 'post', status: 'FAILED' },
      ],
    })
    expect(await made(next)).toEqual(['made by post'])

    // The first process was not dead after all: it can change nothing any more.
    vi.spyOn(console, 'error').mockImplementation(() => {})
    hung.wakeUp()
    await sandbox.context.scheduler.stop()
    expect(await only(next)).toEqual(ended)
    await next.close()
  })

  it('may go on after an interrupted step that is allowed to fail', async () => {
    const hung = hangAt((method) => method === 'POST')
    await start([
      create('post', { continueOnFailure: true }),
      { id: 'after', type: 'function', return: '{{steps.post.output}}' },
    ])
    await hung.reached
    const next = await kill()
    await settledRuns(next, 1, {})
    expect(await only(next)).toMatchObject({ status: 'SUCCEEDED', stepExecutions: [{}, { status: 'FAILED' }, {}] })
    hung.wakeUp()
    await next.close()
  })

  it.each<[string, object, (method: string, body: string) => boolean]>([
    ['a GET', { method: 'GET', path: '/files', query: { pageSize: 1 } }, (method) => method === 'GET'],
    [
      'a step that says it may be',
      { method: 'POST', path: '/files', body: { name: 'made twice' }, idempotent: true },
      (_, body) => body.includes('made twice'),
    ],
  ])('while %s is under way sends it again, and nothing else', async (_, step, matches) => {
    const hung = hangAt(matches)
    await start([create('first'), { id: 'hung', type: 'request', ...step }, create('last')])
    await hung.reached
    const next = await kill()
    await settledRuns(next, 1, {})
    expect(await only(next)).toMatchObject({ status: 'SUCCEEDED', taskCount: 3 })
    expect((await made(next)).filter((name) => name.startsWith('made by'))).toEqual(['made by first', 'made by last'])
    hung.wakeUp()
    await next.close()
  })

  it('in the middle of a fan-out goes on with the elements that are left', async () => {
    const hung = hangAt((_, body) => body.includes('made 3'))
    const list = Array.from({ length: 6 }, (_, n) => n)
    const step = create('element', { body: { name: 'made {{steps.each.instance}}' }, continueOnFailure: true })
    await start([{ id: 'each', type: 'fanOut', order: 'sequential', over: list, steps: [step] }])
    await hung.reached
    const next = await kill()
    await settledRuns(next, 1, {})
    // The interrupted one was carried out, and is recorded as failed because nobody knows.
    expect(await only(next)).toMatchObject({ status: 'SUCCEEDED', taskCount: 5 })
    expect(await made(next)).toEqual(list.map((n) => `made ${n}`))
    hung.wakeUp()
    await next.close()
  })

  it('before it has begun is begun by the next one: what was answered is not lost', async () => {
    await sandbox.context.scheduler.stop()
    await start([create('post')])
    expect(await only()).toMatchObject({ status: 'EXECUTING', stepExecutions: [{ name: 'trigger' }] })
    const next = await kill()
    await settledRuns(next, 1, {})
    expect(await only(next)).toMatchObject({ status: 'SUCCEEDED' })
    expect(await made(next)).toEqual(['made by post'])
    await next.close()
  })

  it('leaves its request without an answer, and the next one finishes what it asked for', async () => {
    const hung = hangAt((method) => method === 'GET')
    const steps = [
      { id: 'list', type: 'request', method: 'GET', path: '/files' },
      create('post'),
      { id: 'answer', type: 'response', body: 'done' },
    ]
    const id = await declare(sandbox, 'asked', { trigger: { type: 'request' }, steps })
    await turnOn(user, id)
    const answering = user.call('POST', `/sdk/triggers/${id}`)
    await hung.reached
    sandbox.release()
    expect((await answering).status).toBe(542)
    const next = await kill()
    await settledRuns(next, 1, {})
    expect(await only(next)).toMatchObject({ status: 'SUCCEEDED' })
    hung.wakeUp()
    await next.close()
  })
})

describe('a restart', () => {
  it('in the middle of a delay forgets nothing, and repeats nothing', async () => {
    await start([create('before'), { id: 'wait', type: 'delay', for: { hours: 2 } }, create('after')])
    await settledRuns(sandbox, 1, {})
    sandbox = await sandbox.restart()
    user = await sandbox.user('u')
    expect(await only()).toMatchObject({ status: 'DELAYED', taskCount: 1 })
    await sandbox.advance(2 * 3_600_000)
    expect(await only()).toMatchObject({ status: 'SUCCEEDED', taskCount: 2 })
    expect(await made()).toEqual(['made by after', 'made by before'])
  })

  it('between two attempts keeps to the times of the attempts', async () => {
    await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: true })
    const get = { id: 'get', type: 'request', method: 'GET', path: '/files/nothing', retry: true }
    await start([get])
    await expect.poll(async () => (await only()).stepExecutions.length).toBe(2)
    await sandbox.advance(9_000)
    sandbox = await sandbox.restart()
    const attempts: number[] = []
    const { fetch } = sandbox.context
    const begun = sandbox.context.clockOf(sandbox.projectId).now()
    sandbox.context.fetch = async (request) => {
      if (request.url.endsWith('/nothing')) attempts.push(sandbox.context.clockOf(sandbox.projectId).now() - begun)
      return fetch(request)
    }
    await sandbox.advance(300_000)
    expect(attempts).toEqual([1_000, 21_000, 51_000, 101_000, 181_000])
    expect(await only()).toMatchObject({ status: 'FAILED', reason: expect.stringMatching(/answered 404/) })
  })

  it('gives the database’s older projects the workflows of the catalog as they are now', async () => {
    const { prisma } = sandbox.context.store
    // As it was before workflows could run.
    const rows = await prisma.workflow.findMany()
    for (const { id, definition } of rows) {
      const { steps: _, ...rest } = definition as Record<string, unknown>
      await prisma.workflow.update({
        where: { id },
        data: { definition: { ...rest, trigger: { type: 'request' }, steps: [] } as never },
      })
    }
    // And as another version had left the project.
    await prisma.project.updateMany({ data: { startDigest: null } })
    await prisma.job.deleteMany()
    await declare(sandbox, 'weekly-report', { trigger: { type: 'request' }, steps: [] })
    sandbox = await sandbox.restart()
    user = await sandbox.user('u')
    const after = await sandbox.context.store.prisma.workflow.findMany()
    expect(after).toHaveLength(rows.length)
    const changed = after.filter(({ id, definition }) => {
      const before = rows.find((row) => row.id === id)?.definition
      return JSON.stringify(before) !== JSON.stringify(definition)
    })
    // What the project has declared itself is its own.
    expect(changed.map(({ isOwn }) => isOwn)).toEqual([true])
    await sandbox.advance(25 * 3_600_000)
    expect(await runs(sandbox)).toMatchObject([{ status: 'SUCCEEDED', credentialId: account.id }])
  })
})
