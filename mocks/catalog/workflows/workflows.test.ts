import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { driveFiles, run, runs, settledRuns, stepData, turnOn, workflowId } from '../../testing/workflows.ts'

let sandbox: TestSandbox
beforeEach(async () => {
  sandbox = await createTestSandbox()
})
afterEach(() => sandbox.dispose())

const DAY = 24 * 60 * 60 * 1000
/** What starts each workflow, and a step whose output shows that the third party has done it. */
const cases = {
  slack: {
    request: ['find-messages', { query: 'the' }, { total: expect.any(Number), messages: expect.any(Array) }],
    events: [['post-updates', 'update.published', { text: 'News' }, 'post', { ok: true, message: { text: 'News' } }]],
    scheduled: [
      ['daily-digest', 'send', { ok: true, message: { text: expect.stringMatching(/^Since .* \d+ messages\.$/) } }],
    ],
    advance: DAY,
  },
  hubspot: {
    request: ['find-contacts', { query: 'a' }, { total: expect.any(Number), contacts: expect.any(Array) }],
    events: [
      [
        'create-deals',
        'order.placed',
        { number: 'A-1', amount: 480 },
        'create',
        { properties: { dealname: expect.stringContaining('A-1'), amount: '480' } },
      ],
    ],
    scheduled: [
      ['import-contacts', 'changed', { results: expect.any(Array) }],
      ['closed-deals-digest', 'digest', { deals: expect.any(Number), amount: expect.any(Number) }],
    ],
    advance: 7 * DAY,
  },
  salesforce: {
    request: ['find-accounts', { query: "O'a%" }, { accounts: expect.any(Array) }],
    events: [
      [
        'create-leads',
        'user.signed-up',
        { name: 'Quill', email: 'quill@mail.example' },
        'create',
        { success: true, id: expect.any(String) },
      ],
      ['log-activities', 'activity.done', { subject: 'Called' }, 'log', { success: true, id: expect.any(String) }],
    ],
    scheduled: [['sync-contacts', 'changed', { records: expect.any(Array) }]],
    advance: DAY,
  },
} as const

it.each(['slack', 'hubspot', 'salesforce'] as const)(
  'those of %s do what they say',
  async (integration) => {
    const sub = `${integration}-runner`
    const user = await sandbox.user(sub)
    const account = await user.addAccount(maya.work, { integration })
    const headers = { 'x-paragon-credential': account.id }
    const { request, events, scheduled, advance } = cases[integration]
    /** Of the newest run that came to the step. */
    const outputOf = async (slug: string, name: string) => {
      for (const { id } of await runs(sandbox, { userId: sub, workflowId: await workflowId(sandbox, slug) })) {
        const { stepExecutions } = await run(sandbox, id)
        if (stepExecutions.some((step) => step.name === name)) return (await stepData(sandbox, id, name)).output
      }
      throw new Error(`No run of ${slug} came to ${name}.`)
    }

    const [slug, body, answer] = request
    await turnOn(user, await workflowId(sandbox, slug), headers)
    const answered = await user.call('POST', `/sdk/triggers/${await workflowId(sandbox, slug)}`, { body, headers })
    expect(await answered.json()).toEqual(answer)
    expect(answered.status).toBe(200)

    for (const [slug, name, payload, step, output] of events) {
      await turnOn(user, await workflowId(sandbox, slug), headers)
      await user.call('POST', '/sdk/events/trigger', { body: { name, payload }, headers })
      await settledRuns(sandbox, 1, { userId: sub, workflowId: await workflowId(sandbox, slug) })
      expect(await outputOf(slug, step)).toMatchObject(output)
    }

    for (const [slug] of scheduled) await turnOn(user, await workflowId(sandbox, slug), headers)
    await sandbox.control('PUT', '/projects/test-project/clock', { advance })
    for (const [slug, step, output] of scheduled) {
      expect(await outputOf(slug, step)).toMatchObject(output)
    }
    const failed = await runs(sandbox, { userId: sub, status: 'FAILED' })
    expect(failed.map(({ reason }) => reason)).toEqual([])
  },
  60_000,
)

