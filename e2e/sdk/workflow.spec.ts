import { type Account, expect, type HostPage, maya, test } from '../support/host-page.ts'
import type { SandboxStack } from '../support/stack.ts'

/** A page whose user has two Drive accounts, with these workflows of the catalog turned on in both. */
async function withWorkflows(host: HostPage, ...names: string[]) {
  const a = await host.connect(maya.work)
  const b = await host.connect(maya.home, { externalId: 'ws-2' })
  await host.authenticate()
  const ids = await host.workflows()
  const chosen = names.map((name) => ids[name] ?? '')
  for (const { id } of [a, b]) {
    await host.run(
      async ({ paragon }, [workflows, selectedCredentialId]) => {
        for (const workflow of workflows) await paragon.enableWorkflow(workflow, { selectedCredentialId })
      },
      [chosen, id] as const,
    )
  }
  return { a, b, ids: chosen }
}

/** Names of an account's files, by the third party. */
async function files(host: HostPage, account: Account, q: string): Promise<string[]> {
  const path = `/sdk/proxy/googledrive/files?pageSize=1000&q=${encodeURIComponent(q)}`
  const { body } = await host.rest<{ output: { files: { name: string }[] } }>('GET', path, {
    headers: { 'x-paragon-credential': account.id },
  })
  return body.output.files.map(({ name }) => name)
}

interface Run {
  id: string
  status: string
  credentialId: string
  workflowId: string
}

/** Runs by Task History, oldest first, asked as the app's server would. */
async function history(host: HostPage, paragonUrl: string): Promise<Run[]> {
  const { apiKey } = await host.control<{ apiKey: string }>('GET', '')
  const url = `${paragonUrl}/projects/${host.projectId}/task-history/workflow-executions?sortBy=ASC`
  const answer = await fetch(url, { headers: { authorization: `Bearer ${apiKey}` } })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { workflowExecutions: Run[] }).workflowExecutions
}

/** Deploys a workflow of the test's own and turns it on for Maya's work account, which is connected. */
async function declare(host: HostPage, slug: string, trigger: object, steps: object[]) {
  const account = await host.connect(maya.work)
  const { id } = await host.control<{ id: string }>('PUT', `/integrations/googledrive/workflows/${slug}`, {
    trigger,
    steps,
  })
  await host.authenticate()
  await host.run(({ paragon }, workflow) => paragon.enableWorkflow(workflow), id)
  return { id, account }
}

