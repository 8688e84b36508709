import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createTestSandbox,
  jonas,
  maya,
  type TestSandbox,
  type TestUser,
  type WireCredential,
} from '../../testing/test-sandbox.ts'
import {
  addQuietAccount,
  advance,
  DAY,
  drive,
  expectError,
  MINUTE,
  type Pulled,
  type SyncClient,
  syncClient,
} from './testing.ts'

let sandbox: TestSandbox
let user: TestUser
let syncs: SyncClient
let a: WireCredential

beforeEach(async () => {
  sandbox = await createTestSandbox()
  await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, { frozen: true })
  user = await sandbox.user('someone')
  a = await addQuietAccount(user, maya.work)
  syncs = syncClient(() => sandbox, user)
})
afterEach(async () => {
  vi.restoreAllMocks()
  await sandbox.dispose()
})

const settle = () => advance(sandbox, 0)
const mishap = async (credentialId: string, what: string, body?: object) => {
  const answer = await sandbox.control(
    'POST',
    `/projects/${sandbox.projectId}/credentials/${credentialId}/${what}`,
    body,
  )
  expect(answer.status).toBe(204)
}
async function events(syncId: string): Promise<string[]> {
  const answer = await sandbox.control('GET', `/projects/${sandbox.projectId}/sync-logs?syncId=${syncId}`)
  const { data } = (await answer.json()) as { data: { syncEvent: string }[] }
  return data.map(({ syncEvent }) => syncEvent).reverse()
}
/** Puts many files into an account's drive at once. */
async function fill(email: string, count: number): Promise<void> {
  const { provider, prisma } = sandbox.context.store
  const account = await provider.accounts.findByEmail(sandbox.projectId, 'google', email)
  const dateCreated = new Date(sandbox.context.clockOf(sandbox.projectId).now())
  await prisma.driveFile.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      id: `many-${String(index).padStart(5, '0')}`,
      accountId: account?.id ?? '',
      name: `Many ${index}`,
      mimeType: 'text/plain',
      size: 0,
      dateCreated,
      dateModified: dateCreated,
    })),
  })
}
/** Watches, or holds up, the calls that go to the drive's list of files. */
function onList(each: (count: number) => Promise<void> | void): void {
  const { fetch } = sandbox.context
  let count = 0
  vi.spyOn(sandbox.context, 'fetch').mockImplementation(async (request) => {
    if (new URL(request.url).pathname === '/drive/v3/files') await each(++count)
    return fetch(request)
  })
}

/** Something to wait for, and the way to end the wait. */
function signal() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

describe('a backfill', () => {
  it('goes through INITIALIZING and ACTIVE to IDLE', async () => {
    await fill(maya.work, 250)
    const seen: string[] = []
    onList(async () => {
      seen.push((await syncs.status(id)).status)
    })
    const id = await syncs.enable()
    await settle()
    expect(seen).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE'])
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
    const { data } = await syncs.pull(id)
    expect(data.filter(({ name }) => name?.startsWith('Many'))).toHaveLength(250)
    expect(await events(id)).toEqual(['INITIAL_SYNC_STARTED', 'INITIAL_SYNC_COMPLETED'])
  })

  it('that a restart comes between leaves nothing out and repeats nothing', async () => {
    await fill(maya.work, 350)
    let half = { data: [] as Pulled[], cursor: null as string | null }
    const restarted = new Promise<TestSandbox>((resolve) => {
      onList(async (count) => {
        if (count !== 3) return
        half = await syncs.pull(id)
        resolve(sandbox.restart())
      })
    })
    const id = await syncs.enable()
    sandbox = await restarted
    expect(half.data).toHaveLength(200)
    await settle()
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
    expect(await events(id)).toEqual(['INITIAL_SYNC_STARTED', 'INITIAL_SYNC_COMPLETED'])
    // What was committed stays as it is: whoever has pulled the first half needs the second only.
    const rest = await syncs.pull(id, half.cursor)
    const ids = [...half.data, ...rest.data].map(({ externalId }) => externalId)
    expect([new Set(ids).size, ids.filter((each) => each.startsWith('many-')).length]).toEqual([ids.length, 350])
    expect((await syncs.page(id)).paging.totalRecords).toBe(ids.length)
    await advance(sandbox, MINUTE)
    expect((await syncs.pull(id, rest.cursor)).data).toEqual([])
  })

  it('that hangs is taken over, and what the one that hung brings then is thrown away', async () => {
    await fill(maya.work, 350)
    const reached = signal()
    const released = signal()
    onList(async (count) => {
      if (count !== 2) return
      reached.resolve()
      await released.promise
    })
    const id = await syncs.enable()
    await reached.promise
    // As when a process has stopped to renew its lease: whoever comes next takes the job.
    const { context, projectId } = sandbox
    await context.store.prisma.job.updateMany({ where: { subject: id }, data: { leasedUntil: 0 } })
    while ((await syncs.status(id)).status !== 'IDLE') await context.scheduler.runNow(projectId, 'sync', id)
    const all = await syncs.pull(id)
    expect(all.data.filter(({ name }) => name?.startsWith('Many'))).toHaveLength(350)
    released.resolve()
    await settle()
    expect((await syncs.pull(id, all.cursor)).data).toEqual([])
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE', summary: { totalRecords: all.data.length } })
  })

  it('sees what changes while it is read', async () => {
    await fill(maya.work, 250)
    onList(async (count) => {
      if (count !== 2) return
      await drive(user, a.id, 'DELETE', '/files/many-00000')
      await drive(user, a.id, 'PATCH', '/files/many-00001', { name: 'Renamed' })
      await drive(user, a.id, 'POST', '/files', { name: 'New' })
    })
    const id = await syncs.enable()
    await settle()
    await advance(sandbox, MINUTE)
    const { data } = await syncs.pull(id)
    expect(data.find(({ externalId }) => externalId === 'many-00000')?.deleted).toBe(true)
    const names = data.map(({ name }) => name)
    expect([names.includes('Renamed'), names.includes('New'), names.includes('Many 1')]).toEqual([true, true, false])
  })

  it('is not lost by a sync that is moved in the middle of it', async () => {
    const b = await addQuietAccount(user, maya.home)
    await fill(maya.work, 250)
    const id = await syncs.enable()
    onList(async (count) => {
      if (count === 2) await syncs.json('PATCH', `/syncs/${id}`, { credentialId: b.id })
    })
    await settle()
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE', credentialId: b.id })
    const names = await syncs.names(id)
    expect([names.includes('Sourdough.md'), names.some((name) => name.startsWith('Many'))]).toEqual([true, false])
  })
})