/** A user with one account, and ways to have its workflows run with settings. */
async function worker(integration: string) {
  const user = await sandbox.user(`worker-${integration}`)
  const account = await user.addAccount(maya.work, { integration })
  let count = 0
  return {
    user,
    account,
    turnOn: async (slug: string) => turnOn(user, await workflowId(sandbox, slug)),
    async set(sharedSettings: object) {
      const answer = await user.call('PATCH', `/sdk/credentials/${account.id}`, {
        body: { config: { sharedSettings } },
      })
      expect(answer.status).toBe(200)
    },
    /** The run that an event leads to. */
    async event(name: string, payload: object) {
      count += 1
      expect((await user.call('POST', '/sdk/events/trigger', { body: { name, payload } })).status).toBe(201)
      const all = await settledRuns(sandbox, count, { userId: `worker-${integration}` })
      return run(sandbox, all.at(-1)?.id ?? '')
    },
  }
}
async function proxied<T>(user: TestUser, method: string, path: string, body?: object): Promise<T> {
  const answer = await user.call(method, `/sdk/proxy/${path}`, body && { body })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { output: T }).output
}

describe('a setting of Google Drive', () => {
  it('says what becomes of a document that is there already', async () => {
    const { user, account, set, turnOn, event } = await worker('googledrive')
    await turnOn('save-documents')
    const save = (content: string) => event('document.finished', { name: "It's done.txt", content })
    const copies = async () => (await driveFiles(user, account.id)).filter((name) => name === "It's done.txt").length
    const content = async () => {
      const { files } = await proxied<{ files: { id: string }[] }>(
        user,
        'GET',
        `googledrive/files?q=${encodeURIComponent("name = 'It\\'s done.txt'")}&orderBy=createdTime`,
      )
      return proxied(user, 'GET', `googledrive/files/${files[0]?.id}?alt=media`)
    }
    await set({ 'conflict-policy': 'app-wins' })
    await save('one')
    await save('two')
    expect([await copies(), await content()]).toEqual([1, 'two'])
    await set({ 'conflict-policy': 'drive-wins' })
    await save('three')
    expect([await copies(), await content()]).toEqual([1, 'two'])
    await set({ 'conflict-policy': 'keep-both' })
    expect((await save('four')).status).toBe('SUCCEEDED')
    expect(await copies()).toBe(2)
  })

  it('says with whom a weekly report is shared', async () => {
    const { user, set, turnOn } = await worker('googledrive')
    await turnOn('weekly-report')
    await set({ 'notify-email': 'reports@mail.example' })
    await sandbox.advance(7 * DAY)
    const query = `q=${encodeURIComponent("name contains 'Weekly report'")}&fields=files(permissions(emailAddress,role))`
    expect(await proxied(user, 'GET', `googledrive/files?${query}`)).toMatchObject({
      files: [{ permissions: expect.arrayContaining([{ emailAddress: 'reports@mail.example', role: 'reader' }]) }],
    })
  })
})

describe('a setting of Slack', () => {
  it('says which updates are posted', async () => {
    const { set, event } = await worker('slack')
    const isPosted = async (payload: object) =>
      (await event('update.published', payload)).stepExecutions.some(({ name }) => name === 'post')
    const [plain, low, mention] = [
      { text: 'x' },
      { text: 'x', importance: 'low' },
      { text: 'Ask <@U1>', importance: 'low' },
    ]
    const posted = async () => [await isPosted(plain), await isPosted(low), await isPosted(mention)]
    expect(await posted()).toEqual([true, false, false])
    await set({ 'notify-level': 'all' })
    expect(await posted()).toEqual([true, true, true])
    await set({ 'notify-level': 'mentions' })
    expect(await posted()).toEqual([false, false, true])
  })

  it('says where what follows an update is posted', async () => {
    const { set, event } = await worker('slack')
    const post = async (payload: object) => {
      const { id } = await event('update.published', payload)
      return (await stepData(sandbox, id, 'post')).output as { ts: string; message: { thread_ts?: string } }
    }
    const { ts } = await post({ text: 'First' })
    expect((await post({ text: 'Second', thread: ts })).message.thread_ts).toBe(ts)
    await set({ 'reply-in-threads': false })
    expect((await post({ text: 'Third', thread: ts })).message.thread_ts).toBeUndefined()
  })

  it('that names no channel fails the run, although Slack answers with 200', async () => {
    const { set, event } = await worker('slack')
    await set({ channel: 'C0000000000' })
    const ended = await event('update.published', { text: 'Nobody hears' })
    expect(ended).toMatchObject({
      status: 'FAILED',
      reason: expect.stringContaining('Slack refused: channel_not_found'),
    })
    expect(ended.stepExecutions.find(({ name }) => name === 'post')?.status).toBe('FAILED')
  })
})