test('paragon.workflow answers for the account that is selected', async ({ host }) => {
  const { a, b, ids } = await withWorkflows(host, 'Find files by name')
  const [find = ''] = ids
  const ask = (query: string, selectedCredentialId?: string) =>
    host.run(({ paragon }, [id, body, options]) => paragon.workflow(id, { body, ...options }), [
      find,
      { query },
      selectedCredentialId === undefined ? {} : { selectedCredentialId },
    ] as const)
  expect(await ask('launch', a.id)).toMatchObject({ account: maya.work, files: [{ name: 'Launch' }, {}, {}] })
  expect(await ask('launch', b.id)).toEqual({ account: maya.home, files: [] })
  expect(await ask('sour', 'ext:ws-2')).toMatchObject({ account: maya.home, files: [{ name: 'Sourdough.md' }] })
  expect(await ask('launch')).toMatchObject({ account: maya.work })
  const sent = host.sent('POST', /^\/sdk\/triggers\//).map(({ headers }) => headers['x-paragon-credential'])
  expect(sent).toEqual([a.id, b.id, b.id, undefined])
})

test('paragon.event reaches every account where it is heard, or the one that is selected', async ({
  host,
  sandbox,
}) => {
  const { a, b } = await withWorkflows(host, 'Save finished documents to Drive')
  const send = (name: string, options: { selectedCredentialId?: string } = {}) =>
    host.run(({ paragon }, [payload, selection]) => paragon.event('document.finished', payload, selection), [
      { name, content: 'Signed.' },
      options,
    ] as const)
  await send('everywhere.txt')
  await send('at home.txt', { selectedCredentialId: 'ext:ws-2' })
  await send('at work.txt', { selectedCredentialId: a.id })
  await expect
    .poll(async () => (await history(host, sandbox.paragonUrl)).map(({ status }) => status))
    .toEqual(Array(4).fill('SUCCEEDED'))
  const q = "name = 'everywhere.txt' or name = 'at home.txt' or name = 'at work.txt'"
  expect((await files(host, a, q)).sort()).toEqual(['at work.txt', 'everywhere.txt'])
  expect((await files(host, b, q)).sort()).toEqual(['at home.txt', 'everywhere.txt'])
  const accounts = (await history(host, sandbox.paragonUrl)).map(({ credentialId }) => credentialId)
  expect(accounts.sort()).toEqual([a.id, a.id, b.id, b.id].sort())
})

test('a workflow that is off for an account is refused by the SDK, and by the server when none is selected', async ({
  host,
}) => {
  const a = await host.connect(maya.work)
  await host.authenticate()
  const { 'Find files by name': find = '' } = await host.workflows()
  const refusal = (options: object) =>
    host.run(({ paragon, refusal }, [id, given]) => refusal(() => paragon.workflow(id, given)), [
      find,
      options,
    ] as const)
  const words = `Workflow ${find} is not enabled for this user.`
  expect((await refusal({ selectedCredentialId: a.id })).message).toBe(words)
  expect(host.sent('POST', /^\/sdk\/triggers\//)).toEqual([])
  expect(JSON.parse((await refusal({})).message)).toMatchObject({ message: words, status: 400 })
  // Whatever was refused, the user is still signed in.
  expect(await host.user()).toMatchObject({ authenticated: true })
})

test('what a workflow asks of its callers is told to them', async ({ host }) => {
  const { ids } = await withWorkflows(host, 'Find files by name')
  const { message } = await host.run(
    ({ paragon, refusal }, id) => refusal(() => paragon.workflow(id, { body: { wrong: true } })),
    ids[0] ?? '',
  )
  expect(JSON.parse(message)).toMatchObject({ status: 400, message: expect.stringContaining('"query" is missing') })
})

test('a file comes as its bytes', async ({ host, sandbox }) => {
  const { a, ids } = await withWorkflows(host, 'Open a file in the app')
  const [found] = (
    await host.rest<{ output: { files: { id: string }[] } }>(
      'GET',
      `/sdk/proxy/googledrive/files?q=${encodeURIComponent("name = 'Launch budget.csv'")}`,
      { headers: { 'x-paragon-credential': a.id } },
    )
  ).body.output.files
  const ask = async (fileId: string) =>
    fetch(`${sandbox.paragonUrl}/projects/${host.projectId}/sdk/triggers/${ids[0]}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await host.newToken('ada')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ fileId }),
    })
  const answer = await ask(found?.id ?? '')
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv'])
  expect(await answer.text()).toMatch(/^item,owner,amount\n/)
  expect((await ask('nothing')).status).toBe(404)
})

test('a response that takes longer than 55 seconds of the project’s clock is a 542, and the run goes on', async ({
  host,
  sandbox,
}) => {
  const { id, account } = await declare(host, 'slow', { type: 'request' }, [
    { id: 'wait', type: 'delay', for: { minutes: 2 } },
    { id: 'create', type: 'request', method: 'POST', path: '/files', body: { name: 'slow.txt' } },
    { id: 'answer', type: 'response', body: 'done' },
  ])
  const refused = host.run(({ paragon, refusal }, workflow) => refusal(() => paragon.workflow(workflow, {})), id)
  await expect
    .poll(async () => (await history(host, sandbox.paragonUrl)).map(({ status }) => status))
    .toEqual(['DELAYED'])
  await host.control('PUT', '/clock', { advance: 60_000 })
  const [run] = await history(host, sandbox.paragonUrl)
  expect(JSON.parse((await refused).message)).toEqual({
    message: 'Workflow has been enqueued but has not completed.',
    dateSubmitted: expect.any(String),
    projectId: host.projectId,
    workflowId: id,
    executionId: run?.id,
  })
  await host.control('PUT', '/clock', { advance: 60_000 })
  expect(await history(host, sandbox.paragonUrl)).toMatchObject([{ status: 'SUCCEEDED' }])
  expect(await files(host, account, "name = 'slow.txt'")).toEqual(['slow.txt'])
})

test('the URL for a third party that the SDK tells starts its workflow, for that account', async ({
  host,
  sandbox,
}) => {
  const { b, ids } = await withWorkflows(host, 'Save scans from a device')
  const url = await host.run(
    ({ paragon }, [id, credentialId]) => paragon.getCustomWebhookUserManualUrl(id, credentialId),
    [ids[0] ?? '', b.id] as const,
  )
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ name: 'scan.txt', text: 'page 1' }) })
  expect(answer.status).toBe(200)
  await expect
    .poll(async () => (await history(host, sandbox.paragonUrl)).map(({ status }) => status))
    .toEqual(['SUCCEEDED'])
  expect(await files(host, b, "name = 'scan.txt'")).toEqual(['scan.txt'])
})

/** `kill -9`, and a start. Connections to the dead process that nobody has closed fail once more. */
async function killAndStart(host: HostPage, sandbox: SandboxStack): Promise<void> {
  await sandbox.restartSandbox({ kill: 'SIGKILL' })
  await expect(() => host.control('GET', '')).toPass()
}

test.describe('kill -9', () => {
  test('in the middle of a delay loses nothing', async ({ host, sandbox }) => {
    const create = (name: string) => ({ id: name, type: 'request', method: 'POST', path: '/files', body: { name } })
    const steps = [create('before'), { id: 'wait', type: 'delay', for: { minutes: 5 } }, create('after')]
    const { account } = await declare(host, 'interrupted', { type: 'event', name: 'go' }, steps)
    await host.run(({ paragon }) => paragon.event('go', {}))
    await expect
      .poll(async () => (await history(host, sandbox.paragonUrl)).map(({ status }) => status))
      .toEqual(['DELAYED'])
    await killAndStart(host, sandbox)
    await host.control('PUT', '/clock', { advance: 300_000 })
    expect(await history(host, sandbox.paragonUrl)).toMatchObject([{ status: 'SUCCEEDED' }])
    expect((await files(host, account, "name = 'before' or name = 'after'")).sort()).toEqual(['after', 'before'])
  })

  test('in the middle of a fan-out repeats nothing, and goes on when the dead process’s lease has run out', async ({
    host,
    sandbox,
  }) => {
    const list = Array.from({ length: 400 }, (_, n) => `part ${n}.txt`)
    const create = {
      id: 'create',
      type: 'request',
      method: 'POST',
      path: '/files',
      body: { name: '{{steps.each.instance}}' },
    }
    const steps = [
      { id: 'each', type: 'fanOut', order: 'sequential', over: list, steps: [{ ...create, continueOnFailure: true }] },
    ]
    const { account } = await declare(host, 'parts', { type: 'event', name: 'go' }, steps)
    await host.run(({ paragon }) => paragon.event('go', {}))
    const parts = () => files(host, account, "name contains 'part'")
    await expect.poll(async () => (await parts()).length).toBeGreaterThan(3)
    await killAndStart(host, sandbox)
    await expect
      .poll(async () => (await history(host, sandbox.paragonUrl)).map(({ status }) => status), { timeout: 50_000 })
      .toEqual(['SUCCEEDED'])
    const made = await parts()
    // All but the one that was under way, of which nobody knows.
    expect(made.length).toBeGreaterThanOrEqual(399)
    expect(new Set(made).size).toBe(made.length)
  })
})
