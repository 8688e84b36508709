import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox } from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())

const HOUR = 3_600_000
let projects = 0
async function newProject(): Promise<string> {
  const id = `clock-${projects++}`
  expect((await sandbox.control('POST', '/projects', { id })).status).toBe(201)
  return `/projects/${id}/clock`
}
interface Clock {
  now: string
  frozen: boolean
  offset: number
}
const put = async (path: string, body: object) => (await (await sandbox.control('PUT', path, body)).json()) as Clock

describe('a project’s clock', () => {
  it('shows the machine’s time, runs ahead when set forward, and stands still when told', async () => {
    const path = await newProject()
    const before = (await (await sandbox.control('GET', path)).json()) as Clock
    expect(before).toMatchObject({ frozen: false, offset: expect.any(Number) })
    expect(Math.abs(before.offset)).toBeLessThan(1_000)

    const ahead = await put(path, { advance: 2 * HOUR })
    expect(Date.parse(ahead.now)).toBeGreaterThanOrEqual(Date.parse(before.now) + 2 * HOUR)
    const frozen = await put(path, { now: '2040-01-01T00:00:00Z', frozen: true })
    expect(frozen).toMatchObject({ now: '2040-01-01T00:00:00.000Z', frozen: true })
    expect(await put(path, {})).toMatchObject({ now: '2040-01-01T00:00:00.000Z', frozen: true })
    expect(await put(path, { advance: 1_000 })).toMatchObject({ now: '2040-01-01T00:00:01.000Z', frozen: true })
    const running = await put(path, { frozen: false })
    expect([running.frozen, running.now >= '2040-01-01T00:00:01.000Z']).toEqual([false, true])
  })

  it.each([
    ['a negative step', { advance: -1 }, 422],
    ['a step that is no number of milliseconds', { advance: 'PT1H' }, 422],
    ['a step too far', { advance: 1e15 }, 422],
    ['no date', { now: 'tomorrow' }, 422],
    ['a time and a step', { now: '2040-01-01T00:00:00Z', advance: 1 }, 422],
    ['an unknown field', { speed: 2 }, 422],
    ['a time in the past', { now: '2020-01-01T00:00:00Z' }, 409],
  ])('is not set by %s', async (_, body, status) => {
    const path = await newProject()
    const answer = await sandbox.control('PUT', path, body)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
    expect(await (await sandbox.control('GET', path)).json()).toMatchObject({ frozen: false })
  })

  it('is of a project that is there', async () => {
    expect((await sandbox.control('GET', '/projects/none/clock')).status).toBe(404)
    expect((await sandbox.control('PUT', '/projects/none/clock', { advance: 1 })).status).toBe(404)
  })

  it('is what access tokens expire by, here and at the provider, and leaves user tokens alone', async () => {
    const user = await sandbox.user('time-traveller')
    const before = await user.addAccount(maya.work)
    await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { advance: 2 * HOUR })
    const about = await user.call('GET', '/sdk/proxy/googledrive/about?fields=user')
    expect(await about.json()).toMatchObject({ output: { user: { emailAddress: maya.work } } })
    const [after] = (await user.integration()).allCredentials
    expect(after).toMatchObject({ status: 'VALID', refreshFailureCount: 0 })
    const hours = (Date.parse(after?.dateRefreshed ?? '') - Date.parse(before.dateRefreshed)) / HOUR
    expect([Math.round(hours), after?.dateValidUntil && after.dateValidUntil > (before.dateValidUntil ?? '')]).toEqual([
      2,
      true,
    ])
  })
})