it('what is reacted to in Slack is collected as a task, if the reaction is the one', async () => {
  const { user, account, turnOn } = await worker('slack')
  await turnOn('collect-messages')
  const sent = await proxied<{ ts: string; channel: string }>(user, 'POST', 'slack/chat.postMessage', {
    channel: '#general',
    text: 'Mend the door',
  })
  const list = (await (await user.call('GET', '/sdk/integrations')).json()) as {
    id: string
    type: string
    workflows: { description: string; customWebhookTriggerId?: string }[]
  }[]
  const slack = list.find(({ type }) => type === 'slack')
  const trigger = slack?.workflows.find(({ description }) => description === 'Collect messages with a reaction')
  const address = `http://localhost:4010/triggers/connect/${sandbox.projectId}/${slack?.id}/custom-triggers/${trigger?.customWebhookTriggerId}?id=${account.id}`
  const react = async (reaction: string, runs: number) => {
    const event = { type: 'reaction_added', reaction, item: { type: 'message', channel: sent.channel, ts: sent.ts } }
    const request = new Request(address, { method: 'POST', body: JSON.stringify({ event }) })
    expect((await sandbox.paragon(request)).status).toBe(200)
    const ended = await settledRuns(sandbox, runs, { workflowId: await workflowId(sandbox, 'collect-messages') })
    return ended.at(-1)?.id ?? ''
  }
  const task = { title: 'Mend the door', channel: sent.channel, ts: sent.ts }
  expect((await stepData(sandbox, await react('inbox_tray', 1), 'task')).output).toEqual(task)
  const passedOver = await run(sandbox, await react('eyes', 2))
  expect([passedOver.status, passedOver.stepExecutions.some(({ name }) => name === 'task')]).toEqual([
    'SUCCEEDED',
    false,
  ])
})

describe('a setting of HubSpot', () => {
  it('says what is brought in, and from whom', async () => {
    const { user, set } = await worker('hubspot')
    for (const email of ['ada@northwind.example', 'bo@Gmail.com']) {
      await user.call('POST', '/sdk/proxy/hubspot/crm/v3/objects/contacts', { body: { properties: { email } } })
    }
    /** Of the latest run: its contacts, and which records it asked for. */
    const imported = async () => {
      await sandbox.advance(DAY)
      const all = await runs(sandbox, { workflowId: await workflowId(sandbox, 'import-contacts') })
      const { id, stepExecutions } = await run(sandbox, all.at(-1)?.id ?? '')
      const contacts = (await stepData(sandbox, id, 'contacts')).output as { properties: { email: string } }[]
      const steps = stepExecutions.map(({ name }) => name)
      return [
        contacts.map(({ properties }) => properties.email).filter((email) => /^(ada|bo)@/.test(email)),
        ['companies', 'deals'].filter((name) => steps.includes(name)),
      ]
    }
    expect(await imported()).toEqual([['ada@northwind.example', 'bo@gmail.com'], ['companies']])
    for (const email of ['ada@northwind.example', 'bo@gmail.com']) {
      const found = await proxied<{ id: string }>(
        user,
        'GET',
        `hubspot/crm/v3/objects/contacts/${email}?idProperty=email`,
      )
      await user.call('PATCH', `/sdk/proxy/hubspot/crm/v3/objects/contacts/${found.id}`, {
        body: { properties: { jobtitle: 'x' } },
      })
    }
    await set({ 'record-types': 'everything', 'skip-free-mail': true })
    expect(await imported()).toEqual([['ada@northwind.example'], ['companies', 'deals']])
    await set({ 'record-types': 'contacts' })
    expect((await imported())[1]).toEqual([])
  })
})

describe('a setting of Salesforce', () => {
  it('says which way records go', async () => {
    const { set, turnOn, event } = await worker('salesforce')
    await turnOn('log-activities')
    const isLogged = async () =>
      (await event('activity.done', { subject: 'Called' })).stepExecutions.some(({ name }) => name === 'log')
    expect(await isLogged()).toBe(true)
    await set({ 'sync-direction': 'from-salesforce' })
    expect(await isLogged()).toBe(false)
    await set({ 'sync-direction': 'to-salesforce' })
    expect(await isLogged()).toBe(true)
    await sandbox.advance(DAY)
    const [read] = await runs(sandbox, { workflowId: await workflowId(sandbox, 'sync-contacts') })
    const { status, stepExecutions } = await run(sandbox, read?.id ?? '')
    expect([status, stepExecutions.some(({ name }) => name === 'changed')]).toEqual(['SUCCEEDED', false])
  })
})
