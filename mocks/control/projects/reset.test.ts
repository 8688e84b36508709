import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAccount } from '../../provider/accounts.ts'
import { createTestSandbox, maya, type TestSandbox } from '../../testing/test-sandbox.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox({ deliver: async () => new Response() })
})
afterAll(() => sandbox.dispose())

const control = (method: string, below: string, body?: unknown) =>
  sandbox.control(method, `/projects/${sandbox.projectId}${below}`, body)
const json = async (answer: Promise<Response>) => (await (await answer).json()) as Record<string, unknown>

/** Rows of every table that belong to a project, however they do. */
async function rowsOf(projectId: string): Promise<Record<string, number>> {
  const { prisma } = sandbox.context.store
  const account = { account: { projectId } }
  return {
    personas: await prisma.persona.count({ where: { projectId } }),
    credentials: await prisma.credential.count({ where: { projectId } }),
    workflows: await prisma.workflow.count({ where: { projectId } }),
    integrations: await prisma.integration.count({ where: { projectId } }),
    clients: await prisma.providerClient.count({ where: { projectId } }),
    accounts: await prisma.providerAccount.count({ where: { projectId } }),
    files: await prisma.driveFile.count({ where: account }),
    events: await prisma.calendarEvent.count({ where: account }),
    grants: await prisma.providerGrant.count({ where: account }),
    jobs: await prisma.job.count({ where: { projectId } }),
    deliveries: await prisma.webhookDelivery.count({ where: { projectId } }),
    executions: await prisma.workflowExecution.count({ where: { projectId } }),
    versions: await prisma.workflowVersion.count({ where: { projectId } }),
    projectEvents: await prisma.projectEvent.count({ where: { projectId } }),
  }
}

test('takes a project back to its beginning, and leaves what others know of it', async () => {
  const { projectId } = sandbox
  const [rows, described] = [await rowsOf(projectId), await json(control('GET', ''))]
  const other = (await json(sandbox.control('POST', '/projects', {}))) as { projectId: string }
  const otherRows = await rowsOf(other.projectId)

  const user = await sandbox.user('maya')
  const { id } = await user.addAccount(maya.work)
  await user.call('POST', '/sdk/proxy/googledrive/files', { body: { name: 'New' } })
  await control('PUT', '/integrations/googledrive/workflows/own', {
    description: 'Own',
    trigger: { type: 'event', name: 'happened' },
    steps: [],
  })
  await user.call('POST', '/sdk/events/trigger', { body: { name: 'happened', payload: {} } })
  await control('POST', `/credentials/${id}/invalidate`)
  await control('POST', '/faults', { effect: { delay: 1 }, match: { path: '/nowhere' } })
  await control('PUT', '/clock', { advance: 30 * 86_400_000, frozen: true })
  expect(await rowsOf(projectId)).not.toEqual(rows)

  expect((await control('POST', '/reset')).status).toBe(204)
  expect(await rowsOf(projectId)).toEqual(rows)
  expect(await json(control('GET', ''))).toEqual(described)
  expect(await json(control('GET', '/faults'))).toEqual({ faults: [] })
  expect(await json(control('GET', '/journal'))).toMatchObject({ entries: [] })
  expect(await json(control('GET', '/clock'))).toMatchObject({ frozen: false, offset: 0 })
  expect(await rowsOf(other.projectId)).toEqual(otherRows)

  // The same token is good, of a user who has connected nothing, and a new start goes by the machine's time.
  expect((await user.me()).integrations.googledrive).toMatchObject({ enabled: false, allCredentials: [] })
  const again = await user.addAccount(maya.work)
  expect(Math.abs(Date.parse(again.dateCreated) - Date.now())).toBeLessThan(86_400_000)
  const files = await user.call('GET', "/sdk/proxy/googledrive/files?q=name='New'")
  expect(await files.json()).toMatchObject({ output: { files: [] } })
})

test('of a project that is not there is a 404', async () => {
  const answer = await sandbox.control('POST', '/projects/nowhere/reset')
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
})

test('leaves accounts that nobody used, makes those anew that somebody did, and keeps their order', async () => {
  const accounts = async () => {
    const { projectId } = sandbox
    const rows = await sandbox.context.store.prisma.providerAccount.findMany({
      where: { projectId },
      orderBy: [{ dateCreated: 'asc' }, { id: 'asc' }],
    })
    return rows.map(({ id, directory, email, name, busyUntil }) => ({
      id,
      name: `${directory} ${email} ${name}`,
      busyUntil,
    }))
  }
  await control('POST', '/reset')
  const before = await accounts()
  const idOf = (rows: typeof before, email: string) => rows.find(({ name }) => name.startsWith(`google ${email} `))?.id
  await (await sandbox.user('maya')).addAccount(maya.work)
  const changed = idOf(before, maya.home) ?? ''
  await sandbox.context.store.provider.accounts.change(changed, { name: 'Another' })
  const throttled = before.find(({ name }) => name.startsWith('slack '))?.id ?? ''
  await sandbox.context.store.provider.accounts.setBusy(throttled, new Date('2100-01-01'))
  const { projectId } = sandbox
  await addAccount(sandbox.context, { projectId, directory: 'google', email: 'new@mail.example', name: 'New' })

  await control('POST', '/reset')
  const after = await accounts()
  expect(after.map(({ name }) => name)).toEqual(before.map(({ name }) => name))
  expect(after.filter(({ busyUntil }) => busyUntil)).toEqual([])
  const gone = before.filter(({ id }) => !after.some((account) => account.id === id)).map(({ id }) => id)
  expect(new Set(gone)).toEqual(new Set([idOf(before, maya.work), changed, throttled]))
})
