import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox } from '../../testing/test-sandbox.ts'
import { run, runs, settledRuns, stepData, turnOn, workflowId } from '../../testing/workflows.ts'

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
