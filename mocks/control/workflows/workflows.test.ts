import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestSandbox, maya, type TestSandbox } from '../../testing/test-sandbox.ts'
import { turnOn } from '../../testing/workflows.ts'

let sandbox: TestSandbox
beforeAll(async () => {
  sandbox = await createTestSandbox()
})
afterAll(() => sandbox.dispose())

const path = (slug: string, type = 'googledrive') =>
  `/projects/${sandbox.projectId}/integrations/${type}/workflows/${slug}`
const good = { trigger: { type: 'request' }, steps: [{ id: 'answer', type: 'response', body: '{{settings.word}}' }] }
const word = { id: 'word', title: 'Word', type: 'TEXT_NO_VARS', required: false, defaultValue: 'hello' }

describe('a workflow that a project declares', () => {
  it('is there for its users at once, with its settings, and can be changed and taken away', async () => {
    const user = await sandbox.user('u')
    await user.addAccount(maya.work)
    const made = await sandbox.control('PUT', path('greet'), {
      ...good,
      inputs: [word],
      description: 'Greet',
      infoText: 'Says it.',
    })
    const view = (await made.json()) as { id: string }
    expect([made.status, view]).toMatchObject([
      201,
      { slug: 'greet', integration: 'googledrive', description: 'Greet', trigger: good.trigger },
    ])
    const described = (await (await sandbox.control('GET', `/projects/${sandbox.projectId}`)).json()) as {
      integrations: { workflows: { id: string; slug: string }[] }[]
    }
    expect(described.integrations[0]?.workflows.at(-1)).toMatchObject({
      id: view.id,
      slug: 'greet',
      trigger: { type: 'request' },
    })
    const list = (await (await user.call('GET', '/sdk/integrations')).json()) as {
      configs: { values: { workflowMeta: Record<string, object> } }[]
    }[]
    expect(list[0]?.configs[0]?.values.workflowMeta[view.id]).toMatchObject({ infoText: 'Says it.', inputs: [word] })
    await turnOn(user, view.id)
    const call = async () => (await user.call('POST', `/sdk/triggers/${view.id}`)).json()
    expect(await call()).toBe('hello')

    const changed = await sandbox.control('PUT', path('greet'), { ...good, inputs: [{ ...word, defaultValue: 'bye' }] })
    expect([changed.status, await changed.json()]).toMatchObject([200, { id: view.id, description: 'greet' }])
    expect(await call()).toBe('bye')

    expect((await sandbox.control('DELETE', path('greet'))).status).toBe(204)
    expect(await call()).toMatchObject({ status: 404 })
    expect((await sandbox.control('DELETE', path('greet'))).status).toBe(404)
  })

  it('that is on by default is on for accounts that are connected from then on', async () => {
    const user = await sandbox.user('later')
    await user.addAccount(maya.work)
    const made = await sandbox.control('PUT', path('default'), { ...good, inputs: [word], defaultEnabled: true })
    const { id } = (await made.json()) as { id: string }
    const b = await user.addAccount(maya.home)
    const state = (await user.integration()).allCredentials.map(
      (each) => each.configurations[0]?.workflowSettings[id]?.enabled,
    )
    expect(state).toEqual([false, true])
    expect(b.configurations[0]?.workflowSettings[id]).toEqual({ enabled: true, settings: {} })
  })
})

describe('a declaration is refused', () => {
  it.each<[string, string, object, number, RegExp]>([
    ['for an integration that is not there', 'nothing', good, 404, /no integration "nothing"/],
    ['without a trigger', 'googledrive', { steps: [] }, 422, /trigger/],
    ['without steps', 'googledrive', { trigger: good.trigger }, 422, /steps/],
    ['for a setting that is not declared', 'googledrive', good, 422, /settings.word.* none of the settings/],
    ['with an unknown field', 'googledrive', { ...good, code: 'eval()' }, 422, /code/],
    ['with an input that is none', 'googledrive', { ...good, inputs: [{ id: 'x' }] }, 422, /inputs\.0\.title/],
    [
      'with everything wrong at once',
      'googledrive',
      { trigger: { type: 'schedule', cron: 'x' }, steps: [{ id: 'a', type: 'b' }] },
      422,
      /trigger.cron: .*; steps\.0/,
    ],
  ])('%s', async (_, type, body, status, detail) => {
    const answer = await sandbox.control('PUT', path('refused', type), body)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json'])
    expect(((await answer.json()) as { detail: string }).detail).toMatch(detail)
  })

  it('for a project that is not there, and by a name that is none', async () => {
    expect((await sandbox.control('PUT', '/projects/none/integrations/googledrive/workflows/x', good)).status).toBe(404)
    expect((await sandbox.control('DELETE', '/projects/none/integrations/googledrive/workflows/x')).status).toBe(404)
    expect((await sandbox.control('PUT', path('Not%20a%20slug'), { ...good, inputs: [word] })).status).toBe(422)
  })
})