describe('a third party with too many requests', () => {
  it('is left alone for as long as it says, and then asked where the sync had come to', async () => {
    const id = await syncs.enable()
    await settle()
    await drive(user, a.id, 'POST', '/files', { name: 'Waits' })
    await mishap(a.id, 'throttle', { seconds: 600 })
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'RATE_LIMITED', rateLimitBackoffMs: 540_000 })
    await advance(sandbox, 8 * MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'RATE_LIMITED', rateLimitBackoffMs: 540_000 })
    expect(await syncs.names(id)).not.toContain('Waits')
    await advance(sandbox, MINUTE)
    const after = await syncs.status(id)
    expect([after.status, after.rateLimitBackoffMs]).toEqual(['IDLE', undefined])
    expect(await syncs.names(id)).toContain('Waits')
    expect(await events(id)).toEqual([
      'INITIAL_SYNC_STARTED',
      'INITIAL_SYNC_COMPLETED',
      'SYNC_RUN_RATE_LIMITED',
      'INCREMENTAL_SYNC_COMPLETED',
    ])
  })

  it('that does not say how long is asked at ever longer intervals', async () => {
    const { fetch } = sandbox.context
    let isBusy = true
    const asked: number[] = []
    vi.spyOn(sandbox.context, 'fetch').mockImplementation(async (request) => {
      if (!isBusy || !request.url.includes('/drive/v3/')) return fetch(request)
      asked.push(sandbox.context.clockOf(sandbox.projectId).now())
      return Response.json({ error: { errors: [{ reason: 'userRateLimitExceeded' }] } }, { status: 403 })
    })
    const id = await syncs.enable()
    await settle()
    await advance(sandbox, 20_000)
    const start = asked[0] ?? 0
    expect(asked.map((time) => (time - start) / 1000)).toEqual([0, 1, 3, 7, 15])
    expect(await syncs.status(id)).toMatchObject({ status: 'RATE_LIMITED', rateLimitBackoffMs: 16_000 })
    isBusy = false
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
  })

  it('is throttled for a time that makes sense only', async () => {
    for (const body of [{}, { seconds: -1 }, { seconds: 1.5 }, { seconds: 90_000 }, { minutes: 1 }]) {
      const path = `/projects/${sandbox.projectId}/credentials/${a.id}/throttle`
      expect((await sandbox.control('POST', path, body)).status).toBe(422)
    }
    const none = `/projects/${sandbox.projectId}/credentials/none/throttle`
    expect((await sandbox.control('POST', none, { seconds: 1 })).status).toBe(404)
    await mishap(a.id, 'throttle', { seconds: 60 })
    const refused = await user.call('GET', '/sdk/proxy/googledrive/files')
    expect(refused.status).toBe(429)
    await mishap(a.id, 'throttle', { seconds: 0 })
    expect((await user.call('GET', '/sdk/proxy/googledrive/files')).status).toBe(200)
  })
})

