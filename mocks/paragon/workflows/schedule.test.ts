import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { declare, driveFiles, run, runs, turnOn, workflowId } from '../../testing/workflows.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const steps = [{ id: 'note', type: 'function', return: '{{trigger.date}}' }]

let sandbox: TestSandbox
/** On a Thursday; the machine's clock plays no part. */
beforeAll(async () => {
  sandbox = await createTestSandbox()
  const clock = { now: '2040-01-05T08:30:00Z', frozen: true }
  expect((await sandbox.control('PUT', `/projects/${sandbox.projectId}/clock`, clock)).status).toBe(200)
})
// Nothing of one test comes due in the next.
afterEach(async () => {
  for (const user of made.splice(0)) {
    for (const { id, integrationId } of (await user.me()).integrations.googledrive?.allCredentials ?? []) {
      await user.call('DELETE', `/sdk/integrations/${integrationId}`, { headers: { 'x-paragon-credential': id } })
    }
  }
})
afterAll(() => sandbox.dispose())

const made: TestUser[] = []
async function newUser() {
  const sub = `scheduled-${users++}`
  const user = await sandbox.user(sub)
  made.push(user)
  return { sub, user }
}
let users = 0
/** A user with a Drive account in which only one workflow is on. */
async function withSchedule(trigger: object) {
  const { sub, user } = await newUser()
  const a = await user.addAccount(maya.work)
  await user.call('DELETE', `/sdk/workflows/${await workflowId(sandbox, 'import-new-files')}`)
  const id = await declare(sandbox, sub, { trigger: { type: 'schedule', ...trigger }, steps })
  await turnOn(user, id)
  const begun = now()
  const times = async () => (await runs(sandbox, { userId: sub })).map((each) => Date.parse(each.dateStarted) - begun)
  /** In minutes since it was turned on; timestamps of one moment lie some milliseconds apart. */
  const minutes = async () => (await times()).map((time) => Math.round(time / MINUTE))
  return { sub, user, a, id, minutes }
}
const now = () => sandbox.context.clockOf(sandbox.projectId).now()
const days = async (sub: string) =>
  (await runs(sandbox, { userId: sub })).map(({ dateStarted }) => dateStarted.slice(0, 16))

describe('a schedule', () => {
  it('of every so many minutes counts from when the workflow was turned on', async () => {
    const { user, id, minutes } = await withSchedule({ every: { minutes: 15 } })
    await sandbox.advance(10 * MINUTE)
    expect(await minutes()).toEqual([])
    await sandbox.advance(50 * MINUTE)
    expect(await minutes()).toEqual([15, 30, 45, 60])
    // Saying so again does not begin anew.
    await sandbox.advance(10 * MINUTE)
    await turnOn(user, id)
    await sandbox.advance(5 * MINUTE)
    expect(await minutes()).toEqual([15, 30, 45, 60, 75])
  })

  it('by the calendar comes when it says, over simulated weeks', async () => {
    const { sub } = await withSchedule({ cron: '0 9 * * 1,3' })
    await sandbox.advance(15 * DAY)
    const begun = new Date(now() - 15 * DAY)
    const expected = Array.from({ length: 16 }, (_, day) => new Date(begun.getTime() + day * DAY))
      .map((date) => new Date(`${date.toISOString().slice(0, 10)}T09:00:00Z`))
      .filter((date) => [1, 3].includes(date.getUTCDay()) && date > begun && date.getTime() <= now())
    expect(expected.length).toBeGreaterThanOrEqual(4)
    expect(await days(sub)).toEqual(expected.map((date) => date.toISOString().slice(0, 16)))
  })

  it('runs in each configuration where it is on, and stops where it is turned off, removed or disconnected', async () => {
    const { sub, user, a, id } = await withSchedule({ every: { minutes: 60 } })
    const b = await user.addAccount(maya.home)
    await user.call('POST', `/sdk/credentials/${b.id}/configurations`, { body: { externalId: 'team' } })
    const ofB = { 'x-paragon-credential': b.id }
    const ofTeam = { ...ofB, 'x-paragon-configuration-id': 'team' }
    await turnOn(user, id, ofB)
    await turnOn(user, id, ofTeam)
    const count = async () => {
      const before = (await runs(sandbox, { userId: sub, workflowId: id })).length
      await sandbox.advance(HOUR)
      return (await runs(sandbox, { userId: sub, workflowId: id })).length - before
    }
    expect(await count()).toBe(3)
    await user.call('DELETE', `/sdk/workflows/${id}`, { headers: { 'x-paragon-credential': a.id } })
    expect(await count()).toBe(2)
    await user.call('DELETE', `/sdk/credentials/${b.id}/configurations`, { headers: ofTeam })
    expect(await count()).toBe(1)
    await user.call('DELETE', `/sdk/integrations/${b.integrationId}`, { headers: ofB })
    expect(await count()).toBe(0)
    await turnOn(user, id)
    expect(await count()).toBe(1)
  })

  it('that is deployed anew comes by its new times', async () => {
    const { sub, id, minutes } = await withSchedule({ every: { minutes: 30 } })
    await sandbox.advance(HOUR)
    expect(await minutes()).toEqual([30, 60])
    expect(await declare(sandbox, sub, { trigger: { type: 'schedule', every: { minutes: 10 } }, steps })).toBe(id)
    await sandbox.advance(30 * MINUTE)
    expect(await minutes()).toEqual([30, 60, 70, 80, 90])
    expect(await declare(sandbox, sub, { trigger: { type: 'request' }, steps: [] })).toBe(id)
    await sandbox.advance(DAY)
    expect(await minutes()).toHaveLength(5)
  })

  it('runs for an account that is no longer valid, and fails, until it is reconnected', async () => {
    const { sub, user, a } = await withSchedule({ every: { minutes: 60 } })
    await sandbox.control('POST', `/projects/${sandbox.projectId}/credentials/${a.id}/invalidate`)
    await sandbox.advance(HOUR)
    await user.connect(maya.work, { installOptions: { allowMultipleCredentials: true, selectedCredentialId: a.id } })
    await sandbox.advance(HOUR)
    expect((await runs(sandbox, { userId: sub })).map(({ status }) => status)).toEqual(['FAILED', 'SUCCEEDED'])
  })

  it('of an integration that is not active comes no more', async () => {
    const other = await createTestSandbox()
    try {
      const user = await other.user('u')
      await user.addAccount(maya.work)
      const { prisma } = other.context.store
      await prisma.integration.updateMany({ data: { isActive: false } })
      await prisma.project.updateMany({ data: { revision: { increment: 1 } } })
      await other.advance(3 * DAY)
      expect(await runs(other)).toEqual([])
    } finally {
      await other.dispose()
    }
  })

  it('tells its workflow the time that it was for', async () => {
    const { sub } = await withSchedule({ every: { minutes: 7 } })
    const due = new Date(now() + 7 * MINUTE).toISOString()
    await sandbox.advance(10 * MINUTE)
    const [first] = await runs(sandbox, { userId: sub })
    const { stepExecutions } = await run(sandbox, first?.id ?? '')
    const note = await sandbox.history(`/${first?.id}/step-executions/${stepExecutions[1]?.id}`)
    expect(await note.json()).toMatchObject({ output: due })
    expect(stepExecutions[0]).toMatchObject({ type: 'TRIGGER/CRON' })
  })

  it('survives a restart, and what was missed meanwhile is not made up for', async () => {
    let other = await createTestSandbox()
    try {
      const user = await other.user('u')
      await user.addAccount(maya.work)
      const id = await declare(other, 'often', { trigger: { type: 'schedule', every: { minutes: 60 } }, steps })
      await turnOn(user, id)
      other = await other.restart()
      // As if the sandbox had been off: the clock is moved past several times at once.
      const { clocks } = other.context.store
      await clocks.set(other.projectId, { offset: 5.5 * HOUR, frozenAt: null })
      other.context.scheduler.wake()
      await expect.poll(async () => (await runs(other, { workflowId: id })).length, { timeout: 15_000 }).toBe(1)
      await other.advance(HOUR)
      expect(await runs(other, { workflowId: id })).toHaveLength(2)
    } finally {
      await other.dispose()
    }
  })
})

