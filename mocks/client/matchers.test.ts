import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ParagonMatchers, paragonMatchers } from './matchers.ts'
import { createLocalSandbox, type LocalTestSandbox, maya } from './testing.ts'

declare module 'vitest' {
  interface Matchers<T> extends ParagonMatchers {}
}
expect.extend(paragonMatchers)

let local: LocalTestSandbox
beforeAll(async () => {
  local = await createLocalSandbox()
})
afterAll(() => local.dispose())
beforeEach(() => local.begin())

/** What an assertion says when it fails. */
const messageOf = (assertion: Promise<unknown>) =>
  assertion.then(
    () => {
      throw new Error('It held.')
    },
    (error: Error) => error.message,
  )

describe('toHaveCalled', () => {
  it('holds for a call that was made, by the vendor’s names', async () => {
    const { project, account, about } = local
    await about()
    await expect(project).toHaveCalled({ service: 'googledrive', credentialId: account.id })
    await expect(project).toHaveCalled({ service: 'googledrive', credentialId: 'work', userId: 'ada', status: 200 })
    const [entry] = await project.journal.list({ service: 'googledrive' })
    await expect(project).toHaveCalled({ direction: 'in', traceId: entry?.traceId, path: '/sdk/proxy/**' })
    await expect(project).toHaveCalled({ operation: 'GET /sdk/proxy/:type/*', method: 'get' }, { times: 1 })
  })

  it('waits for one that is still to come', async () => {
    const { project, about } = local
    const asserted = expect(project).toHaveCalled({ service: 'googledrive' }, { times: 2, timeout: 10_000 })
    await about()
    await about()
    await asserted
  })

  it('says what came closest, by the names that were given', async () => {
    const { project, account, about } = local
    await about()
    const message = await messageOf(
      expect(project).toHaveCalled({ service: 'googledrive', credentialId: 'home', userId: 'ada' }, { timeout: 0 }),
    )
    expect(message).toBe(
      `expect(sandbox).toHaveCalled({"service":"googledrive","credentialId":"home","userId":"ada"})

Expected: a call like this
Received: none within 0 ms
Nearest misses:
  out googledrive GET https://www.googleapis.com/drive/v3/about?fields=user 200 as ${maya.work} (work)
    credentialId: wanted "home", was "${account.id}" or "work"
  in proxy GET ${project.urls.paragon}/projects/${project.projectId}/sdk/proxy/googledrive/about?fields=user 200 as ${maya.work} (work)
    service: wanted "googledrive", was "proxy"
    credentialId: wanted "home", was "${account.id}" or "work"`,
    )
  })

  it('counts, neither fewer nor more', async () => {
    const { project, about } = local
    await about()
    await about()
    const call = { service: 'googledrive' }
    await expect(project).toHaveCalled(call, { times: 2 })
    await expect(project).not.toHaveCalled(call, { times: 1 })
    expect(await messageOf(expect(project).toHaveCalled(call, { times: 1 }))).toContain(
      'Expected: 1 call like this\nReceived: 2 calls within 1000 ms\n  out googledrive GET',
    )
    expect(await messageOf(expect(project).toHaveCalled(call, { times: 3, timeout: 0 }))).toContain(
      'Expected: 3 calls like this\nReceived: 2 calls within 0 ms',
    )
    await expect(expect(project).toHaveCalled(call, { times: 0 })).rejects.toMatchObject({ status: 422 })
  })

  it('can be denied: of what was asked so far, or for a while', async () => {
    const { project, about } = local
    const call = { service: 'googledrive' }
    await expect(project).not.toHaveCalled(call)
    const during = messageOf(expect(project).not.toHaveCalled(call, { timeout: 10_000 }))
    await about()
    expect(await during).toBe(
      `expect(sandbox).not.toHaveCalled({"service":"googledrive"})

Expected: not a call like this
Received: 1 call
  out googledrive GET https://www.googleapis.com/drive/v3/about?fields=user 200 as ${maya.work} (work)`,
    )
    const since = (await project.journal.list()).at(-1)?.cursor
    await expect(project).not.toHaveCalled(call, { since })
  })

  it('is for a sandbox too, and for nothing else', async () => {
    const { sandbox } = local
    await expect(sandbox).not.toHaveCalled({ service: 'slack' })
    for (const other of [null, 'sandbox', {}, { project: {} }]) {
      await expect(expect(other).toHaveCalled({ service: 'slack' })).rejects.toThrow(TypeError)
    }
    await expect(expect(sandbox).toHaveCalled({ status: 'never' })).rejects.toMatchObject({ status: 422 })
  })
})
