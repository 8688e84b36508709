import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EntryView } from '../journal/view.ts'
import { createTestSandbox, maya, type TestSandbox } from '../testing/test-sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())

const PROJECTS = 50
const HOUR = 3_600_000

/** One project's life, which no other project's shows in. Odd ones have what even ones have not. */
async function live(number: number) {
  const isOdd = number % 2 === 1
  const json = async (answer: Response | Promise<Response>) => (await (await answer).json()) as Record<string, never>
  const { projectId } = await json(sandbox.control('POST', '/projects', { id: `project-${number}` }))
  const control = (method: string, below: string, body?: unknown) =>
    sandbox.control(method, `/projects/${projectId}${below}`, body)
  const { token } = await json(control('POST', '/tokens', { sub: 'same-user' }))
  const call = (below: string) =>
    sandbox.paragon(
      new Request(`http://localhost:4010/projects/${projectId}${below}`, {
        headers: { authorization: `Bearer ${token}` },
      }),
    )
  const { id } = await json(
    control('POST', '/credentials', { sub: 'same-user', integration: 'googledrive', account: maya.work }),
  )
  await control('PUT', '/clock', { advance: number * HOUR, frozen: isOdd })
  // Opposite faults: each refuses what its neighbours let through, in words of its own.
  const refused = isOdd ? '/sdk/me' : '/sdk/integrations'
  await control('POST', '/faults', {
    match: { path: refused },
    effect: { respond: { status: 503, body: { from: projectId } } },
    times: 3,
  })
  await control('POST', '/faults', {
    match: { service: 'googledrive', path: '/drive/v3/about', credential: id },
    effect: { respond: { status: 500 + (number % 4) } },
    times: 1,
  })
  const statuses: [number, number, number][] = []
  for (let round = 0; round < 4; round += 1) {
    const answers = await Promise.all(
      ['/sdk/me', '/sdk/integrations', '/sdk/proxy/googledrive/about?fields=user'].map(call),
    )
    const [me, integrations, about] = answers.map(({ status }) => status)
    statuses.push([me ?? 0, integrations ?? 0, about ?? 0])
    const body = await json(answers[isOdd ? 0 : 1] ?? new Response())
    if (round < 3) expect(body).toEqual({ from: projectId })
    await Promise.all(answers.map((answer) => answer.body?.cancel().catch(() => undefined)))
  }
  const clock = await json(control('GET', '/clock'))
  const { entries } = (await json(control('GET', '/journal?limit=500'))) as unknown as { entries: EntryView[] }
  const { faults } = (await json(control('GET', '/faults'))) as unknown as { faults: { hits: number }[] }
  return { number, isOdd, projectId, credentialId: String(id), statuses, clock, entries, faults }
}

test(`${PROJECTS} projects driven at once, with opposite faults and clocks, show nothing of each other`, async () => {
  const before = Date.now()
  const lives = await Promise.all(Array.from({ length: PROJECTS }, (_, number) => live(number)))
  const elapsed = Date.now() - before
  for (const { number, isOdd, projectId, credentialId, statuses, clock, entries, faults } of lives) {
    const refusals = [503, 503, 503, 200]
    const others = [200, 200, 200, 200]
    expect(statuses.map(([me]) => me)).toEqual(isOdd ? refusals : others)
    expect(statuses.map(([, integrations]) => integrations)).toEqual(isOdd ? others : refusals)
    expect(statuses.map(([, , about]) => about)).toEqual([500 + (number % 4), 200, 200, 200])
    expect(faults.map(({ hits }) => hits)).toEqual([3, 1])
    // A clock falls behind the machine's by the time that it stands still, and by what an advance takes.
    expect(clock.frozen).toBe(isOdd)
    expect(Number(clock.offset)).toBeLessThanOrEqual(number * HOUR)
    expect(Number(clock.offset)).toBeGreaterThanOrEqual(number * HOUR - elapsed)
    // Twelve calls, the four calls out, and those that connected the account.
    const paths = entries.filter(({ service }) => ['zeus', 'proxy'].includes(service)).map(({ path }) => path)
    expect(paths).toHaveLength(12)
    expect(paths.every((path) => path.startsWith(`/projects/${projectId}/`))).toBe(true)
    // Workflows on a schedule, which the clock brings about, call other paths.
    const calls = entries.filter(({ path }) => path === '/drive/v3/about')
    expect(calls.map(({ account }) => account?.credentialId)).toEqual(Array(4).fill(credentialId))
    const requests = entries.filter(({ service }) => service === 'proxy')
    expect(new Set(calls.map(({ parentId }) => parentId))).toEqual(new Set(requests.map(({ id }) => id)))
  }
}, 60_000)