describe('the workflows of the catalog that are scheduled', () => {
  it('import new files once, into the names that the user has set, and report what changed', async () => {
    const { sub, user } = await newUser()
    const address = `${sub}@mail.example`
    await user.connect(address)
    const { credentialId: credential } = await user.integration()
    const [imports, report] = [
      await workflowId(sandbox, 'import-new-files'),
      await workflowId(sandbox, 'weekly-report'),
    ]
    const body = {
      config: {
        sharedSettings: { 'import-folder': 'My Drive / Inbox' },
        workflowSettings: {
          [imports]: { enabled: true, settings: { 'name-prefix': 'Imported: ', 'max-size-mb': 0.00001 } },
          [report]: { enabled: true, settings: {} },
        },
      },
    }
    expect((await user.call('PATCH', `/sdk/credentials/${credential}`, { body })).status).toBe(200)
    const create = async (file: object) => {
      const answer = await user.call('POST', '/sdk/proxy/googledrive/files', { body: file })
      return ((await answer.json()) as { output: { id: string } }).output.id
    }
    const write = (id: string, text: string) =>
      user.call(
        'PATCH',
        `/sdk/proxy/googledrive/https://www.googleapis.com/upload/drive/v3/files/${id}?uploadType=media`,
        {
          body: text,
          headers: { 'content-type': 'text/plain' },
        },
      )
    const inbox = await create({ name: 'Inbox', mimeType: 'application/vnd.google-apps.folder' })
    await create({ name: 'elsewhere.txt' })
    await create({ name: 'new.txt', parents: [inbox] })
    await write(await create({ name: 'big.txt', parents: [inbox] }), 'more than ten bytes')
    await sandbox.advance(2 * DAY)
    const all = await driveFiles(user, credential)
    expect(all.filter((name) => !name.startsWith('Weekly'))).toEqual(
      expect.arrayContaining(['Imported: new.txt', 'Inbox', 'big.txt', 'elsewhere.txt']),
    )
    expect(all.filter((name) => name.includes('Imported: '))).toHaveLength(1)

    await sandbox.advance(7 * DAY)
    const [name] = (await driveFiles(user, credential)).filter((each) => each.startsWith('Weekly report '))
    const search = `/sdk/proxy/googledrive/files?q=${encodeURIComponent(`name = '${name}'`)}`
    const found = (await (await user.call('GET', search)).json()) as { output: { files: { id: string }[] } }
    const content = await user.call('GET', `/sdk/proxy/googledrive/files/${found.output.files[0]?.id}?alt=media`)
    expect(await content.json()).toMatchObject({ output: expect.stringContaining('Imported: new.txt') })
  })
})
