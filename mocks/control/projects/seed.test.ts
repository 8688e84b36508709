import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox } from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())

const clock = { now: '2030-01-01T00:00:00Z', frozen: true }
const path = '/projects/seeded'

async function control(method: string, below: string, body?: unknown) {
  const answer = await sandbox.control(method, `${path}${below}`, body)
  expect(answer.status).toBeLessThan(300)
  return answer.status === 204 ? null : answer.json()
}

const make = async (seed?: string) =>
  (await sandbox.control('POST', '/projects', { id: 'seeded', clock, ...(seed !== undefined && { seed }) })).json()

/** Everything that a user sees of it, after two accounts were connected and a file was written. */
async function story() {
  const { token } = await control('POST', '/tokens', { sub: 'maya' })
  const call = async (method: string, below: string, body?: unknown) => {
    const init = { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } }
    const url = `${sandbox.context.urls.paragon}${path}${below}`
    const answer = await sandbox.paragon(
      new Request(url, body === undefined ? init : { ...init, body: JSON.stringify(body) }),
    )
    expect(answer.status).toBeLessThan(300)
    return answer.json()
  }
  for (const account of [maya.work, maya.home]) {
    await control('POST', '/credentials', { sub: 'maya', integration: 'googledrive', account })
  }
  const file = await call('POST', '/sdk/proxy/googledrive/files', { name: 'New' })
  return { me: await call('GET', '/sdk/me'), file }
}

it('has a project draw the same each time that it begins', async () => {
  const { apiKey, webhookSigningSecret } = await make('one')
  const first = await story()

  await control('POST', '/reset')
  expect(await story()).toEqual(first)

  await control('DELETE', '')
  expect(await make('one')).toMatchObject({ apiKey, webhookSigningSecret })
  expect(await story()).toEqual(first)

  await control('DELETE', '')
  expect(await make('two')).not.toMatchObject({ apiKey })
  expect(await story()).not.toEqual(first)
  await control('DELETE', '')
})

it('leaves chance to itself without one', async () => {
  await make()
  const first = await story()
  await control('POST', '/reset')
  expect(await story()).not.toEqual(first)
  await control('DELETE', '')
})

it('shares nothing between projects of the same seed', async () => {
  await make('one')
  const { projectId, apiKey } = await (
    await sandbox.control('POST', '/projects', { id: 'other', clock, seed: 'one' })
  ).json()
  expect(apiKey).not.toBe((await control('GET', '')).apiKey)
  await sandbox.control('DELETE', `/projects/${projectId}`)
  await control('DELETE', '')
})

it('draws on after a restart, and from the beginning after the next reset', async () => {
  await make('one')
  const first = await story()
  await control('POST', '/reset')
  await control('POST', '/credentials', { sub: 'maya', integration: 'googledrive', account: maya.work })
  sandbox = await sandbox.restart()
  // Were the series to begin again, this account would have the id of the one that is there.
  await control('POST', '/credentials', { sub: 'jonas', integration: 'googledrive', account: maya.work })
  await control('POST', '/reset')
  expect(await story()).toEqual(first)
})

it.each(['', 7, 'x'.repeat(201)])('is refused when it is %j', async (seed) => {
  expect((await sandbox.control('POST', '/projects', { seed })).status).toBe(422)
})