describe('a third party that fails', () => {
  it('is asked again, and no error is told of', async () => {
    const { fetch } = sandbox.context
    const spy = vi
      .spyOn(sandbox.context, 'fetch')
      .mockImplementation(async (request) =>
        request.url.includes('/drive/v3/') ? new Response('down', { status: 503 }) : fetch(request),
      )
    const id = await syncs.enable()
    await advance(sandbox, 10_000)
    expect(await syncs.status(id)).toMatchObject({ status: 'INITIALIZING' })
    spy.mockRestore()
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
    expect((await events(id)).at(0)).toBe('SYNC_RUN_ERROR')
  })

  it('and says that it will not, ends the sync with its words', async () => {
    const id = await syncs.enable({ configuration: { folderId: 'none' } })
    await settle()
    expect(await syncs.status(id)).toMatchObject({ status: 'ERRORED', reason: 'Request failed with status code 404' })
    const file = await drive(user, a.id, 'POST', '/files', { name: 'No folder' })
    const other = await syncs.enable({ configuration: { folderId: file.id }, configurationName: 'file' })
    await settle()
    expect(await syncs.status(other)).toMatchObject({ status: 'ERRORED', reason: '"No folder" is not a folder.' })
  })

  it('and does not know the place any more, has everything read again', async () => {
    const id = await syncs.enable()
    await settle()
    await drive(user, a.id, 'POST', '/files', { name: 'Beyond' })
    await sandbox.context.store.prisma.sync.update({ where: { id }, data: { changes: { pageToken: '999999' } } })
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
    expect(await syncs.names(id)).toContain('Beyond')
    expect((await events(id)).slice(-2)).toEqual(['FULL_SYNC_STARTED', 'FULL_SYNC_COMPLETED'])
  })
})

describe('an account that is lost', () => {
  const gone = (id: string) => `Credential ID ${id} is no longer valid or has been deleted.`

  it('by a revoked grant ends the sync; connected again and reenabled, it goes on where it stopped', async () => {
    const id = await syncs.enable()
    await settle()
    const { cursor } = await syncs.pull(id)
    await mishap(a.id, 'revoke')
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'ERRORED', reason: gone(a.id) })
    const { data } = await syncs.json<{ data: object[] }>('GET', '/syncs')
    expect(data).toMatchObject([{ id, status: 'ERRORED', reason: gone(a.id) }])
    await expectError(await syncs.call('POST', `/syncs/${id}/reenable`), 400, '40010')
    const [first] = (await syncs.pull(id)).data
    await expectError(await syncs.call('GET', `/syncs/${id}/records/${first?.id}/content`), 400)

    await user.connect(maya.work, {
      installOptions: { allowMultipleCredentials: true, selectedCredentialId: a.id },
    })
    await drive(user, a.id, 'POST', '/files', { name: 'Meanwhile' })
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'ERRORED' })
    expect(await syncs.json('POST', `/syncs/${id}/reenable`)).toEqual({ id, status: 'ACTIVE' })
    await settle()
    const after = await syncs.status(id)
    expect([after.status, after.reason]).toEqual(['IDLE', undefined])
    expect((await syncs.pull(id, cursor)).data).toMatchObject([{ name: 'Meanwhile' }])
  })

  it('by being disconnected ends the sync; another account is its cure', async () => {
    const b = await addQuietAccount(user, maya.home)
    const id = await syncs.enable({ credentialId: a.id })
    await settle()
    await user.call('DELETE', `/sdk/integrations/${await user.integrationId()}`, {
      headers: { 'x-paragon-credential': a.id },
    })
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'ERRORED', reason: gone(a.id) })
    const reenabled = await syncs.call('POST', `/syncs/${id}/reenable`)
    expect(await reenabled.clone().json()).toMatchObject({ message: gone(a.id) })
    await expectError(reenabled, 400, '40010')
    const [first] = (await syncs.pull(id)).data
    await expectError(await syncs.call('GET', `/syncs/${id}/records/${first?.id}/content`), 400, '40010')
    await syncs.json('PATCH', `/syncs/${id}`, { credentialId: b.id })
    await settle()
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE', credentialId: b.id })
    expect(await syncs.names(id)).toContain('Sourdough.md')
  })

  it('by being invalid ends the sync before it calls anyone', async () => {
    const id = await syncs.enable()
    await settle()
    await mishap(a.id, 'invalidate')
    const spy = vi.spyOn(sandbox.context, 'fetch')
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'ERRORED' })
    expect(spy).not.toHaveBeenCalled()
    expect((await events(id)).at(-1)).toBe('SYNC_RUN_ERROR')
  })

  it('for a while only is refreshed without anyone noticing', async () => {
    const id = await syncs.enable()
    await settle()
    await mishap(a.id, 'expire')
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
  })

  it('to another person behind the same credential has everything read anew', async () => {
    const id = await syncs.enable()
    await settle()
    const before = await syncs.pull(id)
    await user.connect(jonas.work, {
      installOptions: { allowMultipleCredentials: true, selectedCredentialId: a.id },
    })
    await advance(sandbox, MINUTE)
    const names = await syncs.names(id)
    expect([names.includes('On-call rota.csv'), names.includes('Q1 launch plan.md')]).toEqual([true, false])
    const changed = await syncs.pull(id, before.cursor)
    expect(changed.data.filter(({ deleted }) => deleted)).toHaveLength(before.data.length)
  })
})

