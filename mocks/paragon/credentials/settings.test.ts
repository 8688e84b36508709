import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { workflowIdOf } from '../../catalog/catalog.ts'
import { createTestSandbox, maya, type TestSandbox, type TestUser } from '../../testing/test-sandbox.ts'
import { workflowId } from '../../testing/workflows.ts'

let sandbox: TestSandbox
let mirror: string
beforeAll(async () => {
  sandbox = await createTestSandbox()
  mirror = await workflowId(sandbox, 'mirror-records')
})
afterAll(() => sandbox.dispose())

let users = 0
async function connected(integration = 'salesforce') {
  const user = await sandbox.user(`settings-${users++}`)
  const { id } = await user.addAccount(maya.work, { integration })
  return { user, id }
}
const patch = (user: TestUser, id: string, config: object) =>
  user.call('PATCH', `/sdk/credentials/${id}`, { body: { config } })
const ofWorkflow = (settings: object) => ({ workflowSettings: { [mirror]: { enabled: true, settings } } })

/** A value that is good for each input of the workflow, and one that is not. */
const values: Record<string, { good: unknown; bad: unknown; words: RegExp }> = {
  'person-mapping': {
    good: {
      objectMapping: 'Contact',
      mappingType: 'STATIC',
      fieldMappings: { 'Full name': 'Name', 'E-mail': 'Email' },
    },
    bad: { objectMapping: 'Contact', fieldMappings: { 'Full name': 'Name' } },
    words: /People of the app needs a field for E-mail/,
  },
  'task-mapping': {
    good: {
      objectMapping: 'Task',
      mappingType: 'DYNAMIC',
      dynamicMappings: { title: { applicationField: 'title', integrationField: 'Subject' } },
    },
    bad: { objectMapping: ['Task'] },
    words: /Tasks of the app must be chosen/,
  },
  'id-field': { good: { mainInput: 'Contact', dependentInput: 'Id' }, bad: 'Contact.Id', words: /must be a choice/ },
  owner: { good: '005000000000001', bad: 5, words: /Owner of new records must be text/ },
  team: { good: 'team-1', bad: 'x'.repeat(2_000), words: /longer than 1000/ },
  permissions: { good: ['read', 'write'], bad: ['everything'], words: /no permission "everything"/ },
  exceptions: { good: 'data:text/csv;name=ids.csv;base64,aWQK', bad: 'ids.csv', words: /must be a file/ },
  'signing-secret': { good: 'secret', bad: { secret: true }, words: /must be text/ },
  'record-link': { good: 'https://app.example/1', bad: 'javascript:alert(1)', words: /web address/ },
  'alert-email': { good: 'ops@app.example', bad: 'ops', words: /e-mail address/ },
  description: { good: 'From\nthe app', bad: ['x'], words: /must be text/ },
  'records-at-once': { good: 50, bad: 'many', words: /must be a number/ },
  'keep-history': { good: true, bad: 'yes', words: /on or off/ },
}
const good = Object.fromEntries(Object.entries(values).map(([id, value]) => [id, value.good]))

describe('User Settings', () => {
  it('of every type of input are saved, and told to the workflow', async () => {
    const { user, id } = await connected()
    const answer = await patch(user, id, ofWorkflow(good))
    expect(await answer.json()).toMatchObject({
      errors: [],
      configurations: [{ workflowSettings: { [mirror]: { settings: good } } }],
    })
    const run = await user.call('POST', `/sdk/triggers/${mirror}`, { body: {} })
    const { 'signing-secret': _, ...told } = good
    expect(await run.json()).toMatchObject({ settings: told, isSigned: true })
  })

  it('cover every input of the workflow that can be filled in', async () => {
    const { user } = await connected()
    const listed: unknown = await (await user.call('GET', '/sdk/integrations')).json()
    const text = JSON.stringify(listed)
    for (const id of Object.keys(values)) expect(text).toContain(`"id":"${id}"`)
    expect(text).toContain('"COPYABLE_BUTTON_INPUT"')
  })

  it.each(Object.entries(values))('are refused for %s, and nothing is saved', async (input, { bad, words }) => {
    const { user, id } = await connected()
    const before = await (await user.call('GET', `/sdk/credentials/${id}`)).json()
    const answer = await patch(user, id, ofWorkflow({ ...good, [input]: bad }))
    expect(await answer.json()).toEqual({
      message: expect.stringMatching(words),
      code: '40000',
      status: 400,
      meta: { settings: { [input]: expect.stringMatching(words) } },
    })
    expect(answer.status).toBe(400)
    expect(await (await user.call('GET', `/sdk/credentials/${id}`)).json()).toEqual(before)
  })

  it('are refused all at once, each with its own words', async () => {
    const { user, id } = await connected()
    const answer = await patch(user, id, {
      sharedSettings: { 'sync-direction': 'sideways' },
      ...ofWorkflow({ 'alert-email': 'ops', 'callback-url': 'https://elsewhere.example' }),
    })
    expect(await answer.json()).toMatchObject({
      status: 400,
      meta: {
        settings: {
          'sync-direction': 'Sync direction must be one of the choices.',
          'alert-email': expect.any(String),
          'callback-url': expect.stringMatching(/cannot be changed/),
        },
      },
    })
  })

  it('may lack for now what is required, but not have it and be empty', async () => {
    const { user, id } = await connected()
    const { 'person-mapping': _, ...rest } = good
    expect((await patch(user, id, ofWorkflow(rest))).status).toBe(200)
    for (const empty of ['', null, {}]) {
      const answer = await patch(user, id, ofWorkflow({ ...rest, 'person-mapping': empty }))
      expect([answer.status, await answer.json()]).toMatchObject([400, { message: expect.stringMatching(/People/) }])
    }
  })

  it('keep what belongs to no input, and what was there before it became wrong', async () => {
    const { user, id } = await connected()
    expect((await patch(user, id, { sharedSettings: { gone: { a: 1 } } })).status).toBe(200)
    expect((await user.integration('salesforce')).sharedSettings).toEqual({ gone: { a: 1 } })
  })
})

describe('an integration with required settings', () => {
  const TEAM = 'custom.tasklabteam'
  async function withTeam() {
    const user = await sandbox.user(`team-${users++}`)
    const integrationId = await user.integrationId(TEAM)
    const setup = await sandbox.control('POST', `/projects/${sandbox.projectId}/setup-values`, {
      integration: TEAM,
      account: maya.work,
    })
    const { values: payload } = (await setup.json()) as { values: Record<string, string> }
    const answer = await user.call('POST', '/sdk/credentials', { body: { integrationId, payload } })
    const { id } = (await answer.json()) as { id: string }
    const workflow = workflowIdOf(sandbox.projectId, TEAM, 'list-tasks')
    await user.call('POST', `/sdk/workflows/${workflow}`)
    return { user, id, list: () => user.call('POST', `/sdk/triggers/${workflow}`, { body: {} }) }
  }

  it('runs nothing until they are filled in, and says so', async () => {
    const { user, id, list } = await withTeam()
    const refused = await list()
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { code: '40030', message: 'TaskLab Team has required settings that are not filled in yet.' },
    ])
    expect((await patch(user, id, { sharedSettings: { 'task-prefix': 'Ours: ' } })).status).toBe(200)
    expect((await list()).status).toBe(200)
  })
})