describe('a sync that is disabled', () => {
  it('looks no more until it is reenabled, and then goes on where it was', async () => {
    const id = await syncs.enable()
    await settle()
    const { cursor } = await syncs.pull(id)
    expect(await syncs.json('POST', `/syncs/${id}/disable`)).toEqual({ id, status: 'DISABLED' })
    expect(await syncs.json('POST', `/syncs/${id}/disable`)).toEqual({ id, status: 'DISABLED' })
    await drive(user, a.id, 'POST', '/files', { name: 'While it slept' })
    await advance(sandbox, 2 * DAY)
    expect(await syncs.status(id)).toMatchObject({ status: 'DISABLED' })
    expect((await syncs.pull(id, cursor)).data).toEqual([])
    expect(await syncs.json('POST', `/syncs/${id}/reenable`)).toEqual({ id, status: 'ACTIVE' })
    await settle()
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
    expect((await syncs.pull(id, cursor)).data).toMatchObject([{ name: 'While it slept' }])
    expect(await syncs.json('POST', `/syncs/${id}/reenable`)).toEqual({ id, status: 'IDLE' })
  })

  it('in the middle of its backfill stops after the page, and finishes it later', async () => {
    await fill(maya.work, 350)
    const id = await syncs.enable()
    onList(async (count) => {
      if (count === 2) await syncs.json('POST', `/syncs/${id}/disable`)
    })
    await settle()
    const half = await syncs.pull(id)
    expect(half.data).toHaveLength(100)
    expect(await syncs.json('POST', `/syncs/${id}/reenable`)).toEqual({ id, status: 'INITIALIZING' })
    await settle()
    const rest = await syncs.pull(id, half.cursor)
    expect(new Set([...half.data, ...rest.data].map((record) => record.id)).size).toBe(
      half.data.length + rest.data.length,
    )
    expect(await syncs.status(id)).toMatchObject({ status: 'IDLE' })
  })

  it('may be moved, and reads the other account when it is reenabled', async () => {
    const b = await addQuietAccount(user, maya.home)
    const id = await syncs.enable({ credentialId: a.id })
    await settle()
    await syncs.json('POST', `/syncs/${id}/disable`)
    await syncs.json('PATCH', `/syncs/${id}`, { credentialId: b.id })
    await advance(sandbox, MINUTE)
    expect(await syncs.status(id)).toMatchObject({ status: 'DISABLED', credentialId: b.id })
    await syncs.json('POST', `/syncs/${id}/reenable`)
    await settle()
    expect(await syncs.names(id)).toContain('Sourdough.md')
  })
})

describe('a clock that is set far ahead', () => {
  it('does not have each minute looked at, and misses nothing that other work does on the way', async () => {
    const id = await syncs.enable()
    await settle()
    const { context, projectId } = sandbox
    let calls = 0
    const { fetch } = context
    vi.spyOn(context, 'fetch').mockImplementation((request) => {
      if (request.url.includes('/drive/v3/')) calls += 1
      return fetch(request)
    })
    // Work of another kind, half a day from now: it changes what is looked at.
    const at = context.clockOf(projectId).now() + DAY / 2
    context.scheduler.handle('other', async () => {
      await drive(user, a.id, 'POST', '/files', { name: 'By other work' })
      return undefined
    })
    await context.scheduler.put({ id: 'other', projectId, kind: 'other', subject: 'x', dateDue: new Date(at) })
    const { cursor } = await syncs.pull(id)
    await advance(sandbox, 3 * DAY)
    expect(calls).toBeLessThan(40)
    const { data } = await syncs.pull(id, cursor)
    expect(data).toMatchObject([{ name: 'By other work' }])
    const synced = Date.parse(String(data[0]?.syncedAt))
    expect(synced - at).toBeGreaterThanOrEqual(0)
    expect(synced - at).toBeLessThanOrEqual(2 * MINUTE)
    const { lastSyncedAt } = (await syncs.status(id)).summary
    expect(context.clockOf(projectId).now() - Date.parse(lastSyncedAt ?? '')).toBeLessThanOrEqual(2 * MINUTE)
  })
})
